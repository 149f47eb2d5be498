"""A guardian reads, answers purpose by purpose, and only then says who the child is; at a desk an officer writes it."""

import random
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import signed_in
from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.actions import GuardianTold
from civic.guardians.queries import find_asking, latest_text
from civic.guardians.rules import Purpose, Verified
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import NotAllowed, NotValid, Refused, TooMany
from civic.youth import actions
from civic.youth.actions import TRACK, PupilTold, check_code
from civic.youth.forms import CodeForm, PupilForm, WordsForm
from civic.youth.guards import vetted_only
from civic.youth.models import Edition, EntryCode
from civic.youth.queries.entering import editions_to_enter, find_code, free_pseudonyms, next_days
from civic.youth.rules import Task
from civic.youth.views.steps import Steps, read_steps

HOUR = 3600
WRONG_CODES_AN_HOUR = 30
ENTERED_AN_HOUR = 30  # by one account: nobody tries names and birthdays to learn which child takes part


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest) -> HttpResponse:
    """A guardian agrees or refuses, in three steps; nothing is kept before the last."""
    return _answer(request, at_desk=False)


@vetted_only(Task.DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree_at_desk(request: HttpRequest) -> HttpResponse:
    """The same at a desk, for a guardian without e-mail or telephone."""
    return _answer(request, at_desk=True)


def try_code(request: HttpRequest, typed: str) -> None:
    """Can this code still be used? Only wrong ones are counted, thirty an hour from one network: a whole school stands
    behind one address, and whoever holds a right slip is never told to wait. Raises as check_code does, and TooMany."""
    try:
        check_code(typed)
    except NotValid:
        spend_wrong_code(request)
        raise


def spend_wrong_code(request: HttpRequest) -> None:
    """Codes are not guessed: they have twelve signs, and wrong ones are counted. Raises TooMany."""
    spend("youth-code", client_network(request), most=WRONG_CODES_AN_HOUR, seconds=HOUR)


def _answer(request: HttpRequest, *, at_desk: bool) -> HttpResponse:
    at = timezone.now()
    steps = read_steps(request.POST.get("steps", ""))
    if request.method != "POST":
        steps = Steps(asked=request.GET.get("asked", "")[:60])
        return _show(request, "code", steps, at_desk=at_desk, form=CodeForm())
    step = request.POST.get("step", "")
    if step == "words":
        return _words(request, steps, at_desk=at_desk)
    if step == "child":
        return _child(request, steps, at_desk=at_desk)
    return _code(request, steps, at=at, at_desk=at_desk)


def _code(request: HttpRequest, steps: Steps, *, at: Any, at_desk: bool) -> HttpResponse:
    """With a slip or without; a wrong code is told before anybody reads on."""
    if "without" in request.POST:
        return _show(request, "words", Steps(asked=steps.asked), at_desk=at_desk)
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            try_code(request, form.cleaned_data["code"])
        except TooMany:
            raise
        except Refused as refused:
            tell(form, refused, beside={"": "code"})
        else:
            steps = Steps(code=form.cleaned_data["code"], asked=steps.asked)
            return _show(request, "words", steps, at_desk=at_desk)
    return _show(request, "code", steps, at_desk=at_desk, form=form, status=400)


def _words(request: HttpRequest, steps: Steps, *, at_desk: bool) -> HttpResponse:
    """Yes or no to each purpose. A no to taking part ends here, and leaves nothing."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _show(request, "words", steps, at_desk=at_desk, form=form, status=400)
    if not form.words[Purpose.ENTER]:
        _end_asked(steps)
        return render(request, "youth/family/refused.html", frame(steps) | {"at_desk": at_desk})
    steps = Steps(steps.code, steps.asked, request.POST.get("digest", "")[:64], form.words)
    return _show(request, "child", steps, at_desk=at_desk)


def _child(request: HttpRequest, steps: Steps, *, at_desk: bool) -> HttpResponse:
    """Who the child is, and who answers for it: the one step that keeps something, all of it or nothing."""
    at = timezone.now()
    form = _form(request.POST, steps, at_desk=at_desk)
    if form.add_own_word(_edition(steps), today=timezone.localdate()) and form.is_valid():
        if not at_desk:
            spend("youth-enter", str(_person(request).pk), most=ENTERED_AN_HOUR, seconds=HOUR)
        try:
            entered = actions.enter(
                _edition(steps),
                pupil_told(form),
                words=steps.words,
                guardian=_guardian(request, form, at_desk=at_desk),
                own=form.words or None,
                code=steps.code,
                text_digest=steps.digest,
                at=at,
            )
        except Refused as refused:
            tell(form, refused)
        else:
            _end_asked(steps)
            slip = guardians.give_slip(entered.ward, by=_person(request), at=at) if at_desk and entered.ward else ""
            told = {"entered": entered, "slip": slip, "at_desk": at_desk}
            return render(request, "youth/family/done.html", frame(steps) | told)
    return _show(request, "child", steps, at_desk=at_desk, status=400, form=form)


def pupil_told(form: PupilForm) -> PupilTold:
    """What the form says of the child."""
    given = form.cleaned_data
    return PupilTold(
        given["name"],
        given["born_on"],
        given["band"],
        given["pseudonym"],
        form.district_given,
        given.get("known_as", ""),
    )


def _guardian(request: HttpRequest, form: PupilForm, *, at_desk: bool) -> GuardianTold:
    given = form.cleaned_data
    return GuardianTold(
        relation=given["relation"],
        name=given["guardian_name"],
        contact=given["reach"] if at_desk else "",
        person=None if at_desk else _person(request),
        verified=Verified.DESK if at_desk else Verified.CONTACT,
        verified_by=_person(request) if at_desk else None,
    )


def _show(
    request: HttpRequest, step: str, steps: Steps, *, at_desk: bool, status: int = 200, **told: Any
) -> HttpResponse:
    at, context = timezone.now(), frame(steps) | {"at_desk": at_desk, "step": step}
    if context["edition"] is None:
        return render(request, "youth/family/closed.html", context | {"next": next_days(at=at)})
    if step == "words":
        context |= {"text": latest_text(TRACK, at=at), "form": WordsForm()}
    if step == "child" and "form" not in told:
        told["form"] = _form(None, steps, at_desk=at_desk)
    return render(request, f"youth/family/{step}.html", context | told, status=status)


def _form(data: Any, steps: Steps, *, at_desk: bool) -> PupilForm:
    return pupil_form(data, steps, who="desk" if at_desk else "guardian")


def pupil_form(data: Any, steps: Steps, *, who: str) -> PupilForm:
    """The last step, with names drawn afresh."""
    edition, slip = _edition(steps), _slip(steps)
    districts = [] if slip and slip.school else list(edition.districts.order_by("code"))
    names = free_pseudonyms(edition, dice=random.SystemRandom())
    return PupilForm(data, names=names, districts=districts, who=who)


def frame(steps: Steps) -> dict[str, Any]:
    """What each step shows: the edition, the slip, and what was answered so far."""
    slip = _slip(steps)
    editions = [slip.edition] if slip else editions_to_enter(at=timezone.now())
    return {"edition": editions[0] if editions else None, "slip": slip, "steps": steps.sealed()}


def _edition(steps: Steps) -> Edition:
    edition: Edition | None = frame(steps)["edition"]
    if edition is None:
        raise NotAllowed(actions.NOT_OPEN)
    return edition


def _slip(steps: Steps) -> EntryCode | None:
    return find_code(steps.code) if steps.code else None


def _end_asked(steps: Steps) -> None:
    """The question by which she came is answered, either way."""
    asking = find_asking(steps.asked, at=timezone.now()) if steps.asked else None
    if asking is not None and asking.child is None:
        guardians.end_asking(asking, at=timezone.now())


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the guard let nobody else in
    return request.user
