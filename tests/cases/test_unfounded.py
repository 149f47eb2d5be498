"""What search engines may keep, and how a complaint that was found unfounded stands there."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.cases.models import Case
from civic.desk.actions import make_move
from civic.supervision import actions as supervision
from tests.people import NOON, City

HOUR = timedelta(hours=1)
WORDS = "18 号对面的路灯不亮"


def page(case: Case) -> Any:
    return Client().get(f"/cases/{case.number}/")


def is_indexed(answer: Any) -> bool:
    """By the page and by its head alike; a page that says two things is broken."""
    says = [
        answer.headers.get("X-Robots-Tag") == "noindex",
        '<meta name="robots" content="noindex">' in answer.content.decode(),
    ]
    assert len(set(says)) == 1
    return not says[0]


@pytest.mark.parametrize(
    ("state", "indexed"), [("filed", False), ("in-hand", False), ("answered", True), ("closed", True)]
)
def test_a_case_is_not_indexed_before_it_is_answered(city: City, state: str, *, indexed: bool) -> None:
    assert is_indexed(page(city.case(state))) == indexed


def test_nor_while_nobody_has_screened_it_nor_while_somebody_objects(city: City) -> None:
    assert not is_indexed(page(city.case("filed", published=False)))
    case = city.case("closed")
    done = city.objected(case, "untrue", words="不是这样的。", at=NOON + 9 * HOUR)
    assert not is_indexed(page(case))
    supervision.decide_objection(
        case, by=city.mo, objection=done.objection.pk, remedy="refuse", reason="属实。", at=NOON + 10 * HOUR
    )
    assert is_indexed(page(case))


def test_photos_and_the_machines_door_are_never_indexed(city: City) -> None:
    case = city.case("closed")
    assert Client().get(f"/api/v1/cases/{case.number}/").headers["X-Robots-Tag"] == "noindex"
    assert Client().get(f"/api/v1/cases/{case.number}/timeline/").headers["X-Robots-Tag"] == "noindex"


def test_a_complaint_found_unfounded_at_the_check_is_folded(city: City) -> None:
    case = city.case("answered")
    make_move(case, "verify", by=city.lin, given={"text": "灯一直亮着。", "unfounded": True}, at=NOON + 9 * HOUR)
    case.refresh_from_db()
    assert case.is_unfounded
    answer = page(case)
    assert not is_indexed(answer)
    told = answer.content.decode()
    head, folded = told.split('<details class="govuk-details folded">', maxsplit=1)
    assert case.public_title in head
    assert "Found unfounded" in head
    assert WORDS not in re.sub(r"<title>.*?</title>", "", head)  # not in the description either
    assert WORDS in folded.split("</details>", maxsplit=1)[0]


def test_its_row_keeps_the_title_and_says_so_without_the_words_of_the_rating(city: City) -> None:
    case = city.case("answered")
    supervision.verify(case, by=city.lin, unfounded=True, at=NOON + 9 * HOUR)
    case.refresh_from_db()
    case = city.rated(case, "partly", text="店家就是黑心。")
    supervision.publish(case, by=city.mo, title=case.public_title, text=case.public_text, at=NOON + 40 * HOUR)
    for address in ("/cases/", "/"):
        told = Client().get(address).content.decode()
        assert case.public_title in told
        assert "Found unfounded" in told
        assert "黑心" not in told
    assert Client().get("/api/v1/cases/").json()["results"][0]["is_unfounded"] is True


def test_the_reporter_still_reads_all_of_it(city: City, as_person: Any) -> None:
    case = city.case("answered", by=city.mei)
    supervision.verify(case, by=city.lin, unfounded=True, at=NOON + 9 * HOUR)
    assert (
        '<details class="govuk-details folded">'
        not in as_person(city.mei).get(f"/cases/{case.number}/").content.decode()
    )


def test_a_refusal_may_find_it_unfounded_and_another_round_starts_without(city: City) -> None:
    declined = city.case("filed")
    supervision.decline(
        declined, by=city.lin, basis="第三条", text="看过，灯亮着。", unfounded=True, at=NOON + 2 * HOUR
    )
    declined.refresh_from_db()
    assert declined.is_unfounded
    case = city.case("answered")
    supervision.verify(case, by=city.lin, unfounded=True, at=NOON + 9 * HOUR)
    case.refresh_from_db()
    assert not city.rated(case, "no").is_unfounded
