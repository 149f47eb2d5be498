"""One verb for many cases: chosen in the list, read in a preview, done one by one, after the page has answered too."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.cases.guards import viewer_of
from civic.cases.rules import moves_of
from civic.desk.actions import Asked, for_milliseconds, start_batch, work_batch
from civic.desk.forms import BulkForm
from civic.desk.models import Batch, BatchItem
from civic.desk.queries import Planned, plan_in_bulk
from civic.desk.views.frame import asked_for, frame, key_verbs, person_of
from civic.offices.guards import officers_only

AT_ONCE = 50  # milliseconds a page moves cases for; the rest is the worker's, or the next press's


@officers_only
@never_cache
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Without `do` a preview: what goes, what is refused and why. With it each case is moved by itself, and what was
    refused after all is told beside its case."""
    at, viewer = timezone.now(), viewer_of(request)
    row = next((one for one in key_verbs(viewer) if one.in_bulk and one.verb == request.POST.get("verb")), None)
    if row is None:
        raise Http404
    seen = dict(one.partition(":")[::2] for one in request.POST.getlist("case"))  # the number, and how far it was read
    asked = asked_for(request, viewer, at=at)
    back = reverse("desk:worklist") + asked.kept
    if not seen:
        messages.error(request, _("Choose cases first: tick them in the list."))
        return redirect(back)
    form = BulkForm(request.POST, verb=row.verb)
    said = form.cleaned_data if form.is_valid() else {}
    planned = plan_in_bulk(viewer, seen, row.verb, office=said.get("office"), matter=said.get("matter"), at=at)
    if "do" not in request.POST or form.errors:
        context = frame(request, viewer, at=at, asked=asked) | {"verb": row, "form": form, "back": back}
        context |= {"going": _only(planned, refused=False), "refused": _only(planned, refused=True)}
        return render(request, "desk/bulk.html", context, status=400 if form.errors else 200)
    chosen = [Asked(one.case, _seq(seen.get(one.case.number, "")), one.given, str(one.refusal)) for one in planned]
    query, language = asked.kept.removeprefix("?"), get_language() or "en"
    batch = start_batch(chosen, row.verb, by=person_of(request), query=query, language=language, at=at)
    return _answer(request, work_batch(batch, at=at, is_time_left=for_milliseconds(AT_ONCE)))


@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_batch(request: HttpRequest, key: int) -> HttpResponse:
    """How far a list that was sent has come; whoever does not want to wait for the worker goes on part by part."""
    batch = get_object_or_404(Batch.objects.select_related("by"), pk=key, by=person_of(request))
    if request.method == "POST":
        return _answer(request, work_batch(batch, at=timezone.now(), is_time_left=for_milliseconds(AT_ONCE)))
    if batch.done_at is not None:
        return _told(request, batch)
    states = Counter(batch.items.values_list("state", flat=True))
    waiting = states[BatchItem.State.WAITING]
    context = _around(request, batch) | {"batch": batch, "whole": states.total(), "past": states.total() - waiting}
    return render(request, "desk/bulk_waits.html", context)


def _answer(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Back to the list when all is done, to what was left when it is not, and to the waiting page while it goes on."""
    if batch.done_at is None:
        return redirect("desk:batch", batch.pk)
    states = Counter(batch.items.values_list("state", flat=True))
    done = states[BatchItem.State.DONE]
    told = ngettext("%(verb)s: %(count)d case done.", "%(verb)s: %(count)d cases done.", done)
    if done:
        messages.success(request, told % {"verb": _verb(request, batch), "count": done})
    if states[BatchItem.State.REFUSED]:
        return _told(request, batch, status=200 if done else 409)
    return redirect(_back(batch))


def _told(request: HttpRequest, batch: Batch, *, status: int = 200) -> HttpResponse:
    """What was done and what was left, each with its reason."""
    items = list(batch.items.select_related("case", "case__area").defer("case__public_text"))
    context = _around(request, batch) | {
        "done": [item for item in items if item.state == BatchItem.State.DONE],
        "left": [item for item in items if item.state == BatchItem.State.REFUSED],
    }
    return render(request, "desk/bulk_done.html", context, status=status)


def _around(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    context = frame(request, viewer_of(request), at=timezone.now())
    return context | {"verb": _verb(request, batch), "back": _back(batch)}


def _verb(request: HttpRequest, batch: Batch) -> Any:
    """The verb's name as her posts know it, or as the table does when she lost the post meanwhile."""
    known = {row.verb: row.label for row in key_verbs(viewer_of(request))}
    return known.get(batch.verb) or moves_of(batch.verb)[0].label


def _back(batch: Batch) -> str:
    return reverse("desk:worklist") + (f"?{batch.query}" if batch.query else "")


def _only(planned: Iterable[Planned], *, refused: bool) -> list[Planned]:
    return [one for one in planned if bool(one.refusal) == refused]


def _seq(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1
