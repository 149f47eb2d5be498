"""What the desk reads: the worklist of one officer, one open case, and the meeting list."""

from civic.desk.queries.bulk import MOST_IN_BULK, Planned, plan_in_bulk
from civic.desk.queries.changes import Changes, changes
from civic.desk.queries.choices import Choice, Choices, choices
from civic.desk.queries.drafts import (
    Letter,
    ToSign,
    Waiting,
    answers_for,
    letters,
    ready,
    signs,
    to_sign,
    waiting_in,
)
from civic.desk.queries.duty import DutyBoard, OpenCall, duty_board, monday_of, open_call
from civic.desk.queries.kept import Kept, kept_in
from civic.desk.queries.meeting import Meeting, meeting
from civic.desk.queries.open_case import Nearby, NewWords, OpenCase, find_case, open_case, refusal_of
from civic.desk.queries.records import KINDS, Look, Records, all_records, offices_of_records, records
from civic.desk.queries.records import Asked as AskedOfRecords
from civic.desk.queries.scopes import days_end
from civic.desk.queries.screening import Queue, may_see_sealed, screening_queue, screens
from civic.desk.queries.story import Fact, Told
from civic.desk.queries.tasks import GIVEN, REPORTED, TO_DO, TaskCard, TaskPage, find_task, task_page
from civic.desk.queries.worklist import (
    LONGEST_SEARCH,
    DeskView,
    Narrow,
    Page,
    Row,
    Worklist,
    rows_of,
    saved_views,
    searched,
    view_name,
    worklist,
)

__all__ = [
    "GIVEN",
    "KINDS",
    "LONGEST_SEARCH",
    "MOST_IN_BULK",
    "REPORTED",
    "TO_DO",
    "AskedOfRecords",
    "Changes",
    "Choice",
    "Choices",
    "DeskView",
    "DutyBoard",
    "Fact",
    "Kept",
    "Letter",
    "Look",
    "Meeting",
    "Narrow",
    "Nearby",
    "NewWords",
    "OpenCall",
    "OpenCase",
    "Page",
    "Planned",
    "Queue",
    "Records",
    "Row",
    "TaskCard",
    "TaskPage",
    "ToSign",
    "Told",
    "Waiting",
    "Worklist",
    "all_records",
    "answers_for",
    "changes",
    "choices",
    "days_end",
    "duty_board",
    "find_case",
    "find_task",
    "kept_in",
    "letters",
    "may_see_sealed",
    "meeting",
    "monday_of",
    "offices_of_records",
    "open_call",
    "open_case",
    "plan_in_bulk",
    "ready",
    "records",
    "refusal_of",
    "rows_of",
    "saved_views",
    "screening_queue",
    "screens",
    "searched",
    "signs",
    "task_page",
    "to_sign",
    "view_name",
    "waiting_in",
    "worklist",
]
