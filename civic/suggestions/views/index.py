"""The public suggestions as a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.suggestions.models import Round
from civic.suggestions.queries import WITH, public_suggestions
from civic.suggestions.views.cards import card_of

SIZE = 50
ROUNDS_SHOWN = 12


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    found = public_suggestions().select_related(*WITH).newest()[:SIZE]
    running = Round.objects.running(timezone.now()).select_related("area", "office").order_by("ends_at")[:ROUNDS_SHOWN]
    context = {"cards": [card_of(case) for case in found], "rounds": list(running)}
    return render(request, "suggestions/list.html", context)
