"""Who decides on honours, and what waits for her."""

from typing import Any

from django.db.models import QuerySet

from civic.honours.models import Star
from civic.honours.rules import StarState
from civic.volunteers.models import Manager
from civic.volunteers.rules import ManagerTask, OrganisationKind, OrganisationState


def is_coordinator(person: Any) -> bool:
    """Does somebody manage an organisation of the city itself?"""
    if not getattr(person, "is_authenticated", False):
        return False
    return Manager.objects.filter(
        person=person,
        task=ManagerTask.MANAGER,
        ended_at__isnull=True,
        organisation__kind=OrganisationKind.OFFICE,
        organisation__state=OrganisationState.ACTIVE,
    ).exists()


def stars_to_decide() -> QuerySet[Star]:
    """Stars that were applied for, the longest waiting first."""
    waiting = Star.objects.filter(state=StarState.APPLIED).select_related("volunteer", "policy")
    return waiting.order_by("at", "pk")
