"""Coming and going by a code on a screen."""

from datetime import timedelta

import pytest

from civic.attendances import actions
from civic.attendances.models import Attendance, Scan
from civic.lib.refusals import NotAllowed, NotValid
from civic.places.models import Cell
from civic.shifts.models import PatrolPlan, PatrolStop, Shift
from tests.attendances.ground import AT_THE_BRIDGE, FAR_AWAY, Day, found_day
from tests.people import NOON, City
from tests.volunteers.ground import HOUR, coming, volunteer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


def test_a_volunteer_scans_the_leaders_code_and_is_there(day: Day) -> None:
    kept = actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, here=AT_THE_BRIDGE, at=NOON)
    assert kept.verdict == "counted"
    assert kept.metres == 0
    there = Attendance.objects.get()
    assert (there.volunteer, there.signup, there.in_at, there.in_how) == (day.wu, day.signup, NOON, "leaders-code")
    day.signup.refresh_from_db()
    assert day.signup.arrived_at == NOON  # from now on her place cannot be given away


def test_the_leader_scans_a_volunteers_code_and_types_it_too(day: Day) -> None:
    actions.scan(day.volunteers_code(NOON), direction="in", by=day.leader, at=NOON)
    assert Attendance.objects.get().in_how == "volunteers-code"
    done = NOON + 2 * HOUR
    kept = actions.scan(day.digits(done, day.wu), direction="out", by=day.leader, shift=day.shift, at=done)
    assert (kept.verdict, Attendance.objects.get().out_at) == ("counted", done)


def test_six_digits_do_without_a_camera(day: Day) -> None:
    typed = " ".join(day.digits(NOON))
    assert actions.scan(typed, direction="in", by=day.wus, shift=day.shift, at=NOON).verdict == "counted"


def test_a_code_is_good_for_a_minute_and_a_half(day: Day) -> None:
    code = day.leaders_code(NOON)
    late = actions.scan(code, direction="in", by=day.wus, at=NOON + 90 * MINUTE / 60)
    assert late.verdict == "old-code"
    assert not Attendance.objects.exists()
    assert actions.scan(code, direction="in", by=day.wus, at=NOON + 89 * MINUTE / 60).verdict == "counted"


@pytest.mark.parametrize("code", ["", "123", "1-0-5-abc", "x" * 300, "٣٣٣٣٣٣", "1-0-" + "9" * 40 + "-a"])
def test_what_is_no_code_is_turned_away_with_a_sentence(day: Day, code: str) -> None:
    with pytest.raises(NotValid, match="no code of ours"):
        actions.scan(code, direction="in", by=day.wus, shift=day.shift, at=NOON)
    assert not Scan.objects.exists()


def test_two_phones_and_one_square_count_once(day: Day) -> None:
    code = day.volunteers_code(NOON)
    actions.scan(code, direction="in", by=day.leader, at=NOON)
    again = actions.scan(code, direction="in", by=day.helpers.luo, at=NOON + MINUTE)
    assert again.verdict == "again"
    assert Attendance.objects.get().in_at == NOON
    assert Scan.objects.count() == 2


def test_whoever_is_not_signed_up_is_kept_and_does_not_count(day: Day) -> None:
    other = volunteer("xiaoyu")
    assert other.person is not None
    kept = actions.scan(day.leaders_code(NOON), direction="in", by=other.person, at=NOON)
    assert kept.verdict == "not-hers"
    assert not Attendance.objects.exists()


def test_too_far_is_kept_by_its_distance_alone(day: Day) -> None:
    kept = actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, here=FAR_AWAY, at=NOON)
    assert kept.verdict == "too-far"
    assert kept.metres is not None
    assert 7_000 < kept.metres < 8_000
    assert not {"lat", "lon"} & {field.name for field in Scan._meta.get_fields()}
    assert not Attendance.objects.exists()


def test_a_phone_that_tells_nonsense_or_nothing_tells_no_place(day: Day) -> None:
    nonsense = actions.Here(float("nan"), 500.0, None)
    assert actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, here=nonsense, at=NOON).metres is None


def test_the_accuracy_a_phone_claims_helps_only_so_far(day: Day) -> None:
    off = 0.0035  # some 390 metres north
    vague = actions.Here(23.13 + off, 113.30, 5_000.0)
    assert actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, here=vague, at=NOON).verdict == "too-far"
    near = actions.Here(23.13 + 0.0025, 113.30, 5_000.0)  # 280 metres
    assert actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, here=near, at=NOON).verdict == "counted"


@pytest.mark.parametrize(
    ("minutes", "verdict"), [(-61, "wrong-time"), (-60, "counted"), (119, "counted"), (120, "wrong-time")]
)
def test_one_comes_from_an_hour_before_until_the_end(day: Day, minutes: int, verdict: str) -> None:
    at = NOON + minutes * MINUTE
    assert actions.scan(day.leaders_code(at), direction="in", by=day.wus, at=at).verdict == verdict


def test_going_before_coming_says_so(day: Day) -> None:
    at = NOON + HOUR
    assert actions.scan(day.leaders_code(at), direction="out", by=day.wus, reason="累了", at=at).verdict == "not-in"
    assert not Attendance.objects.exists()


def test_leaving_early_asks_for_a_reason(day: Day) -> None:
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    at = NOON + HOUR
    with pytest.raises(NotValid, match="before the end"):
        actions.scan(day.leaders_code(at), direction="out", by=day.wus, at=at)
    actions.scan(day.leaders_code(at), direction="out", by=day.wus, reason="孩子病了", at=at)
    there = Attendance.objects.get()
    assert (there.out_at, there.out_reason) == (at, "孩子病了")


def test_going_within_ten_minutes_of_the_end_or_hours_later_needs_none(day: Day) -> None:
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    late = NOON + 5 * HOUR + MINUTE
    assert actions.scan(day.leaders_code(late), direction="out", by=day.wus, at=late).verdict == "wrong-time"
    at = NOON + 110 * MINUTE
    assert actions.scan(day.leaders_code(at), direction="out", by=day.wus, at=at).verdict == "counted"


def test_a_shift_moved_while_people_sleep_counts_by_its_new_hours(day: Day) -> None:
    Shift.objects.filter(pk=day.shift.pk).update(starts_at=NOON + 4 * HOUR, ends_at=NOON + 6 * HOUR, sequence=1)
    early = actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    assert early.verdict == "wrong-time"
    at = NOON + 4 * HOUR
    assert actions.scan(day.leaders_code(at), direction="in", by=day.wus, at=at).verdict == "counted"


def test_a_stranger_cannot_scan_for_the_leader(day: Day) -> None:
    other = volunteer("xiaoyu")
    assert other.person is not None
    with pytest.raises(NotAllowed):
        actions.scan(day.volunteers_code(NOON), direction="in", by=other.person, at=NOON)


def test_a_leader_does_not_scan_herself_in_by_her_own_code(day: Day) -> None:
    hua = volunteer("hua2")
    hua.person = day.leader
    hua.save()
    coming(day.shift, hua)
    with pytest.raises(NotAllowed, match="her own hours"):
        actions.scan(day.volunteers_code(NOON, hua), direction="in", by=day.leader, at=NOON)


def test_a_patrol_reaches_its_stops(day: Day, city: City) -> None:
    activity = day.shift.activity
    plan = PatrolPlan.objects.create(activity=activity, made_by=day.leader, made_at=NOON, call=day.leader)
    cell = Cell.objects.earliest("pk")
    stop = PatrolStop.objects.create(plan=plan, shift=day.shift, cell=cell, starts_at=NOON, volunteer=day.wu)
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    stop.refresh_from_db()
    assert stop.checked_in_at == NOON
