"""The leader on the day: the code, who is there, hours by hand, closing, walk-ins, absences, injuries."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.guards import signed_in
from civic.attendances import actions
from civic.attendances.forms import ClaimForm, CodeForm, HandForm, InjuryForm, ReasonForm, WalkInForm, said_hours
from civic.attendances.guards import leaders_only
from civic.attendances.models import Injury, NoShow, WalkIn
from civic.attendances.queries import late_scans, leaders_drawing, roster_of, shifts_led
from civic.attendances.rules import SAYS, STEP, Verdict, closing_fault, is_kept_only
from civic.lib.form_errors import tell, tried
from civic.lib.keys import read_key
from civic.lib.limits import spend
from civic.lib.picture_files import picture_path
from civic.lib.refusals import NotValid, Refused
from civic.shifts.models import Shift, Signup
from civic.shifts.rules import ShiftState
from civic.volunteers.guards import person_from
from civic.volunteers.models import Volunteer

BACK, AHEAD = timedelta(days=14), timedelta(days=2)
TRIES_A_MINUTE = 120


@signed_in
@never_cache
@require_safe
def led(request: HttpRequest) -> HttpResponse:
    """The shifts of these days that somebody leads."""
    at = timezone.now()
    rows = shifts_led(person_from(request), since=at - BACK, until=at + AHEAD)
    context = {
        "rows": [one for one in rows if one.state == ShiftState.OPEN],
        "over": [one for one in reversed(rows) if one.state != ShiftState.OPEN],
        "now": at,
    }
    return render(request, "attendances/led.html", context)


@leaders_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: HttpRequest, shift: Shift) -> HttpResponse:
    """The code, and everybody expected. A volunteer's code is handed in here."""
    form, status = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:300]}), 200
    form.fields["code"].label = _("Six digits on the volunteer’s phone")
    if request.method == "POST":
        spend("attendance-lead", str(person_from(request).pk), most=TRIES_A_MINUTE, seconds=60)
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
        if kept is not None and not is_kept_only(kept.verdict):
            told = {"number": kept.volunteer.number, "what": SAYS[Verdict(kept.verdict)]}
            messages.success(request, _("%(number)s: %(what)s") % told)
            return redirect("attendances:lead", shift.number)
        if kept is not None:
            form.turn_down(SAYS[Verdict(kept.verdict)])
            status = 409
    at = timezone.now()
    rows = roster_of(shift)
    context = {
        "shift": shift,
        "form": form,
        "rows": rows,
        "shown": leaders_drawing(shift, at=at),
        "renewed": STEP,
        "there": sum(row.attendance is not None for row in rows),
        "inside": sum(row.attendance is not None and row.attendance.out_at is None for row in rows),
        "late": late_scans(shift),
        "is_open": shift.state == ShiftState.OPEN,
        "is_over": shift.ends_at <= at,
        "may_write": shift.state == ShiftState.OPEN and shift.starts_at <= at,
        "now": at,
    }
    return render(request, "attendances/lead.html", context, status=status)


@leaders_only
@never_cache
@require_safe
def code(request: HttpRequest, shift: Shift) -> HttpResponse:
    """The leader's code of this half minute: the whole screen, or the part that is renewed."""
    template = "attendances/_code.html" if request.GET.get("part") else "attendances/code.html"
    shown = leaders_drawing(shift, at=timezone.now())
    return render(request, template, {"shift": shift, "shown": shown, "renewed": STEP, "leads": True})


@leaders_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: HttpRequest, shift: Shift, key: str) -> HttpResponse:
    """An hour by hand, with its reason."""
    volunteer = get_object_or_404(Volunteer, number=key)
    form, status = HandForm(request.POST or None, initial={"told_at": timezone.localtime(), "direction": "in"}), 200
    if request.method == "POST":
        done, status = tried(
            form,
            lambda told: actions.check_by_hand(
                shift, volunteer=volunteer, **told, by=person_from(request), at=timezone.now()
            ),
        )
        if done is not None:
            messages.success(request, _("Written down, with your reason beside it."))
            return redirect("attendances:lead", shift.number)
    context = {"shift": shift, "volunteer": volunteer, "form": form}
    return render(request, "attendances/hand.html", context, status=status)


@leaders_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, shift: Shift) -> HttpResponse:
    """Say when each one went who did not check out, and who did not come."""
    wrong, fault, status = {}, "", 200
    if request.method == "POST":
        said = {name: request.POST[name] for name in request.POST}
        try:
            actions.close_shift(
                shift,
                went=said_hours(said, "went."),
                absent=_keys(said, "no"),
                excused=_keys(said, "excused"),
                by=person_from(request),
                at=timezone.now(),
            )
        except Refused as refused:
            wrong = refused.fields if isinstance(refused, NotValid) else {}
            fault, status = str(refused), refused.status
        else:
            messages.success(request, _("Closed. The hours can be written down now."))
            return redirect("attendances:lead", shift.number)
    rows = []
    for row in roster_of(shift):
        if row.is_open:
            name = f"went.{row.attendance.pk}" if row.attendance else f"absent.{row.signup.pk if row.signup else 0}"
            said_now = request.POST.get(name, "")[:40]
            rows.append({"row": row, "field": name, "faults": wrong.get(name, []), "said": said_now})
    why_not = closing_fault(is_open=shift.state == ShiftState.OPEN, ends=shift.ends_at, at=timezone.now())
    context = {"shift": shift, "rows": rows, "fault": fault, "why_not": why_not, "now": timezone.now()}
    return render(request, "attendances/close.html", context, status=status)


@leaders_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_ins(request: HttpRequest, shift: Shift) -> HttpResponse:
    """Whoever came without a sign-up: write her down, look at what others wrote."""
    initial = {"came_at": timezone.localtime(shift.starts_at), "went_at": timezone.localtime(shift.ends_at)}
    form, status = WalkInForm(request.POST or None, request.FILES or None, initial=initial), 200
    if request.method == "POST":
        done, status = tried(form, lambda told: _write_walk_in(request, shift, told))
        if done is not None:
            messages.success(request, _("Written down. It counts once another leader or manager approves it."))
            return redirect("attendances:walk-ins", shift.number)
    return _walk_ins(request, shift, form, status=status)


def _write_walk_in(request: HttpRequest, shift: Shift, told: dict[str, Any]) -> WalkIn:
    upload = told.pop("photo")
    return actions.write_walk_in(shift, **told, upload=upload, by=person_from(request), at=timezone.now())


@leaders_only
@never_cache
@require_POST
def decide_walk_in(request: HttpRequest, shift: Shift, key: int) -> HttpResponse:
    """A second person approves a walk-in, or not."""
    walk_in, form = get_object_or_404(shift.walk_ins, pk=key), ReasonForm(request.POST)
    is_yes = "yes" in request.POST
    done, status = tried(
        form,
        lambda told: actions.decide_walk_in(
            walk_in, is_approved=is_yes, **told, by=person_from(request), at=timezone.now()
        ),
    )
    if done is None:
        return _walk_ins(request, shift, WalkInForm(), decided=form, about=key, status=status)
    messages.success(request, _("Decided."))
    return redirect("attendances:walk-ins", shift.number)


@leaders_only
@never_cache
@require_safe
def walk_in_photo(request: HttpRequest, shift: Shift, key: int) -> HttpResponseBase:
    """The photo of a walk-in, for whoever leads."""
    walk_in = get_object_or_404(shift.walk_ins.filter(is_ready=True), pk=key)
    path = picture_path(walk_in.key, "large")
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/jpeg")


def _walk_ins(
    request: HttpRequest,
    shift: Shift,
    form: WalkInForm,
    *,
    decided: ReasonForm | None = None,
    about: int = 0,
    status: int = 200,
) -> HttpResponse:
    rows = shift.walk_ins.select_related("volunteer").order_by("is_approved", "-written_at")
    context = {
        "shift": shift,
        "form": form,
        "rows": [{"one": one, "is_own": one.written_by_id == person_from(request).pk} for one in rows],
        "decided": decided,
        "about": about,
    }
    return render(request, "attendances/walk_ins.html", context, status=status)


@leaders_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest, shift: Shift) -> HttpResponse:
    """Who did not come: excuse it, decide on what is disputed, or say so while the shift lasts."""
    form, about, status = ReasonForm(request.POST or None), 0, 200
    if request.method == "POST":
        status, about = _decide_absence(request, shift, form)
        if status == 200:
            messages.success(request, _("Written down."))
            return redirect("attendances:absences", shift.number)
    rows = NoShow.objects.filter(signup__shift=shift).select_related("signup__volunteer", "signup__shift__activity")
    told = [{"one": one, "may_decide": one.by_id != person_from(request).pk} for one in rows.order_by("-at")]
    missing = [row for row in roster_of(shift) if row.attendance is None and row.no_show is None]
    context = {"shift": shift, "rows": told, "missing": missing, "form": form, "about": about, "now": timezone.now()}
    return render(request, "attendances/absences.html", context, status=status)


def _decide_absence(request: HttpRequest, shift: Shift, form: ReasonForm) -> tuple[int, int]:
    verb, _sign, told = request.POST.get("act", "").partition("-")
    key = read_key(told)
    if key is None or not form.is_valid():
        raise Http404
    given = {"by": person_from(request), "at": timezone.now(), "reason": form.cleaned_data["reason"]}
    try:
        if verb in ("absent", "away"):
            signup = get_object_or_404(Signup, pk=key, shift=shift)
            actions.say_absent(signup, is_excused=verb == "away", **given)
        else:
            no_show = get_object_or_404(NoShow, pk=key, signup__shift=shift)
            if verb == "excuse":
                actions.excuse(no_show, **given)
            elif verb in ("yes", "no"):
                actions.decide_absence(no_show, is_excused=verb == "yes", **given)
            else:
                raise Http404
    except Refused as refused:
        tell(form, refused)
        return refused.status, key
    return 200, key


@leaders_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def injuries(request: HttpRequest, shift: Shift) -> HttpResponse:
    """Who was hurt, whom to call, and that it was done."""
    form, status = InjuryForm(request.POST or None, initial={"happened_at": timezone.localtime()}), 200
    people: Any = form.fields["volunteer"]
    people.queryset = Volunteer.objects.filter(pk__in=[row.volunteer.pk for row in roster_of(shift)])
    people.required = True
    people.error_messages["required"] = _("Say who was hurt.")
    if request.method == "POST":
        done, status = tried(
            form, lambda told: actions.report_injury(shift, **told, by=person_from(request), at=timezone.now())
        )
        if done is not None:
            messages.success(request, _("Written down. Call the insurer now: the number stands below."))
            return redirect("attendances:injuries", shift.number)
    return _injuries(request, shift, form, status=status)


@leaders_only
@never_cache
@require_POST
def claim(request: HttpRequest, shift: Shift, key: int) -> HttpResponse:
    """The insurer was told."""
    injury, form = get_object_or_404(shift.injuries, pk=key), ClaimForm(request.POST)
    done, status = tried(
        form, lambda told: actions.tell_insurer(injury, **told, by=person_from(request), at=timezone.now())
    )
    if done is None:
        return _injuries(request, shift, InjuryForm(), claim=form, about=key, status=status)
    messages.success(request, _("Noted: the insurer knows."))
    return redirect("attendances:injuries", shift.number)


def _injuries(
    request: HttpRequest,
    shift: Shift,
    form: InjuryForm,
    *,
    claim: ClaimForm | None = None,
    about: int = 0,
    status: int = 200,
) -> HttpResponse:
    rows = Injury.objects.filter(shift=shift).select_related("volunteer", "policy").order_by("-happened_at")
    context = {"shift": shift, "form": form, "rows": rows, "claim": claim, "about": about}
    return render(request, "attendances/injuries.html", context, status=status)


def _keys(said: dict[str, str], word: str) -> list[int]:
    told = (name.removeprefix("absent.") for name in said if name.startswith("absent.") and said[name] == word)
    return [key for one in told if (key := read_key(one)) is not None]
