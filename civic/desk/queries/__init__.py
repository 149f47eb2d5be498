"""What the desk reads: the worklist of one officer, and one open case."""

from civic.desk.queries.open_case import Nearby, NewWords, OpenCase, find_case, open_case, refusal_of
from civic.desk.queries.story import Fact, Told
from civic.desk.queries.worklist import DeskView, Page, Row, Worklist, worklist

__all__ = [
    "DeskView",
    "Fact",
    "Nearby",
    "NewWords",
    "OpenCase",
    "Page",
    "Row",
    "Told",
    "Worklist",
    "find_case",
    "open_case",
    "refusal_of",
    "worklist",
]
