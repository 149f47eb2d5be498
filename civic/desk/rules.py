"""What the desk reads out of the table of moves: which rows are an officer's, what they demand, which comes first."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic.cases.rules import MOVES, Demand, Move, State, Station
from civic.cases.rules.clock import ASKED_STATES
from civic.cases.rules.privacy import is_never_public
from civic.cases.rules.screening import PRIVATE_KINDS
from civic.lib.private_data import find_private, names_in

DESK_SIDES = ("check", "act", "decide")
MOVES_ON = (
    "open-for-support",
    "accept",
    "verify",
    "decide",
    "dispatch",
    "take",
    "sign",
    "pass",
    "release",
    "reach",
    "answer",
    "mend",
)  # what usually comes next, where one of two ways is the usual one
SUGGESTION_VERBS = ("name-points", "weigh", "ask-assessment")  # of a suggestion, on a page of its own
ASSESSMENT_VERBS = ("give-assessment", "take-over", "withdraw-assessment")
POINT_VERBS = (*SUGGESTION_VERBS, *ASSESSMENT_VERBS)
READ_FIRST = frozenset({"answer", "publish"})  # everybody reads these words, so whoever writes them reads them first
FOUND_IN_THE_CASE = frozenset({"matter", "office"})  # what a move asks for and every case may answer by itself
KEYS = {
    "accept": "a",
    "answer": "a",
    "decline": "d",
    "dispatch": "d",
    "decide": "d",
    "take": "t",
    "verify": "v",
    "return": "r",
    "send-back": "s",
    "publish": "p",
    "withhold": "w",
}
FILTERS = (
    "q",
    "state",
    "deadline",
    "kind",
    "matter",
    "area",
    "office",
    "source",
    "language",
    "mine",
    "priority",
    "flagged",
    "returned",
)
ASKED = ("view", *FILTERS)  # what a saved view, an export and every link of the worklist carry on
LONGEST_ASKED = 100
COUNTED_TO = 1000  # counts stop here; more is "999+"
CHECKED_BY = ("verify", "send-back")  # the two ways to decide on an answer
MEETS = frozenset({"committee", "supervisor", "dispatcher"})  # whom the meeting list is for


def opens_talks(roles: Collection[str]) -> bool:
    """Do these roles say where comments are open?"""
    return "committee" in roles


READS_TOPICS = MEETS | {"handler", "head"}  # these two read those whose cause their office removes


def desk_rows() -> tuple[Move, ...]:
    """The rows of the table that officers make by hand; residents and sources have theirs elsewhere."""
    return tuple(move for move in MOVES if move.side in DESK_SIDES and not move.stands_apart)


def demands_of(side: str, verb: str) -> tuple[Demand, ...]:
    """Everything the rows of one side's verb ask for, each once."""
    asked: dict[str, Demand] = {}
    for move in desk_rows():
        if move.side == side and move.verb == verb:
            asked |= {demand.name: demand for demand in move.demands}
    return tuple(asked.values())


def states_moved_by(side: str, roles: frozenset[str]) -> tuple[State, ...]:
    """The states from which these roles take a case on: what waits for them, but for what a resident was asked. In the
    order of the table."""
    found: list[State] = []
    for move in desk_rows():
        if move.side == side and move.after is not None and not move.aside and move.roles & roles:
            before = move.before - ASKED_STATES
            found += [state for state in State if state in before and state not in found]
    return tuple(sorted(found, key=list(State).index))


def states_awaited_by(side: str, roles: frozenset[str]) -> tuple[State, ...]:
    """The states in which these roles wait for a resident's reply to what they asked."""
    asked = {move.after for move in desk_rows() if move.side == side and move.verb == "ask" and move.roles & roles}
    return tuple(state for state in State if state in asked)


def verbs_of(side: str, roles: frozenset[str]) -> tuple[str, ...]:
    """The verbs these roles may ever use."""
    return tuple(dict.fromkeys(move.verb for move in desk_rows() if move.side == side and move.roles & roles))


def goes_in_bulk(move: Move) -> bool:
    """May this be done to many cases at once? Only where nothing has to be said: words, reasons and outcomes belong to
    one case and one resident. What everybody may read is decided case by case, whatever it asks for; and whoever reads
    or signs an answer of somebody else has it before her."""
    return (
        move.publishes is None
        and not move.not_author
        and not move.one_by_one
        and all(demand.kind in FOUND_IN_THE_CASE for demand in move.demands if demand.is_required)
    )


def verbs_in_bulk(side: str, roles: frozenset[str]) -> tuple[str, ...]:
    """The verbs these roles may use on many cases at once, in the order of the table."""
    rows = [move for move in desk_rows() if move.side == side and move.roles & roles]
    return tuple(dict.fromkeys(move.verb for move in rows if goes_in_bulk(move)))


def does_tasks_only(roles: Collection[str]) -> bool:
    """Does somebody do tasks beside cases, and nothing else at the desk?"""
    return set(roles) == {"worker"}


def keeps_a_corner_only(roles: Collection[str]) -> bool:
    """Does somebody sit in a residents' committee, and nothing else at the desk?"""
    return set(roles) == {"community"}


def has_corners(roles: Collection[str]) -> bool:
    """Are the corners of communities on her desk?"""
    return bool({"community", "moderator"} & set(roles))


@dataclass(frozen=True)
class KeyVerb:
    """A verb with its words, the key that opens it, and whether it may be done to many cases at once."""

    verb: str
    label: Any
    key: str
    in_bulk: bool


def verb_keys(side: str, roles: frozenset[str]) -> list[KeyVerb]:
    """What these roles may reach by a key or do in bulk, in the order of the table."""
    bulk = verbs_in_bulk(side, roles)
    labels = {move.verb: move.label for move in reversed(desk_rows()) if move.side == side and move.roles & roles}
    return [
        KeyVerb(verb, labels[verb], KEYS.get(verb, ""), verb in bulk)
        for verb in verbs_of(side, roles)
        if verb in KEYS or verb in bulk
    ]


def kept_query(asked: Mapping[str, str]) -> str:
    """What the worklist was asked for as one line, in a fixed order: known names only, nothing empty, nothing long."""
    said = {name: (asked.get(name) or "").strip()[:LONGEST_ASKED] for name in ASKED}
    return urlencode({name: value for name, value in said.items() if value})


def without_words(query: str) -> str:
    """The same line without what was searched for."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name != "q"])


def first_of(moves: tuple[Move, ...], *, waits_for_screening: bool) -> Move | None:
    """The move that gets the filled button: the usual next step, screening while due, none where two ways are equal."""
    by_verb = {move.verb: move for move in moves}
    for verb in MOVES_ON:
        if verb in by_verb:
            return by_verb[verb]
    return by_verb.get("publish") if waits_for_screening else None


def waits_for_screening(
    *, publication: str, state: str, resident_seq: int, screened_seq: int, privacy: str = ""
) -> bool:
    """Are there words of a resident that no moderator has read? What is withheld is hidden whole and does not wait, nor
    does what is never public."""
    if publication == "withheld" or state == State.WITHDRAWN or is_never_public(privacy):
        return False
    return resident_seq > screened_seq


@dataclass(frozen=True)
class Standing:
    """How a state is drawn at the desk: its word, an icon beside it, and the kind of tag."""

    label: Any
    icon: str
    tone: str = ""  # "", grey or red


_STANDINGS = {
    State.FILED: Standing(_("To be read"), "ring"),
    State.ASKED_AT_DESK: Standing(State.ASKED_AT_DESK.label, "clock", "grey"),
    State.SUPPORTING: Standing(State.SUPPORTING.label, "people", "grey"),
    State.ACCEPTED: Standing(_("To be dispatched"), "ring"),
    State.DISPUTED: Standing(_("Whose case it is"), "seat"),
    State.DISPATCHED: Standing(_("To be taken on"), "ring"),
    State.IN_HAND: Standing(State.IN_HAND.label, "tool"),
    State.ASKED_BY_OFFICE: Standing(State.ASKED_BY_OFFICE.label, "clock", "grey"),
    State.ANSWERED: Standing(_("To be checked"), "eye"),
    State.CLOSED: Standing(State.CLOSED.label, "check", "grey"),
    State.DECLINED: Standing(State.DECLINED.label, "cross", "grey"),
    State.WITHDRAWN: Standing(State.WITHDRAWN.label, "dash", "grey"),
    State.DECLINE_APPEALED: Standing(State.DECLINE_APPEALED.label, "seat"),
    State.CLOSE_APPEALED: Standing(State.CLOSE_APPEALED.label, "seat"),
    State.DECLINE_LAST_APPEAL: Standing(State.DECLINE_LAST_APPEAL.label, "seat"),
    State.CLOSE_LAST_APPEAL: Standing(State.CLOSE_LAST_APPEAL.label, "seat"),
    State.MERGED: Standing(_("Merged"), "people", "grey"),
}
_SENT_BACK = Standing(pgettext_lazy("tag", "Sent back"), "back", "red")
_REOPENED = Standing(pgettext_lazy("tag", "Reopened"), "back", "red")
HASTENED = Standing(_("Hastened"), "alert", "red")
TO_PUT_RIGHT = Standing(_("Rated badly: to be put right"), "alert", "red")
NEWS = Standing(_("New from the resident"), "speak", "red")  # and nobody who holds the case has acted since
TOLD_TO = {
    "community": Standing(_("Unanswered: community told"), "alert", "red"),
    "street": Standing(_("Unanswered: street told"), "alert", "red"),
    "district": Standing(_("Unanswered: district told"), "alert", "red"),
}
_NOT_SOLVED = Standing(_("Closed, not solved"), "cross", "red")


_DRAFTED = {
    Station.HANDLER: Standing(_("Answer handed back"), "back", "red"),
    Station.READER: Standing(_("Answer to be read"), "eye"),
    Station.HEAD: Standing(_("To be signed"), "words"),
    Station.READY: Standing(_("Answer kept ready"), "clock", "grey"),
}


def standing(*, state: str, round_: int, verdict: str, answered_at: datetime | None, station: str = "") -> Standing:
    """How a case is drawn in a list: its state, where its drafted answer lies, and the trouble it has had."""
    if station:
        return _DRAFTED[Station(station)]
    if state == State.CLOSED and verdict == "no":
        return _NOT_SOLVED
    if state == State.IN_HAND and answered_at is not None:
        return _SENT_BACK if round_ == 1 else _REOPENED
    if state in (State.ACCEPTED, State.DISPATCHED) and round_ > 1:
        return _REOPENED
    return _STANDINGS[State(state)]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `kind` names the private thing it seems to be."""

    text: str
    kind: Any = ""


def pieces_of(text: str, *, told: Iterable[str] = ()) -> list[Piece]:
    """The text in stretches, with what looks private marked, so that a moderator overlooks nothing; names that other
    texts announce, `told`, as well."""
    pieces: list[Piece] = []
    done = 0
    for span in find_private(text, names=names_in(told)):
        pieces += [
            Piece(text[done : span.start]),
            Piece(text[span.start : span.end], PRIVATE_KINDS.get(span.kind, span.kind)),
        ]
        done = span.end
    return [piece for piece in [*pieces, Piece(text[done:])] if piece.text]


# --- what somebody types and has not sent ---

KEPT_FOR = timedelta(hours=12)
KEPT_PLACES, KEPT_FIELDS, LONGEST_KEPT = 30, 20, 4000
NEVER_KEPT = frozenset(
    {"csrfmiddlewaretoken", "seq", "read", "send", "preview", "replace", "place", "next", "password", "code"}
)
PLACE = re.compile(r"[0-9]{2}-[0-9]{4}-[0-9]{4}/[a-z]+(?:-[a-z]+)*")


def is_place(place: str) -> bool:
    """Is this a place where the desk asks for words: a case and a verb?"""
    return len(place) <= 60 and PLACE.fullmatch(place) is not None


def place_of(path: str) -> str:
    """The place that an address of the desk stands for; "" for none."""
    said = path.removeprefix("/desk/cases/").strip("/") if path.startswith("/desk/cases/") else ""
    return said if is_place(said) else ""
