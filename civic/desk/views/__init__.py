"""The desk's pages: the worklist with its saved views, bulk and export; one case, its moves, its contact."""

from civic.desk.views.answer_photos import answer_photos
from civic.desk.views.beside import flag, map_data
from civic.desk.views.bulk import bulk, show_batch
from civic.desk.views.case import move, show_case, show_contact
from civic.desk.views.checking import check, show_check, show_checking
from civic.desk.views.claiming import next_case, put_back
from civic.desk.views.duty import set_contact, show_call, show_duty
from civic.desk.views.kept import keep, throw_away
from civic.desk.views.meeting import show_meeting
from civic.desk.views.records import export_records, show_changes, show_records
from civic.desk.views.retained import show_retained
from civic.desk.views.roots import show_roots
from civic.desk.views.roster import copy_roster, drop_from_roster, follow, office_roster, plan, roster, set_minutes
from civic.desk.views.samples import (
    assign_check,
    check_again,
    draw_sample,
    sample_numbers,
    show_sample,
    show_samples,
)
from civic.desk.views.screening import show_photo, show_screening, show_sealed
from civic.desk.views.signing import show_ready, show_signing
from civic.desk.views.tasks import move_task, show_task, show_task_photo, show_tasks
from civic.desk.views.templates import drop_template, edit_template, new_template, show_templates
from civic.desk.views.worklist import drop, export, save, share, show_worklist

__all__ = [
    "answer_photos",
    "assign_check",
    "bulk",
    "check",
    "check_again",
    "copy_roster",
    "draw_sample",
    "drop",
    "drop_from_roster",
    "drop_template",
    "edit_template",
    "export",
    "export_records",
    "flag",
    "follow",
    "keep",
    "map_data",
    "move",
    "move_task",
    "new_template",
    "next_case",
    "office_roster",
    "plan",
    "put_back",
    "roster",
    "sample_numbers",
    "save",
    "set_contact",
    "set_minutes",
    "share",
    "show_batch",
    "show_call",
    "show_case",
    "show_changes",
    "show_check",
    "show_checking",
    "show_contact",
    "show_duty",
    "show_meeting",
    "show_photo",
    "show_ready",
    "show_records",
    "show_retained",
    "show_roots",
    "show_sample",
    "show_samples",
    "show_screening",
    "show_sealed",
    "show_signing",
    "show_task",
    "show_task_photo",
    "show_tasks",
    "show_templates",
    "show_worklist",
    "throw_away",
]
