"""Erase me: what goes is gone from every table, what stays still proves itself, and nobody is erased by accident."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from civic.accounts.models import Person
from civic.calls import actions as calls
from civic.calls.queries import cases_opened, open_check
from civic.cases.actions import contact_hashes, open_contact, reply
from civic.cases.guards import REACHED, TRACKED
from civic.cases.models import Case, Contact, Photo
from civic.cases.queries import Viewer, first_broken_line
from civic.feedback import actions as feedback
from civic.feedback.models import Rating
from civic.handling import actions as handling
from civic.lib.refusals import NotAllowed
from civic.me.actions import erase
from civic.notices.models import Notice
from civic.supervision.actions import verify
from tests.people import NOON, City

EMAIL, PHONE = "reporter-weilan@example.com", "+8613800138000"
WORDS = "翡翠巷口的灯笼灭了，我住旁边。"
LATER = "琥珀色的那根灯杆。"


def _whole_database() -> str:
    """Every value of every table, the full-text index included, as one text."""
    said: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said += [_readable(value) for row in cursor.fetchall() for value in row]
    return "\n".join(said)


def _readable(value: object) -> str:
    return bytes(value).decode(errors="ignore") if isinstance(value, bytes | memoryview) else str(value)


def _told(city: City, **given: Any) -> Case:
    """A case with everything a person leaves behind: contact, words, a reply, a photo, a rating, an opened contact."""
    case = city.case("in-hand", text=WORDS, email=EMAIL, phone=PHONE, address="翡翠巷 7 号", **given)
    handling.ask(case, by=city.chen, text="哪一根灯杆？", at=NOON + timedelta(hours=5))
    reply(case, by=city.reporter(case), text=LATER, at=NOON + timedelta(hours=6))
    handling.answer(case, by=city.chen, outcome="solved", text="修好了。", at=NOON + timedelta(hours=7))
    verify(case, by=city.lin, at=NOON + timedelta(hours=8))
    case.refresh_from_db()
    feedback.rate(case, by=city.reporter(case), solved="yes", text="谢谢，琉璃。", at=NOON + timedelta(hours=9))
    open_contact(case, by=city.lin, purpose="回访", at=NOON)
    Photo.objects.create(
        key=uuid4(), case=case, line=case.lines.get(seq=1), state="ready", digest="d", received_at=NOON
    )
    case.refresh_from_db()
    return case


def _traces() -> list[str]:
    hashes = contact_hashes(EMAIL, PHONE)
    return [EMAIL, PHONE, "13800138000", WORDS, LATER, "翡翠", "琥珀", "琉璃", *hashes]


def test_after_it_nothing_in_any_table_leads_to_the_person(city: City) -> None:
    case = _told(city, by=city.mei)
    before = _whole_database()
    assert all(trace in before for trace in ("翡翠", "琥珀", "琉璃", *contact_hashes(EMAIL, PHONE)))
    erase(Viewer(person=city.mei), at=NOON, public_words_too=True)
    after = _whole_database()
    assert [trace for trace in [*_traces(), "mei@example.com"] if trace in after] == []
    assert not Contact.objects.exists()
    assert not Photo.objects.exists()
    assert Rating.objects.get().person is None
    assert not Person.objects.filter(handle="mei").exists()
    case.refresh_from_db()
    assert (case.reporter, case.title, case.public_text) == (None, "", "")


def test_what_the_city_did_stays_and_its_chain_still_proves(city: City) -> None:
    case = _told(city, by=city.mei)
    erase(Viewer(person=city.mei), at=NOON)
    case.refresh_from_db()
    assert first_broken_line(case) is None
    assert "修好了。" in _whole_database()
    assert case.verdict == "yes"
    assert case.public_text == "望江路 18 号对面的路灯不亮。"
    assert WORDS not in _whole_database()


def test_messages_that_wait_are_withdrawn(city: City) -> None:
    _told(city, by=city.mei)
    assert Notice.objects.waiting().exists()
    erase(Viewer(person=city.mei), at=NOON)
    assert not Notice.objects.waiting().exists()


def test_an_address_that_nobody_proved_loses_no_message_of_anybody_else(city: City) -> None:
    hers = city.filed(email=EMAIL).case
    forged = city.filed(email=EMAIL).case  # somebody else typed her address, and holds the code of that case only
    erase(Viewer(reporter_of=frozenset({forged.pk})), at=NOON)
    kept = Notice.objects.get(about=hers.subject)
    assert (kept.state, bool(kept.address_hash)) == ("waiting", True)
    gone = Notice.objects.get(about=forged.subject)
    assert (gone.state, gone.address_hash, gone.address) == ("withdrawn", "", "")


def test_a_proved_address_is_enough_and_takes_every_case_handed_in_with_it(city: City) -> None:
    first, second = city.filed(email=EMAIL).case, city.filed(phone=PHONE, email=EMAIL).case
    other = city.filed(email="rosa@example.com").case
    assert erase(Viewer(contact_hash=contact_hashes(EMAIL, "")[0]), at=NOON) == 2
    for case in (first, second):
        case.refresh_from_db()
        assert case.erased_at == NOON
    other.refresh_from_db()
    assert other.erased_at is None
    assert Contact.objects.get().email == "rosa@example.com"


def test_staff_are_not_erased_and_nothing_of_theirs_is_changed_half_way(city: City) -> None:
    case = city.filed(by=city.lin, email=EMAIL).case
    with pytest.raises(NotAllowed):
        erase(Viewer(person=city.lin), at=NOON)
    case.refresh_from_db()
    assert case.erased_at is None
    assert Contact.objects.exists()


def test_the_page_says_what_goes_and_stays_and_only_the_button_does_it(city: City, as_person: Any) -> None:
    case = city.filed(by=city.mei, email=EMAIL).case
    client: Client = as_person(city.mei)
    page = client.get("/me/erase/").content.decode()
    assert "What goes" in page
    assert "What stays" in page
    assert case.number in page
    assert Contact.objects.exists()
    answer = client.post("/me/erase/", {})
    assert answer["Location"] == "/me/erased/"
    assert not Contact.objects.exists()
    assert client.get("/me/erased/").status_code == 200
    assert client.get("/me/erase/")["Location"] == "/me/"  # signed out: nobody is left to erase


def test_whoever_came_by_link_or_code_can_erase_too_and_is_forgotten_by_the_session(city: City, client: Client) -> None:
    case, tracked = city.filed(email=EMAIL).case, city.filed().case
    session = client.session
    session[REACHED], session[TRACKED] = [contact_hashes(EMAIL, "")[0], 9e9], [tracked.pk]
    session.save()
    client.post("/me/erase/", {"public_words_too": "on"})
    for one in (case, tracked):
        one.refresh_from_db()
        assert one.erased_at is not None
    assert case.number not in client.get("/me/").content.decode()


def test_an_officer_reads_why_the_account_stays(city: City, as_person: Any) -> None:
    page = as_person(city.chen).post("/me/erase/", {})
    assert page.status_code == 403
    assert "You hold a post" in page.content.decode()


def test_a_stranger_is_led_to_the_ways_in(city: City, client: Client) -> None:
    assert client.post("/me/erase/")["Location"] == "/me/"


def _may(client: Client, number: str) -> bool:
    """Does this browser read the case as its reporter?"""
    return client.get(f"/cases/{number}/add/").status_code == 200


def test_the_tracking_code_opens_nothing_afterwards_nor_does_any_browser_that_showed_it(city: City) -> None:
    filed = city.filed(email=EMAIL)
    number, code = filed.case.number, filed.tracking_code
    browser, other = Client(), Client()
    for one in (browser, other):
        one.post("/track/", {"number": number, "code": code})
        assert _may(one, number)
    browser.post("/me/erase/", {})
    for one in (browser, other, Client()):
        assert not _may(one, number)
        said = one.post("/track/", {"number": number, "code": code})
        assert "Number and code do not belong together" in said.content.decode()
        assert not _may(one, number)
        answer = one.get(f"/api/v1/cases/{number}/", HTTP_TRACKING_CODE=code)
        assert answer.status_code == 403 or "text" not in answer.json()


def test_after_it_the_telephone_opens_nothing_either(city: City) -> None:
    filed = city.filed(phone=PHONE)
    check = calls.hear_code(filed.case.number, code=filed.tracking_code, by=city.he, at=NOON)
    assert open_check(filed.case, city.he, at=NOON) == check
    erase(Viewer(contact_hash=contact_hashes("", PHONE)[0]), at=NOON)
    filed.case.refresh_from_db()
    assert open_check(filed.case, city.he, at=NOON) is None
    assert cases_opened(check, at=NOON) == []
    with pytest.raises(NotAllowed):
        calls.give_out_code(filed.case, by=city.he, at=NOON)
    assert calls.hear_code(filed.case.number, code=filed.tracking_code, by=city.he, at=NOON).sure == "wrong"


def test_the_code_of_an_objection_opens_nothing_afterwards_nor_does_a_browser_that_showed_it(city: City) -> None:
    case = city.case("closed")
    given = feedback.ObjectionGiven(concern="untrue", words="我不住那里。", email=EMAIL)
    done = feedback.object_to(case, given=given, at=NOON)
    browser, url = Client(), f"/cases/{case.number}/object/"
    browser.post(url, {"follow": "1", "code": done.code})
    assert "What you said" in browser.get(url).content.decode()
    erase(Viewer(contact_hash=contact_hashes(EMAIL, "")[0]), at=NOON)
    assert "What you said" not in browser.get(url).content.decode()
    assert browser.post(url, {"follow": "1", "code": done.code}).status_code == 400
