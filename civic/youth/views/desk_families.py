"""At a desk: a checked officer helps a family without e-mail or telephone, and writes down what it says."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.models import Child, Guardianship
from civic.guardians.queries import guardians_of, latest_text, same_children, uses_of, ward_by_slip, words_said
from civic.guardians.rules import Purpose
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.refusals import NotAllowed, NotValid, Refused, TooMany
from civic.youth import actions
from civic.youth.actions import TRACK
from civic.youth.forms import FindForm, WordsForm
from civic.youth.guards import vetted_only
from civic.youth.queries.families import entries_of, said_for, what_would_go
from civic.youth.rules import Task

NOT_FOUND = gettext_lazy(
    "No one child is known by this. Compare it with the document, letter by letter, or use the slip."
)


@vetted_only(Task.DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """A family is found by its slip, or by the child's name and birthday as the document says; no list of children."""
    form, status, at = FindForm(request.POST or None), 200, timezone.now()
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _look_up(request, form, at=at)
            except Refused as refused:
                tell(form, refused)
                status = refused.status
    return render(request, "youth/family/desk_find.html", {"form": form, "edition": None}, status=status)


def _look_up(request: HttpRequest, form: FindForm, *, at: Any) -> HttpResponse:
    """Every try counts, found or not: a desk helps the families before it, and makes no list of children."""
    officer, (most, seconds) = _officer(request), settings.LIMITS["family-look-up"]
    try:
        spend("family-look-up", str(officer.pk), most=most, seconds=seconds)
    except TooMany as many:
        told = _("You have looked up %(most)d families within the hour. Wait a little, or let another officer go on.")
        raise TooMany(told % {"most": most}, retry_after=many.retry_after) from many
    child = _found(form, at=at)
    if child is None:
        raise NotValid(fields={"": NOT_FOUND})
    guardians.note_look_up(child, by=officer, purpose=form.cleaned_data["purpose"], at=at)
    return redirect("youth:desk-family", child.key)


def _found(form: FindForm, *, at: Any) -> Child | None:
    if form.cleaned_data["code"]:
        ward = ward_by_slip(form.cleaned_data["code"], at=at)
        return ward.child if ward else None
    namesakes = same_children(form.cleaned_data["name"], form.cleaned_data["born_on"])
    return namesakes[0] if len(namesakes) == 1 else None


@vetted_only(Task.DESK)
@never_cache
@require_http_methods(["GET", "HEAD"])
def family_at_desk(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who answers for the child, by relation alone, and what each said."""
    child = _child(key)
    guardians.note_opened_again(child, by=_officer(request), at=timezone.now())
    return _page(request, child)


@vetted_only(Task.DESK)
@never_cache
@require_POST
def write_down(request: HttpRequest, key: UUID, ward: int) -> HttpResponse:
    """What a guardian says at the desk, or on the phone with her slip, is written down and holds at once."""
    child = _child(key)
    found, form = _ward(child, ward), WordsForm(request.POST, auto_id=f"w{ward}-%s")
    if form.is_valid():
        try:
            actions.decide(
                child,
                words=form.words,
                ward=found,
                written_by=_officer(request),
                text_digest=request.POST.get("digest", "")[:64],
                at=timezone.now(),
            )
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("It is written down, and holds from this moment on."))
            return redirect("youth:desk-family", key)
    return _page(request, child, wrong=ward, form=form, status=400)


@vetted_only(Task.DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_at_desk(request: HttpRequest, key: UUID, ward: int) -> HttpResponse:
    """A guardian takes everything back, at the desk or on the phone: what it means is read out first."""
    child, at = _child(key), timezone.now()
    found = _ward(child, ward)
    if request.method != "POST":
        back = reverse("youth:desk-family", args=[key])
        return render(
            request, "youth/family/withdraw.html", what_would_go(child, at=at) | {"back": back, "at_desk": True}
        )
    actions.withdraw_consent(child, ward=found, written_by=_officer(request), at=at)
    messages.success(request, _("Everything was taken back. What the child made is hidden."))
    return redirect("youth:desk-family", key)


@vetted_only(Task.DESK)
@never_cache
@require_POST
def slip_at_desk(request: HttpRequest, key: UUID, ward: int) -> HttpResponse:
    """A fresh slip for a guardian who lost hers; shown once, to be printed."""
    child = _child(key)
    code = guardians.give_slip(_ward(child, ward), by=_officer(request), at=timezone.now())
    return render(request, "youth/family/slip.html", {"slip": code, "child": child, "edition": None})


def _page(request: HttpRequest, child: Child, *, wrong: int = 0, form: Any = None, status: int = 200) -> HttpResponse:
    at = timezone.now()
    said = words_said(child, at=at)
    rows = []
    for ward in guardians_of(child, at=at):
        now = {word.purpose: word.is_yes for word in said if word.speaker == ward.pk}
        own = form if wrong == ward.pk else WordsForm(now=now, auto_id=f"w{ward.pk}-%s")
        rows.append({"ward": ward, "form": own})
    context = {
        "child": child,
        "rows": rows,
        "wrong": form,
        "entries": entries_of([child]).get(child.pk, []),
        "uses": [purpose.label for purpose in Purpose if purpose in uses_of(child, at=at)],
        "history": said_for(child, reader=None),
        "text": latest_text(TRACK, at=at),
        "edition": None,
    }
    return render(request, "youth/family/desk_family.html", context, status=status)


def _child(key: UUID) -> Child:
    child = Child.objects.known().filter(key=key).first()
    if child is None:
        raise Http404
    return child


def _ward(child: Child, number: int) -> Guardianship:
    ward = guardians_of(child, at=timezone.now()).filter(pk=number).first() if number.bit_length() < 64 else None
    if ward is None:
        raise Http404
    return ward


def _officer(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the guard let nobody else in
    return request.user
