"""The duty roster of an office: a week as it is planned, the weekly pattern behind it, and what may be changed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.queries import Viewer
from civic.desk.forms import SEVERAL, MinutesForm, ShiftForm
from civic.desk.queries import monday_of
from civic.desk.views.frame import frame, person_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.offices import actions as offices
from civic.offices.guards import officers_only
from civic.offices.models import DutyShift, Office
from civic.offices.queries import (
    DutyWeek,
    call_minutes,
    duty_pattern,
    duty_week,
    keeps_roster,
    officers_of,
    rosters_listed,
    rosters_read_by,
)
from civic.offices.rules.duty import WEEKDAYS

EVERY_WEEK = "every"
_A_WEEK = timedelta(days=7)


@officers_only
@never_cache
@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """To the roster of an office: the one chosen, else the first of mine."""
    hand = viewer_of(request).officer
    assert hand is not None
    readable = rosters_read_by(hand)
    code = request.GET.get("code", "").strip() or request.GET.get("office", "")
    office = readable.filter(code=code).first() if code else readable.filter(pk__in=hand.office_ids).first()
    if office is None:
        raise Http404
    return redirect("desk:office-roster", office=office.code)


@officers_only
@never_cache
@require_safe
def office_roster(request: HttpRequest, office: str) -> HttpResponse:
    """A week of the roster, or the weekly pattern."""
    viewer = viewer_of(request)
    return _page(request, viewer, _office(viewer, office))


@officers_only
@never_cache
@require_POST
def plan(request: HttpRequest, office: str) -> HttpResponse:
    """Somebody is put on the roster."""
    at, viewer = timezone.now(), viewer_of(request)
    place = _office(viewer, office)
    form = _shift_form(request, place, _week(request, place, at), at=at, data=request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        key = given.pop("day")
        try:
            if key in SEVERAL:
                offices.plan_every_week(place, weekdays=SEVERAL[key], by=person_of(request), at=at, **given)
            elif key.isdecimal():
                offices.plan_shift(place, weekday=int(key), by=person_of(request), at=at, **given)
            else:
                offices.plan_shift(place, day=date.fromisoformat(key), by=person_of(request), at=at, **given)
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("Put on the roster."))
            return _back(request, place)
    return _page(request, viewer, place, form=form)


@officers_only
@never_cache
@require_POST
def drop_from_roster(request: HttpRequest, office: str, key: int) -> HttpResponse:
    """Somebody is taken off: on one day, or of the pattern every week."""
    viewer = viewer_of(request)
    place = _office(viewer, office)
    shift = DutyShift.objects.filter(pk=key, roster__office=place).select_related("roster__office").first()
    if shift is None:
        raise Http404
    day = _day(request.POST.get("day", ""))
    return _do(
        request, place, lambda at: offices.drop_shift(shift, on=day, by=person_of(request), at=at), _("Taken off.")
    )


@officers_only
@never_cache
@require_POST
def copy_roster(request: HttpRequest, office: str) -> HttpResponse:
    """This week as the week before was."""
    place, monday = _office(viewer_of(request), office), _day(request.POST.get("monday", ""))
    if monday is None:
        raise Http404

    def copy(at: datetime) -> Any:
        days = offices.copy_week(place, to=monday, by=person_of(request), at=at)
        return ngettext("%(count)d day planned as a week before.", "%(count)d days planned as a week before.", days) % {
            "count": days
        }

    return _do(request, place, copy)


@officers_only
@never_cache
@require_POST
def follow(request: HttpRequest, office: str) -> HttpResponse:
    """A day follows the weekly pattern again."""
    place, day = _office(viewer_of(request), office), _day(request.POST.get("day", ""))
    if day is None:
        raise Http404
    return _do(
        request,
        place,
        lambda at: offices.follow_pattern(place, day=day, by=person_of(request), at=at),
        _("This day follows the weekly pattern again."),
    )


@officers_only
@never_cache
@require_POST
def set_minutes(request: HttpRequest, office: str) -> HttpResponse:
    """How long a call of this office waits."""
    viewer = viewer_of(request)
    place = _office(viewer, office)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, place, minutes=form)
    return _do(
        request,
        place,
        lambda at: offices.set_call_minutes(place, minutes=form.cleaned_data["minutes"], by=person_of(request), at=at),
        _("Saved."),
    )


# --- the parts of a page ---


def _do(request: HttpRequest, office: Office, act: Callable[[datetime], Any], done: str = "") -> HttpResponse:
    """Act, and back to the week; a lost race is told there. Raises NotAllowed."""
    try:
        told = act(timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, viewer_of(request), office, status=refused.status)
    messages.success(request, done or str(told))
    return _back(request, office)


def _back(request: HttpRequest, office: Office) -> HttpResponse:
    week = request.GET.get("week", "")
    return redirect(reverse("desk:office-roster", args=[office.code]) + (f"?week={week}" if week else ""))


def _office(viewer: Viewer, code: str) -> Office:
    assert viewer.officer is not None
    office = rosters_read_by(viewer.officer).select_related("roster").filter(code=code).first()
    if office is None:
        raise Http404
    return office


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _week(request: HttpRequest, office: Office, at: datetime) -> DutyWeek:
    said, today = request.GET.get("week", ""), timezone.localdate(at)
    if said == EVERY_WEEK:
        return duty_pattern(office, on=today)
    day = _day(said)
    return duty_week(office, monday_of(day if day is not None and 2001 < day.year < 2099 else today))


def _shift_form(request: HttpRequest, office: Office, week: DutyWeek, *, at: datetime, data: Any = None) -> ShiftForm:
    today = timezone.localdate(at)
    if week.monday is None:
        days = [("every-day", _("Every day")), ("weekdays", _("Monday to Friday"))]
        days += [(str(number), str(name)) for number, name in enumerate(WEEKDAYS)]
    else:
        days = [(one.key, _named(one.day)) for one in week.days if one.day is not None and one.day >= today]
    return ShiftForm(data, week=week, officers=officers_of(office, on=today), days=days)


def _named(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {date_format(day, 'MONTH_DAY_FORMAT')}"


def _page(
    request: HttpRequest,
    viewer: Viewer,
    office: Office,
    *,
    form: ShiftForm | None = None,
    minutes: MinutesForm | None = None,
    status: int = 0,
) -> HttpResponse:
    at = timezone.now()
    assert viewer.officer is not None
    week = _week(request, office, at)
    wrong = form is not None or minutes is not None
    shift_form = form or _shift_form(request, office, week, at=at)
    context = frame(request, viewer, at=at) | {
        "is_duty_page": True,
        "office": office,
        "offices": rosters_listed(viewer.officer),
        "reads_others": rosters_read_by(viewer.officer).exclude(pk__in=viewer.officer.office_ids).exists(),
        "week": week,
        "today": timezone.localdate(at),
        "is_pattern": week.monday is None,
        "asked_week": request.GET.get("week", ""),
        "before": (week.monday - _A_WEEK).isoformat() if week.monday else "",
        "after_week": (week.monday + _A_WEEK).isoformat() if week.monday else "",
        "may_keep": keeps_roster(viewer.officer, office),
        "shift_form": shift_form,
        "can_plan": bool(shift_form.fields["day"].choices),  # type: ignore[attr-defined]
        "form": form or minutes,
        "minutes_form": minutes or MinutesForm(initial={"minutes": call_minutes(office)}),
        "minutes": call_minutes(office),
    }
    return render(request, "desk/roster.html", context, status=status or (400 if wrong else 200))
