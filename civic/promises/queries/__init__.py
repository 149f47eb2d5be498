"""What is asked of promises: which ones everybody may read, with what marks, what they sum to, and the story of one."""

from civic.promises.queries.desk import (
    Desk,
    desk_promises,
    may_draft_of,
    moves_open,
    pictures_to_screen,
    reads_promises,
)
from civic.promises.queries.public import (
    KIND,
    Totals,
    days_of,
    entries_of,
    figures,
    find_promise,
    found_by,
    moved_last,
    names_to_choose,
    newest_of_matter,
    of_area,
    of_case,
    shown_pictures,
    totals,
)
from civic.promises.queries.story import Step, stages_of, story_of

__all__ = [
    "KIND",
    "Desk",
    "Step",
    "Totals",
    "days_of",
    "desk_promises",
    "entries_of",
    "figures",
    "find_promise",
    "found_by",
    "may_draft_of",
    "moved_last",
    "moves_open",
    "names_to_choose",
    "newest_of_matter",
    "of_area",
    "of_case",
    "pictures_to_screen",
    "reads_promises",
    "shown_pictures",
    "stages_of",
    "story_of",
    "totals",
]
