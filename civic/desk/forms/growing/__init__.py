"""The fields that grow from what a move demands, one for each kind of demand."""

from civic.desk.forms.growing.offices import answering_offices, working_bodies
from civic.desk.forms.growing.table import GROW

__all__ = [
    "GROW",
    "answering_offices",
    "working_bodies",
]
