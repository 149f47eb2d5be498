"""Whoever came without a sign-up: a photo, and a second person."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from civic.attendances import actions
from civic.attendances.models import Attendance, WalkIn
from civic.lib.picture_files import picture_path, upload_path
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.shifts.models import Shift
from civic.volunteers.models import Manager, Volunteer
from tests.attendances.ground import Day, found_day
from tests.attendances.photos import photo
from tests.people import NOON, City
from tests.volunteers.ground import HOUR, volunteer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


def walk_in(day: Day, **other: Any) -> WalkIn:
    he = Volunteer.objects.filter(person__handle="xiaoyu").first() or volunteer("xiaoyu")
    values = {
        "number": he.number,
        "came_at": NOON,
        "went_at": NOON + HOUR,
        "words": "纸质签到表第三行。",
        "upload": photo(),
        "by": day.leader,
        "at": NOON + 2 * HOUR,
    }
    return actions.write_walk_in(day.shift, **{**values, **other})


def test_a_walk_in_counts_once_another_approves_it(day: Day) -> None:
    made = walk_in(day)
    assert not Attendance.objects.exists()
    with pytest.raises(NotAllowed, match="does not approve"):
        actions.decide_walk_in(made, is_approved=True, by=day.leader, at=NOON + 2 * HOUR)
    actions.decide_walk_in(made, is_approved=True, by=day.helpers.luo, at=NOON + 2 * HOUR)
    there = Attendance.objects.get()
    assert (there.walk_in, there.in_at, there.out_at) == (made, NOON, NOON + HOUR)
    with pytest.raises(Conflict):
        actions.decide_walk_in(made, is_approved=True, by=day.helpers.luo, at=NOON + 2 * HOUR)


def test_a_no_says_why(day: Day) -> None:
    made = walk_in(day)
    with pytest.raises(NotValid, match="Say why"):
        actions.decide_walk_in(made, is_approved=False, by=day.helpers.luo, at=NOON + 2 * HOUR)
    actions.decide_walk_in(made, is_approved=False, reason="照片里没有她。", by=day.helpers.luo, at=NOON + 2 * HOUR)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("upload", None),
        ("upload", SimpleUploadedFile("sheet.jpg", b"no picture")),
        ("number", "V999999999"),
        ("words", " "),
        ("went_at", NOON),
        ("went_at", NOON + 3 * HOUR),
        ("came_at", NOON - 2 * HOUR),
    ],
)
def test_what_is_missing_or_cannot_be_is_said(day: Day, field: str, value: Any) -> None:
    with pytest.raises(NotValid):
        walk_in(day, **{field: value})
    assert not WalkIn.objects.exists()


def test_not_for_oneself_not_twice_and_not_beside_a_scan(day: Day) -> None:
    he = volunteer("xiaoyu")
    with pytest.raises(NotAllowed):
        walk_in(day, by=he.person)
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    with pytest.raises(Taken):
        walk_in(day, number=day.wu.number)
    walk_in(day)
    with pytest.raises(Taken, match="waits"):
        walk_in(day)


def test_one_sheet_tells_of_several_and_its_upload_is_never_kept(day: Day) -> None:
    first = walk_in(day)
    second = walk_in(day, number=volunteer("anan").number)
    assert actions.prepare_photos() >= 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.is_ready
    assert second.is_ready
    assert picture_path(first.key, "large").exists()
    assert not upload_path(first.key).exists()


def test_a_manager_does_not_approve_that_she_walked_in_herself(day: Day) -> None:
    he = volunteer("xiaoyu")
    organisation = day.helpers.organisation
    Manager.objects.create(
        organisation=organisation, person=he.person, task="manager", named_by=day.helpers.luo, named_at=NOON
    )
    made = walk_in(day)
    with pytest.raises(NotAllowed) as told:
        actions.decide_walk_in(made, is_approved=True, by=he.person, at=NOON + 2 * HOUR)
    assert told.value.code == "yourself"
    assert not Attendance.objects.exists()


def test_nobody_walks_in_at_a_shift_that_was_called_off(day: Day) -> None:
    Shift.objects.update(state="called-off", reason="雷雨。")
    with pytest.raises(Conflict, match="called off"):
        walk_in(day)


def test_a_scan_that_arrived_meanwhile_goes_before_the_walk_in(day: Day) -> None:
    made = walk_in(day, number=day.wu.number)
    late = actions.Queued(uuid4(), day.leaders_code(NOON), "in", NOON)
    actions.take_queue([late], by=day.wus, sent_at=NOON + 2 * HOUR, at=NOON + 2 * HOUR)
    with pytest.raises(Taken, match="written down for this shift"):
        actions.decide_walk_in(made, is_approved=True, by=day.helpers.luo, at=NOON + 3 * HOUR)
    made.refresh_from_db()
    assert (made.is_approved, Attendance.objects.get().walk_in) == (None, None)
