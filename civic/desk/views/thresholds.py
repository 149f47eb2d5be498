"""Thresholds at the desk: which areas have one of their own, and setting it from a day on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.cases.guards import viewer_of
from civic.desk.forms.thresholds import ThresholdForm
from civic.desk.views.frame import badges, person_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import hand_from
from civic.places.models import Area
from civic.suggestions import actions
from civic.suggestions.guards import keepers_only
from civic.suggestions.queries import areas_to_set, areas_with_threshold, held_in, history_of, may_set, reach_of
from civic.suggestions.rules.thresholds import NOT_YOUR_AREA


@keepers_only
@never_cache
@require_safe
def show_thresholds(request: HttpRequest) -> HttpResponse:
    """The city, its districts, and every area that has or had one of its own."""
    today, reach = timezone.localdate(), _reach(request)
    asked = request.GET.get("area", "")
    if asked and any(area.code == asked for area in areas_to_set(reach)):
        return redirect("desk:threshold", asked)
    rows = [(held, may_set(held.area, reach)) for held in held_in(areas_with_threshold(), on=today)]
    names = {held.area.code: held.area for held, _may in rows}
    told = [(held, may, names.get(held.source)) for held, may in rows]
    context = {"rows": told, "areas": areas_to_set(reach), **_around(request)}
    return render(request, "desk/thresholds.html", context)


@keepers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_threshold(request: HttpRequest, code: str) -> HttpResponse:
    """What holds in one area, what was set before and why, and another one from a day on."""
    at, today = timezone.now(), timezone.localdate()
    area = Area.objects.filter(code=code, is_active=True).first()
    if area is None:
        raise Http404
    if not may_set(area, _reach(request)):
        raise NotAllowed(NOT_YOUR_AREA, code="area")
    held, posted = held_in([area], on=today)[0], request.method == "POST"
    form, status = ThresholdForm(request.POST if posted else None, held=held, today=today), 400 if posted else 200
    if posted and form.is_valid():
        try:
            actions.set_threshold(area, by=person_of(request), at=at, **form.given())
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _("Set. What is open for support already keeps its numbers."))
            return redirect("desk:threshold", area.code)
    source = Area.objects.filter(code=held.source).first() if held.source and not held.is_own else None
    context = {"form": form, "held": held, "source": source, "history": history_of(area), "today": today}
    return render(request, "desk/threshold.html", context | _around(request), status=status)


def _reach(request: HttpRequest) -> tuple[str, ...]:
    reach = reach_of(request.user, hand_from(request))
    assert reach is not None  # the guard has asked
    return reach


def _around(request: HttpRequest) -> dict[str, Any]:
    told = badges(request, viewer_of(request), at=timezone.now())
    return told | {"desk_badge": told["desk_badge"] or str(request.user)}
