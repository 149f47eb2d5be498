"""What is kept of a child, for the child itself, in words of its own age."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.families import actions
from civic.families.forms import AskForm, SureForm
from civic.families.queries.kept import kept_for_child
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.youth.guards import pupil_from, pupils_only
from civic.youth.models import Entry


@pupils_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What the city keeps of me, who looked at my name, and what I can ask."""
    entry, form, status = _entry(request), AskForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.ask_as_child(entry, **form.cleaned_data, at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("We have it. Look here again: you get an answer within 15 days."))
                return redirect("families:mine")
    told = kept_for_child(entry, at=timezone.now())
    context = {"kept": told, "entry": entry, "edition": entry.edition, "form": form, "faulty": form}
    return render(request, "families/mine.html", context, status=status)


@pupils_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_mine(request: HttpRequest) -> HttpResponse:
    """A child of fourteen or older erases everything, after a tick; a younger one asks for it."""
    entry, form, status = _entry(request), SureForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.erase_for_child(entry, at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                request.session.flush()
                return render(request, "families/erased.html", {"edition": None})
    told = kept_for_child(entry, at=timezone.now())
    context = {"form": form, "kept": told, "edition": entry.edition, "to": "families:erase-mine"}
    return render(request, "families/erase.html", context, status=status)


def _entry(request: HttpRequest) -> Entry:
    entry = pupil_from(request)
    if entry is None:
        raise Http404
    return entry
