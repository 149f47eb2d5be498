"""Until when a "no" opens a case again, and until when it may be appealed."""

from datetime import timedelta

from civic.cases.queries import appeal_until
from civic.feedback.queries import may_reopen
from civic.handling import actions as handling
from tests.people import NOON, City


def test_a_no_reopens_within_the_days_of_the_matter_and_once(city: City) -> None:
    case = city.case("closed")
    assert case.closed_at is not None
    assert case.matter is not None
    days = case.matter.reopen_days
    assert may_reopen(case, at=case.closed_at + timedelta(days=days))
    assert not may_reopen(case, at=case.closed_at + timedelta(days=days + 2))
    assert not may_reopen(city.case("answered"), at=NOON + timedelta(days=1))
    again = city.rated(case, "no")
    assert not may_reopen(again, at=NOON + timedelta(days=3))


def test_an_answer_and_a_refusal_may_be_appealed_and_nothing_else(city: City) -> None:
    for state in ("closed", "declined"):
        case = city.case(state)
        until = appeal_until(case)
        assert until is not None
        assert case.closed_at is not None
        assert until > case.closed_at
    assert appeal_until(city.case("in-hand")) is None
    recorded = city.filed(source="import", source_ref="A-20").case
    handling.record(recorded, text="路灯已修好。", at=NOON)
    recorded.refresh_from_db()
    assert appeal_until(recorded) is None
