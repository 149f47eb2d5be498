"""The corners at the desk: for members of residents' committees in their communities, and for moderators."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.models import Person
from civic.communities import actions, queries
from civic.communities.forms import (
    AgreeForm,
    EndTaskForm,
    HandOnForm,
    MeetingForm,
    NoteForm,
    ReasonForm,
    ShowForm,
    TaskForm,
)
from civic.communities.guards import corner_desk_only, roles_in
from civic.communities.models import Meeting, Topic
from civic.communities.rules import (
    ENDED,
    HIDE_MEETING,
    MODERATOR,
    NOTE_MEETING,
    Move,
    Shown,
    move_of,
    roles_for,
    verbs_open,
)
from civic.communities.views.frame import badges, community_in, hand_in, paths_of, person_in
from civic.lib.form_errors import tell
from civic.lib.private_data import find_private, masked
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.models import Matter
from civic.places.models import Area

COMMUNITIES_SHOWN = 200
OPEN_SHOWN, ENDED_SHOWN, MEETINGS_SHOWN = 100, 20, 20
SAID = {
    "show": gettext_lazy("Shown: everybody reads it now."),
    "keep-back": gettext_lazy("Kept back. Whoever raised it is told why, where a contact was left."),
    "hand-on": gettext_lazy("Handed to the city as a case. What comes of it is told here."),
}


@corner_desk_only
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """My communities, and what waits there to be looked at; for a moderator what was kept from everybody, too."""
    hand = hand_in(request)
    paths = paths_of(hand)
    kept = (Shown.KEPT_BACK, Shown.HIDDEN)
    is_moderator = MODERATOR in hand.roles
    context = {
        "communities": list(queries.communities_of(paths)[:COMMUNITIES_SHOWN]),
        "waiting": list(queries.to_look_at(paths)[:OPEN_SHOWN]),
        "kept": list(queries.to_look_at(paths, shown=kept).order_by("-moved_at")[:OPEN_SHOWN]) if is_moderator else [],
        "is_moderator": is_moderator,
    }
    return render(request, "communities/desk.html", context | badges(hand))


@corner_desk_only
@never_cache
@require_safe
def corner(request: HttpRequest, code: str) -> HttpResponse:
    """One corner at the desk."""
    hand, community = hand_in(request), community_in(request, code)
    topics = Topic.objects.filter(corner__community=community).order_by("-moved_at", "-pk")
    shown = topics.filter(shown=Shown.SHOWN)
    open_ones = list(shown.exclude(stage__in=ENDED)[:OPEN_SHOWN])
    roles = roles_in(hand, community)
    context = {
        "community": community,
        "waiting": list(topics.filter(shown=Shown.WAITING).order_by("raised_at")[:OPEN_SHOWN]),
        "open": open_ones,
        "ended": list(shown.filter(stage__in=ENDED)[:ENDED_SHOWN]),
        "kept": list(topics.filter(shown__in=(Shown.KEPT_BACK, Shown.HIDDEN))[:ENDED_SHOWN]),
        "tasks": queries.open_tasks(open_ones),
        "meetings": list(queries.meetings_in(community)[:MEETINGS_SHOWN]),
        "may_note": bool(roles & roles_for(NOTE_MEETING)),
        "may_hide": bool(roles & roles_for(HIDE_MEETING)),
        "today": timezone.localdate(),
    }
    return render(request, "communities/desk_corner.html", context | badges(hand))


@corner_desk_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """Note a meeting that was held."""
    hand, community = hand_in(request), community_in(request, code)
    if not roles_in(hand, community) & roles_for(NOTE_MEETING):
        raise NotAllowed(_("Only members of the residents' committee note meetings."))
    topics = [
        one
        for one in Topic.objects.filter(corner__community=community).order_by("-moved_at")[:OPEN_SHOWN]
        if move_of("talk-over", stage=one.stage, shown=one.shown)
    ]
    initial = {"held_on": timezone.localdate(), "topics": request.GET.getlist("topic")}
    form = MeetingForm(request.POST or None, topics=topics, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = actions.MeetingGiven(**form.cleaned_data)
        try:
            actions.note_meeting(community, by=person_in(request), given=given, at=timezone.now())
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _("Noted: everybody reads it now."))
            return redirect("communities:desk-corner", code=community.code)
    context = {"community": community, "form": form} | badges(hand)
    status = 400 if form.errors and status == 200 else status
    return render(request, "communities/desk_meeting.html", context, status=status)


@corner_desk_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hide_meeting(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """A note that tells too much leaves the page."""
    hand, community = hand_in(request), community_in(request, code)
    found: Meeting | None = queries.meetings_in(community).select_related("corner__community").filter(pk=key).first()
    if found is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.hide_meeting(found, by=person_in(request), at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Hidden. Nobody outside reads the note any more."))
        return redirect("communities:desk-corner", code=community.code)
    context = {"community": community, "meeting": found, "form": form} | badges(hand)
    return render(request, "communities/desk_hide_meeting.html", context, status=400 if form.errors else 200)


@corner_desk_only
@never_cache
@require_safe
def topic(request: HttpRequest, code: str, topic: str) -> HttpResponse:
    """One topic with what is mine to do."""
    found = _topic(community_in(request, code), topic)
    return _topic_page(request, found)


@corner_desk_only
@never_cache
@require_POST
def act(request: HttpRequest, code: str, topic: str, verb: str) -> HttpResponse:
    """Do one thing with a topic. Raises NotAllowed; everything else that is refused stands in the form."""
    found = _topic(community_in(request, code), topic)
    if verb not in DOORS:
        raise Http404
    door = DOORS[verb]
    form = door.form(found, request.POST)
    status = 400
    if form.is_valid():
        try:
            door.act(found, by=person_in(request), at=timezone.now(), given=form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, SAID.get(verb, gettext_lazy("Written down.")))
            return redirect("communities:desk-topic", code=code, topic=found.number)
    return _topic_page(request, _topic(found.corner.community, topic), verb=verb, form=form, status=status)


# --- what each verb asks for, and which act it calls ---


@dataclass(frozen=True)
class Door:
    """The form of a verb, and its act."""

    form: Callable[..., Form]
    act: Callable[..., Any]


def _plainly(act: Callable[..., Any], topic: Topic, *, by: Person, at: Any, given: dict[str, Any]) -> Any:
    return act(topic, by=by, at=at, **given)


def _of_task(act: Callable[..., Any], topic: Topic, *, by: Person, at: Any, given: dict[str, Any]) -> Any:
    return act(given["task"], by=by, at=at, note=given["note"])


def _hand_on(topic: Topic, *, by: Person, at: Any, given: dict[str, Any]) -> Any:
    return actions.hand_on(topic, by=by, given=actions.GivenOn(**given), at=at)


def _ask(kind: Callable[..., Form], verb: str, begins: Callable[[Topic], dict[str, Any]] | None = None) -> Any:
    def ask(topic: Topic, data: Any = None) -> Form:
        return kind(data, auto_id=f"{verb}-%s", **(begins(topic) if begins else {}))

    return ask


def _words_of(topic: Topic) -> dict[str, Any]:
    """As it was raised, with what looks private starred out; as it was shown before, where it was."""
    if topic.public_title or topic.public_text:
        return {"initial": {"title": topic.public_title, "text": topic.public_text}}
    words = queries.raised_words(topic)
    text = words.text if words is not None else ""
    return {
        "initial": {
            "title": masked(topic.title, find_private(topic.title)),
            "text": masked(text, find_private(text)),
        }
    }


def _meetings_of(topic: Topic) -> dict[str, Any]:
    found = list(topic.meetings.all())
    first = {"meeting": str(found[0].pk), "agreed_on": found[0].held_on} if found else {}
    return {"meetings": found, "initial": {"agreed_on": timezone.localdate()} | first}


def _tasks_of(topic: Topic) -> dict[str, Any]:
    return {"tasks": queries.open_tasks([topic])}


def _handed_of(topic: Topic) -> dict[str, Any]:
    matters = list(Matter.objects.filter(is_active=True).order_by("code"))
    return {"matters": matters, "initial": {"text": topic.public_text, "kind": "complaint"}}


DOORS: dict[str, Door] = {
    "show": Door(_ask(ShowForm, "show", _words_of), partial(_plainly, actions.show)),
    "show-again": Door(_ask(ShowForm, "show-again", _words_of), partial(_plainly, actions.show_again)),
    "keep-back": Door(_ask(ReasonForm, "keep-back"), partial(_plainly, actions.keep_back)),
    "hide": Door(_ask(ReasonForm, "hide"), partial(_plainly, actions.hide)),
    "agree": Door(_ask(AgreeForm, "agree", _meetings_of), partial(_plainly, actions.agree)),
    "add-task": Door(_ask(TaskForm, "add-task"), partial(_plainly, actions.add_task)),
    "finish-task": Door(_ask(EndTaskForm, "finish-task", _tasks_of), partial(_of_task, actions.finish_task)),
    "drop-task": Door(_ask(EndTaskForm, "drop-task", _tasks_of), partial(_of_task, actions.drop_task)),
    "solve": Door(_ask(NoteForm, "solve"), partial(_plainly, actions.solve)),
    "not-take": Door(_ask(NoteForm, "not-take"), partial(_plainly, actions.not_take)),
    "hand-on": Door(_ask(HandOnForm, "hand-on", _handed_of), _hand_on),
    "take-up-again": Door(_ask(NoteForm, "take-up-again"), partial(_plainly, actions.take_up_again)),
}
OF_TASKS, AWAY = ("finish-task", "drop-task"), ("keep-back", "hide")


@dataclass(frozen=True)
class Offered:
    """One thing that may be done now: its row, its form, whether it stands open."""

    move: Move
    form: Form
    is_open: bool


def _topic_page(
    request: HttpRequest, found: Topic, *, verb: str = "", form: Form | None = None, status: int = 200
) -> HttpResponse:
    hand = hand_in(request)
    roles = roles_in(hand, found.corner.community)
    tasks = list(found.tasks.all())
    verbs = [one for one in verbs_open(stage=found.stage, shown=found.shown, roles=roles) if one in DOORS]
    if all(task.ended for task in tasks):
        verbs = [one for one in verbs if one not in OF_TASKS]
    verbs.sort(key=lambda one: one in AWAY)  # what takes it from everybody stands last
    offered = [
        _offer(found, one, form if one == verb else None, is_first=not place and one not in AWAY)
        for place, one in enumerate(verbs)
    ]
    words = queries.raised_words(found)
    context = {
        "topic": found,
        "community": found.corner.community,
        "raised": words,
        "private": [words.text[one.start : one.end] for one in find_private(words.text)] if words else [],
        "steps": queries.story_of(found),
        "tasks": tasks,
        "agreements": list(found.agreements.select_related("meeting")),
        "offered": offered,
        "form": form,
        "may_talk": "talk-over" in verbs_open(stage=found.stage, shown=found.shown, roles=roles),
        "case": queries.public_case(found),
        "today": timezone.localdate(),
    }
    return render(request, "communities/desk_topic.html", context | badges(hand), status=status)


def _offer(topic: Topic, verb: str, form: Form | None, *, is_first: bool) -> Offered:
    move = move_of(verb, stage=topic.stage, shown=topic.shown)
    assert move is not None
    return Offered(move, form or DOORS[verb].form(topic), is_first or form is not None)


# --- who asks, and what she reaches ---


def _topic(community: Area, number: str) -> Topic:
    found = Topic.objects.filter(corner__community=community, number=number.upper()[:12])
    topic = found.select_related("case", "corner__community__parent").first()
    if topic is None:
        raise Http404
    return topic
