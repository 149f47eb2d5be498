"""The desk's pages: the worklist with its saved views, bulk and export; one case, its moves, its contact."""

from civic.desk.views.bulk import bulk, show_batch
from civic.desk.views.case import move, show_case, show_contact
from civic.desk.views.claiming import next_case, put_back
from civic.desk.views.duty import set_contact, show_call, show_duty
from civic.desk.views.kept import keep, throw_away
from civic.desk.views.meeting import show_meeting
from civic.desk.views.records import export_records, show_changes, show_records
from civic.desk.views.roster import copy_roster, drop_from_roster, follow, office_roster, plan, roster, set_minutes
from civic.desk.views.screening import show_photo, show_screening, show_sealed
from civic.desk.views.worklist import drop, export, save, share, show_worklist

__all__ = [
    "bulk",
    "copy_roster",
    "drop",
    "drop_from_roster",
    "export",
    "export_records",
    "follow",
    "keep",
    "move",
    "next_case",
    "office_roster",
    "plan",
    "put_back",
    "roster",
    "save",
    "set_contact",
    "set_minutes",
    "share",
    "show_batch",
    "show_call",
    "show_case",
    "show_changes",
    "show_contact",
    "show_duty",
    "show_meeting",
    "show_photo",
    "show_records",
    "show_screening",
    "show_sealed",
    "show_worklist",
    "throw_away",
]
