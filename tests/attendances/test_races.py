"""Hands at once on the day of a shift: one counts, the other reads a sentence, and nothing stands twice."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from civic.attendances import actions
from civic.attendances.actions import Queued
from civic.attendances.models import Attendance, NoShow, Scan, WalkIn
from civic.cases.models import Case
from civic.lib.refusals import Conflict, NotValid, Refused
from civic.notices.models import Notice
from civic.shifts.models import Shift
from tests.at_once import at_once, kinds
from tests.attendances.ground import Day, found_day, second_manager
from tests.attendances.photos import photo
from tests.people import NOON, City
from tests.shifts.ground import many
from tests.volunteers.ground import HOUR, coming, volunteer

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8
EVENING = NOON + 4 * HOUR


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


def close(day: Day, *, went: Any = None, absent: Any = ()) -> Callable[[], Shift]:
    """The leader closes the shift in the evening."""
    return lambda: actions.close_shift(day.shift, went=went or {}, absent=absent, by=day.leader, at=EVENING)


def arrives(day: Day, direction: str = "in") -> Callable[[], str]:
    """A scan of noon, or of the end, arrives in the evening; its verdict."""
    told = NOON if direction == "in" else NOON + 2 * HOUR
    one = Queued(uuid4(), day.leaders_code(told), direction, told)
    return lambda: actions.take_queue([one], by=day.wus, sent_at=EVENING, at=EVENING)[0].verdict


def test_of_eight_phones_of_one_person_that_scan_one_square_one_counts(day: Day) -> None:
    code = day.leaders_code(NOON)
    told = at_once(*(lambda: actions.scan(code, direction="in", by=day.wus, at=NOON) for _ in range(HANDS)))
    assert sorted(one.verdict for one in told) == ["again"] * (HANDS - 1) + ["counted"]
    assert (Attendance.objects.count(), Scan.objects.count()) == (1, HANDS)


def test_one_scan_that_is_sent_eight_times_at_once_is_kept_once(day: Day) -> None:
    one = Queued(uuid4(), day.leaders_code(NOON), "in", NOON)
    told = at_once(*(lambda: actions.take_queue([one], by=day.wus, sent_at=NOON, at=NOON)[0] for _ in range(HANDS)))
    assert [one.verdict for one in told] == ["counted"] * HANDS
    assert (Attendance.objects.count(), Scan.objects.count()) == (1, 1)


def test_eight_people_who_scan_one_square_at_once_are_all_there(day: Day) -> None:
    people, code = many(HANDS), day.leaders_code(NOON)
    for who in people:
        coming(day.shift, who)
    told = at_once(
        *(lambda who=who: actions.scan(code, direction="in", by=who.person, at=NOON).verdict for who in people)
    )
    assert told == ["counted"] * HANDS
    assert Attendance.objects.count() == HANDS


def test_the_leaders_phone_and_the_volunteers_at_once_note_one_coming(day: Day) -> None:
    told = at_once(
        lambda: actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON).verdict,
        lambda: actions.scan(day.volunteers_code(NOON), direction="in", by=day.leader, at=NOON).verdict,
    )
    assert sorted(told) == ["again", "counted"]
    assert Attendance.objects.count() == 1


def test_who_checks_in_while_the_shift_is_closed_is_there_or_absent_and_never_both(day: Day) -> None:
    told = at_once(arrives(day), close(day, absent=[day.signup.pk]))
    day.shift.refresh_from_db()
    if "counted" in told:  # then the leader has to say when she went
        (refused,) = [one for one in told if isinstance(one, NotValid)]
        assert [str(one) for (one,) in refused.fields.values()] == [
            "Say when this volunteer went. If you do not know, ask: nobody guesses it."
        ]
        assert (day.shift.state, NoShow.objects.count(), Attendance.objects.count()) == ("open", 0, 1)
    else:
        assert "closed" in told
        assert (day.shift.state, NoShow.objects.count(), Attendance.objects.count()) == ("closed", 1, 0)


def test_who_checks_out_while_the_shift_is_closed_went_at_one_hour(day: Day) -> None:
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    there = Attendance.objects.get()
    said = NOON + HOUR
    told = at_once(arrives(day, "out"), close(day, went={there.pk: said}))
    there.refresh_from_db()
    day.shift.refresh_from_db()
    assert day.shift.state == "closed"
    out = {"counted": ("leaders-code", NOON + 2 * HOUR), "again": ("closing", said), "closed": ("closing", said)}
    (verdict,) = [one for one in told if isinstance(one, str)]
    assert (there.out_how, there.out_at) == out[verdict]


def test_of_two_who_close_one_shift_one_does(day: Day) -> None:
    told = at_once(*(close(day, absent=[day.signup.pk]) for _ in range(2)))
    assert kinds(told) == ["Conflict", "Shift"]
    assert NoShow.objects.count() == 1


def walk_in(day: Day) -> WalkIn:
    """The leader wrote somebody down who had not signed up."""
    he = volunteer("walker")
    return actions.write_walk_in(
        day.shift,
        number=he.number or "",
        came_at=NOON,
        went_at=NOON + HOUR,
        words="纸质签到表第三行。",
        upload=photo(),
        by=day.leader,
        at=NOON + 2 * HOUR,
    )


def decides(made: WalkIn, by: Any, *, is_approved: bool = True) -> Callable[[], WalkIn]:
    """Another manager decides on it."""
    given = {"is_approved": is_approved, "reason": "照片里没有她。", "by": by, "at": EVENING}
    return lambda: actions.decide_walk_in(made, **given)


def test_of_two_who_approve_one_walk_in_one_does(day: Day) -> None:
    made, qin = walk_in(day), second_manager(day.helpers)
    told = at_once(decides(made, day.helpers.luo), decides(made, qin))
    assert kinds(told) == ["Conflict", "WalkIn"]
    assert str(next(one for one in told if isinstance(one, Conflict))) == "This was decided already."
    assert Attendance.objects.count() == 1


def test_of_a_yes_and_a_no_to_one_walk_in_one_stands(day: Day) -> None:
    made, qin = walk_in(day), second_manager(day.helpers)
    told = at_once(decides(made, day.helpers.luo), decides(made, qin, is_approved=False))
    assert kinds(told) == ["Conflict", "WalkIn"]
    made.refresh_from_db()
    assert Attendance.objects.count() == int(bool(made.is_approved))


def test_a_walk_in_that_is_written_down_twice_at_once_waits_once(day: Day) -> None:
    he, qin = volunteer("walker"), second_manager(day.helpers)
    given = {"number": he.number, "came_at": NOON, "went_at": NOON + HOUR, "words": "在场。", "at": EVENING}
    told = at_once(
        *(lambda by=by: actions.write_walk_in(day.shift, upload=photo(), by=by, **given) for by in (day.leader, qin))
    )
    assert kinds(told) == ["Taken", "WalkIn"]
    assert WalkIn.objects.count() == 1


def test_of_an_absence_and_a_scan_at_once_the_scan_proves_who_was_there(day: Day) -> None:
    said = {"is_excused": False, "by": day.leader, "at": NOON + HOUR}
    code = day.leaders_code(NOON + HOUR)
    told = at_once(
        lambda: actions.say_absent(day.signup, **said),
        lambda: actions.scan(code, direction="in", by=day.wus, at=NOON + HOUR),
    )
    assert Attendance.objects.count() == 1
    assert not NoShow.objects.filter(state="unexcused").exists()  # none was written, or it is excused by the scan
    assert len([one for one in told if isinstance(one, Refused)]) == 1 - NoShow.objects.count()


def test_what_came_of_a_finding_is_told_once_however_many_sweep(day: Day) -> None:
    _found, filed = actions.file_finding(day.shift, text="桥栏上的灯不亮了。", by=day.wus, at=NOON)
    done = {"state": "closed", "publication": "published", "outcome": "solved"}
    Case.objects.filter(pk=filed.case.pk).update(round=1, closed_at=NOON, published_at=NOON, **done)
    told = at_once(*(lambda: actions.sweep_findings(at=NOON) for _ in range(HANDS)))
    assert sum(told) == 1
    assert Notice.objects.filter(verb="finding-answered").count() == 1
