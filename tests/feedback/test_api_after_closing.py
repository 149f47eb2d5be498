"""Programs rate with photos, rate once more, and appeal at the step that is next."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from civic.cases.models import Case, Photo
from civic.feedback import actions as feedback
from civic.feedback.models import Rating
from civic.handling import actions as handling
from civic.supervision import actions as supervision
from tests.cases.api_door import is_problem, photo, send
from tests.people import NOON, City

DAY = timedelta(days=1)


@pytest.fixture
def closed(city: City) -> tuple[Case, str]:
    """A closed case and its code."""
    filed = city.filed()
    case = filed.case
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON)
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=NOON)
    handling.take(case, by=city.chen, at=NOON)
    handling.answer(case, by=city.chen, outcome="solved", text="灯亮了。", at=NOON)
    supervision.verify(case, by=city.lin, at=NOON)
    case.refresh_from_db()
    return case, filed.tracking_code


def test_a_rating_with_photos_comes_as_a_form(closed: tuple[Case, str]) -> None:
    case, code = closed
    with time_machine.travel(NOON + DAY, tick=False):
        answer = Client().post(
            f"/api/v1/cases/{case.number}/ratings/",
            {"solved": "partly", "result": "2", "text": "", "photo": [photo("a.jpg"), photo("b.jpg", "teal")]},
            headers={"Tracking-Code": code},
        )
    told = answer.json()
    assert answer.status_code == 201
    assert (told["solved"], told["turn"], told["mend_until"][:10]) == ("partly", 1, "2026-11-25")
    assert Photo.objects.filter(case=case, line__verb="rate", is_public=False).count() == 2


def test_too_many_photos_or_none_at_all_are_told_by_field(closed: tuple[Case, str]) -> None:
    case, code = closed
    four = [photo(f"{n}.jpg", colour) for n, colour in enumerate(("red", "teal", "navy", "black"))]
    answer = Client().post(
        f"/api/v1/cases/{case.number}/ratings/", {"solved": "yes", "photo": four}, headers={"Tracking-Code": code}
    )
    is_problem(answer, 400)
    assert "photo" in answer.json()["errors"]
    assert not Rating.objects.exists()


def test_it_may_be_rated_once_more_when_it_was_put_right(city: City, closed: tuple[Case, str]) -> None:
    case, code = closed
    feedback.rate(case, by=city.reporter(case), solved="yes", speed=1, at=NOON + DAY)
    with time_machine.travel(NOON + 2 * DAY, tick=False):
        is_problem(send(Client(), f"cases/{case.number}/ratings/", {"solved": "yes"}, Tracking_Code=code), 409)
        handling.mend(case, by=city.chen, text="加派了一班。", at=NOON + 2 * DAY)
        told = send(Client(), f"cases/{case.number}/ratings/", {"solved": "yes"}, Tracking_Code=code).json()
    assert (told["turn"], told["mend_until"]) == (2, None)


def test_appeals_take_their_step_by_themselves(city: City, closed: tuple[Case, str]) -> None:
    case, code = closed
    with time_machine.travel(NOON + DAY, tick=False):
        first = send(Client(), f"cases/{case.number}/appeals/", {"text": "不同意。"}, Tracking_Code=code).json()
    feedback.uphold(case, by=city.rui, text="维持。", at=NOON + 2 * DAY)
    with time_machine.travel(NOON + 3 * DAY, tick=False):
        last = send(Client(), f"cases/{case.number}/appeals/", {"text": "还是不同意。"}, Tracking_Code=code).json()
        is_problem(send(Client(), f"cases/{case.number}/appeals/", {"text": "再。"}, Tracking_Code=code), 409)
    assert [(one["step"], one["office"]["code"], one["state"]) for one in (first, last)] == [
        (1, "review", "close-appealed"),
        (2, "council", "close-last-appeal"),
    ]
