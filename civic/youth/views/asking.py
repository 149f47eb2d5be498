"""A child asks "May I?", comes in with its code, and has its own say."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.guards import open_to_all
from civic.accounts.models import Person
from civic.guardians.queries import latest_text, uses_of, words_said
from civic.guardians.rules import OWN_WORD_AGE, Purpose, Voice
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import NotValid, Refused, TooMany
from civic.notices.models import Channel
from civic.notices.queries import reaches
from civic.youth import actions
from civic.youth.actions import TRACK
from civic.youth.forms import TO_CHILD, AddressForm, CodeForm, WordsForm
from civic.youth.guards import PUPIL, PUPIL_CODE, pupil_from, pupils_only
from civic.youth.queries.entering import editions_to_enter, find_code, next_days
from civic.youth.views.agreeing import frame, pupil_form, pupil_told, try_code
from civic.youth.views.steps import Steps, read_steps

HOUR, DAY = 3600, 24 * 3600
ASKINGS_A_DAY = 60  # of one network: a class of fifty asks at home from the school; each address hears once a day
OWN_PURPOSES = (Purpose.ENTER, Purpose.PUBLISH, Purpose.JURY)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def may_i(request: HttpRequest) -> HttpResponse:
    """How a child asks at home: with its slip, by a message, by a letter it takes along."""
    at = timezone.now()
    editions = editions_to_enter(at=at)
    context = {"edition": editions[0] if editions else None, "next": next_days(at=at), "reaches": _can_write()}
    form, status = AddressForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid() and editions and _can_write():
            spend("youth-may-i", client_network(request), most=ASKINGS_A_DAY, seconds=DAY)
            try:
                actions.ask_family(
                    editions[0], address=form.cleaned_data["address"], language=get_language() or "en", at=at
                )
            except NotValid as refused:
                tell(form, refused)
            else:
                return render(request, "youth/family/asked_sent.html", context)
    return render(request, "youth/family/may_i.html", context | {"form": form}, status=status)


@open_to_all
@require_safe
def letter(request: HttpRequest) -> HttpResponse:
    """The letter a child takes home, to be printed; it names nobody."""
    at = timezone.now()
    editions = editions_to_enter(at=at)
    text = latest_text(TRACK, at=at)
    address = settings.SITE_URL.removeprefix("https://").removeprefix("http://") + "/little-mayor/may-i/"
    context = {"edition": editions[0] if editions else None, "text": text, "site_address": address}
    return render(request, "youth/family/letter.html", context)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest) -> HttpResponse:
    """A child comes in with the code of its slip, once its family has agreed."""
    form, status, waits = CodeForm(request.POST or None), 200, False
    if request.method == "POST":
        status = 400
        if form.is_valid():
            code = find_code(form.cleaned_data["code"])
            entry = getattr(code, "entry", None) if code else None
            if entry is not None and code is not None and code.voided_at is None:
                request.session.cycle_key()
                request.session[PUPIL], request.session[PUPIL_CODE] = str(entry.key), code.pk
                return redirect("youth:my-word")
            try:
                try_code(request, form.cleaned_data["code"])
            except TooMany:
                raise
            except Refused as refused:
                form.add_error("code", str(refused))
            else:
                waits = True
    context = {"form": form, "waits": waits, "entry": pupil_from(request), "edition": None}
    return render(request, "youth/family/come_in.html", context, status=status if not waits else 200)


@open_to_all
@never_cache
@require_POST
def go_out(request: HttpRequest) -> HttpResponse:
    """This browser knows the child no more: the next one at the same computer is somebody else."""
    for key in (PUPIL, PUPIL_CODE):
        request.session.pop(key, None)
    return redirect("youth:come-in")


@pupils_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_word(request: HttpRequest) -> HttpResponse:
    """What the child itself says to each thing; a no is heard at any age, and at once."""
    entry, at = pupil_from(request), timezone.now()
    assert entry is not None  # the guard let nobody else in
    said = {word.purpose: word.is_yes for word in words_said(entry.child, at=at) if word.voice == Voice.CHILD}
    form, status, is_said = WordsForm(request.POST or None, of_child=True, now=said), 200, False
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.decide(entry.child, words=form.words, text_digest=request.POST.get("digest", "")[:64], at=at)
            except Refused as refused:
                tell(form, refused)
            else:
                entry.refresh_from_db()
                status, is_said = 200, True
    uses = uses_of(entry.child, at=at)
    context = {
        "entry": entry,
        "edition": entry.edition,
        "form": form,
        "text": latest_text(TRACK, at=at),
        "is_said": is_said,
        "is_first": not said,
        "uses": uses,
        "may_make": Purpose.ENTER in uses and entry.paused_at is None,
        "allowed": [label for purpose, label in TO_CHILD.items() if purpose in uses],
    }
    return render(request, "youth/family/my_word.html", context, status=status)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_word(request: HttpRequest) -> HttpResponse:
    """A pupil of fourteen or older agrees itself, in three steps; a guardian is told."""
    steps = read_steps(request.POST.get("steps", ""))
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step == "words":
        return _own_words(request, steps)
    if step == "child":
        return _own_child(request, steps)
    form = CodeForm(request.POST if step == "code" else None)
    if step == "without" and _account(request) is not None:
        return _show(request, "words", Steps())
    if step == "code" and form.is_valid():
        try:
            try_code(request, form.cleaned_data["code"])
        except TooMany:
            raise
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            return _show(request, "words", Steps(code=form.cleaned_data["code"]))
    return _show(request, "code", steps, form=form, status=400 if step else 200)


def _own_words(request: HttpRequest, steps: Steps) -> HttpResponse:
    form = WordsForm(request.POST, of_child=True, purposes=OWN_PURPOSES)
    if not form.is_valid():
        return _show(request, "words", steps, form=form, status=400)
    if not form.words[Purpose.ENTER]:
        return render(request, "youth/family/refused.html", frame(steps) | {"of_child": True})
    return _show(request, "child", Steps(steps.code, "", request.POST.get("digest", "")[:64], form.words))


def _own_child(request: HttpRequest, steps: Steps) -> HttpResponse:
    form, edition = pupil_form(request.POST, steps, who="child"), frame(steps)["edition"]
    if form.is_valid():
        spend("youth-own-word", client_network(request), most=30, seconds=HOUR)
        try:
            entered = actions.enter_by_own_word(
                edition,
                pupil_told(form),
                own=steps.words,
                code=steps.code,
                person=None if steps.code else _account(request),
                address=form.cleaned_data["address"],
                text_digest=steps.digest,
                language=get_language() or "en",
                at=timezone.now(),
            )
        except TooMany:
            raise
        except Refused as refused:
            tell(form, refused)
        else:
            return render(request, "youth/family/done.html", frame(steps) | {"entered": entered, "of_child": True})
    return _show(request, "child", steps, form=form, status=400)


def _show(
    request: HttpRequest, step: str, steps: Steps, *, status: int = 200, form: object | None = None
) -> HttpResponse:
    context = frame(steps) | {"of_child": True, "step": step, "account": _account(request), "age": OWN_WORD_AGE}
    if context["edition"] is None:
        return render(request, "youth/family/closed.html", context | {"next": next_days(at=timezone.now())})
    if step == "words":
        context["text"] = latest_text(TRACK, at=timezone.now())
        form = form or WordsForm(of_child=True, purposes=OWN_PURPOSES)
    if step == "child":
        form = form or pupil_form(None, steps, who="child")
    return render(request, f"youth/family/{step}.html", context | {"form": form}, status=status)


def _account(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _can_write() -> bool:
    """Does the city send messages to addresses at all?"""
    return reaches(Channel.EMAIL) or reaches(Channel.SMS)
