"""The page of one case: where it stands, what comes next, its timeline; bare while nobody has screened it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page, require_safe

from civic.accounts.guards import open_to_all
from civic.cases.forms.own import ReplyForm
from civic.cases.guards import viewer_of
from civic.cases.models import Case, Incident
from civic.cases.queries import (
    Promised,
    Viewer,
    glimpse_of,
    glimpsed,
    helping,
    may_appeal_withholding,
    parts_of,
    promised,
    reads_as,
    timeline,
    together_with,
    visible_to,
)
from civic.cases.queries.callouts import readers_of
from civic.cases.queries.rebounds import place_memory
from civic.cases.queries.thread import (
    AppealCard,
    Event,
    appeal_card,
    is_history,
    may_rate_more,
    rated_anew,
    replies,
    thread,
    was_asked_again,
    was_said,
    written_in,
)
from civic.cases.queries.topics import topic_of
from civic.cases.rules import CLOSED_STATES, WITH_THE_OFFICE, Hand, Kind, Next, Source, State, next_step, open_moves
from civic.cases.rules.own_words import AT_WILL
from civic.cases.rules.supporting import support_fault
from civic.cases.views.told import first_in_danger
from civic.lib.basemap import is_drawn
from civic.lib.codes import read_number

SIGNS = {"check": "eye", "act": "tool", "resident": "speak", "decide": "seat", "": "check"}
RAILS = {"check": "check", "act": "act", "resident": "res", "decide": "decide", "": ""}


@dataclass(frozen=True)
class Standing:
    """The panel at the top: is, next, do."""

    label: Any
    icon: str
    step: Next
    side: str
    office: str  # in whose hands it is now; the office of an earlier round is not
    due: datetime | None
    stages: list[Promised]  # on the way to the answer
    note: Any  # that a day may move
    stands_until: datetime | None  # the clock stands still until then at most
    demanded: datetime | None  # the checking side has hastened the office: it has to act by then
    held: Incident | None  # it holds the clock
    is_late: bool
    is_over: bool
    acts: frozenset[str]  # what the resident may do now: reply, withdraw, rate, appeal
    appeal: AppealCard | None
    appeal_is_over: bool
    is_mending: bool  # the office has to put it right after a bad rating
    rated_anew: str  # what the resident said after that


def canonical(number: str) -> str:
    """The number in its one true form. Http404 for what is no number."""
    read = read_number(number)
    if read is None:
        raise Http404
    return read


def find(viewer: Viewer, number: str) -> Case | None:
    """The case of a number, whole, for whoever may read it whole."""
    whole = visible_to(viewer).with_names().select_related("cell").defer("cell__polygon")
    return whole.filter(number=number).first()


@open_to_all
@conditional_page
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a case. What may not be seen looks like a number never issued, and costs as much. Whoever comes back
    asks again each time, so that what was hidden is gone, and reads 304 where nothing has changed."""
    read = canonical(number)
    if read != number:
        return redirect("cases:show", number=read, permanent=True)
    viewer = viewer_of(request)
    case = find(viewer, read)
    if case is None:
        return _bare(request, read)
    return _whole(request, case, viewer)


def _whole(request: HttpRequest, case: Case, viewer: Viewer) -> HttpResponse:
    """The whole page of a case for one reader."""
    at, reader = timezone.now(), reads_as(case, viewer)
    memory = place_memory(case, viewer, at=at, language=get_language() or "en")
    entries = timeline(case, reader)
    events = thread(entries, language=case.language)
    readers = readers_of(case, at=at) if reader == "party" else None
    is_indexed = case.is_public and case.answered_at is not None and not case.is_unfounded and not case.objecting
    context = {
        "case": case,
        "reader": reader,
        "is_party": reader == "party",
        "address": case.public_address if reader == "public" else case.address,
        "title": (case.public_title if reader == "public" else case.public_title or case.title) or _("Words erased"),
        "title_is_hidden": reader != "public" and not case.is_public,
        "written_in": written_in(case.language),
        "events": events,
        "now": standing_of(case, events, at=at),
        "facts": facts_of(case, entries),
        "tasks": helping(case) if case.is_public or reader != "public" else [],
        "replies": replies(events),
        "has_answer": any(event.frame == "answer" and event.entry.line.verb == "answer" for event in events),
        "joins": joins(case),
        "is_folded": case.is_unfounded and reader == "public",
        "is_indexed": is_indexed,
        "base_map": settings.BASE_MAP if is_drawn() else "",
        "reply_form": ReplyForm(),
        "readers": readers,
        **first_in_danger(case, readers),
        "together": together_with(case, viewer),
        "parts": parts_of(case),
        "memory": memory,
        "topic": topic_of(case, viewer) if memory else None,
    }
    response = render(request, "cases/show.html", context)
    if not is_indexed:
        response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, no_cache=True, **({} if reader == "public" else {"private": True}))
    return response


def _bare(request: HttpRequest, number: str) -> HttpResponse:
    """Matter, area and hour of what nobody has screened, the area and the day where the matter is private; Http404 for
    everything else."""
    case = glimpsed().with_names().select_related("cell").defer("cell__polygon").filter(number=number).first()
    if case is None:
        raise Http404
    glimpse = glimpse_of(case)
    step = next_step(glimpse.kind, glimpse.state) if glimpse.state else None
    context = {"glimpse": glimpse, "number": case.number, "step": step, "joins": bool(glimpse.state) and joins(case)}
    response = render(request, "cases/unscreened.html", context)
    patch_cache_control(response, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def joins(case: Case) -> bool:
    """Can whoever did not hand it in say that it is hers too?"""
    return not support_fault(kind=case.kind, state=case.state, is_merged=case.is_merged, is_own=False)


def standing_of(case: Case, events: list[Event], *, at: datetime) -> Standing:
    """Where a case stands and what its resident may do now: the table of moves, less what is done or over."""
    asked = was_asked_again(events)
    hand = Hand(side="resident", is_portion=case.whole_id is not None, is_asked_again=asked)
    moves = open_moves(kind=case.kind, state=case.state, publication=case.publication, hand=hand)
    acts = {move.verb for move in moves}
    if "appeal-withholding" in acts and not may_appeal_withholding(case, at=at):
        acts.discard("appeal-withholding")
    card = appeal_card(case, events) if "appeal" in acts else None
    if is_history(events) or not may_rate_more(case, events, at=at):
        acts.discard("rate")
    if was_said(events):
        acts.discard("say")
    if card is None or card.until < at:
        acts.discard("appeal")
    is_mending = case.repair_due_at is not None
    step = next_step(case.kind, case.state, is_mending=is_mending, outcome=case.outcome)
    step = step if is_mending else _what_is_left(step, acts)
    dues = promised(case) if case.is_open else []
    return Standing(
        label=State(case.state).label,
        icon=SIGNS[step.who],
        step=step,
        side=RAILS[step.who],
        office=case.office.name if case.office and (case.state in WITH_THE_OFFICE or is_mending) else "",
        due=case.due_at,
        stages=[one for one in dues if one.is_stage],
        note=next((one.note for one in dues if one.note), ""),
        stands_until=case.stands_until if case.stands_until and case.stands_until > at else None,
        demanded=case.demand_due_at,
        held=case.incident if case.held_until is not None and case.held_until > at else None,
        is_late=case.due_at is not None and case.due_at < at,
        is_over=case.state in CLOSED_STATES,
        acts=frozenset(acts),
        appeal=card,
        appeal_is_over=card is not None and card.until < at,
        is_mending=is_mending,
        rated_anew=rated_anew(events),
    )


def _what_is_left(step: Next, acts: set[str]) -> Next:
    """The resident's turn, as far as anything is left to do."""
    asked = acts - AT_WILL
    if step.who != "resident" or asked - {"appeal"}:
        return step
    if asked:
        return Next(step.now, _("The resident may appeal; another office then decides."), "")
    return Next(step.now, _("Nothing more happens. The record stays."), "")


def facts_of(case: Case, entries: list[Any]) -> list[tuple[str, Any]]:
    """What the side column lists: the name of each fact (the template says it in words) and its value."""
    checked = [entry.office for entry in entries if entry.side == "check" and entry.office]
    facts = [
        ("kind", Kind(case.kind).label),
        ("matter", case.matter.name if case.matter else ""),
        ("office", case.office.name if case.office else ""),
        ("checked", checked[-1] if checked else ""),
        ("round", case.round if case.round > 1 else ""),
        ("source", Source(case.source).label),
    ]
    return [(name, value) for name, value in facts if value]
