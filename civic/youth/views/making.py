"""A child makes a proposal in five steps, on any phone, with or without scripts; each step is kept as it is sent."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.guards import open_to_all
from civic.lib.form_errors import tell
from civic.lib.refusals import NotValid, Refused
from civic.youth import actions as youth
from civic.youth.forms.making import ChangeForm, CheckForm, PictureForm, SawForm, StepForm, WhereForm
from civic.youth.guards import pupil_from, pupils_only
from civic.youth.models import Entry, Proposal, ProposalPicture
from civic.youth.queries.making import cell_of, mine, my_proposal, place_words, places_to_choose, words_to_child
from civic.youth.queries.public import letter_of
from civic.youth.queries.tasks import asked_in, lot_of
from civic.youth.rules import STEPS, Doing, Found, Kind
from civic.youth.rules.private import DOUBTFUL
from civic.youth.rules.proposals import MINE_MOST, PICTURES_MOST, wishes_of
from civic.youth.rules.trouble import CALL_NOW, sounds_like_trouble

FORMS: dict[str, type[StepForm]] = {
    "saw": SawForm,
    "change": ChangeForm,
    "where": WhereForm,
    "picture": PictureForm,
    "check": CheckForm,
}
FIELD_OF = {"words": "saw"}
STEP_OF = {"saw": "saw", "change": "change", "helps": "change"}  # where the child writes what lacks at the end


def _pupil(request: HttpRequest) -> Entry:
    entry = pupil_from(request)
    if entry is None:  # the guard let only pupils in
        raise Http404
    return entry


def _own(request: HttpRequest, number: str) -> Proposal:
    held = my_proposal(_pupil(request), number)
    if held is None:
        raise Http404
    return held


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """A child's own things, and the one way to begin another; whoever has not come in yet reads how."""
    entry, at, fault, status = pupil_from(request), timezone.now(), "", 200
    if entry is None:
        return redirect("youth:make") if request.method == "POST" else render(request, "youth/make/come_in.html")
    asked = asked_in(entry.edition, at=at)
    kinds = [kind.value for kind in Kind if kind in asked]
    if request.method == "POST":
        try:
            kind = _kind(request, kinds)
            begun = youth.make(entry, kind=kind, at=at, language=get_language() or "zh-hans")
            return redirect("youth:step", begun.number, STEPS[0])
        except Refused as refused:
            fault, status = str(refused), refused.status
    own = mine(entry)
    context = {
        "edition": entry.edition,
        "entry": entry,
        "proposals": own,
        "fault": fault,
        "is_open": bool(kinds) and entry.edition.allows(Doing.HAND_IN, at) and len(own) < MINE_MOST,
        "kinds": [(kind, Kind(kind).label) for kind in kinds],
        "lot": lot_of(entry, at=at),
    }
    return render(request, "youth/make/mine.html", context, status=status)


def _kind(request: HttpRequest, kinds: list[str]) -> str:
    """What the child begins: what it pressed, else the first thing this round asks for."""
    pressed = request.POST.get("kind", "")
    return pressed if pressed in kinds else (kinds[0] if kinds else Kind.PROPOSAL)


@pupils_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """One of the five steps: a few boxes, what is wrong beside them, and on to the next one."""
    proposal = _own(request, number)
    if step not in FORMS:
        raise Http404
    if not proposal.is_with_child:
        return redirect("youth:own", proposal.number)
    form, status, doubts = _form(request, proposal, step), 200, list[Found]()
    if request.method == "POST":
        status = 400
        if form.is_valid():
            _comfort(request, proposal, form)
            try:
                _keep(request, proposal, form, step)
                return _onward(request, proposal, step)
            except youth.TellsWho as refused:
                tell(form, refused, beside=FIELD_OF)
                doubts = [one for one in refused.found if one.kind in DOUBTFUL]
                form.elsewhere = _elsewhere(proposal, form, refused)
            except Refused as refused:
                tell(form, refused, beside=FIELD_OF)
                form.elsewhere = _elsewhere(proposal, form, refused)
                status = refused.status
    return render(request, f"youth/make/{step}.html", _told(request, proposal, form, step, doubts), status=status)


def _elsewhere(proposal: Proposal, form: StepForm, refused: Refused) -> list[tuple[str, str]]:
    """What lacks in another step leads there, and not to a place on this page where nothing can be written."""
    wrong = refused.fields if isinstance(refused, NotValid) else {}
    names = [name for name in wrong if name not in form.fields]
    if not names or any(name not in STEP_OF for name in names):
        return []
    to = {name: reverse("youth:step", args=[proposal.number, STEP_OF[name]]) for name in names}
    return [(to[name], str(sentence)) for name in names for sentence in wrong[name]]


def _comfort(request: HttpRequest, proposal: Proposal, form: StepForm) -> None:
    """Whoever writes that somebody hurts it reads at once whom to call, whatever becomes of the words."""
    told = [said for said in form.cleaned_data.values() if isinstance(said, str)]
    if "hand_in" in request.POST:
        told += [proposal.saw, proposal.change, proposal.helps]
    if sounds_like_trouble(told):
        messages.warning(request, str(CALL_NOW))


def _form(request: HttpRequest, proposal: Proposal, step: str) -> StepForm:
    data = request.POST if request.method == "POST" else None
    if step != "where":
        return FORMS[step](data, request.FILES if data is not None else None, proposal=proposal)
    words = (request.POST.get("q") or request.GET.get("q") or "")[:60]
    places = places_to_choose(proposal.entry, words, on=localdate())
    if proposal.cell_id and str(proposal.cell_id) not in dict(places):
        places.insert(0, (str(proposal.cell_id), place_words(proposal)))
    return WhereForm(data, proposal=proposal, places=places)


def _keep(request: HttpRequest, proposal: Proposal, form: StepForm, step: str) -> None:
    at, sure = timezone.now(), [words[:200] for words in request.POST.getlist("sure")[:20]]
    if isinstance(form, WhereForm):
        chosen = form.chosen()
        cell = cell_of(chosen, on=localdate(at))
        youth.keep(proposal, given=youth.Given(cell=cell, no_cell=chosen == "nowhere"), at=at)
        return
    if "remove" in request.POST:
        _remove(request, proposal)
        return
    youth.keep(proposal, given=form.given(sure_of=sure), at=at)
    if step == "picture" and form.cleaned_data["photo"] is not None:
        youth.add_picture(proposal, upload=form.cleaned_data["photo"], alt=form.cleaned_data["alt"], at=at)
    if step == "check" and "hand_in" in request.POST:
        youth.hand_in(proposal, at=at)


def _remove(request: HttpRequest, proposal: Proposal) -> None:
    key = request.POST["remove"]
    for picture in proposal.pictures.kept():
        if str(picture.key) == key:
            youth.drop_picture(picture, at=timezone.now())


def _onward(request: HttpRequest, proposal: Proposal, step: str) -> HttpResponse:
    if "remove" in request.POST or "stay" in request.POST:
        return redirect("youth:step", proposal.number, step)
    if step == STEPS[-1]:
        return redirect("youth:own", proposal.number)
    return redirect("youth:step", proposal.number, STEPS[STEPS.index(step) + 1])


def _told(
    request: HttpRequest, proposal: Proposal, form: StepForm, step: str, doubts: Sequence[Found]
) -> dict[str, Any]:
    place = STEPS.index(step)
    return {
        "edition": proposal.edition,
        "proposal": proposal,
        "form": form,
        "doubts": doubts,
        "step": place + 1,
        "steps": len(STEPS),
        "before": STEPS[place - 1] if place else "",
        "words": words_to_child(proposal),
        "q": (request.GET.get("q") or "")[:60],
        **_shown(proposal, step),
    }


def _shown(proposal: Proposal, step: str) -> dict[str, Any]:
    pictures = list[ProposalPicture](proposal.pictures.kept()) if step in ("picture", "check") else []
    return {
        "pictures": pictures,
        "room": PICTURES_MOST - len(pictures),
        "place": place_words(proposal),
        "wishes": wishes_of(proposal.change),
    }


@pupils_only
@never_cache
@require_safe
def own(request: HttpRequest, number: str) -> HttpResponse:
    """How far one of the child's own things is, what the readers said, and what it can do now."""
    proposal = _own(request, number)
    context = {
        "edition": proposal.edition,
        "proposal": proposal,
        "words": words_to_child(proposal),
        "letter": letter_of(proposal),
        "is_open": proposal.edition.allows(Doing.HAND_IN, timezone.now()),
        **_shown(proposal, "check"),
    }
    return render(request, "youth/make/own.html", context)


@pupils_only
@require_POST
def change(request: HttpRequest, number: str) -> HttpResponse:
    """The child takes it back to write on."""
    proposal = _own(request, number)
    youth.change(proposal, at=timezone.now())
    return redirect("youth:step", proposal.number, STEPS[0])


@pupils_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """Asked once, then it is gone."""
    proposal = _own(request, number)
    if request.method == "POST":
        youth.take_back(proposal, at=timezone.now())
        return redirect("youth:make")
    return render(request, "youth/make/take_back.html", {"edition": proposal.edition, "proposal": proposal})
