"""Where a suggestion stands, in the public's words: one place for pages, API and lists. Pure."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import APPEALED, Kind, Outcome, State, next_step

TO_BE_ANSWERED = frozenset(
    {
        State.ACCEPTED,
        State.DISPUTED,
        State.DISPATCHED,
        State.IN_HAND,
        State.ASKED_BY_OFFICE,
        State.ANSWERED,
    }
)
READ = {  # what a stranger filters by: a word for the address, its states, its label
    "screening": (frozenset({State.FILED, State.ASKED_AT_DESK}), _("Being screened")),
    "supporting": (frozenset({State.SUPPORTING}), _("Open for support")),
    "to-answer": (TO_BE_ANSWERED | APPEALED, _("To be answered")),
    "answered": (frozenset({State.CLOSED}), _("Answered")),
    "joined": (frozenset({State.MERGED}), _("Joined with others, or divided")),
    "ended": (frozenset({State.DECLINED, State.WITHDRAWN}), _("Ended without an answer")),
}
TAKEN_OVER = "taken-over"  # beside those: a suggestion at its end, of an earlier platform
STANDS = {word: label for word, (_states, label) in READ.items()} | {TAKEN_OVER: _("Taken over from elsewhere")}
_TONES = {Outcome.ADOPTED: "", Outcome.IN_PART: "", Outcome.ALREADY_SO: "grey", Outcome.NOT_ADOPTED: "red"}
_ICONS = {Outcome.ADOPTED: "check", Outcome.IN_PART: "check", Outcome.ALREADY_SO: "check", Outcome.NOT_ADOPTED: "cross"}


_DIVIDED = (
    _("The suggestion was several in one. Each of them is supported and answered by itself."),
    _("When all of them are answered this one closes, and its author may appeal."),
)


@dataclass(frozen=True)
class Standing:
    """How it is drawn: the word, an icon beside it, the kind of tag, what it means and what comes next."""

    label: Any
    icon: str
    tone: str
    now: Any
    then: Any


def stands(state: str, outcome: str = "") -> str:
    """Where a suggestion stands, as the filter names it."""
    if outcome == Outcome.TAKEN_OVER:
        return TAKEN_OVER
    return next(word for word, (states, _label) in READ.items() if state in states)


def standing(state: str, outcome: str = "", *, is_divided: bool = False, source: str = "") -> Standing:
    """Where a suggestion stands; `source`: the platform it was taken over from."""
    step = next_step(Kind.SUGGESTION, state, outcome=outcome)
    if state == State.CLOSED and outcome == Outcome.TAKEN_OVER:
        from_there = format_lazy(_("Taken over from {source}"), source=source) if source else STANDS[TAKEN_OVER]
        return Standing(from_there, "book", "grey", step.now, step.then)
    if state == State.MERGED and is_divided:
        return Standing(_("Divided into several"), "people", "grey", _DIVIDED[0], _DIVIDED[1])
    if state == State.MERGED:
        return Standing(_("Joined with another one"), "people", "grey", step.now, step.then)
    if state == State.CLOSED and outcome in _TONES:
        said = Outcome(outcome)
        return Standing(said.label, _ICONS[said], _TONES[said], step.now, step.then)
    if state in TO_BE_ANSWERED:
        return Standing(_("To be answered"), "clock", "", step.now, step.then)
    if state == State.SUPPORTING:
        return Standing(State.SUPPORTING.label, "people", "", step.now, step.then)
    tone = "" if state in APPEALED or state in (State.FILED, State.ASKED_AT_DESK) else "grey"
    icon = "seat" if state in APPEALED else "eye" if tone == "" else "dash"
    return Standing(State(state).label, icon, tone, step.now, step.then)
