"""Offices, the catalogue, posts and the calendar for administrators: a door to the acts."""

from civic.offices.admin.calendar import WorkDayAdmin
from civic.offices.admin.catalogue import MatterAdmin
from civic.offices.admin.duty import DutyRosterAdmin, DutyShiftAdmin
from civic.offices.admin.grid import ForceAdmin, GridPostAdmin, TagAdmin
from civic.offices.admin.levels import RungAdmin
from civic.offices.admin.offices import OfficeAdmin, StewardshipAdmin
from civic.offices.admin.people import AbsenceAdmin, LocalAdminAdmin, OfficerAdmin, PostAdmin

__all__ = [
    "AbsenceAdmin",
    "DutyRosterAdmin",
    "DutyShiftAdmin",
    "ForceAdmin",
    "GridPostAdmin",
    "LocalAdminAdmin",
    "MatterAdmin",
    "OfficeAdmin",
    "OfficerAdmin",
    "PostAdmin",
    "RungAdmin",
    "StewardshipAdmin",
    "TagAdmin",
    "WorkDayAdmin",
]
