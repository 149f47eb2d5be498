"""Samples: drawn by chance, shown with their seed, checked again one by one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.queries import Viewer, part_of, timeline
from civic.desk.forms import DrawForm, RecheckForm
from civic.desk.queries import (
    checkers_for,
    checks,
    find_drawn,
    find_sample,
    one_sample,
    person_of_key,
    sample_list,
    scope_choices,
    story,
    waiting_rows,
)
from civic.desk.views.frame import badge, key_verbs, person_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.offices.guards import officers_only
from civic.supervision import actions as supervision
from civic.supervision.models import Drawn
from civic.supervision.rules import METHOD


@officers_only
@never_cache
@require_safe
def show_samples(request: HttpRequest) -> HttpResponse:
    """The samples of the supervisor's area, and what she has to check again herself."""
    viewer = _supervisor(request)
    after = request.GET.get("after", "")
    found = sample_list(viewer, after=after)
    next_url = f"{reverse('desk:samples')}?after={found.after}" if found.after else ""
    context = _around(request, viewer) | {"samples": found, "next_url": next_url}
    return render(request, "desk/samples.html", context)


@officers_only
@never_cache
def draw_sample(request: HttpRequest) -> HttpResponse:
    """From what a sample is drawn; the button draws it, for good."""
    viewer, posted = _supervisor(request), request.method == "POST"
    assert viewer.officer is not None
    needs_area = bool(viewer.officer.area_paths)
    form = DrawForm(request.POST if posted else None, choices=scope_choices(viewer), needs_area=needs_area)
    status = 200
    if posted and form.is_valid():
        said = form.cleaned_data
        try:
            sample = supervision.draw_sample(
                form.scope, by=person_of(request), size=said["size"], share=said["share"], seed=said["seed"],
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _("Drawn. Seed and list are kept, and neither changes any more."))
            return redirect("desk:sample", key=sample.pk)
    status = 400 if form.errors and status == 200 else status
    context = _around(request, viewer) | {"form": form, "method": METHOD}
    return render(request, "desk/draw_sample.html", context, status=status)


@officers_only
@never_cache
@require_safe
def show_sample(request: HttpRequest, key: int) -> HttpResponse:
    """One sample: how it was drawn, what was found so far, each case with its checker."""
    viewer = _supervisor(request)
    sample = find_sample(viewer, key)
    found = one_sample(viewer, sample, after=request.GET.get("after", ""))
    next_url = f"{reverse('desk:sample', args=[key])}?after={found.after}" if found.after else ""
    context = _around(request, viewer) | {"sample": sample, "found": found, "next_url": next_url}
    return render(request, "desk/sample.html", context)


@officers_only
@never_cache
@require_safe
def sample_numbers(request: HttpRequest, key: int) -> HttpResponse:
    """Every number a sample was drawn from, one a line: with the seed it is all a stranger needs to draw it again."""
    sample = find_sample(_supervisor(request), key)
    answer = HttpResponse(f"{sample.population}\n", content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="sample-{sample.pk}-numbers.txt"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@officers_only
@never_cache
def check_again(request: HttpRequest, key: int, number: str) -> HttpResponse:
    """One drawn case: what to measure it by, and what its checker found."""
    at, viewer = timezone.now(), _supervisor(request)
    drawn = find_drawn(viewer, key, number)
    posted = request.method == "POST"
    form = RecheckForm(
        request.POST if posted else None, request.FILES if posted else None, has_place=drawn.case.lat is not None
    )
    if not posted:
        return _drawn_page(request, viewer, drawn, form, at=at)
    if not form.is_valid():
        return _drawn_page(request, viewer, drawn, form, status=400, at=at)
    try:
        line = supervision.check_again(drawn, by=person_of(request), at=at, **form.cleaned_data)
    except NotValid as refused:
        tell(form, refused)
        return _drawn_page(request, viewer, drawn, form, status=400, at=at)
    except Refused as refused:
        again = find_drawn(viewer, key, number)
        return _drawn_page(request, viewer, again, form, refusal=refused.sentence, status=refused.status, at=at)
    done = _("Written down. The case is open again, and the resident is told.")
    messages.success(request, done if line.verb == "reopen-after-check" else _("Written down."))
    return redirect("desk:sample", key=key)


@officers_only
@never_cache
@require_POST
def assign_check(request: HttpRequest, key: int, number: str) -> HttpResponse:
    """A drawn case goes to another checker."""
    at, viewer = timezone.now(), _supervisor(request)
    drawn = find_drawn(viewer, key, number)
    chosen = person_of_key(request.POST.get("to", ""))
    try:
        if chosen is None:
            raise NotValid(_("Choose a supervisor of this area who took no part in the case."))
        supervision.assign_check(drawn, by=person_of(request), to=chosen, at=at)
    except Refused as refused:
        form = RecheckForm(has_place=drawn.case.lat is not None)
        return _drawn_page(request, viewer, drawn, form, refusal=refused.sentence, status=refused.status, at=at)
    messages.success(request, _("Given to %(name)s.") % {"name": chosen})
    return redirect("desk:recheck", key=key, number=drawn.case.number)


def _supervisor(request: HttpRequest) -> Viewer:
    """Whoever may draw and check. Raises NotAllowed for every other post."""
    viewer = viewer_of(request)
    if not checks(viewer):
        raise NotAllowed(_("Samples are for supervisors. Your post works from the list of cases."))
    return viewer


def _around(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    """What every page of the desk shows at its top."""
    side = viewer.officer.side if viewer.officer else ""
    return {
        "desk_side": side,
        "desk_badge": badge(request, viewer),
        "keys": key_verbs(viewer),
        "now": timezone.now(),
        "in_samples": True,
    }


def _drawn_page(
    request: HttpRequest,
    viewer: Viewer,
    drawn: Drawn,
    form: RecheckForm,
    *,
    refusal: Any = "",
    status: int = 200,
    at: datetime,
) -> HttpResponse:
    case, entries = drawn.case, timeline(drawn.case, "desk")
    is_mine = drawn.checker_id == (viewer.person.pk if viewer.person else 0) and not drawn.result
    context = _around(request, viewer) | {
        "sample": drawn.sample,
        "drawn": drawn,
        "case": case,
        "here": waiting_rows([case], at=at)[0],
        "told": story(entries),
        "words": entries[0],
        "form": form if is_mine else None,
        "refusal": refusal,
        "took_part": is_mine and part_of(case, viewer.person) is not None,
        "checkers": [] if drawn.result else checkers_for(case, at=at),
    }
    return render(request, "desk/recheck.html", context, status=status)
