"""How one case is read for the figures: once, by its first promise and its first word, from its own timeline.

Sources: the rates of hotline practice (response, solved, satisfied; in time = done in time / due), in a form of
our own that closing without action cannot raise: docs/rules.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from civic.cases.rules import Kind, Outcome, Source, Verdict, moves_of
from civic.cases.rules.calls import REACHED
from civic.cases.rules.moves import HANDLED

DEFINITION = 4  # grows with every change of what counts: then everything is counted anew, and told as corrections
GOOD = 4  # stars, of five
ACTED = frozenset({Outcome.SOLVED, Outcome.ADOPTED, Outcome.IN_PART, Outcome.ALREADY_SO, Outcome.NOT_ADOPTED})
"""Outcomes by which something was done; to a suggestion a reasoned no is what is owed."""
CLOSES_WITH_ANSWER = frozenset(
    kind.value for kind in Kind if any(kind in row.kinds and row.after == "closed" for row in moves_of("answer"))
)
PROMISING = ("accept", "call-for-answer", "take-up")  # from then on an answer is owed by a day
UNCOUNTED = (Source.IMPORT, Source.DESK, Source.CITY)  # answered elsewhere, or the city's own words
TOGETHER = ("merge", "join-into", "divide")  # handled with others from then on
READ_VERBS = (
    *(*PROMISING, "overturn", "dispatch", "decide", "settle", "answer", "verify", "send-back", "say", "rate", "ask"),
    *("reply", "rang", "grant-deferral", "merge", "follow", "withdraw", "decline", "reopen-after-check"),
    *("say-again", *TOGETHER[1:]),
)
"""Lines that change what a case counts as; the rest is not read."""


@dataclass(frozen=True)
class Act:
    """A line of the timeline, without its words."""

    verb: str
    side: str
    at: datetime
    round: int
    office: int | None = None  # that acted, or that the line names
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """A rating, or a word before the check that counts. None of the city's own people."""

    at: datetime
    round: int
    solved: str
    result: int | None = None
    attitude: int | None = None
    speed: int | None = None


@dataclass(frozen=True)
class Told:
    """What has to be known of one case."""

    kind: str
    source: str
    is_part: bool
    acts: Sequence[Act]
    said: Sequence[Said] = ()
    days: Mapping[int, datetime] = field(default_factory=dict)  # the promised day of each round, as it is kept
    answer_due_at: datetime | None = None
    office: int | None = None
    came_back: bool = False  # a standing return of it was reported


@dataclass(frozen=True)
class Count:
    """What a case counts as, in the month of its promised day."""

    due_at: datetime
    office: int | None  # that held it when the day came
    answered_by: int | None  # whose answer the resident speaks of
    in_time: bool
    responded: bool
    sent_back: bool
    reopened: bool
    came_back: bool
    without_action: bool
    deferred: bool
    asked: bool
    solved: str
    result: int | None
    attitude: int | None
    speed: int | None
    put_right: bool


@dataclass(frozen=True)
class _Stood:
    """An answer that came to stand: when it was given, by whom, how it says it ended."""

    at: datetime
    round: int
    office: int | None
    outcome: str

    @property
    def acted(self) -> bool:
        return self.outcome in ACTED


def read_case(told: Told) -> Count | None:
    """What the case counts as; None for one that is in no figure: thanks, reports about offices, parts of another case,
    what came from an earlier system or the city wrote itself, what nobody accepted, what its reporter took back before
    its day."""
    if told.kind not in HANDLED or told.source in UNCOUNTED or told.is_part:
        return None
    promise = _promise(told.acts)
    if promise is None:
        return None
    due = _due(told, promise)
    if due is None or any(act.verb == "withdraw" and promise.at <= act.at <= due for act in told.acts):
        return None
    first = [act for act in told.acts if act.round == promise.round and act.at >= promise.at]
    stood = _stood(told)
    early = [one for one in stood if one.round == promise.round]
    last = early[-1] if early else None
    reopened = any(act.round > promise.round for act in told.acts)
    done = last is not None and last.acted and last.at <= due
    word, later = _words(told.said)
    return Count(
        due_at=due,
        office=_holder(told, due),
        answered_by=_answered_by(stood, word, told),
        in_time=done and not reopened,
        responded=done or _reached(first, due),
        sent_back=any(act.verb == "send-back" or _refused(act) for act in first),
        reopened=reopened,
        came_back=told.came_back,
        without_action=(last is not None and not last.acted) or any(act.verb == "decline" for act in first),
        deferred=any(act.verb == "grant-deferral" for act in first),
        asked=bool(stood),
        solved=word.solved if stood and word else "",
        result=word.result if stood and word else None,
        attitude=word.attitude if stood and word else None,
        speed=word.speed if stood and word else None,
        put_right=bool(stood and word) and later,
    )


def _promise(acts: Sequence[Act]) -> Act | None:
    """The act by which the city first promised an answer."""
    for act in acts:
        if act.verb in PROMISING or (act.verb == "overturn" and "until" in act.facts):
            return act
    return None


def _due(told: Told, promise: Act) -> datetime | None:
    """The day first promised. A pause while the resident is asked, an incident and the calendar move it; a day granted
    later does not, nor does merging and taking out again start it anew."""
    for act in told.acts:
        if act.verb == "grant-deferral" and act.round == promise.round and act.facts.get("from"):
            return datetime.fromisoformat(act.facts["from"])
    kept = told.days.get(promise.round)
    if kept is not None and not any(act.verb in TOGETHER for act in told.acts):
        return kept
    if promise.facts.get("until"):
        return datetime.fromisoformat(promise.facts["until"])
    return kept or told.answer_due_at


def _holder(told: Told, due: datetime) -> int | None:
    """The office that held it when its day came, or held it last before: returning a case in its last hour hands nobody
    else the lateness. None where none had got it by then."""
    held = [act.office for act in told.acts if act.verb in ("dispatch", "decide", "settle") and act.at <= due]
    held = [office for office in held if office is not None]
    if held:
        return held[-1]
    return next((act.office for act in told.acts if act.verb == "answer" and act.at <= due), None)


def _stood(told: Told) -> list[_Stood]:
    """The answers that came to stand, in their order: checked and closed, or closing by themselves."""
    found: list[_Stood] = []
    pending: _Stood | None = None
    for act in told.acts:
        if act.verb == "answer":
            pending = _Stood(act.at, act.round, act.office, str(act.facts.get("outcome", "")))
        elif act.verb == "send-back" or _refused(act):
            pending = None
        elif act.verb == "follow":
            then = act.facts.get("then", "")
            if then == "closed":
                heard = pending.at if pending else act.at
                found.append(_Stood(heard, act.round, told.office, str(act.facts.get("outcome", ""))))
            pending = _Stood(act.at, act.round, told.office, "") if then == "" else None
        if pending and act.verb == ("answer" if told.kind in CLOSES_WITH_ANSWER else "verify"):
            found.append(pending)
            pending = None
    return found


def _refused(act: Act) -> bool:
    return act.verb == "say" and bool(act.facts.get("sends_back"))


def _reached(acts: Sequence[Act], due: datetime) -> bool:
    """Had the office really been in touch by then: a call that reached somebody, or a question that was replied to?"""
    calls = [act for act in acts if act.verb == "rang" and act.side == "act" and act.at <= due]
    if any(call.facts.get("result") in REACHED for call in calls):
        return True
    asked = [act.at for act in acts if act.verb == "ask" and act.side == "act" and act.at <= due]
    return any(act.verb == "reply" and act.side != "act" and act.at >= asked[0] for act in acts) if asked else False


def _words(said: Sequence[Said]) -> tuple[Said | None, bool]:
    """The first word of the resident, and whether after a "no" a later one was "yes"."""
    words = sorted(said, key=lambda one: one.at)
    if not words:
        return None, False
    return words[0], words[0].solved == Verdict.NO and any(one.solved == Verdict.YES for one in words[1:])


def _answered_by(stood: Sequence[_Stood], word: Said | None, told: Told) -> int | None:
    """The office whose answer the first word speaks of; unrated, the one that answered first."""
    if not stood:
        return None
    spoken_of = [one for one in stood if word is not None and one.round == word.round]
    return (spoken_of[-1] if spoken_of else stood[0]).office or told.office
