"""An organisation's weeks with their gaps, its activities, what is asked of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.lib.basemap import is_drawn
from civic.lib.form_errors import tell
from civic.lib.refusals import NotValid, Refused
from civic.shifts import actions
from civic.shifts.forms import (
    ActivityForm,
    AnswerForm,
    CopyForm,
    ReasonForm,
    RotaForm,
    ShiftForm,
)
from civic.shifts.forms.fields import BESIDE
from civic.shifts.guards import organisers_only
from civic.shifts.models import Activity, Need
from civic.shifts.queries.cards import cards_of
from civic.shifts.queries.rosters import WeekDay, week_of, week_sheet, weeks_after
from civic.shifts.rules import ActivityState, monday_of
from civic.shifts.views.sentences import done_words, words_of
from civic.volunteers.guards import coordinators_only, person_from
from civic.volunteers.models import Organisation
from civic.volunteers.queries.waiting import desk_frame

CARDS_FIRST = 8
DAY, WEEK = timedelta(days=1), timedelta(days=7)
NOTHING_COPIED = gettext_lazy(
    "No shift was laid. What is copied there already, is over, or is not insured on that day is left out."
)


@organisers_only
@never_cache
@require_safe
def week(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A week of the organisation, day by day, its gaps first told."""
    return _week(request, organisation, _monday(request.GET.get("week", "")))


def _week(
    request: HttpRequest, organisation: Organisation, monday: date, *, form: CopyForm | None = None, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    days = week_of(organisation, monday, at=at)
    cards = [card for day in days for card in day.cards if card.offer.state == "open"]
    only_gaps = request.GET.get("gaps") == "1"
    if only_gaps:
        days = [WeekDay(day.day, [card for card in day.cards if card.missing]) for day in days]
    context = {
        "organisation": organisation,
        "days": days,
        "only_gaps": only_gaps,
        "held": any(day.cards for day in days),
        "monday": monday,
        "sunday": monday + WEEK - DAY,
        "before": monday - WEEK,
        "after": monday + WEEK,
        "missing": sum(card.missing for card in cards),
        "gaps": sum(1 for card in cards if card.missing),
        "count": len(cards),
        "activities": organisation.activities.exclude(state=ActivityState.ENDED).order_by("-made_at")[:50],
        "form": form or CopyForm(initial={"week": monday}, weeks=weeks_after(organisation, monday, at=at)),
    }
    return render(request, "shifts/week.html", context, status=status)


@organisers_only
@never_cache
@require_safe
def sheet(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The week as a table."""
    monday = _monday(request.GET.get("week", ""))
    rows = week_sheet(organisation, monday, at=timezone.now())
    answer = HttpResponse("".join(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="shifts-{monday:%Y-%m-%d}.csv"'
    return answer


@organisers_only
@never_cache
@require_POST
def copy(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A week into another."""
    monday, status = _monday(request.POST.get("week", "")), 400
    form = CopyForm(request.POST, weeks=weeks_after(organisation, monday, at=timezone.now()))
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.copy_week(organisation, **given, by=person_from(request), at=timezone.now())
        except Refused as refused:
            tell(form, refused, beside={"week": "to"})  # the week itself is seen, not asked
            status = refused.status
        else:
            if made:
                told = ngettext("%(count)s shift was laid.", "%(count)s shifts were laid.", len(made))
                messages.success(request, told % {"count": len(made)})
            else:
                messages.error(request, NOTHING_COPIED)
            return _to_week(organisation, given["to"])
    return _week(request, organisation, monday, form=form, status=status)


@organisers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_activity(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """An activity is prepared."""
    form, status = ActivityForm(request.POST or None, organisation=organisation), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = actions.make_activity(organisation, form.given(), by=person_from(request), at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                return redirect("shifts:activity", organisation.code, made.number)
    context = {"organisation": organisation, "form": form, "base_map": _base_map()}
    return render(request, "shifts/activity_form.html", context, status=status)


@organisers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: HttpRequest, organisation: Organisation, number: str) -> HttpResponse:
    """One activity: shown, changed, its shifts laid."""
    found = _activity(organisation, number)
    form, status = ActivityForm(request.POST or None, organisation=organisation, initial=_initial(found)), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.change_activity(found, form.given(found), by=person_from(request), at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Changed."))
                return redirect("shifts:activity", organisation.code, number)
    return _activity_page(request, organisation, found, form=form, status=status)


@organisers_only
@never_cache
@require_POST
def act_on_activity(request: HttpRequest, organisation: Organisation, number: str, verb: str) -> HttpResponse:
    """Show it, call it off, end it; lay a shift or a rota."""
    found, by, at = _activity(organisation, number), person_from(request), timezone.now()
    acts: dict[str, tuple[type[forms.Form] | None, Callable[[dict[str, Any]], object]]] = {
        "show": (None, lambda _given: actions.show_activity(found, by=by, at=at)),
        "end": (None, lambda _given: actions.end_activity(found, by=by, at=at)),
        "call-off": (
            ReasonForm,
            lambda given: actions.call_off_activity(found, reason=given["reason"], by=by, at=at),
        ),
        "lay": (ShiftForm, lambda given: actions.lay_shift(found, **given, by=by, at=at)),
        "rota": (RotaForm, lambda given: actions.lay_rota(found, **given, by=by, at=at)),
    }
    if verb not in acts:
        raise Http404
    kind, do = acts[verb]
    form = kind(request.POST, auto_id=f"{verb}-%s") if kind else None
    fault, status = "", 400
    if form is None or form.is_valid():
        try:
            do(form.cleaned_data if form else {})
        except Refused as refused:
            status, fault = refused.status, words_of(refused)
            if form is not None:
                tell(form, refused, beside=BESIDE)
        else:
            messages.success(request, done_words(verb))
            return redirect("shifts:activity", organisation.code, number)
    return _activity_page(request, organisation, found, acted={verb: form}, fault=fault, status=status)


def _activity_page(
    request: HttpRequest,
    organisation: Organisation,
    found: Activity,
    *,
    form: ActivityForm | None = None,
    acted: dict[str, forms.Form | None] | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    at, given = timezone.now(), acted or {}
    found.refresh_from_db()
    cards = cards_of(found.shifts.filter(ends_at__gt=at).order_by("starts_at", "pk")[:100], at=at)
    context = {
        "organisation": organisation,
        "activity": found,
        "form": form or ActivityForm(organisation=organisation, initial=_initial(found)),
        "shift_form": given.get("lay") or ShiftForm(auto_id="lay-%s"),
        "rota_form": given.get("rota") or RotaForm(auto_id="rota-%s"),
        "reason_form": given.get("call-off") or ReasonForm(auto_id="call-off-%s"),
        "cards": cards[:CARDS_FIRST],
        "later": cards[CARDS_FIRST:],
        "base_map": _base_map(),
        "is_open": found.state in (ActivityState.DRAFT, ActivityState.SHOWN),
        "faulty": next((one for one in given.values() if one is not None and one.errors), None),
        "fault": fault,
    }
    return render(request, "shifts/activity.html", context, status=status)


@coordinators_only
@never_cache
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """What residents and offices asked for, the most pressing first."""
    rows = Need.objects.waiting().select_related("area").defer("words", "who", "where", "contact")[:100]
    frame = desk_frame(here="needs", by=request.user, at=timezone.now())
    return render(request, "shifts/needs.html", frame | {"rows": rows})


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_need(request: HttpRequest, number: str) -> HttpResponse:
    """One request: verified, declined, taken on by an organisation she manages, said to be met."""
    found, by, at = get_object_or_404(Need, number=number), person_from(request), timezone.now()
    fault, status = "", 200
    if request.method == "POST":
        form, verb = AnswerForm(request.POST), request.POST.get("verb", "")
        answer = form.cleaned_data["answer"] if form.is_valid() else ""
        try:
            if verb == "verify":
                actions.verify_need(found, by=by, at=at)
            elif verb == "decline":
                actions.decline_need(found, answer=answer, by=by, at=at)
            elif verb == "met":
                actions.say_need_met(found, by=by, at=at)
            elif verb == "take":
                own = Organisation.objects.active().filter(managers__person=by, managers__ended_at=None).distinct()
                organisation = get_object_or_404(own, code=request.POST.get("organisation", ""))
                actions.take_need(found, organisation=organisation, answer=answer, by=by, at=at)
            else:
                raise NotValid(_("Choose what to do."))
        except Refused as refused:
            fault, status = words_of(refused), refused.status
        else:
            return redirect("shifts:one-need", number)
    own = Organisation.objects.active().filter(managers__person=by, managers__ended_at=None).distinct()
    context = {"need": found, "fault": fault, "organisations": own}
    frame = desk_frame(here="needs", by=by, at=at)
    return render(request, "shifts/one_need.html", frame | context, status=status)


def _base_map() -> str:
    return settings.BASE_MAP if is_drawn() else ""


def _monday(typed: str) -> date:
    today = timezone.localdate()
    try:
        asked = date.fromisoformat(typed)
    except ValueError:
        return monday_of(today)
    return monday_of(asked) if abs((asked - today).days) < 800 else monday_of(today)


def _to_week(organisation: Organisation, day: date) -> HttpResponse:
    answer = redirect("shifts:week", organisation.code)
    answer["Location"] += f"?week={monday_of(day).isoformat()}"
    return answer


def _activity(organisation: Organisation, number: str) -> Activity:
    return get_object_or_404(organisation.activities.select_related("policy", "leader"), number=number)


def _initial(found: Activity) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ActivityForm.base_fields}
