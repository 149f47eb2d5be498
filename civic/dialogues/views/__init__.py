"""Pages of dialogues: for everybody, for a child who is invited, for the desk."""

from civic.dialogues.views.desk import act, leave_out, show_dialogue, show_dialogues
from civic.dialogues.views.promising import promise, show_answers
from civic.dialogues.views.public import say, show, show_list, show_mine

__all__ = [
    "act",
    "leave_out",
    "promise",
    "say",
    "show",
    "show_answers",
    "show_dialogue",
    "show_dialogues",
    "show_list",
    "show_mine",
]
