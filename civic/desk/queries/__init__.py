"""What the desk reads: the worklist of one officer, one open case, and the meeting list."""

from civic.desk.queries.bulk import MOST_IN_BULK, Planned, plan_in_bulk
from civic.desk.queries.changes import Changes, changes
from civic.desk.queries.checking import (
    CheckingDesk,
    Faults,
    Waiting,
    checking_desk,
    checks,
    next_to_check,
    sent_back_by_office,
    waiting_rows,
)
from civic.desk.queries.choices import Choice, Choices, choices
from civic.desk.queries.duty import DutyBoard, OpenCall, duty_board, monday_of, open_call
from civic.desk.queries.flags import Flagging, flaggings, flags_of
from civic.desk.queries.kept import Kept, kept_in
from civic.desk.queries.mapping import DeskMap, desk_map
from civic.desk.queries.meeting import Meeting, meeting
from civic.desk.queries.open_case import Nearby, NewWords, OpenCase, find_case, open_case, refusal_of
from civic.desk.queries.records import KINDS, Look, Records, all_records, offices_of_records, records
from civic.desk.queries.records import Asked as AskedOfRecords
from civic.desk.queries.samples import (
    SampleList,
    SampleRow,
    checkers_for,
    find_drawn,
    find_sample,
    one_sample,
    person_of_key,
    sample_list,
    scope_choices,
)
from civic.desk.queries.scopes import days_end
from civic.desk.queries.screening import Queue, may_see_sealed, screening_queue, screens
from civic.desk.queries.story import Fact, Told, story
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
    "AskedOfRecords",
    "Changes",
    "CheckingDesk",
    "Choice",
    "Choices",
    "DeskMap",
    "DeskView",
    "DutyBoard",
    "Fact",
    "Faults",
    "Flagging",
    "Kept",
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
    "SampleList",
    "SampleRow",
    "Told",
    "Waiting",
    "Worklist",
    "all_records",
    "changes",
    "checkers_for",
    "checking_desk",
    "checks",
    "choices",
    "days_end",
    "desk_map",
    "duty_board",
    "find_case",
    "find_drawn",
    "find_sample",
    "flaggings",
    "flags_of",
    "kept_in",
    "may_see_sealed",
    "meeting",
    "monday_of",
    "next_to_check",
    "offices_of_records",
    "one_sample",
    "open_call",
    "open_case",
    "person_of_key",
    "plan_in_bulk",
    "records",
    "refusal_of",
    "rows_of",
    "sample_list",
    "saved_views",
    "scope_choices",
    "screening_queue",
    "screens",
    "searched",
    "sent_back_by_office",
    "story",
    "view_name",
    "waiting_rows",
    "worklist",
]
