"""Pages of dialogues: for everybody, for a child who is invited, for the desk."""

from civic.dialogues.views.desk import act, leave_out, show_dialogue, show_dialogues
from civic.dialogues.views.public import say, show, show_list, show_mine

__all__ = ["act", "leave_out", "say", "show", "show_dialogue", "show_dialogues", "show_list", "show_mine"]
