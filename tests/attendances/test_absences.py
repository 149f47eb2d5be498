"""Somebody did not come: excused, disputed, decided, faded."""

from datetime import timedelta

import pytest

from civic.attendances import actions
from civic.attendances.models import NoShow
from civic.attendances.queries import blocked_until_of, is_blocked
from civic.attendances.rules import blocked_until
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.notices.models import Notice
from civic.shifts import actions as shifts
from tests.attendances.ground import Day, found_day, second_manager
from tests.people import NOON, City
from tests.volunteers.ground import DAY, HOUR, coming, shift

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


AFTER = NOON + HOUR


def test_an_absence_is_said_once_the_shift_has_begun(day: Day) -> None:
    with pytest.raises(Conflict, match="before a shift has begun"):
        actions.say_absent(day.signup, is_excused=False, by=day.leader, at=NOON - MINUTE)
    actions.say_absent(day.signup, is_excused=False, by=day.leader, at=AFTER)
    assert NoShow.objects.get().state == "unexcused"
    assert Notice.objects.filter(about=day.wu.subject, verb="absent").exists()
    with pytest.raises(Taken):
        actions.say_absent(day.signup, is_excused=False, by=day.leader, at=AFTER)


def test_whoever_was_there_is_not_absent(day: Day) -> None:
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    with pytest.raises(Conflict, match="was there"):
        actions.say_absent(day.signup, is_excused=False, by=day.leader, at=AFTER)


def test_an_excuse_says_why(day: Day) -> None:
    with pytest.raises(NotValid, match="why it is excused"):
        actions.say_absent(day.signup, is_excused=True, by=day.leader, at=AFTER)
    told = actions.say_absent(day.signup, is_excused=False, by=day.leader, at=AFTER)
    assert actions.excuse(told, reason="发烧，有病历。", by=day.leader, at=AFTER).state == "excused"
    with pytest.raises(Conflict):
        actions.excuse(told, reason="又一次", by=day.leader, at=AFTER)


def test_another_decides_on_what_is_disputed(day: Day) -> None:
    told = actions.say_absent(day.signup, is_excused=False, by=day.leader, at=AFTER)
    with pytest.raises(NotValid):
        actions.appeal_absence(told, words=" ", by=day.wus, at=AFTER)
    assert actions.appeal_absence(told, words="我在桥南头。", by=day.wus, at=AFTER).state == "appealed"
    with pytest.raises(NotAllowed, match="Another manager"):
        actions.decide_absence(told, is_excused=False, reason="没看到", by=day.leader, at=AFTER)
    decided = actions.decide_absence(
        told, is_excused=True, reason="有人看到他。", by=second_manager(day.helpers), at=AFTER
    )
    assert (decided.state, decided.reason) == ("excused", "有人看到他。")
    assert Notice.objects.filter(about=day.wu.subject, verb="absence-decided").exists()
    with pytest.raises(Conflict):
        actions.appeal_absence(decided, words="再来", by=day.wus, at=AFTER)


def test_only_the_volunteer_disputes_it_and_within_two_weeks(day: Day) -> None:
    told = actions.say_absent(day.signup, is_excused=False, by=day.leader, at=AFTER)
    with pytest.raises(NotAllowed):
        actions.appeal_absence(told, words="替他说", by=day.leader, at=AFTER)
    with pytest.raises(TooLate, match="fourteen days"):
        actions.appeal_absence(told, words="晚了", by=day.wus, at=AFTER + 14 * DAY + MINUTE)


def missed(day: Day, *ago: int) -> None:
    """Absences so many days ago."""
    for turn, days in enumerate(ago):
        held = shift(day.shift.activity, starts=NOON - days * DAY, number=f"M-{turn}")
        actions.say_absent(coming(held, day.wu), is_excused=False, by=day.leader, at=held.starts_at)


def test_three_absences_close_sign_up_for_two_weeks_and_fade(day: Day) -> None:
    missed(day, 60, 30)
    assert not is_blocked(day.wu, NOON)
    missed_third = shift(day.shift.activity, starts=NOON - DAY, number="third")
    third = actions.say_absent(coming(missed_third, day.wu), is_excused=False, by=day.leader, at=NOON)
    assert blocked_until_of(day.wu, at=NOON) == NOON + 13 * DAY
    assert not is_blocked(day.wu, NOON + 13 * DAY)
    actions.appeal_absence(third, words="我去了。", by=day.wus, at=NOON)
    assert not is_blocked(day.wu, NOON)
    actions.decide_absence(third, is_excused=False, reason="名单上没有。", by=second_manager(day.helpers), at=NOON)
    assert is_blocked(day.wu, NOON)


@pytest.mark.parametrize(
    ("ago", "until"),
    [((), None), ((1, 2), None), ((1, 2, 92), None), ((1, 2, 91), 13), ((0, 0, 0), 14), ((200, 190, 180), -166)],
)
def test_what_lies_ninety_days_apart_does_not_add_up(ago: tuple[int, ...], until: int | None) -> None:
    expected = None if until is None else NOON + until * DAY
    assert blocked_until(NOON - days * DAY for days in ago) == expected


def test_the_message_says_until_when_in_plain_text(day: Day) -> None:
    actions.say_absent(day.signup, is_excused=False, by=day.leader, at=AFTER)
    body = Notice.objects.get(about=day.wu.subject).body
    assert "<" not in body
    assert "11" in body


def test_sign_up_closes_with_the_third_absence_and_opens_as_soon_as_one_is_excused_or_disputed(day: Day) -> None:
    missed(day, 3, 2, 1)
    ahead = shift(day.shift.activity, starts=NOON + 4 * DAY, number="ahead")
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(ahead, volunteer=day.wu, at=NOON)
    assert refused.value.code == "blocked"
    first, second, _third = NoShow.objects.order_by("pk")
    actions.excuse(first, reason="住院了。", by=day.leader, at=NOON)
    signup = shifts.sign_up(ahead, volunteer=day.wu, at=NOON)
    shifts.cancel(signup, at=NOON)
    missed_again = shift(day.shift.activity, starts=NOON - 5 * DAY, number="again")
    actions.say_absent(coming(missed_again, day.wu), is_excused=False, by=day.leader, at=NOON)
    with pytest.raises(NotAllowed):
        shifts.sign_up(ahead, volunteer=day.wu, at=NOON)
    actions.appeal_absence(second, words="我去了。", by=day.wus, at=NOON)
    assert shifts.sign_up(ahead, volunteer=day.wu, at=NOON).state == "coming"
