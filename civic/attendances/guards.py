"""Who may enter the pages of the day: volunteers, whoever leads the shift in the address, offices that look into
complaints."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.guards import View, has_second_factor, named_guard, to_second_factor
from civic.attendances.queries import leads
from civic.attendances.queries.desk import offices_acting
from civic.lib.refusals import NotAllowed
from civic.shifts.models import Shift
from civic.volunteers.guards import coordinates_from

NO_LEADER = _("This page is for whoever leads this shift, or manages its organisation.")
NO_OFFICE = _("This page is for offices that look into complaints about organisations of volunteers.")


def shift_numbered(number: str) -> Shift:
    """The shift in the address, with its activity. Raises Http404."""
    found = Shift.objects.shown().select_related("activity__organisation", "leader").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def leaders_only(view: View) -> View:
    """Whoever leads the shift in the address; staff with their second factor. To anybody else it is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, number: str, **kwargs: Any) -> HttpResponseBase:
        shift = shift_numbered(number)
        if not leads(request.user, shift):
            raise NotAllowed(NO_LEADER, code="no-leader")
        if request.user.is_staff and not has_second_factor(request):
            return to_second_factor(request)
        return view(request, shift, *args, **kwargs)

    return named_guard(login_required(guarded), "leaders-only")


def offices_of(request: HttpRequest) -> set[int]:
    """The offices somebody acts for today: by a post, or by managing a body of theirs."""
    return offices_acting(request.user, on=localdate())


def complaints_only(view: View) -> View:
    """Whoever acts for an office, and the coordinators; which complaints are hers, the page asks. Staff with their
    second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_staff and not has_second_factor(request):
            return to_second_factor(request)
        if not offices_of(request) and not coordinates_from(request):
            raise NotAllowed(NO_OFFICE, code="no-office")
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "complaints-only")
