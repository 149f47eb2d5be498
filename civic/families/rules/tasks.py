"""Which task of the track opens which door to a family's data. Pure."""

from civic.youth.rules import Task

TRACK = "youth"
ASKS = frozenset({Task.SCREENER, Task.DUTY, Task.LEAD, Task.DESK})  # may ask who a child is
OPENS_AT_ONCE = frozenset({Task.DUTY, Task.LEAD})  # in danger
APPROVES = frozenset({Task.LEAD})  # openings, exports, papers of the audit
WITHHOLDS = frozenset({Task.DUTY, Task.LEAD})
ANSWERS = frozenset({Task.LEAD, Task.DESK})  # requests of families
HELPS = frozenset({Task.DESK, Task.LEAD})  # writes down at a desk what a family asks
