"""Hours at an organisation: what must be written down and by when, corrections, objections; and at the city's desk,
where the organisation is gone or late."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.models import Person
from civic.attendances.models import Attendance
from civic.hours import actions
from civic.hours.forms import AnswerForm, CorrectionForm, ServiceForm, SheetForm
from civic.hours.models import BookEntry, Objection
from civic.hours.queries import (
    book_sheet,
    deciding_on,
    late_shifts,
    line_now,
    not_written,
    objections_open,
    overdue_objections,
    to_evaluate,
    to_record,
)
from civic.lib.form_errors import tried
from civic.lib.refusals import NotValid, Refused
from civic.shifts.models import Shift
from civic.volunteers.guards import coordinators_only, managers_only, person_from
from civic.volunteers.models import Organisation
from civic.volunteers.queries import manages
from civic.volunteers.queries.waiting import desk_frame

LISTED_MOST = 100


@managers_only
@never_cache
@require_safe
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """What waits to be written down, the most pressing first, and objections to answer."""
    return _listed(request, get_object_or_404(Organisation, code=code), SheetForm(today=localdate()))


def _listed(request: HttpRequest, organisation: Organisation, form: SheetForm) -> HttpResponse:
    context = {
        "organisation": organisation,
        "acts": manages(request.user, organisation),
        "shifts": to_record(organisation, at=timezone.now())[:LISTED_MOST],
        "objections": objections_open(organisation)[:LISTED_MOST],
        "now": timezone.now(),
        "form": form,
    }
    return render(request, "hours/managing.html", context, status=400 if form.errors else 200)


@managers_only
@never_cache
@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponseBase:
    """The book of one organisation as a table, between two days."""
    organisation = get_object_or_404(Organisation, code=code)
    form = SheetForm(request.GET, today=localdate())
    return _table(form, organisation) if form.is_valid() else _listed(request, organisation, form)


def _table(form: SheetForm, organisation: Organisation | None = None) -> HttpResponseBase:
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    lines = book_sheet(first=first, last=last, organisation=organisation)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    whose = organisation.code if organisation else "city"
    answer.headers["Content-Disposition"] = f'attachment; filename="hours-{whose}-{first:%Y%m%d}-{last:%Y%m%d}.csv"'
    return answer


@managers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """The hours of one shift: who was there, the press that writes them down, and how their service was."""
    found = get_object_or_404(
        Shift.objects.select_related("activity__organisation", "leader"),
        number=number,
        activity__organisation__code=code,
    )
    by, at = person_from(request), timezone.now()
    fault, status = "", 200
    says_how = request.POST.get("what") == "how"
    rows = [
        (one, ServiceForm(request.POST if says_how else None, prefix=str(one.volunteer.number)))
        for one in to_evaluate(found, by, at=at)
    ]
    if request.method == "POST":
        try:
            if says_how:
                told = _say_how(found, rows, by=by, at=at)
            else:
                count = len(actions.record_shift(found, by=by, at=at))
                told = ngettext("%(count)d line written.", "%(count)d lines written.", count) % {"count": count}
        except Refused as refused:
            fault, status = str(refused), refused.status
        else:
            messages.success(request, told)
            return redirect("hours:shift", code, number)
    stays = found.attendances.select_related("volunteer").prefetch_related("entries__reversed_by").order_by("in_at")
    context = {
        "shift": found,
        "stays": stays,
        "missing": not_written(shift=found).exists(),
        "rows": rows,
        "fault": fault,
        "organisation": found.activity.organisation,
    }
    return render(request, "hours/shift.html", context, status=status)


def _say_how(shift: Shift, rows: list[tuple[Attendance, ServiceForm]], *, by: Person, at: datetime) -> str:
    """Raises NotValid where a row is wrong, before anything is kept; and what the act refuses."""
    if not all(form.is_valid() for _one, form in rows):
        raise NotValid()
    given = [(one.volunteer, form.cleaned_data) for one, form in rows if form.cleaned_data["stars"] is not None]
    said = [(who, told["stars"], told["words"]) for who, told in given]
    made = actions.evaluate_service(shift, said, by=by, at=at)
    return ngettext("%(count)d volunteer: kept.", "%(count)d volunteers: kept.", len(made)) % {"count": len(made)}


@managers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """A line is put right by two others."""
    entry = get_object_or_404(
        BookEntry.objects.select_related("volunteer", "shift", "activity", "organisation"),
        pk=key,
        organisation__code=code,
    )
    form, status = CorrectionForm(request.POST or None), 200
    if request.method == "POST":
        done, status = tried(
            form, lambda told: actions.correct(entry, **told, by=person_from(request), at=timezone.now())
        )
        if done:
            messages.success(request, _("Put right. The first line stays, with what took it back."))
            if entry.shift is not None:
                return redirect("hours:shift", code, entry.shift.number)
            return redirect("hours:managing", code)
    return render(request, "hours/correct.html", {"form": form, "entry": entry, "code": code}, status=status)


@managers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """One objection, and its answer."""
    return _objection(request, _of(code, key))


@coordinators_only
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What is late anywhere in the city, and the books of organisations that are gone."""
    return _desk(request, SheetForm(today=localdate()))


def _desk(request: HttpRequest, form: SheetForm) -> HttpResponse:
    at = timezone.now()
    context = {
        "late": late_shifts(at=at)[:LISTED_MOST],
        "overdue": overdue_objections(at=at)[:LISTED_MOST],
        "gone": objections_open()[:LISTED_MOST],
        "form": form,
    }
    return render(
        request,
        "hours/desk.html",
        desk_frame(here="hours", by=request.user, at=at) | context,
        status=400 if form.errors else 200,
    )


@coordinators_only
@never_cache
@require_safe
def desk_sheet(request: HttpRequest) -> HttpResponseBase:
    """The books of the whole city as a table, between two days."""
    form = SheetForm(request.GET, today=localdate())
    return _table(form) if form.is_valid() else _desk(request, form)


def _of(code: str, key: int) -> Objection:
    rows = Objection.objects.select_related(
        "volunteer", "entry__attendance__shift", "entry__activity", "shift__activity", "organisation"
    )
    return get_object_or_404(rows, pk=key, organisation__code=code)


def _objection(request: HttpRequest, found: Objection) -> HttpResponse:
    form, status = AnswerForm(request.POST or None), 200
    if request.method == "POST":
        done, status = tried(
            form, lambda told: actions.decide_objection(found, **told, by=person_from(request), at=timezone.now())
        )
        if done:
            messages.success(request, _("Answered. The volunteer is told."))
            return redirect("hours:managing", found.organisation.code)
    line = line_now(found.entry) if found.entry else None
    more = None if found.wanted is None else found.wanted - (line.credited if line else 0)
    context = {
        "objection": found,
        "form": form,
        "line": line,
        "stay": _stay_of(found),
        "more": more,
        "less": -more if more is not None else None,
        "may_decide": deciding_on(found, person_from(request)),
        "organisation": found.organisation,
    }
    return render(request, "hours/objection.html", context, status=status)


def _stay_of(found: Objection) -> Attendance | None:
    """When she came and went, as it was kept."""
    if found.entry is not None:
        return found.entry.attendance
    return found.shift.attendances.filter(volunteer=found.volunteer).first() if found.shift else None
