"""The acts of the little mayor's track."""

from civic.youth.actions.entering import Entered, PupilTold, enter, usable_code
from civic.youth.actions.erasing import forget_child
from civic.youth.actions.forgetting import forget
from civic.youth.actions.lines import hold_entry, write_edition_line, write_entry_line

__all__ = [
    "Entered",
    "PupilTold",
    "enter",
    "forget",
    "forget_child",
    "hold_entry",
    "usable_code",
    "write_edition_line",
    "write_entry_line",
]
