"""Who may enter: volunteers, whoever answers for one, managers of the organisation in the address, coordinators."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from civic.accounts.guards import View, has_second_factor, named_guard, open_to_all, to_second_factor
from civic.guardians.models import Guardianship
from civic.lib.refusals import NotAllowed
from civic.volunteers.models import Manager, Organisation
from civic.volunteers.queries import volunteer_of
from civic.volunteers.rules import ManagerTask, OrganisationState, VolunteerState

SLIP = "youth_slip"  # the session key of a guardian who came with a slip from a desk
LIVE = [OrganisationState.ACTIVE, OrganisationState.SUSPENDED]


def helpers_only(view: Callable[..., HttpResponseBase]) -> View:
    """Volunteers may enter; whoever is none yet reads that. Refuses them (NotAllowed)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        volunteer = volunteer_of(request.user)
        if volunteer is None or volunteer.state != VolunteerState.ACTIVE:
            raise NotAllowed(
                _("This page is for volunteers. Everybody over fourteen can become one."), code="no-volunteer"
            )
        return view(request, volunteer, *args, **kwargs)

    return named_guard(login_required(guarded), "helpers-only")


def organisers_only(view: Callable[..., HttpResponseBase]) -> View:
    """Whoever manages the organisation in the address, the city's staff with their second factor; for everybody else
    the page is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        organisation = Organisation.objects.filter(code=code, state__in=LIVE).first()
        held = Manager.objects.filter(
            organisation=organisation, person=request.user.pk, task=ManagerTask.MANAGER, ended_at__isnull=True
        )
        if organisation is None or not held.exists():
            raise Http404
        if request.user.is_staff and not has_second_factor(request):
            return to_second_factor(request)
        return view(request, organisation, *args, **kwargs)

    return named_guard(login_required(guarded), "organisers-only")


def wards_only(view: Callable[..., HttpResponseBase]) -> View:
    """Whoever answers for the minor in the address, by account or by a slip from a desk; for everybody else the page is
    not there."""

    @wraps(view)
    def guarded(request: HttpRequest, key: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wards = Guardianship.objects.filter(child__key=key, child__erased_at__isnull=True, ended_at__isnull=True)
        wards = wards.select_related("child__volunteer", "person")
        ward = wards.filter(person=request.user).first() if request.user.is_authenticated else None
        slip = request.session.get(SLIP)
        ward = ward or (wards.filter(slip_digest=slip).first() if slip else None)
        if ward is None or not hasattr(ward.child, "volunteer"):
            raise Http404
        return view(request, ward, *args, **kwargs)

    return named_guard(open_to_all(guarded), "wards-only")
