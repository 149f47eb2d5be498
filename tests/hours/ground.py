"""Ground for hours: somebody was at a shift."""

from datetime import datetime, timedelta

from civic.attendances.models import Attendance
from civic.shifts.models import Shift
from civic.volunteers.models import Volunteer
from tests.volunteers.ground import coming


def there(at_shift: Shift, who: Volunteer, *, late: int = 0, early: int = 0, out: bool = True) -> Attendance:
    """Came so many minutes late and went so many early; negative: before and after."""
    signup = coming(at_shift, who, at=at_shift.starts_at - timedelta(days=2))
    went: datetime | None = at_shift.ends_at - timedelta(minutes=early) if out else None
    return Attendance.objects.create(
        shift=at_shift,
        volunteer=who,
        signup=signup,
        in_at=at_shift.starts_at + timedelta(minutes=late),
        out_at=went,
        in_how="leaders-code",
        out_how="leaders-code" if out else "",
    )
