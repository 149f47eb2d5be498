"""Who was there, who leads, what a code says, and whom complaints reach."""

from civic.attendances.queries.absences import blocked_until_of, is_blocked
from civic.attendances.queries.codes import leaders_drawing, read_any, volunteers_drawing
from civic.attendances.queries.leading import contact_of_leader, leads, may_answer, reader_for, shifts_led
from civic.attendances.queries.rosters import here_today, late_scans, open_ends, place_of, roster_of

__all__ = [
    "blocked_until_of",
    "contact_of_leader",
    "here_today",
    "is_blocked",
    "late_scans",
    "leaders_drawing",
    "leads",
    "may_answer",
    "open_ends",
    "place_of",
    "read_any",
    "reader_for",
    "roster_of",
    "shifts_led",
    "volunteers_drawing",
]
