"""A volunteer on the day: come, go, show a code, say what was found or who was hurt; and absences to dispute."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.attendances import actions
from civic.attendances.forms import AppealForm, CodeForm, FindingForm, InjuryForm
from civic.attendances.guards import shift_numbered
from civic.attendances.models import Injury, NoShow
from civic.attendances.queries import blocked_until_of, contact_of_leader, here_today, volunteers_drawing
from civic.attendances.rules import SAYS, STEP, Direction, Verdict, is_kept_only
from civic.lib.form_errors import tried
from civic.lib.limits import spend
from civic.lib.refusals import Refused
from civic.shifts.models import PatrolStop, Shift
from civic.shifts.queries.patrols import stops_to_walk
from civic.volunteers.guards import active_from, person_from, volunteers_only

TRIES_A_MINUTE = 20
ABSENCES_SHOWN = 20


@volunteers_only
@never_cache
@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """Today's shifts; a code scanned with the phone's own camera opens this page with it."""
    return _page(request, code=request.GET.get("code", "")[:300])


@volunteers_only
@never_cache
@require_POST
def come(request: HttpRequest, number: str) -> HttpResponse:
    """Come or go, by the leader's code."""
    shift, form = shift_numbered(number), CodeForm(request.POST)
    spend("attendance-code", str(person_from(request).pk), most=TRIES_A_MINUTE, seconds=60)
    kept, status = tried(
        form,
        lambda told: actions.scan(
            told["code"],
            direction=told["direction"],
            reason=told["reason"],
            shift=shift,
            here=form.here(),
            by=person_from(request),
            at=timezone.now(),
        ),
    )
    if kept is None:
        return _page(request, form=form, about=number, status=status)
    if is_kept_only(kept.verdict):
        form.turn_down(SAYS[Verdict(kept.verdict)])
        return _page(request, form=form, about=number, status=409)
    sentence = _("You are checked in.") if kept.direction == Direction.IN else _("You are checked out. Thank you.")
    messages.success(request, SAYS[Verdict.AGAIN] if kept.verdict == Verdict.AGAIN else sentence)
    return redirect("attendances:here")


@volunteers_only
@never_cache
@require_safe
def code(request: HttpRequest, number: str) -> HttpResponse:
    """A volunteer's own code, renewed every half minute; the leader scans or types it."""
    shift = _expected(request, number)
    shown = volunteers_drawing(shift, active_from(request), at=timezone.now())
    template = "attendances/_code.html" if request.GET.get("part") else "attendances/code.html"
    return render(request, template, {"shift": shift, "shown": shown, "renewed": STEP})


@volunteers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, number: str) -> HttpResponse:
    """Something a volunteer found on the shift, filed as a case."""
    shift, status = _expected(request, number), 200
    form = FindingForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        spend("finding", str(person_from(request).pk), most=30, seconds=3600)
        done, status = tried(
            form,
            lambda told: actions.file_finding(
                shift,
                text=told["text"],
                here=form.here(),
                photos=request.FILES.getlist("photo"),
                by=person_from(request),
                at=timezone.now(),
            ),
        )
        if done is not None:
            number = done[1].case.number
            messages.success(request, _("Filed as case %(number)s. You hear what comes of it.") % {"number": number})
            return redirect("attendances:here")
    return render(request, "attendances/found.html", {"shift": shift, "form": form}, status=status)


@volunteers_only
@never_cache
@require_POST
def stop(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """A patrol stands at one of its cells."""
    found = get_object_or_404(PatrolStop.objects.select_related("shift"), pk=key, shift=_expected(request, number))
    try:
        reached = actions.check_in_at_stop(found, by=person_from(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, status=refused.status)
    messages.success(request, _("Noted: cell %(cell)s.") % {"cell": reached.cell.code})
    return redirect("attendances:here")


@volunteers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hurt(request: HttpRequest, number: str) -> HttpResponse:
    """A volunteer was hurt herself."""
    shift, status = _expected(request, number), 200
    form = InjuryForm(request.POST or None, initial={"happened_at": timezone.localtime()})
    del form.fields["volunteer"]
    if request.method == "POST":
        done, status = tried(
            form,
            lambda told: actions.report_injury(
                shift,
                volunteer=active_from(request),
                happened_at=told["happened_at"],
                words=told["words"],
                by=person_from(request),
                at=timezone.now(),
            ),
        )
        if done is not None:
            return redirect("attendances:insurer", done.pk)
    return render(request, "attendances/hurt.html", {"shift": shift, "form": form, "page": "hurt"}, status=status)


@volunteers_only
@never_cache
@require_safe
def insurer(request: HttpRequest, key: int) -> HttpResponse:
    """Whom to call, under which policy."""
    mine = Injury.objects.filter(volunteer=active_from(request)).select_related("policy", "shift__activity")
    return render(request, "attendances/insurer.html", {"injury": get_object_or_404(mine, pk=key)})


@volunteers_only
@never_cache
@require_POST
def dispute(request: HttpRequest, key: int) -> HttpResponse:
    """An absence is disputed."""
    mine = NoShow.objects.filter(signup__volunteer=active_from(request))
    no_show, form = get_object_or_404(mine, pk=key), AppealForm(request.POST)
    done, status = tried(
        form, lambda told: actions.appeal_absence(no_show, **told, by=person_from(request), at=timezone.now())
    )
    if done is None:
        return _page(request, appeal=form, disputed=key, status=status)
    messages.success(request, _("Your words are with the organisation. Until another decides, it does not count."))
    return redirect("attendances:here")


def _expected(request: HttpRequest, number: str) -> Shift:
    """The shift in the address, for whoever is expected at it now. Raises Http404."""
    found = here_today(active_from(request), at=timezone.now())
    shift = next((one.shift for one in found if one.shift.number == number), None)
    if shift is None:
        raise Http404
    return shift


def _page(
    request: HttpRequest,
    *,
    form: CodeForm | None = None,
    about: str = "",
    code: str = "",
    appeal: AppealForm | None = None,
    disputed: int = 0,
    status: int = 200,
) -> HttpResponse:
    volunteer, at = active_from(request), timezone.now()
    rows: list[dict[str, Any]] = []
    today = here_today(volunteer, at=at)
    stops = stops_to_walk(volunteer, [one.shift for one in today])
    for signup in today:
        attendance = getattr(signup, "attendance", None)
        going = attendance is not None and attendance.out_at is None
        asked = form if form is not None and about == signup.shift.number else CodeForm(initial={"code": code})
        rows.append(
            {
                "shift": signup.shift,
                "attendance": attendance,
                "direction": Direction.OUT if going else Direction.IN,
                "form": asked,
                "stops": stops[signup.shift_id],
                "is_here": going,
                "contact": contact_of_leader(volunteer, signup.shift, at),
            }
        )
    absences = NoShow.objects.filter(signup__volunteer=volunteer).select_related("signup__shift__activity")
    context = {
        "volunteer": volunteer,
        "rows": rows,
        "form": form,
        "absences": absences.order_by("-at")[:ABSENCES_SHOWN],
        "appeal": appeal,
        "disputed": disputed,
        "blocked_until": blocked_until_of(volunteer, at=at),
        "now": at,
    }
    return render(request, "attendances/here.html", context, status=status)
