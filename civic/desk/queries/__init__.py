"""What the desk reads: the worklist of one officer, one open case, and the meeting list."""

from civic.desk.queries.bulk import MOST_IN_BULK, Planned, plan_in_bulk
from civic.desk.queries.bundles import Alike, Bundle
from civic.desk.queries.changes import Changes, changes
from civic.desk.queries.choices import Choice, Choices, choices
from civic.desk.queries.claims import claim_on, claimed_by
from civic.desk.queries.duty import DutyBoard, OpenCall, duty_board, monday_of, open_call
from civic.desk.queries.kept import Kept, kept_in
from civic.desk.queries.meeting import Meeting, meeting
from civic.desk.queries.open_case import NewWords, OpenCase, find_case, open_case, refusal_of
from civic.desk.queries.records import KINDS, Look, Records, all_records, offices_of_records, records
from civic.desk.queries.records import Asked as AskedOfRecords
from civic.desk.queries.scopes import days_end
from civic.desk.queries.screening import Queue, may_see_sealed, screening_queue, screens
from civic.desk.queries.story import Fact, Told
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
    "KINDS",
    "LONGEST_SEARCH",
    "MOST_IN_BULK",
    "Alike",
    "AskedOfRecords",
    "Bundle",
    "Changes",
    "Choice",
    "Choices",
    "DeskView",
    "DutyBoard",
    "Fact",
    "Kept",
    "Look",
    "Meeting",
    "Narrow",
    "NewWords",
    "OpenCall",
    "OpenCase",
    "Page",
    "Planned",
    "Queue",
    "Records",
    "Row",
    "Told",
    "Worklist",
    "all_records",
    "changes",
    "choices",
    "claim_on",
    "claimed_by",
    "days_end",
    "duty_board",
    "find_case",
    "kept_in",
    "may_see_sealed",
    "meeting",
    "monday_of",
    "offices_of_records",
    "open_call",
    "open_case",
    "plan_in_bulk",
    "records",
    "refusal_of",
    "rows_of",
    "saved_views",
    "screening_queue",
    "screens",
    "searched",
    "view_name",
    "worklist",
]
