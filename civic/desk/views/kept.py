"""What is typed at the desk is kept on the server while it is typed: no lock, crash or long call loses it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from civic.desk.actions import drop_words, keep_words
from civic.desk.rules import NEVER_KEPT
from civic.desk.views.frame import person_of
from civic.offices.guards import officers_only


@officers_only
@never_cache
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is typed at a place, for the desk's script: nothing is read back here."""
    said = {name: str(value) for name, value in request.POST.items() if name not in NEVER_KEPT}
    keep_words(person_of(request), request.POST.get("place", ""), said, at=timezone.now())
    return HttpResponse(status=204)


@officers_only
@never_cache
@require_POST
def throw_away(request: HttpRequest) -> HttpResponse:
    """Throw away what was kept at a place, and begin its form anew."""
    place = request.POST.get("place", "")
    drop_words(person_of(request), place)
    number, _slash, verb = place.partition("/")
    return redirect("desk:move", number=number, verb=verb) if number and verb else redirect("desk:worklist")
