"""What the desk reads: the worklist of one officer, one open case, and the meeting list."""

from civic.desk.queries.meeting import Meeting, meeting
from civic.desk.queries.open_case import Nearby, NewWords, OpenCase, find_case, open_case, refusal_of
from civic.desk.queries.screening import Queue, may_see_sealed, screening_queue, screens
from civic.desk.queries.story import Fact, Told
from civic.desk.queries.worklist import DeskView, Page, Row, Worklist, worklist

__all__ = [
    "DeskView",
    "Fact",
    "Meeting",
    "Nearby",
    "NewWords",
    "OpenCase",
    "Page",
    "Queue",
    "Row",
    "Told",
    "Worklist",
    "find_case",
    "may_see_sealed",
    "meeting",
    "open_case",
    "refusal_of",
    "screening_queue",
    "screens",
    "worklist",
]
