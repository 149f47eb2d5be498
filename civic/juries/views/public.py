"""What everybody reads of juries: by what they judge. And what a child reads of its own work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.juries.queries.pages import panels_to_publish, told_to
from civic.juries.rules import commitment
from civic.youth.guards import pupil_from, pupils_only
from civic.youth.models import Edition


@open_to_all
@require_safe
def show_rules(request: HttpRequest, number: int) -> HttpResponse:
    """By what the juries of an edition judge, with the fingerprint of every draw."""
    edition = get_object_or_404(Edition.objects.shown(), number=number)
    panels = [(panel, commitment(panel.seed)) for panel in panels_to_publish(edition)]
    return render(request, "juries/rules.html", {"edition": edition, "panels": panels})


@pupils_only
@never_cache
@require_safe
def show_words(request: HttpRequest) -> HttpResponse:
    """What the jury says to me, in kind words."""
    entry = pupil_from(request)
    assert entry is not None
    return render(request, "juries/words.html", {"edition": entry.edition, "told": told_to(entry.child)})
