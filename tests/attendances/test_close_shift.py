"""A shift is closed by its leader, and nothing is guessed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from civic.attendances import actions
from civic.attendances.actions import closing
from civic.attendances.models import Attendance, NoShow
from civic.attendances.rules import closing_fault
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.shifts.actions.holding import hold_shift
from civic.shifts.models import Shift
from tests.attendances.ground import Day, found_day
from tests.people import NOON, City
from tests.volunteers.ground import HOUR, coming, volunteer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


AFTER = NOON + 3 * HOUR


def test_a_forgotten_check_out_is_said_by_the_leader_and_never_guessed(day: Day) -> None:
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    there = Attendance.objects.get()
    with pytest.raises(NotValid) as refused:
        actions.close_shift(day.shift, went={}, by=day.leader, at=AFTER)
    assert list(refused.value.fields) == [f"went.{there.pk}"]
    there.refresh_from_db()
    assert there.out_at is None
    actions.close_shift(day.shift, went={there.pk: NOON + HOUR}, by=day.leader, at=AFTER)
    there.refresh_from_db()
    assert (there.out_at, there.out_how, there.closed_by) == (NOON + HOUR, "closing", day.leader)
    day.shift.refresh_from_db()
    assert day.shift.state == "closed"


@pytest.mark.parametrize("minutes", [-5, 0, 6 * 60, 2 * 60 + 181])
def test_an_hour_that_cannot_be_is_refused(day: Day, minutes: int) -> None:
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    there = Attendance.objects.get()
    with pytest.raises(NotValid, match="cannot be"):
        actions.close_shift(day.shift, went={there.pk: NOON + minutes * MINUTE}, by=day.leader, at=NOON + 5.5 * HOUR)


def test_whoever_is_missing_is_named_and_told(day: Day) -> None:
    he = volunteer("xiaoyu")
    other = coming(day.shift, he)
    with pytest.raises(NotValid):
        actions.close_shift(day.shift, went={}, absent=[other.pk], by=day.leader, at=AFTER)
    actions.close_shift(day.shift, went={}, absent=[other.pk], excused=[day.signup.pk], by=day.leader, at=AFTER)
    assert {one.signup_id: one.state for one in NoShow.objects.all()} == {
        other.pk: "unexcused",
        day.signup.pk: "excused",
    }
    assert Notice.objects.filter(about=he.subject).exists()
    assert not Notice.objects.filter(about=day.wu.subject).exists()


def test_not_while_it_lasts_not_twice_and_not_by_anybody(day: Day) -> None:
    with pytest.raises(Conflict, match="not over yet"):
        actions.close_shift(day.shift, went={}, absent=[day.signup.pk], by=day.leader, at=NOON + HOUR)
    with pytest.raises(NotAllowed):
        actions.close_shift(day.shift, went={}, absent=[day.signup.pk], by=day.wus, at=AFTER)
    actions.close_shift(day.shift, went={}, absent=[day.signup.pk], by=day.leader, at=AFTER)
    with pytest.raises(Conflict, match="closed"):
        actions.close_shift(day.shift, went={}, by=day.leader, at=AFTER)


def test_a_leader_does_not_say_when_she_went_herself(day: Day) -> None:
    hua = volunteer("hua2")
    hua.person = day.leader
    hua.save()
    coming(day.shift, hua)
    actions.scan(day.leaders_code(NOON), direction="in", by=day.leader, at=NOON)
    there = Attendance.objects.get()
    said = {"went": {there.pk: NOON + HOUR}, "absent": [day.signup.pk], "at": AFTER}
    with pytest.raises(NotAllowed, match="her own hours"):
        actions.close_shift(day.shift, by=day.leader, **said)
    assert actions.close_shift(day.shift, by=day.helpers.luo, **said).state == "closed"


def test_a_way_out_that_arrives_while_the_leader_presses_goes_before_her_word(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    there, evening, done = Attendance.objects.get(), NOON + 3 * HOUR, NOON + 2 * HOUR
    out = actions.Queued(uuid4(), day.leaders_code(done), "out", done)

    def arrives_first(shift: Shift) -> Shift:
        actions.take_queue([out], by=day.wus, sent_at=evening, at=evening)
        return hold_shift(shift)

    monkeypatch.setattr(closing, "hold_shift", arrives_first)
    actions.close_shift(day.shift, went={there.pk: NOON + HOUR}, by=day.leader, at=evening)
    there.refresh_from_db()
    assert (there.out_at, there.out_how, there.closed_by) == (done, "leaders-code", None)


def test_why_a_shift_cannot_be_closed_now_is_one_sentence() -> None:
    assert closing_fault(is_open=True, ends=NOON, at=NOON) == ""
    assert "not over yet" in str(closing_fault(is_open=True, ends=NOON, at=NOON - timedelta(seconds=1)))
    assert "closed or called off" in str(closing_fault(is_open=False, ends=NOON, at=NOON))
