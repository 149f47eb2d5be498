"""The day of a shift: who is expected, who is there, what is still open."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from civic.attendances.models import Attendance, NoShow, Scan
from civic.attendances.rules import EARLY, LATE_OUT, Verdict
from civic.shifts.models import Shift, Signup
from civic.shifts.rules import ShiftState, SignupState
from civic.volunteers.models import Volunteer, VolunteerIdentity


@dataclass
class Row:
    """One volunteer of a shift, as its leader sees her on the day."""

    volunteer: Volunteer
    name: str
    signup: Signup | None
    attendance: Attendance | None = None
    no_show: NoShow | None = None
    is_far: bool = False  # a scan was too far from the place
    says_no_place: bool = False  # her phone told no place

    @property
    def is_open(self) -> bool:
        """Does the leader still have to say what became of her?"""
        if self.attendance is None:
            return self.no_show is None
        return self.attendance.out_at is None


def roster_of(shift: Shift) -> list[Row]:
    """Everybody expected or there, those still open first. Six statements, however many they are."""
    signups = list(
        Signup.objects.filter(shift=shift, state=SignupState.COMING).select_related("volunteer", "post", "no_show")
    )
    there = {one.volunteer_id: one for one in shift.attendances.select_related("volunteer")}
    rows = {one.volunteer_id: Row(one.volunteer, "", one, no_show=getattr(one, "no_show", None)) for one in signups}
    for key, attendance in there.items():
        rows.setdefault(key, Row(attendance.volunteer, "", None)).attendance = attendance
    names = VolunteerIdentity.objects.filter(volunteer__in=list(rows)).only("volunteer_id", "name")
    for identity in names:
        rows[identity.volunteer_id].name = identity.name
    for scan in shift.scans.filter(volunteer__in=list(rows)).only("volunteer_id", "verdict", "metres", "how"):
        row = rows[scan.volunteer_id or 0]
        row.is_far = row.is_far or (scan.verdict == Verdict.TOO_FAR and row.attendance is None)
        row.says_no_place = row.says_no_place or (scan.metres is None and scan.how != "by-hand")
    return sorted(rows.values(), key=lambda row: (not row.is_open, row.volunteer.number or ""))


def open_ends(shift: Shift) -> tuple[list[Attendance], list[Signup]]:
    """Whoever did not check out, and whoever was expected and is neither there nor said absent."""
    inside = list(shift.attendances.filter(out_at__isnull=True).select_related("volunteer").order_by("pk"))
    missing = Signup.objects.filter(
        shift=shift, state=SignupState.COMING, attendance__isnull=True, no_show__isnull=True
    )
    return inside, list(missing.select_related("volunteer").order_by("pk"))


def here_today(volunteer: Volunteer, *, at: datetime) -> list[Signup]:
    """The shifts at which a volunteer can come or go now."""
    found = Signup.objects.filter(
        volunteer=volunteer,
        state=SignupState.COMING,
        shift__state=ShiftState.OPEN,
        shift__starts_at__lte=at + EARLY,
        shift__ends_at__gte=at - LATE_OUT,
    )
    return list(found.select_related("shift__activity__organisation", "attendance").order_by("shift__starts_at"))


def place_of(shift: Shift) -> tuple[float, float] | None:
    """Where a shift meets; None where no point was set."""
    if shift.lat is not None and shift.lon is not None:
        return shift.lat, shift.lon
    if shift.activity.lat is not None and shift.activity.lon is not None:
        return shift.activity.lat, shift.activity.lon
    return None


def late_scans(shift: Shift) -> QuerySet[Scan]:
    """Scans that arrived once the shift was closed."""
    return shift.scans.filter(verdict=Verdict.CLOSED).select_related("volunteer").order_by("told_at")
