"""Pages of juries: for jurors, for the desk, for everybody, for a child."""

from civic.juries.views.desk import act_on_panel, act_on_piece, act_on_sheet, replace, show_panel, show_panels
from civic.juries.views.jurors import declare, sheet_picture, show_sheet, show_sheets, step_aside
from civic.juries.views.public import show_rules, show_words
from civic.juries.views.rounds import show_round
from civic.juries.views.rubrics import rubric_file, show_rubrics

__all__ = [
    "act_on_panel",
    "act_on_piece",
    "act_on_sheet",
    "declare",
    "replace",
    "rubric_file",
    "sheet_picture",
    "show_panel",
    "show_panels",
    "show_round",
    "show_rubrics",
    "show_rules",
    "show_sheet",
    "show_sheets",
    "show_words",
    "step_aside",
]
