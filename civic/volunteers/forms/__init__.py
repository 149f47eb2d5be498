"""What volunteers, guardians, organisations and coordinators may hand in."""

from civic.volunteers.forms.joining import AgreeForm, AskForm, JoinForm, PublicForm, WishesForm
from civic.volunteers.forms.organisations import ManagerForm, MemberForm, OrganisationForm
from civic.volunteers.forms.people import FindForm, PurposeForm, ReasonForm

__all__ = [
    "AgreeForm",
    "AskForm",
    "FindForm",
    "JoinForm",
    "ManagerForm",
    "MemberForm",
    "OrganisationForm",
    "PublicForm",
    "PurposeForm",
    "ReasonForm",
    "WishesForm",
]
