"""A message that reached nobody becomes a task of the phone desk, looked after once."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.calls import actions
from civic.calls.models import Undelivered
from civic.calls.queries import undelivered_due
from civic.calls.rules import SHIFT
from civic.cases.actions import forget_reporter
from civic.cases.models import Case, ContactOpening
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices.models import Notice
from tests.calls.helping import HOUR, MINUTE, PHONE
from tests.people import NOON, City


def _failed(city: City, settings: Any, **given: Any) -> tuple[Case, Undelivered]:
    """A case whose text messages all failed for good."""
    settings.SMS_GATEWAY = "console"
    case = city.filed(**({"phone": PHONE} | given)).case
    Notice.objects.filter(about=case.subject).update(state="failed", claimed_at=NOON, last_error="410")
    assert actions.find_undelivered(at=NOON + HOUR) == 1
    return case, Undelivered.objects.get(case=case)


def test_a_message_given_up_is_found_once_and_one_still_waiting_is_not(city: City, settings: Any) -> None:
    case, row = _failed(city, settings)
    assert (row.case, row.notice.verb, row.stage) == (case, "filed", "waiting")
    assert actions.find_undelivered(at=NOON + HOUR) == 0
    city.filed(phone=PHONE)
    assert actions.find_undelivered(at=NOON + HOUR) == 0
    Notice.objects.update(state="failed", about="me:123")
    Undelivered.objects.all().delete()
    assert actions.find_undelivered(at=NOON + HOUR) == 0


def test_it_is_taken_by_one_who_sees_how_to_reach_the_reporter_and_that_is_written_down(
    city: City, settings: Any
) -> None:
    case, row = _failed(city, settings)
    with pytest.raises(NotAllowed):
        actions.take_undelivered(row, by=city.lin, at=NOON + HOUR)
    contact = actions.take_undelivered(row, by=city.he, at=NOON + HOUR)
    assert contact.phone.endswith(PHONE)
    assert ContactOpening.objects.get(case=case).by == city.he
    with pytest.raises(Taken):
        actions.take_undelivered(row, by=city.he, at=NOON + HOUR)
    assert not undelivered_due(city.he, at=NOON + HOUR).exists()
    actions.take_undelivered(row, by=city.he, at=NOON + HOUR + SHIFT)


def test_it_is_looked_after_once_and_whoever_gives_up_says_why(city: City, settings: Any) -> None:
    _case, row = _failed(city, settings)
    with pytest.raises(Conflict):
        actions.look_after(row, how="called", by=city.he, at=NOON + HOUR)
    actions.take_undelivered(row, by=city.he, at=NOON + HOUR)
    with pytest.raises(NotValid):
        actions.look_after(row, how="given-up", by=city.he, at=NOON + HOUR)
    with pytest.raises(NotValid):
        actions.look_after(row, how="prayed", by=city.he, at=NOON + HOUR)
    with pytest.raises(Conflict):
        actions.look_after(row, how="called", by=city.lin, at=NOON + HOUR)
    actions.look_after(row, how="given-up", note="空号，没有别的联系方式。", by=city.he, at=NOON + HOUR)
    row.refresh_from_db()
    assert (row.stage, row.how, row.note) == ("done", "given-up", "空号，没有别的联系方式。")
    with pytest.raises(Conflict):
        actions.look_after(row, how="called", by=city.he, at=NOON + HOUR + MINUTE)


def test_whoever_is_forgotten_is_not_written_to(city: City, settings: Any) -> None:
    case, row = _failed(city, settings)
    forget_reporter(case, at=NOON, public_words_too=False)
    assert not undelivered_due(city.he, at=NOON).exists()
    with pytest.raises(Taken):
        actions.take_undelivered(row, by=city.he, at=NOON + HOUR)
    other = city.filed(phone=PHONE).case
    Notice.objects.filter(about=other.subject).update(state="failed", claimed_at=NOON)
    forget_reporter(other, at=NOON, public_words_too=False)
    assert actions.find_undelivered(at=NOON + HOUR) == 0


def test_the_page_shows_what_it_said_to_whoever_took_it_and_never_a_secret_code(
    city: City, as_person: Any, settings: Any, monkeypatch: Any
) -> None:
    case, row = _failed(city, settings)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + HOUR)
    he = as_person(city.he)
    page = he.get("/desk/phone/undelivered/").content.decode()
    assert case.number in page
    assert PHONE not in page
    assert he.get(f"/desk/phone/undelivered/{row.pk}/").status_code == 404
    assert he.get(f"/desk/phone/print/{case.number}/").status_code == 404
    shown = he.post(f"/desk/phone/undelivered/{row.pk}/take/", follow=True).content.decode()
    assert PHONE in shown
    assert case.number in Notice.objects.get(pk=row.notice_id).body
    assert he.get(f"/desk/phone/print/{case.number}/").status_code == 200
    Notice.objects.filter(pk=row.notice_id).update(verb="phone-code")
    hidden = he.get(f"/desk/phone/undelivered/{row.pk}/").content.decode()
    assert "It held the secret code" in hidden
    bad = he.post(f"/desk/phone/undelivered/{row.pk}/", {"how": "given-up"})
    assert (bad.status_code, "Say why nobody could be reached" in bad.content.decode()) == (400, True)
    done = he.post(f"/desk/phone/undelivered/{row.pk}/", {"how": "written"}, follow=True)
    assert "looked after" in done.content.decode()


def test_the_list_costs_the_same_with_few_and_many(city: City, as_person: Any, settings: Any, monkeypatch: Any) -> None:
    _failed(city, settings)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + HOUR)
    he = as_person(city.he)
    few = _queries(he)
    for _turn in range(8):
        city.filed(source="phone", phone=PHONE)
    Notice.objects.filter(state="waiting").update(state="failed", claimed_at=NOON)
    assert actions.find_undelivered(at=NOON + HOUR) == 8
    assert he.get("/desk/phone/undelivered/").content.decode().count("/take/") == 9
    assert _queries(he) == few


def _queries(client: Any) -> int:
    client.get("/desk/phone/undelivered/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/desk/phone/undelivered/")
    return len(seen)
