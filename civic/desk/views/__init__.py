"""The desk's pages: the worklist with its saved views, bulk and export; one case, its moves, its contact."""

from civic.desk.views.bulk import bulk, show_batch
from civic.desk.views.case import move, show_case, show_contact
from civic.desk.views.meeting import show_meeting
from civic.desk.views.screening import show_photo, show_screening, show_sealed
from civic.desk.views.worklist import drop, export, save, share, show_worklist

__all__ = [
    "bulk",
    "drop",
    "export",
    "move",
    "save",
    "share",
    "show_batch",
    "show_case",
    "show_contact",
    "show_meeting",
    "show_photo",
    "show_screening",
    "show_sealed",
    "show_worklist",
]
