"""The texts that are read before anybody agrees: every version that ever was, and a new one by an administrator."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.guards import administrators_only
from civic.families.forms import ConsentTextForm
from civic.families.queries.texts import text_shown, texts_by_track
from civic.families.views.frame import frame, person_of
from civic.guardians import actions as guardians
from civic.guardians.models import ConsentText
from civic.guardians.queries import latest_text
from civic.guardians.rules import PURPOSES_OF, YOUTH
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.youth.guards import keepers_only


@keepers_only
@never_cache
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """For each track the text that is read now, the one that comes, and those that were."""
    context: dict[str, Any] = {"tracks": texts_by_track(at=timezone.now()), "may_write": request.user.is_superuser}
    return render(request, "families/texts.html", frame(request, **context))


@keepers_only
@never_cache
@require_safe
def text(request: HttpRequest, key: int) -> HttpResponse:
    """One version, word for word, and whether it is still what was kept."""
    found = get_object_or_404(ConsentText, pk=key)
    return render(request, "families/text.html", frame(request, shown=text_shown(found, at=timezone.now())))


@administrators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_text(request: HttpRequest) -> HttpResponse:
    """Another version, begun with the words of the last one; no earlier version changes."""
    at = timezone.now()
    asked = request.GET.get("track", "")
    track = asked if asked in PURPOSES_OF else YOUTH
    form, status = ConsentTextForm(request.POST or None, last=latest_text(track, at=at), track=track), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = guardians.write_consent_text(by=person_of(request), at=at, **form.given())
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Kept as a new version. Earlier versions stay as they were read."))
                return redirect("families:text", made.pk)
    return render(request, "families/new_text.html", frame(request, form=form), status=status)
