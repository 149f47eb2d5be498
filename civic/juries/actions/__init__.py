"""The acts of a jury: write a rubric, found, seat, declare, open, judge, step aside, replace, decide, tell."""

from civic.juries.actions.calling import remind
from civic.juries.actions.deciding import decide, reopen, set_aside
from civic.juries.actions.forgetting import forget, forget_child
from civic.juries.actions.founding import PanelGiven, change_panel, found_panel, write_rubric
from civic.juries.actions.judging import SheetGiven, hand_in, save_sheet
from civic.juries.actions.naming import name_who_goes_on
from civic.juries.actions.opening import open_panel
from civic.juries.actions.replacing import fill_up, replace_juror
from civic.juries.actions.seating import declare, keep_apart, seat_juror, step_aside
from civic.juries.actions.telling import read_words, tell_children

__all__ = [
    "PanelGiven",
    "SheetGiven",
    "change_panel",
    "decide",
    "declare",
    "fill_up",
    "forget",
    "forget_child",
    "found_panel",
    "hand_in",
    "keep_apart",
    "name_who_goes_on",
    "open_panel",
    "read_words",
    "remind",
    "reopen",
    "replace_juror",
    "save_sheet",
    "seat_juror",
    "set_aside",
    "step_aside",
    "tell_children",
    "write_rubric",
]
