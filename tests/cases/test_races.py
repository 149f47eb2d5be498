"""Two hands at once on one case, on both databases: one of them wins, the other is told, and nothing is stored
twice."""

import io
import threading
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from time import sleep
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from civic.accounts.models import Person
from civic.cases.actions import (
    ReportGiven,
    file_case,
    filing,
    forget,
    hold,
    open_draft,
    prepare_photos,
    receive_photo,
)
from civic.cases.models import Case, Contact, Line, Photo, Replay
from civic.cases.queries import first_broken_line
from civic.feedback import actions as feedback
from civic.feedback.models import Rating
from civic.handling import actions as handling
from civic.lib.codes import new_number
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.at_once import at_once, kinds
from tests.cases.walk import begun
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
KEY = "3f1c2a77-8d5e-4a3b-9b57-1f0a9e6d2c11"


def second_supervisor(city: City) -> Person:
    """A colleague of lin."""
    person = Person.objects.create_user("liu", email="liu@city.example")
    offices.appoint(
        person, side="check", role="supervisor", office=city.office("supervision"), area=None, starts=SINCE, at=NOON
    )
    return person


def test_of_two_supervisors_who_accept_at_once_one_comes_too_late(city: City) -> None:
    case, liu, lin, matter = city.case("filed", by=city.mei), second_supervisor(city), city.lin, city.matter()
    told = at_once(
        *(
            lambda by=by: supervision.accept(Case.objects.get(pk=case.pk), by=by, matter=matter, at=NOON + HOUR)
            for by in (lin, liu)
        )
    )
    assert kinds(told) == ["Conflict", "Line"]
    case.refresh_from_db()
    assert case.state == "accepted"
    assert case.lines.filter(verb="accept").count() == 1
    assert first_broken_line(case) is None


def test_accepting_and_declining_at_once_is_one_of_the_two(city: City) -> None:
    case, liu, lin, matter = city.case("filed"), second_supervisor(city), city.lin, city.matter()
    told = at_once(
        lambda: supervision.accept(Case.objects.get(pk=case.pk), by=lin, matter=matter, at=NOON + HOUR),
        lambda: supervision.decline(
            Case.objects.get(pk=case.pk), by=liu, basis="第三条", text="不归我们办。", at=NOON + HOUR
        ),
    )
    assert kinds(told) == ["Conflict", "Line"]
    assert case.lines.filter(verb__in=["accept", "decline"]).count() == 1
    assert first_broken_line(case) is None


def test_verifying_and_sending_back_at_once_is_one_of_the_two(city: City) -> None:
    case, liu, lin = city.case("answered"), second_supervisor(city), city.lin
    told = at_once(
        lambda: supervision.verify(Case.objects.get(pk=case.pk), by=lin, at=NOON + 9 * HOUR),
        lambda: supervision.send_back(Case.objects.get(pk=case.pk), by=liu, reason="灯还是不亮。", at=NOON + 9 * HOUR),
    )
    assert kinds(told) == ["Conflict", "Line"]
    assert first_broken_line(case) is None


def test_of_two_handlers_who_take_at_once_one_comes_too_late(city: City) -> None:
    case, chen, shen = city.case("dispatched"), city.chen, city.shen
    told = at_once(
        *(lambda by=by: handling.take(Case.objects.get(pk=case.pk), by=by, at=NOON + 9 * HOUR) for by in (chen, shen))
    )
    assert kinds(told) == ["Conflict", "Line"]
    assert case.lines.filter(verb="take").count() == 1


def test_publishing_and_accepting_at_once_both_stand_in_one_unbroken_timeline(city: City) -> None:
    case, lin, mo, matter = city.case("filed", published=False), city.lin, city.mo, city.matter()
    told = at_once(
        lambda: supervision.accept(Case.objects.get(pk=case.pk), by=lin, matter=matter, at=NOON + HOUR),
        lambda: supervision.publish(
            Case.objects.get(pk=case.pk), by=mo, title="路灯不亮", text="路灯不亮。", at=NOON + HOUR
        ),
    )
    assert kinds(told) == ["Line", "Line"]
    case.refresh_from_db()
    assert (case.state, case.publication, case.last_seq) == ("accepted", "published", 3)
    assert first_broken_line(case) is None


def test_rating_twice_at_once_is_one_rating_and_one_reopening(city: City) -> None:
    case = city.case("closed", by=city.mei)
    by = city.reporter(case)
    told = at_once(*[lambda: feedback.rate(Case.objects.get(pk=case.pk), by=by, solved="no", at=NOON + 30 * HOUR)] * 3)
    assert len([one for one in told if type(one).__name__ not in ("Conflict", "Taken")]) == 1
    case.refresh_from_db()
    assert (Rating.objects.count(), case.round, case.state) == (1, 2, "accepted")
    assert case.lines.filter(verb="rate").count() == 1


def test_the_same_report_sent_twice_at_once_is_one_case(city: City) -> None:
    browser = Client()
    browser.get("/report/")
    begun(browser)
    browser.post("/report/where/", {"lat": "23.13", "lon": "113.30"})
    browser.post("/report/contact/", {"email": "mei@example.com"})

    def press() -> Any:
        twin = Client()
        twin.cookies = browser.cookies
        return twin.post("/report/check/")

    told = at_once(press, press, press)
    assert {(answer.status_code, answer.headers["Location"]) for answer in told} == {(302, "/report/receipt/")}
    assert (Case.objects.count(), Contact.objects.count(), Notice.objects.count()) == (1, 1, 1)


def in_turn(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """`second` begins while `first` still holds its rows, and so has to wait for them."""
    held = threading.Event()

    def slowly() -> Any:
        with transaction.atomic():
            told = first()
            held.set()
            sleep(0.3)
        return told

    def after() -> Any:
        held.wait()
        return second()

    return at_once(slowly, after)


def test_a_report_sent_again_while_it_is_being_filed_waits_and_gets_the_same_receipt(city: City) -> None:
    draft, _token = open_draft(at=NOON)
    given = ReportGiven(kind="complaint", text="望江路的路灯不亮。")
    told = in_turn(*[lambda: file_case(given, at=NOON, draft=draft)] * 2)
    assert sorted(filed.is_replay for filed in told) == [False, True]  # whichever came first
    assert len({filed.tracking_code for filed in told}) == 1
    assert Case.objects.count() == 1


def test_whoever_waited_for_a_case_sees_the_office_it_was_given_meanwhile(city: City) -> None:
    case, zhao, lamps = city.case("accepted"), city.zhao, city.office("dongqiao-lamps")

    def look() -> Any:
        with transaction.atomic():
            return hold(case).office

    assert in_turn(lambda: handling.dispatch(case, by=zhao, office=lamps, at=NOON + 9 * HOUR), look)[1] == lamps


def test_the_same_idempotency_key_twice_at_once_is_one_case_with_one_receipt(city: City) -> None:
    report = {"kind": "complaint", "text": "望江路的路灯不亮。", "matter": "0101"}

    def send() -> Any:
        return Client().post(
            "/api/v1/cases/", report, content_type="application/json", headers={"Idempotency-Key": KEY}
        )

    told = at_once(send, send, send)
    assert {answer.status_code for answer in told} <= {200, 201}
    assert len({(answer.json()["number"], answer.json()["tracking_code"]) for answer in told}) == 1
    assert (Case.objects.count(), Replay.objects.count()) == (1, 1)


def forced(*sevens: int) -> Callable[[int], str]:
    """Numbers drawn in this order, then free ones."""
    draws = count()

    def draw(year: int) -> str:
        turn = next(draws)
        return new_number(year, randbelow=lambda _most: sevens[turn]) if turn < len(sevens) else new_number(year)

    return draw


def test_two_hands_that_draw_one_number_at_once_get_two(city: City) -> None:
    with patch.object(filing, "new_number", forced(7041583, 7041583)):
        told = at_once(lambda: city.filed().case.number, lambda: city.filed().case.number)
    assert len(set(told)) == 2
    assert Case.objects.count() == 2


def test_a_number_that_is_taken_is_drawn_again_and_again(city: City) -> None:
    with patch.object(filing, "new_number", forced(*[7041583] * 5)):
        numbers = {city.filed().case.number, city.filed().case.number}
    assert len(numbers) == 2


def test_two_workers_who_claim_one_photo_develop_it_once(city: City) -> None:
    held = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(held, "JPEG")
    case = city.case("filed")
    upload = SimpleUploadedFile("lamp.jpg", held.getvalue(), content_type="image/jpeg")
    receive_photo(upload, case=case, at=timezone.now())
    told = at_once(*[lambda: prepare_photos(at=timezone.now())] * 2)
    assert sorted(told) == [0, 1]
    assert Photo.objects.get().state == "ready"


def test_a_case_that_is_moved_while_it_is_erased_keeps_a_chain_that_proves(city: City) -> None:
    case, lin, mei, matter = city.case("filed", by=city.mei), city.lin, city.mei, city.matter()
    at_once(
        lambda: supervision.accept(Case.objects.get(pk=case.pk), by=lin, matter=matter, at=NOON + HOUR),
        lambda: forget(mei, at=NOON + HOUR),
    )
    assert first_broken_line(case) is None
    assert Line.objects.filter(case=case).count() >= 2
