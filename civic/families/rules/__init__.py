"""Who in the track may open, answer and look after what is kept of children; how long each field is kept. Pure."""

from civic.families.rules.retention import TIMETABLE, Kept, Then
from civic.families.rules.tasks import ANSWERS, APPROVES, ASKS, HELPS, OPENS_AT_ONCE, TRACK, WITHHOLDS

__all__ = [
    "ANSWERS",
    "APPROVES",
    "ASKS",
    "HELPS",
    "OPENS_AT_ONCE",
    "TIMETABLE",
    "TRACK",
    "WITHHOLDS",
    "Kept",
    "Then",
]
