"""What waits for a coordinator to decide."""

from django.db.models import QuerySet

from civic.honours.models import Star
from civic.honours.rules import StarState


def stars_to_decide() -> QuerySet[Star]:
    """Stars that were applied for, the longest waiting first."""
    waiting = Star.objects.filter(state=StarState.APPLIED).select_related("volunteer", "policy")
    return waiting.order_by("at", "pk")
