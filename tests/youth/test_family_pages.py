"""The pages of a guardian and of a child that asks: whose they are, and what is typed into them."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.guardians.models import Asking, Guardianship
from civic.guardians.queries import uses_of
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.youth import actions as youth
from civic.youth.models import Entry, EntryCode, Proposal
from civic.youth.queries.entering import find_code
from tests.youth.families import OPEN, YES, entered, parent, slip
from tests.youth.ground import Track, enter, found_track, propose

pytestmark = pytest.mark.django_db
LATER = OPEN + timedelta(hours=1)
AGREE = "/little-mayor/family/agree/"


@pytest.fixture
def track(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Track:
    settings.EMAIL_WORKS = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return found_track()


def _signed_in(handle: str = "gu") -> Client:
    client = Client()
    client.force_login(parent(handle))
    return client


def test_a_child_comes_in_only_after_somebody_agreed(track: Track) -> None:
    code, client = slip(track), Client()
    page = client.post("/little-mayor/enter/", {"code": code})
    assert page.status_code == 200
    assert page.context["waits"]
    assert client.get("/little-mayor/my-word/").status_code == 404
    entered(track, code=code)
    assert client.post("/little-mayor/enter/", {"code": code}).status_code == 302
    assert client.get("/little-mayor/my-word/").status_code == 200
    client.post("/little-mayor/leave/")
    assert client.get("/little-mayor/my-word/").status_code == 404


def test_a_child_that_came_in_finds_the_way_to_its_ideas_before_and_after_it_has_its_say(track: Track) -> None:
    told, client = entered(track), Client()
    client.post("/little-mayor/enter/", {"code": told.code})
    way = 'href="/little-mayor/make/"'
    assert way in client.get("/little-mayor/my-word/").content.decode()
    assert way in client.get("/little-mayor/enter/").content.decode()
    said = client.post("/little-mayor/my-word/", dict.fromkeys(YES, "yes"))
    assert way in said.content.decode()
    assert client.get("/little-mayor/make/").status_code == 200
    no = client.post("/little-mayor/my-word/", dict.fromkeys(YES, "yes") | {"enter": "no"})
    assert way not in no.content.decode().split("<main", 1)[1]


def test_a_lost_code_is_stopped_with_one_press_and_the_fresh_one_opens(track: Track) -> None:
    code = slip(track)
    entry = entered(track, code=code).entry
    page = _signed_in().post(f"/little-mayor/family/{entry.child.key}/code/")
    fresh = page.context["code"]
    client = Client()
    assert client.post("/little-mayor/enter/", {"code": code}).status_code == 400
    assert client.post("/little-mayor/enter/", {"code": fresh}).status_code == 302
    old = find_code(code)
    assert old is not None
    assert old.replaced_by == EntryCode.objects.get(voided_at=None)
    assert EntryCode.objects.get(voided_at=None).serial == old.serial


def test_whoever_came_in_with_a_slip_that_was_stopped_since_is_out_again_in_every_browser(track: Track) -> None:
    code, stolen, own = slip(track), Client(), Client()
    entry = entered(track, code=code).entry
    for browser in (stolen, own):
        browser.post("/little-mayor/enter/", {"code": code})
        assert browser.get("/little-mayor/make/").context["entry"] == entry
    fresh = youth.renew_code(entry, by=parent(), at=LATER)
    for browser in (stolen, own):
        assert "entry" not in browser.get("/little-mayor/make/").context
        assert browser.get("/little-mayor/my-word/").status_code == 404
        assert browser.post("/little-mayor/my-word/", dict.fromkeys(YES, "no")).status_code == 404
    own.post("/little-mayor/enter/", {"code": fresh})
    assert own.get("/little-mayor/make/").context["entry"] == entry
    entry.refresh_from_db()
    EntryCode.objects.filter(pk=entry.code_id).update(voided_at=LATER)  # as a teacher stops one
    assert own.get("/little-mayor/my-word/").status_code == 404


def test_nobody_tries_names_and_birthdays_to_learn_which_child_takes_part(
    track: Track, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("civic.youth.views.agreeing.ENTERED_AN_HOUR", 2)
    entered(track)
    client = _signed_in("mei")
    steps = client.post(AGREE, {"without": "1"}).context["steps"]
    said = {"step": "words", "steps": steps, "digest": track.edition.consent_text.digest} | dict.fromkeys(YES, "yes")
    last = client.post(AGREE, said)
    told = {
        "step": "child", "steps": last.context["steps"], "name": "林小雨", "born_on": "2016-05-01", "band": "g4-5",
        "district": "990102", "pseudonym": last.context["form"].fields["pseudonym"].choices[0][0],
        "guardian_name": "陌生人", "relation": "father",
    }  # fmt: skip
    for expected in (400, 400, 429):  # somebody answers for it already, and reads of each asking
        answer = client.post(AGREE, told)
        assert answer.status_code == expected
        page = answer.content.decode()
        assert ("This could not be finished here." in page) == (expected == 400)
        assert "林妈妈" not in page
    assert Entry.objects.count() == 1


def test_who_stepped_back_needs_no_code(track: Track) -> None:
    entry = entered(track).entry
    youth.withdraw_consent(entry.child, ward=Guardianship.objects.get(), at=LATER)
    with pytest.raises(Conflict):
        youth.renew_code(entry, by=parent(), at=LATER)


def test_what_cannot_be_done_any_more_is_not_offered(track: Track) -> None:
    entry = entered(track).entry
    gu, address = _signed_in(), f"/little-mayor/family/{entry.child.key}/"
    offers = (f'href="{address}withdraw/"', f'action="{address}code/"')
    page = gu.get(address).content.decode()
    assert all(offer in page for offer in offers)
    gu.post(f"{address}withdraw/")
    page = gu.get(address).content.decode()
    assert not any(offer in page for offer in offers)


def test_whoever_stepped_back_may_come_back_while_the_round_lasts(track: Track) -> None:
    entry, ward = entered(track).entry, Guardianship.objects.get
    youth.withdraw_consent(entry.child, ward=ward(), at=LATER)
    youth.decide(entry.child, words=YES, ward=ward(), at=LATER + timedelta(minutes=1))
    entry.refresh_from_db()
    assert (entry.state, entry.left_at) == ("in", None)
    much_later = OPEN + timedelta(days=60)
    youth.withdraw_consent(entry.child, ward=ward(), at=much_later)
    youth.decide(entry.child, words=YES, ward=ward(), at=much_later + timedelta(minutes=1))
    entry.refresh_from_db()
    assert entry.state == "withdrawn"


def test_a_family_is_there_for_its_own_guardian_alone(track: Track) -> None:
    entry = entered(track).entry
    page = f"/little-mayor/family/{entry.child.key}/"
    assert _signed_in().get(page).status_code == 200
    for client in (Client(), _signed_in("mei")):
        assert client.get(page).status_code == 404
        for act in ("withdraw/", "code/", "invite/"):
            assert client.post(page + act).status_code == 404
    assert "林小雨" not in _signed_in().get(page).content.decode()


def test_a_slip_that_opens_nothing_says_so(track: Track) -> None:
    for code in ("K7QM-2X4P-9TBD", "x", "", "9" * 500):
        assert Client().post("/little-mayor/family/", {"code": code}).status_code == 400


def test_an_address_is_asked_once_a_day_and_the_page_says_the_same(track: Track) -> None:
    pages = [Client().post("/little-mayor/may-i/", {"address": "mama@example.com"}) for _turn in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert Asking.objects.count() == 1
    assert Client().post("/little-mayor/may-i/", {"address": "nobody"}).status_code == 400


@pytest.mark.usefixtures("clock_stands")
def test_a_class_of_fifty_asks_at_home_from_one_network_and_no_more_than_sixty(track: Track) -> None:
    client = Client()
    answers = [client.post("/little-mayor/may-i/", {"address": f"m{n}@example.com"}).status_code for n in range(61)]
    assert answers == [200] * 60 + [429]


def test_a_class_of_fifty_comes_in_from_one_network(track: Track) -> None:
    codes = [slip(track) for _pupil in range(50)]
    assert {Client().post("/little-mayor/enter/", {"code": code}).status_code for code in codes} == {200}
    assert {_signed_in().post(AGREE, {"step": "code", "code": code}).status_code for code in codes} == {200}


def test_wrong_codes_are_counted_and_the_right_one_opens_all_the_same(track: Track) -> None:
    right = slip(track)
    with time_machine.travel(timezone.now().replace(minute=30), tick=False):  # all within the one hour they count for
        wrong = [Client().post("/little-mayor/enter/", {"code": f"K7QM2X4P9T{n:02}"}).status_code for n in range(31)]
        assert wrong == [400] * 30 + [429]
        assert Client().post("/little-mayor/enter/", {"code": right}).status_code == 200


def test_my_say_shows_what_i_answered_and_what_holds_now(track: Track) -> None:
    code = slip(track)
    entered(track, code=code)
    client = Client()
    client.post("/little-mayor/enter/", {"code": code})
    first = client.get("/little-mayor/my-word/", {"lang": "en"})
    assert " checked" not in first.text
    assert "What may happen now" in first.text
    said = {purpose: "no" if purpose == "picture" else "yes" for purpose in YES}
    client.post("/little-mayor/my-word/", said | {"digest": first.context["text"].digest})
    again = client.get("/little-mayor/my-word/", {"lang": "en"})
    assert again.text.count(" checked") == len(YES)
    assert again.context["form"]["picture"].initial == "no"
    assert len(again.context["allowed"]) == len(YES) - 1


def test_before_a_round_the_page_of_a_child_promises_no_way_it_does_not_show(
    track: Track, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: OPEN - timedelta(days=15))
    page = Client().get("/little-mayor/may-i/", {"lang": "en"}).text
    assert "New children cannot join right now." in page
    assert "You ask like this:" not in page


def test_taking_everything_back_is_a_page_of_its_own_that_says_what_goes(track: Track) -> None:
    entry = entered(track).entry
    propose(entry)
    address, gu = f"/little-mayor/family/{entry.child.key}/", _signed_in()
    assert "Take everything back now" not in gu.get(address, {"lang": "en"}).text
    page = gu.get(f"{address}withdraw/").text
    assert "1 thing the child made leaves every page" in page
    assert Proposal.objects.get().state == "shown"
    assert gu.post(f"{address}withdraw/").status_code == 302
    assert Proposal.objects.get().state == "withdrawn"


def test_another_guardian_joins_by_a_link_once(track: Track) -> None:
    told = entered(track)
    assert told.ward is not None
    asking = youth.invite_guardian(told.ward, address="papa@example.com", language="en", at=LATER)
    assert asking is not None
    words = {
        "by": parent("father"),
        "name": "林爸爸",
        "relation": "father",
        "words": YES,
        "text_digest": "",
        "at": LATER,
    }
    with pytest.raises(NotAllowed):
        youth.join_family(asking, **words | {"by": _unproved()})
    youth.join_family(asking, **words)
    assert told.entry.child.guardianships.count() == 2
    with pytest.raises(Taken):
        youth.join_family(asking, **words)
    with pytest.raises(NotValid):
        youth.invite_guardian(told.ward, address="none", language="en", at=LATER)


def test_a_letter_for_home_and_the_first_page_keep_nothing(track: Track) -> None:
    for page in ("may-i/", "may-i/letter/", "enter/", "family/"):
        answer = Client().get(f"/little-mayor/{page}")
        assert answer.status_code == 200
        assert not answer.cookies.get("sessionid")


def test_a_guardian_who_is_forgotten_ends_what_she_allowed(track: Track) -> None:
    entry = entered(track).entry
    youth.forget(parent(), at=LATER)
    entry.refresh_from_db()
    assert entry.state == "withdrawn"
    assert uses_of(entry.child, at=LATER) == frozenset()


def test_a_broken_or_foreign_token_begins_anew(track: Track) -> None:
    client = _signed_in()
    for step in ("words", "child", "nonsense"):
        answer = client.post("/little-mayor/family/agree/", {"step": step, "steps": "gAAAA-broken", "enter": "yes"})
        assert answer.status_code == 400
    assert not Entry.objects.exists()


def test_from_fourteen_on_the_form_asks_the_child_too(track: Track) -> None:
    client = _signed_in()
    steps = client.post("/little-mayor/family/agree/", {"without": "1"}).context["steps"]
    said = {"step": "words", "steps": steps, "digest": track.edition.consent_text.digest} | dict.fromkeys(YES, "yes")
    page = client.post("/little-mayor/family/agree/", said)
    whole = {
        "step": "child", "steps": page.context["steps"], "name": "林小雨", "born_on": "2012-03-01", "band": "g7-9",
        "district": "990102", "pseudonym": page.context["form"].fields["pseudonym"].choices[0][0],
        "guardian_name": "林妈妈", "relation": "mother",
    }  # fmt: skip
    asked = client.post("/little-mayor/family/agree/", whole)
    assert asked.status_code == 400
    assert len(asked.context["form"].questions) == 6
    assert not Entry.objects.exists()
    for born_on, told in (("2009-03-01", "You are older already"), ("2019-03-01", "still a little young")):
        page = client.post("/little-mayor/family/agree/", whole | {"born_on": born_on})
        assert page.status_code == 400
        assert page.context["form"].questions == []  # whoever cannot take part is not asked six things first
        assert told in page.content.decode()
    nowhere = client.post("/little-mayor/family/agree/", whole | {"born_on": "2016-03-01", "district": ""})
    assert list(nowhere.context["form"].errors) == ["district"]
    own = {f"own-{purpose}": "yes" for purpose in YES} | {"asks-own": "1", "steps": asked.context["steps"]}
    assert client.post("/little-mayor/family/agree/", whole | own).status_code == 200
    assert Entry.objects.count() == 1


def test_a_pupil_of_fourteen_goes_through_its_own_three_steps(track: Track) -> None:
    code, client, page = slip(track), Client(), "/little-mayor/own-word/"
    steps = client.post(page, {"step": "code", "code": code}).context["steps"]
    said = {"step": "words", "steps": steps, "digest": track.edition.consent_text.digest}
    assert client.post(page, said | {"enter": "no"}).status_code == 200
    third = client.post(page, said | {"enter": "yes", "publish": "yes", "jury": "no"})
    whole = {
        "step": "child", "steps": third.context["steps"], "name": "林小雨", "born_on": "2012-03-01", "band": "g7-9",
        "pseudonym": third.context["form"].fields["pseudonym"].choices[0][0], "address": "mama@example.com",
    }  # fmt: skip
    assert client.post(page, whole | {"born_on": "2014-03-01"}).status_code == 400
    assert client.post(page, whole).status_code == 200
    assert uses_of(Entry.objects.get().child, at=LATER) == {"enter", "publish"}


def _unproved() -> Any:
    return parent("new").__class__.objects.create_user("unproved")


def test_a_page_of_six_children_asks_as_often_as_one_of_one(track: Track) -> None:
    def asked_for(count: int) -> int:
        for number in range(count):
            enter(track, f"第{count}{number}", name=f"孩子{count}{number}", guardian=parent())
        with CaptureQueriesContext(connection) as seen:
            page = gu.get("/little-mayor/family/")
        assert len(page.context["rows"]) == Guardianship.objects.count()
        assert all(row["uses"] for row in page.context["rows"])
        return len(seen)

    gu = _signed_in()
    gu.get("/little-mayor/family/")
    assert asked_for(1) == asked_for(5)


def test_a_button_that_leads_to_a_closed_door_is_not_offered(track: Track, monkeypatch: pytest.MonkeyPatch) -> None:
    button = 'class="govuk-button" href="/little-mayor/family/agree/"'
    assert button in _signed_in().get("/little-mayor/family/").content.decode()
    monkeypatch.setattr("civic.youth.views.family.editions_to_enter", lambda **_at: [])
    page = _signed_in().get("/little-mayor/family/").content.decode()
    assert button not in page
    assert AGREE in page, "it still tells when it begins again"
