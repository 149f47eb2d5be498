"""How any hand moves a case: hold it, ask the rule, change it, write the line, queue what follows. Nobody else writes a
state."""

from civic.cases.actions.moving.advancing import advance, write_line, write_note
from civic.cases.actions.moving.indexing import index, index_filed, marks_of
from civic.cases.actions.moving.permitting import (
    MODERATORS,
    Hands,
    Step,
    demand_answering,
    demand_words,
    hold,
    permit,
    permit_at,
    permit_calendar,
    permit_concerned,
    permit_sample,
    permit_source,
    refuse,
)
from civic.cases.actions.moving.telling import tell_contact, tell_reporter

__all__ = [
    "MODERATORS",
    "Hands",
    "Step",
    "advance",
    "demand_answering",
    "demand_words",
    "hold",
    "index",
    "index_filed",
    "marks_of",
    "permit",
    "permit_at",
    "permit_calendar",
    "permit_concerned",
    "permit_sample",
    "permit_source",
    "refuse",
    "tell_contact",
    "tell_reporter",
    "write_line",
    "write_note",
]
