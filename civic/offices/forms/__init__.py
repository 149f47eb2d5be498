"""What an administrator may hand in about offices, matters, posts and working days: each form is one act."""

from civic.offices.forms.absences import EndAbsenceForm, OfficerForm, StandInForm
from civic.offices.forms.calendar import AmendWorkDayForm, WorkDayForm
from civic.offices.forms.catalogue import AddMatterForm
from civic.offices.forms.grid import AddForceForm, AmendForceForm, AmendSeatForm, SeatForm
from civic.offices.forms.levels import RungForm
from civic.offices.forms.offices import AmendOfficeForm, FoundOfficeForm, NameStewardForm
from civic.offices.forms.people import AppointForm, EndLocalAdminForm, EndPostForm, LocalAdminForm
from civic.offices.forms.tags import AddTagForm, AmendTagForm

__all__ = [
    "AddForceForm",
    "AddMatterForm",
    "AddTagForm",
    "AmendForceForm",
    "AmendOfficeForm",
    "AmendSeatForm",
    "AmendTagForm",
    "AmendWorkDayForm",
    "AppointForm",
    "EndAbsenceForm",
    "EndLocalAdminForm",
    "EndPostForm",
    "FoundOfficeForm",
    "LocalAdminForm",
    "NameStewardForm",
    "OfficerForm",
    "RungForm",
    "SeatForm",
    "StandInForm",
    "WorkDayForm",
]
