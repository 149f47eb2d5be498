"""A reply that a case already had where it came from is written down, public as it was there, never scored."""

import pytest

from civic.cases.queries import STRANGER, first_broken_line, visible_to
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotValid
from tests.people import NOON, City


def test_a_recorded_reply_closes_the_case_in_public(city: City) -> None:
    case = city.filed(source="import", source_ref="A-17").case
    handling.record(case, text="路灯已修好。", at=NOON)
    case.refresh_from_db()
    assert (case.state, case.publication, case.outcome) == ("closed", "published", "recorded")
    assert visible_to(STRANGER).filter(pk=case.pk).exists()
    assert first_broken_line(case) is None


def test_what_looks_private_is_masked_since_nobody_screened_it(city: City) -> None:
    case = city.filed("望江路的路灯不亮，我的电话 13812345678。", source="import", source_ref="A-18").case
    handling.record(case, text="路灯已修好。", at=NOON)
    case.refresh_from_db()
    assert "13812345678" not in case.public_text


def test_an_empty_reply_is_none(city: City) -> None:
    case = city.filed(source="import", source_ref="A-19").case
    with pytest.raises(NotValid):
        handling.record(case, text=" \n", at=NOON)


def test_nobody_records_a_reply_over_a_case_in_work(city: City) -> None:
    with pytest.raises(Conflict):
        handling.record(city.case("in-hand"), text="路灯已修好。", at=NOON)
