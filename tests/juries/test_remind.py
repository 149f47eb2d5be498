"""Jurors hear that sheets wait: when they get some, and once more before the day; never what they are about."""

from datetime import timedelta

import pytest

from civic.juries import actions as juries
from civic.juries.models import Sheet
from civic.notices.models import Notice
from civic.youth.models import Duty
from civic.youth.rules import Phase
from tests.juries.ground import READING, judge_all, lead, opened, person
from tests.youth.ground import during, found_track

pytestmark = pytest.mark.django_db
TWO_BEFORE = during(Phase.SECOND, 8) + timedelta(hours=1)


def _told() -> list[str]:
    return list(Notice.objects.filter(verb="jury-sheets").order_by("pk").values_list("body", flat=True))


def test_whoever_gets_sheets_hears_how_many_and_by_when_and_nothing_of_a_child() -> None:
    panel = opened(found_track(), count=6)
    told = _told()
    assert len(told) == 5
    for body in told:
        assert panel.judge_by.date().isoformat() in body
        for word in ("木棉", "提案", "桥洞"):
            assert word not in body


def test_a_juror_who_gets_the_sheets_of_another_hears_of_it() -> None:
    panel = opened(found_track(), count=6)
    before = len(_told())
    given = juries.replace_juror(panel.seats.get(person=person("qiu")), by=lead(), reason="病了", at=READING)
    assert given
    assert len(_told()) == before + len({sheet.seat_id for sheet in given})


def test_two_days_before_the_day_whoever_owes_sheets_is_reminded_once() -> None:
    panel = opened(found_track(), count=6)
    before = len(_told())
    assert juries.remind(at=READING) == 0
    for sheet in panel.seats.get(person=person("qiu")).sheets.all():
        Sheet.objects.filter(pk=sheet.pk).update(saved_at=READING, handed_in_at=READING)
    Duty.objects.filter(person=person("rong"), task="juror").update(ends=READING.date())
    assert juries.remind(at=TWO_BEFORE) == 3  # qiu owes nothing, rong may not read any more
    assert juries.remind(at=TWO_BEFORE) == 0
    assert len(_told()) == before + 3


def test_nobody_is_reminded_of_a_round_that_is_over() -> None:
    panel = opened(found_track(), count=3)
    judge_all(panel)
    juries.decide(panel, by=lead(), at=READING)
    assert juries.remind(at=TWO_BEFORE) == 0
