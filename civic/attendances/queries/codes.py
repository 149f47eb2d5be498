"""The codes a leader or a volunteer shows, and what a scanned or typed one says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from civic.attendances.rules import Read, drawn_code, read_code, read_typed, step_of, typed_code
from civic.lib.sealed import keyed_hash
from civic.shifts.models import Shift
from civic.volunteers.models import Volunteer


@dataclass(frozen=True)
class Shown:
    """What stands on the screen: the square, and the digits below it."""

    address: str
    digits: str


def leaders_drawing(shift: Shift, *, at: datetime) -> Shown:
    """The leader's code of this half minute; a phone's own camera opens the volunteer's page with it."""
    return _shown(shift, None, f"{settings.SITE_URL}/volunteer/here/", at)


def volunteers_drawing(shift: Shift, volunteer: Volunteer, *, at: datetime) -> Shown:
    """A volunteer's code of this half minute; the leader's camera opens the page of the shift with it."""
    return _shown(shift, volunteer.pk, f"{settings.SITE_URL}/volunteer/lead/{shift.number}/", at)


def read_any(code: str, *, at: datetime, shift: Shift | None = None, volunteers: Iterable[int] = ()) -> Read | None:
    """What a code says, scanned or typed. Six digits are read as one of this shift: the leader's, or where volunteers
    are named one of theirs. None for what is none of ours, for digits that two people show at once too."""
    if (read := read_code(code_key(), code.rpartition("=")[2])) is not None:
        return read
    if shift is None:
        return None
    found = read_typed(code_key(), code, shift=shift.pk, who=list(volunteers) or [None], told=at)
    return found[0] if len({one.volunteer for one in found}) == 1 else None


def _shown(shift: Shift, volunteer: int | None, page: str, at: datetime) -> Shown:
    code = drawn_code(code_key(), shift=shift.pk, volunteer=volunteer, at=at)
    digits = typed_code(code_key(), shift=shift.pk, volunteer=volunteer, step=step_of(at))
    return Shown(f"{page}?code={code}", digits)


def code_key() -> str:
    """What codes are sealed with."""
    return keyed_hash("codes of the day", purpose="attendance-code")
