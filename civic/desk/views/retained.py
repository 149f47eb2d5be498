"""For the data officer: what is kept sealed although its author took it out, opened for a reason only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.cases.actions import open_retained
from civic.cases.guards import viewer_of
from civic.cases.models import Retained
from civic.cases.queries import names_none_of
from civic.desk.views.frame import badge, person_of
from civic.lib.refusals import Refused
from civic.offices.guards import data_officers_only
from civic.offices.queries import holds_role
from civic.offices.rules import Role

MOST = 200


@data_officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_retained(request: HttpRequest) -> HttpResponse:
    """What is kept, on what ground, since when; one is opened by saying why, and that is written down."""
    viewer = viewer_of(request)
    kept = Retained.objects.filter(names_none_of(viewer.officer, case="case__")).select_related("case").order_by("pk")
    told = {
        "desk_side": viewer.officer.side if viewer.officer else "",
        "desk_badge": badge(request, viewer) or str(request.user),
        "keeps_records": holds_role(viewer.officer, Role.DATA),
        "asked": {"kind": ""},
        "kept": kept[:MOST],
    }
    status = 200
    if request.method == "POST":
        key = request.POST.get("key", "")
        one = kept.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
        if one is None:
            raise Http404
        try:
            said = open_retained(one, by=person_of(request), purpose=request.POST.get("purpose", ""), at=timezone.now())
            told |= {"opened": one, "said": said}
        except Refused as refusal:
            told |= {"refused": one.pk, "refusal": refusal}
            status = refusal.status
    return render(request, "desk/retained.html", told, status=status)
