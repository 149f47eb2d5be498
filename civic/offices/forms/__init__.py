"""What an administrator may hand in about offices, matters, posts and working days: each form is one act."""

from civic.offices.forms.calendar import AmendWorkDayForm, WorkDayForm
from civic.offices.forms.catalogue import AddMatterForm, AmendMatterForm
from civic.offices.forms.offices import AmendOfficeForm, FoundOfficeForm, NameStewardForm
from civic.offices.forms.people import AppointForm, ChangeSideForm, EndPostForm

__all__ = [
    "AddMatterForm",
    "AmendMatterForm",
    "AmendOfficeForm",
    "AmendWorkDayForm",
    "AppointForm",
    "ChangeSideForm",
    "EndPostForm",
    "FoundOfficeForm",
    "NameStewardForm",
    "WorkDayForm",
]
