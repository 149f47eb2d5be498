"""One verb for many cases: chosen in the list, read in a preview, done one by one."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from civic.cases.guards import viewer_of
from civic.desk.actions import Asked, move_all
from civic.desk.forms import BulkForm
from civic.desk.queries import Planned, plan_in_bulk
from civic.desk.views.frame import frame, key_verbs, person_of
from civic.offices.guards import officers_only


@officers_only
@never_cache
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Without `do` a preview: what goes, what is refused and why. With it, each case is moved by itself, and what was
    refused after all is told beside its case."""
    at, viewer = timezone.now(), viewer_of(request)
    row = next((one for one in key_verbs(viewer) if one.in_bulk and one.verb == request.POST.get("verb")), None)
    if row is None:
        raise Http404
    seen = dict(one.partition(":")[::2] for one in request.POST.getlist("case"))  # the number, and how far it was read
    context = frame(request, viewer, at=at)
    back = reverse("desk:worklist") + context["kept"]
    if not seen:
        messages.error(request, _("Choose cases first: tick them in the list."))
        return redirect(back)
    form = BulkForm(request.POST, verb=row.verb)
    office = form.cleaned_data["office"] if form.is_valid() else None
    planned = plan_in_bulk(viewer, seen, row.verb, office=office, at=at)
    context |= {"verb": row, "form": form, "back": back}
    if "do" not in request.POST or form.errors:
        context |= {"going": _only(planned, refused=False), "refused": _only(planned, refused=True)}
        return render(request, "desk/bulk.html", context, status=400 if form.errors else 200)
    asked = [Asked(one.case, _seq(seen.get(one.case.number, "")), one.given) for one in planned if not one.refusal]
    moved = move_all(asked, row.verb, by=person_of(request), at=at)
    done = [one for one in moved if not one.refusal]
    left = [*(one for one in moved if one.refusal), *_only(planned, refused=True)]
    told = ngettext("%(verb)s: %(count)d case done.", "%(verb)s: %(count)d cases done.", len(done))
    if done:
        messages.success(request, told % {"verb": row.label, "count": len(done)})
    if not left:
        return redirect(back)
    context = frame(request, viewer, at=at) | {"verb": row, "back": back, "done": done, "left": left}
    return render(request, "desk/bulk_done.html", context, status=409 if not done else 200)


def _only(planned: Iterable[Planned], *, refused: bool) -> list[Planned]:
    return [one for one in planned if bool(one.refusal) == refused]


def _seq(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1
