"""A volunteer's own hours: three figures, every line, and what to do when one is wrong."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.hours import actions
from civic.hours.actions import OBJECTED
from civic.hours.forms import EvaluationForm, ObjectionForm
from civic.hours.models import BookEntry, Objection
from civic.hours.queries import figures, how_to_say, not_written, open_objections, own_book, service_mean
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.shifts.models import Shift
from civic.volunteers.guards import person_from, served_from, served_only

A_PAGE = 30


@served_only
@never_cache
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """What one signed up for, what one was there, what is written down: never mixed."""
    volunteer, at = served_from(request), timezone.now()
    page = Paginator(own_book(volunteer), A_PAGE).get_page(request.GET.get("page"))
    waiting = not_written(volunteer=volunteer, out_at__isnull=False).select_related("shift__activity")
    context = {
        "volunteer": volunteer,
        "figures": figures(volunteer, localdate(at)),
        "month": localdate(at),
        "total": BookEntry.objects.filter(volunteer=volunteer).credited_minutes(),
        "service": dict(zip(("count", "mean"), service_mean(volunteer), strict=True)),
        "how": how_to_say(volunteer, at=at),
        "page": page,
        "waiting": waiting.order_by("-in_at")[:A_PAGE],
        "objected": set(open_objections(volunteer).values_list("shift", flat=True)),
        "objections": volunteer.objections.select_related("shift__activity", "entry")[:A_PAGE],
    }
    return render(request, "hours/hours.html", context)


@served_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_entry(request: HttpRequest, seq: int) -> HttpResponse:
    """A line is wrong."""
    entry = get_object_or_404(own_book(served_from(request)), seq=seq)
    return _object(request, entry=entry)


@served_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_shift(request: HttpRequest, number: str) -> HttpResponse:
    """A shift one was at has no line."""
    mine = Shift.objects.filter(signups__volunteer=served_from(request)).distinct()
    return _object(request, shift=get_object_or_404(mine.select_related("activity"), number=number))


@served_only
@never_cache
@require_POST
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """An objection is taken back."""
    objection = get_object_or_404(Objection, pk=key, volunteer=served_from(request))
    try:
        actions.withdraw_objection(objection, by=person_from(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back."))
    return redirect("hours:hours")


@served_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def how(request: HttpRequest, number: str) -> HttpResponse:
    """How a shift was."""
    volunteer, form, status = served_from(request), EvaluationForm(request.POST or None), 200
    mine = Shift.objects.filter(attendances__volunteer=volunteer).select_related("activity")
    shift = get_object_or_404(mine, number=number)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.evaluate(shift, volunteer, **form.cleaned_data, by=person_from(request), at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Thank you. The organisation sees sums only."))
                return redirect("hours:hours")
    return render(request, "hours/how.html", {"form": form, "shift": shift}, status=status)


def _object(request: HttpRequest, *, entry: BookEntry | None = None, shift: Shift | None = None) -> HttpResponse:
    form, status = ObjectionForm(request.POST or None), 200
    if request.method != "POST" and open_objections(served_from(request)).filter(entry=entry, shift=shift).exists():
        messages.info(request, OBJECTED)
        return redirect("hours:hours")
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given: dict[str, Any] = form.cleaned_data
            try:
                actions.object_to(
                    served_from(request), entry=entry, shift=shift, **given, by=person_from(request), at=timezone.now()
                )
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("We have it. You get an answer within ten working days."))
                return redirect("hours:hours")
    return render(request, "hours/object.html", {"form": form, "entry": entry, "shift": shift}, status=status)
