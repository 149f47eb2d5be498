"""The desk's acts: one way to move a case, the same for many, and what the desk keeps for its officers."""

from civic.desk.actions.assessing import (
    move_assessment,
    move_suggestion,
)
from civic.desk.actions.batches import Asked, for_milliseconds, start_batch, work_batch, work_batches
from civic.desk.actions.claiming import CLAIM_MINUTES, claim_next, release
from civic.desk.actions.flags import flag, unflag
from civic.desk.actions.keeping import drop_view, forget, note_export, save_view, share_view
from civic.desk.actions.keeping_words import drop_old_words, drop_words, keep_words
from civic.desk.actions.moving import ACTS, TASK_ACTS, make_move, make_task_move

__all__ = [
    "ACTS",
    "CLAIM_MINUTES",
    "TASK_ACTS",
    "Asked",
    "claim_next",
    "drop_old_words",
    "drop_view",
    "drop_words",
    "flag",
    "for_milliseconds",
    "forget",
    "keep_words",
    "make_move",
    "make_task_move",
    "move_assessment",
    "move_suggestion",
    "note_export",
    "release",
    "save_view",
    "share_view",
    "start_batch",
    "unflag",
    "work_batch",
    "work_batches",
]
