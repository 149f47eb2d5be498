"""Papers of the audit: assessments, yearly reports, breaches and drills, lists that leave the house."""

import csv
import io
import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.families import actions
from civic.families.forms import AssessmentForm, BreachForm, ExportForm, ReasonForm, YearForm
from civic.families.queries.desk import children_named, exports_shown, not_told_of
from civic.families.queries.figures import groups_of
from civic.families.rules import APPROVES, ASKS, TRACK
from civic.families.views.frame import frame, person_of
from civic.guardians.models import Assessment, AuditReport, Breach, BreachTold, Export
from civic.lib.form_errors import tell
from civic.lib.keys import read_key
from civic.lib.refusals import Refused
from civic.youth.guards import vetted_only

SHOWN = 50


@vetted_only(*APPROVES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def audit(request: HttpRequest) -> HttpResponse:
    """Reports by year, assessments, breaches and drills; a press makes the report of a year."""
    at = timezone.now()
    form, status = YearForm(request.POST or None, initial={"year": timezone.localdate().year}), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = actions.make_report(form.cleaned_data["year"], by=person_of(request), at=at)
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                return redirect("families:report", made.pk)
    context = {
        "form": form,
        "reports": AuditReport.objects.filter(track=TRACK).select_related("made_by")[:SHOWN],
        "assessments": Assessment.objects.filter(track=TRACK).select_related("made_by", "signed_by")[:SHOWN],
        "breaches": Breach.objects.filter(track=TRACK)[:SHOWN],
        "exports": exports_shown()[:SHOWN],
    }
    return render(request, "families/audit.html", frame(request, **context), status=status)


@vetted_only(*APPROVES)
@never_cache
@require_safe
def report(request: HttpRequest, key: int) -> HttpResponse:
    """One report, figure by figure."""
    found = get_object_or_404(AuditReport, pk=key, track=TRACK)
    log = found.figures["log"]
    context = {
        "report": found,
        "groups": groups_of(found.figures),
        "is_whole": not log["broken"],
        "lines": log["lines"],
        "broken": log["broken"],
    }
    return render(request, "families/report.html", frame(request, **context))


@vetted_only(*APPROVES)
@never_cache
@require_safe
def report_file(request: HttpRequest, key: int) -> HttpResponse:
    """The same as a file, for whoever it is reported to."""
    found = get_object_or_404(AuditReport, pk=key, track=TRACK)
    told = {"figures": found.figures, "digest": found.digest, "made": found.made_at.isoformat()}
    answer = HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="audit-{found.year}.json"'
    return answer


@vetted_only(*APPROVES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_assessment(request: HttpRequest) -> HttpResponse:
    """Write an assessment."""
    form, status = AssessmentForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = actions.write_assessment(**form.cleaned_data, by=person_of(request), at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                return redirect("families:assessment", made.pk)
    return render(request, "families/new_assessment.html", frame(request, form=form), status=status)


@vetted_only(*APPROVES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: HttpRequest, key: int) -> HttpResponse:
    """One assessment; another signs it."""
    found = get_object_or_404(Assessment.objects.select_related("made_by", "signed_by"), pk=key, track=TRACK)
    if request.method == "POST":
        try:
            actions.sign_assessment(found, by=person_of(request), at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Signed."))
        return redirect("families:assessment", key)
    is_mine = found.made_by_id == person_of(request).pk
    return render(request, "families/assessment.html", frame(request, paper=found, is_mine=is_mine))


@vetted_only(*APPROVES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_breach(request: HttpRequest) -> HttpResponse:
    """Tell every family of an edition, or exercise it."""
    form, status = BreachForm(request.POST or None, initial={"is_drill": "yes"}), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            at, given = timezone.now(), dict(form.cleaned_data)
            given.pop("hours")
            try:
                made = actions.tell_breach(
                    given.pop("edition"), **given, found_at=at - form.ago, by=person_of(request), at=at
                )
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                return redirect("families:breach", made.pk)
    return render(request, "families/new_breach.html", frame(request, form=form), status=status)


@vetted_only(*APPROVES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def breach(request: HttpRequest, key: int) -> HttpResponse:
    """Who was told and who waits; the authority; what was learnt."""
    found = get_object_or_404(Breach, pk=key, track=TRACK)
    status = 200
    if request.method == "POST":
        try:
            _act_on(found, request)
        except Refused as refused:
            messages.error(request, str(refused))
            status = refused.status
        else:
            messages.success(request, _("Written down."))
            return redirect("families:breach", key)
    context = {
        "breach": found,
        "waiting": not_told_of(found),
        "count": found.told.count(),
        "typed": request.POST,
    }
    return render(request, "families/breach.html", frame(request, **context), status=status)


def _act_on(found: Breach, request: HttpRequest) -> None:
    person, at = person_of(request), timezone.now()
    verb = request.POST.get("verb", "")
    if verb == "told":
        row = BreachTold.objects.filter(breach=found, pk=read_key(request.POST.get("told", "")) or 0).first()
        if row is None:
            raise Http404
        actions.tell_guardian(row, by=person, at=at)
    elif verb == "authority":
        actions.tell_authority(found, authority=request.POST.get("authority", ""), by=person, at=at)
    elif verb == "close":
        actions.close_breach(found, lesson=request.POST.get("lesson", ""), by=person, at=at)
    else:
        raise Http404


@vetted_only(*APPROVES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_export(request: HttpRequest) -> HttpResponse:
    """Ask for the names of several children."""
    form, status = ExportForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = actions.ask_export(
                    children_named(given["edition"], form.names),
                    by=person_of(request),
                    purpose=given["purpose"],
                    words=given["words"],
                    at=timezone.now(),
                )
            except Refused as refused:
                tell(form, refused, beside={"": "pseudonyms"})
                status = refused.status
            else:
                return redirect("families:export", made.pk)
    return render(request, "families/new_export.html", frame(request, form=form), status=status)


@vetted_only(*ASKS)
@never_cache
@require_safe
def export(request: HttpRequest, key: int) -> HttpResponse:
    """One list that was asked for: who approved, and what can be done."""
    return _export_page(request, get_object_or_404(exports_shown(), pk=key))


@vetted_only(*ASKS)
@never_cache
@require_POST
def act_on_export(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Approve, refuse, or take it along, once."""
    found, form = get_object_or_404(Export, pk=key), ReasonForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    person, at = person_of(request), timezone.now()
    try:
        if verb == "approve":
            actions.approve_export(found, by=person, at=at)
        elif verb == "refuse":
            actions.refuse_export(found, by=person, words=words, at=at)
        elif verb == "fetch":
            return _file_of(actions.fetch_export(found, by=person, at=at))
        else:
            raise Http404
    except Refused as refused:
        tell(form, refused)
        return _export_page(request, found, form=form, status=refused.status)
    messages.success(request, _("Written down."))
    return redirect("families:export", key)


def _export_page(
    request: HttpRequest, found: Export, *, form: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "export": found,
        "count": found.children.count(),
        "is_mine": found.asked_by_id == person_of(request).pk,
        "form": form or ReasonForm(),
    }
    return render(request, "families/export.html", frame(request, **context), status=status)


def _file_of(rows: list[Any]) -> HttpResponse:
    file = io.StringIO()
    sheet = csv.writer(file)
    sheet.writerow(["key", "name", "born_on", "school"])
    for one in rows:
        # a leading apostrophe keeps a spreadsheet from reading a name as a formula
        cells = [one.key, one.name, str(one.born_on or ""), one.school]
        sheet.writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells])
    answer = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="names.csv"'
    return answer
