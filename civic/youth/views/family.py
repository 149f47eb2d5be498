"""A guardian's page: her children, what is allowed, and the no that holds at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.guards import open_to_all, signed_in
from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.models import Asking, Guardianship
from civic.guardians.queries import (
    find_asking,
    latest_text,
    uses_of,
    uses_of_each,
    ward_by_slip,
    ward_of_key,
    wards_of,
    words_said,
)
from civic.guardians.rules import Purpose
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import NotValid, Refused
from civic.youth import actions
from civic.youth.actions import TRACK
from civic.youth.forms import AddressForm, CodeForm, JoinForm, WordsForm
from civic.youth.models import Entry
from civic.youth.queries.entering import editions_to_enter
from civic.youth.queries.families import Said, entries_of, said_for, what_would_go
from civic.youth.views.agreeing import spend_wrong_code

SLIP = "youth_slip"  # the session key of a guardian who came with a slip from a desk
DAY = 24 * 3600


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def family(request: HttpRequest) -> HttpResponse:
    """What a guardian decides, her children, and how one begins; with a slip from a desk, without an account too."""
    at = timezone.now()
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            ward = ward_by_slip(form.cleaned_data["code"], at=at)
            if ward is not None:
                request.session.cycle_key()
                request.session[SLIP] = ward.slip_digest
                return redirect("youth:ward", ward.child.key)
            spend_wrong_code(request)
            form.add_error("code", _("This code opens nothing. Compare it with the slip from the desk."))
    wards = _wards(request)
    held, uses = entries_of([ward.child for ward in wards]), uses_of_each([ward.child_id for ward in wards], at=at)
    rows = [
        {
            "ward": ward,
            "entries": held.get(ward.child_id, []),
            "uses": _named(uses.get(ward.child_id, frozenset())),
        }
        for ward in wards
    ]
    context = {"rows": rows, "form": form, "edition": None, "enters": bool(editions_to_enter(at=at))}
    return render(request, "youth/family/family.html", context, status=status)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ward(request: HttpRequest, key: UUID) -> HttpResponse:
    """One child: what its guardian allows, changed with a press; nothing here says its name."""
    mine, at = _ward(request, key), timezone.now()
    now = _own_words(mine, at=at)
    form, status = WordsForm(request.POST or None, now=now), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.decide(
                    mine.child, words=form.words, ward=mine, text_digest=request.POST.get("digest", "")[:64], at=at
                )
            except Refused as refused:
                tell(form, refused)
            else:
                messages.success(request, _("Your answers hold from this moment on."))
                return redirect("youth:ward", key)
    return _page(request, mine, form=form, status=status)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """What would leave the pages, then everything is taken back, and hidden when the next page comes."""
    mine, at = _ward(request, key), timezone.now()
    if request.method != "POST":
        told = what_would_go(mine.child, at=at) | {"back": reverse("youth:ward", args=[key]), "at_desk": False}
        return render(request, "youth/family/withdraw.html", told)
    actions.withdraw_consent(mine.child, ward=mine, at=at)
    messages.success(request, _("Everything was taken back. What your child made is hidden."))
    return redirect("youth:ward", key)


@open_to_all
@never_cache
@require_POST
def fresh_code(request: HttpRequest, key: UUID) -> HttpResponse:
    """The code was lost or got into other hands: it opens nothing any more, and a fresh one is shown once."""
    mine = _ward(request, key)
    entry = Entry.objects.filter(child=mine.child, left_at__isnull=True).order_by("-edition__number").first()
    if entry is None:
        raise Http404
    try:
        code = actions.renew_code(entry, by=_person(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("youth:ward", key)
    return render(request, "youth/family/code_shown.html", {"code": code, "entry": entry, "edition": entry.edition})


@open_to_all
@never_cache
@require_POST
def invite(request: HttpRequest, key: UUID) -> HttpResponse:
    """Another guardian is asked to answer for the child too."""
    mine, form = _ward(request, key), AddressForm(request.POST, auto_id="i-%s")
    if form.is_valid():
        spend("youth-invite", client_network(request), most=10, seconds=DAY)
        try:
            actions.invite_guardian(
                mine, address=form.cleaned_data["address"], language=get_language() or "en", at=timezone.now()
            )
        except NotValid as refused:
            tell(form, refused)
        else:
            messages.success(request, _("If a message reaches this address, a link is on its way."))
            return redirect("youth:ward", key)
    return _page(request, mine, invite=form, status=400)


@open_to_all
@never_cache
@require_POST
def leave_slip(request: HttpRequest) -> HttpResponse:
    """This browser forgets the slip."""
    request.session.pop(SLIP, None)
    return redirect("youth:family")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, secret: str) -> HttpResponse:
    """The page a link leads to. Being opened changes nothing; no is one press, and needs no account."""
    asking = find_asking(secret, at=timezone.now())
    if asking is None:
        return render(request, "youth/family/asked_over.html", {"edition": None}, status=404)
    if request.method == "POST":
        guardians.end_asking(asking, at=timezone.now())
        return render(request, "youth/family/refused.html", {"edition": None, "asking": asking})
    return render(request, "youth/family/asked.html", {"asking": asking, "secret": secret, "edition": None})


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Another guardian answers for the child from now on, and says her word at the same time."""
    at = timezone.now()
    asking = find_asking(secret, at=at)
    if asking is None or asking.is_from_child:
        return render(request, "youth/family/asked_over.html", {"edition": None}, status=404)
    form, status = JoinForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _joined(request, asking, form)
            except Refused as refused:
                tell(form, refused)
    context = {"asking": asking, "form": form, "text": latest_text(TRACK, at=at), "edition": None}
    return render(request, "youth/family/join.html", context, status=status)


def _joined(request: HttpRequest, asking: Asking, form: JoinForm) -> HttpResponse:
    person = _person(request)
    assert person is not None  # the guard let nobody else in
    actions.join_family(
        asking,
        by=person,
        name=form.cleaned_data["guardian_name"],
        relation=form.cleaned_data["relation"],
        words=form.words,
        text_digest=request.POST.get("digest", "")[:64],
        at=timezone.now(),
    )
    messages.success(request, _("Your answers hold from this moment on."))
    return redirect("youth:family")


def _page(request: HttpRequest, mine: Guardianship, *, status: int = 200, **told: Any) -> HttpResponse:
    at = timezone.now()
    entries = entries_of([mine.child]).get(mine.child_id, [])
    history: list[Said] = said_for(mine.child, reader=mine)
    said = _own_words(mine, at=at)
    context = {
        "ward": mine,
        "entries": entries,
        "edition": entries[0].edition if entries else None,
        "uses": _named(uses_of(mine.child, at=at)),
        "form": WordsForm(now=said),
        "may_withdraw": any(said.values()),
        "has_code": any(entry.left_at is None for entry in entries),
        "text": latest_text(TRACK, at=at),
        "invite": AddressForm(auto_id="i-%s"),
        "history": history,
        "by_slip": SLIP in request.session,
    }
    return render(request, "youth/family/ward.html", context | told, status=status)


def _own_words(mine: Guardianship, *, at: Any) -> dict[str, bool]:
    """What this guardian said last to each purpose."""
    return {word.purpose: word.is_yes for word in words_said(mine.child, at=at) if word.speaker == mine.pk}


def _named(uses: frozenset[str]) -> list[str]:
    return [str(purpose.label) for purpose in Purpose if purpose in uses]


def _wards(request: HttpRequest) -> list[Guardianship]:
    person, digest = _person(request), request.session.get(SLIP)
    mine = list(wards_of(person, at=timezone.now())) if person else []
    by_slip = (
        Guardianship.objects.filter(
            slip_digest=digest, ended_at__isnull=True, child__erased_at__isnull=True
        ).select_related("child")
        if digest
        else []
    )
    return mine + [one for one in by_slip if one.pk not in {ward.pk for ward in mine}]


def _ward(request: HttpRequest, key: UUID) -> Guardianship:
    """The child she answers for, by account or slip; anybody else's is not there."""
    person = _person(request)
    found = ward_of_key(person, key, at=timezone.now()) if person else None
    if found is None:
        found = next((one for one in _wards(request) if one.child.key == key), None)
    if found is None:
        raise Http404
    return found


def _person(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None
