"""The timeline as the case page draws it: which rail, which sign, in which frame the words stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, Photo
from civic.cases.queries import AnswerCard, Entry
from civic.cases.rules import Kind, Outcome
from civic.cases.rules.appeals import DECISION_DAYS, Step
from civic.cases.rules.checking import Fault
from civic.cases.rules.objections import Remedy
from civic.cases.rules.ratings import may_rate_again
from civic.cases.rules.screening import Ground
from civic.offices.models import Office
from civic.offices.rules import said_in

SIDES = {
    "resident": "res",
    "intake": "res",
    "check": "check",
    "act": "act",
    "decide": "decide",
    "source": "act",
    "calendar": "check",
    "concerned": "res",
}
WHO = {
    "resident": _("Resident"),
    "intake": _("Resident, written down by the phone desk"),
    "check": _("Checking side"),
    "act": _("Acting side"),
    "decide": _("Review"),
    "source": _("Earlier system"),
    "calendar": _("By itself"),
    "concerned": _("Somebody concerned"),
}
# verb: the sign on the rail, and the frame around the words
DRAWN = {
    "file": ("speak", "says"),
    "reply": ("speak", "says"),
    "edit": ("speak", "says"),
    "redact": ("dash", "plain"),
    "withdraw": ("dash", "plain"),
    "accept": ("eye", "plain"),
    "decline": ("dash", "answer"),
    "publish": ("people", "plain"),
    "withhold": ("lock", "plain"),
    "confirm-withholding": ("lock", "plain"),
    "restore": ("people", "plain"),
    "appeal-withholding": ("speak", "says"),
    "object": ("speak", "plain"),
    "decide-objection": ("eye", "plain"),
    "blur": ("lock", "plain"),
    "unblur": ("lock", "plain"),
    "open-for-support": ("people", "plain"),
    "name-points": ("words", "plain"),
    "ask-assessment": ("people", "plain"),
    "give-assessment": ("words", "plain"),
    "withdraw-assessment": ("dash", "plain"),
    "take-over": ("words", "plain"),
    "weigh": ("check", "plain"),
    "call-for-answer": ("clock", "plain"),
    "promise": ("seat", "plain"),
    "take-up": ("eye", "plain"),
    "dispatch": ("send", "plain"),
    "take": ("tool", "plain"),
    "return": ("back", "plain"),
    "reach": ("flag", "plain"),
    "answer": ("tool", "answer"),
    "recount": ("clock", "plain"),
    "seal": ("lock", "plain"),
    "record": ("book", "answer"),
    "bring-in": ("book", "plain"),
    "verify": ("check", "plain"),
    "send-back": ("back", "sentback"),
    "check-again": ("eye", "plain"),
    "reopen-after-check": ("back", "sentback"),
    "say": ("speak", "rated"),
    "rate": ("speak", "rated"),
    "appeal": ("speak", "says"),
    "uphold": ("seat", "answer"),
    "overturn": ("back", "answer"),
    "mend": ("tool", "plain"),
    "ask-again": ("words", "plain"),
    "say-again": ("speak", "says"),
    "ask": ("words", "asks"),
    "defer": ("clock", "plain"),
    "grant-deferral": ("clock", "plain"),
    "refuse-deferral": ("clock", "plain"),
    "hasten": ("alert", "sentback"),
    "decide": ("seat", "answer"),
    "call": ("phone", "plain"),
    "acknowledge": ("check", "plain"),
    "inquire": ("eye", "plain"),
    "conclude": ("seat", "answer"),
    "dismiss": ("dash", "answer"),
    "add": ("speak", "says"),
    "reissue": ("lock", "plain"),
    "call-back": ("phone", "plain"),
    "settle": ("seat", "answer"),
    "escalate": ("alert", "plain"),
    "give-task": ("people", "plain"),
    "accept-task": ("people", "plain"),
    "refuse-task": ("dash", "plain"),
    "report-task": ("people", "plain"),
    "confirm-task": ("check", "plain"),
    "return-task": ("back", "plain"),
    "withdraw-task": ("dash", "plain"),
    "merge": ("people", "plain"),
    "unmerge": ("back", "plain"),
    "separate": ("speak", "says"),
    "follow": ("people", "plain"),
    "join": ("people", "plain"),
    "join-into": ("people", "plain"),
    "divide": ("people", "plain"),
    "set-apart": ("back", "plain"),
    "wish": ("speak", "says"),
    "refuse-wish": ("dash", "plain"),
    "split": ("flag", "plain"),
    "drop": ("dash", "plain"),
    "join-incident": ("flag", "plain"),
    "prolong-incident": ("clock", "plain"),
    "leave-incident": ("clock", "plain"),
    "end-incident": ("clock", "plain"),
}
DRAWN_OF_SIDE = {("reply", "act"): ("tool", "plain")}  # where two sides share a verb
TURNS_BACK = frozenset({"send-back", "hasten", "reopen-after-check"})  # cinnabar on the rail
STARS = (("result", _("Result")), ("attitude", _("Attitude")), ("speed", _("Speed")))
LANGUAGES = {
    "zh-hans": _("Written in Simplified Chinese."),
    "zh-hant": _("Written in Traditional Chinese."),
    "en": _("Written in English."),
}


@dataclass(frozen=True)
class Event:
    """One line of the thread, ready to be drawn."""

    entry: Entry
    before: str  # the rail the case comes from; "" for the first line
    side: str
    who: Any
    icon: str
    frame: str
    is_back: bool
    outcome: Any
    stars: list[tuple[Any, int]]
    until: datetime | None
    before_until: datetime | None  # the day promised before, where it moved
    asked_until: datetime | None  # another day, asked for by the office
    due: datetime | None  # the day of a demand
    stands_until: datetime | None
    held_until: datetime | None  # an incident holds the clock
    runs_since: datetime | None  # it does no more
    stages: list[tuple[str, datetime | None]]  # what was promised on the way to the answer, by when
    mend_until: datetime | None  # after a bad rating
    appeal_until: datetime | None
    appeal_to: str  # who decides then
    ground: Any  # on which a case was withheld
    contest_until: datetime | None  # until when the reporter may appeal against that
    fault: Any  # for which an answer was sent back
    office: str  # the office this line names, in the reader's language
    written_in: Any

    @property
    def card(self) -> AnswerCard:
        """The same as an answer in its frame."""
        facts = self.entry.facts
        return AnswerCard(
            text=self.entry.text,
            language=self.entry.language,
            outcome=self.outcome,
            basis=facts.get("basis", ""),
            remedy=facts.get("remedy", ""),
            appeal_until=self.appeal_until if self.frame == "answer" else None,
            appeal_to=self.appeal_to,
            is_signed=bool(facts.get("signed")),
            is_old=self.frame == "answer-old",
            photos=tuple(self.photos),
        )

    @property
    def photos(self) -> list[Photo]:
        """What can be seen."""
        return [photo for photo in self.entry.photos if photo.state == "ready"]

    @property
    def other_photos(self) -> list[Photo]:
        """What is still being prepared, or could not be; only the resident and the desk are handed these."""
        return [photo for photo in self.entry.photos if photo.state != "ready"]


def thread(entries: list[Entry], *, language: str) -> list[Event]:
    """The timeline of a case in `language`, each line knowing the rail it comes from; at most one query."""
    names = _office_names(entries)
    events: list[Event] = []
    for entry in entries:
        events.append(_event(entry, before=events[-1].side if events else "", names=names, language=language))
    return events


def _event(entry: Entry, *, before: str, names: dict[str, str], language: str) -> Event:
    facts, verb = entry.facts, entry.line.verb
    icon, frame = DRAWN_OF_SIDE.get((verb, entry.side)) or DRAWN.get(verb, ("dash", "plain"))
    if verb == "decide-objection" and facts.get("remedy") == Remedy.REPLY:
        icon, frame = "speak", "reply"
    if frame == "answer" and verb == "answer" and not entry.is_latest_answer:
        frame = "answer-old"
    return Event(
        entry=entry,
        before=before,
        side=SIDES.get(entry.side, "act"),
        who=_("Committee")
        if verb in ("decide", "settle") or (entry.side == "decide" and facts.get("step") == Step.LAST)
        else WHO.get("intake" if facts.get("by") == "phone" else entry.side, ""),
        icon=icon,
        frame=frame,
        is_back=verb in TURNS_BACK or bool(facts.get("sends_back")),
        outcome=Outcome(facts["outcome"]).label if facts.get("outcome") in Outcome.values else "",
        stars=[(label, facts[name]) for name, label in STARS if facts.get(name)],
        until=moment_of(facts, "until"),
        before_until=moment_of(facts, "from"),
        asked_until=moment_of(facts, "asks_until"),
        due=moment_of(facts, "due"),
        stands_until=moment_of(facts, "stands_until"),
        held_until=moment_of(facts, "held_until"),
        runs_since=moment_of(facts, "runs_since"),
        stages=[
            (said_in(stage["names"], get_language() or "en"), moment_of(stage, "until"))
            for stage in facts.get("stages", ())
        ],
        mend_until=moment_of(facts, "mend_until"),
        appeal_until=moment_of(facts, "appeal_until"),
        appeal_to=names.get(facts.get("appeal_to", ""), ""),
        ground=_ground(facts.get("ground")),
        contest_until=moment_of(facts, "contest_until"),
        fault=_fault(facts.get("fault")),
        office=names.get(next((facts[name] for name in _OFFICES if facts.get(name)), ""), ""),
        written_in=written_in(entry.language) if entry.text and entry.language != language else "",
    )


def _ground(said: str | None) -> Any:
    return Ground(said).label if said in Ground.values and said != Ground.OTHER else ""


def _fault(said: str | None) -> Any:
    return Fault(said).label if said in Fault.values and said != Fault.OTHER else ""


def moment_of(facts: dict[str, Any], name: str) -> datetime | None:
    """A moment a line states, or None."""
    return parse_datetime(facts[name]) if facts.get(name) else None


def written_in(language: str) -> Any:
    """A sentence when a text is not in the reader's language; both scripts of Chinese count as one."""
    ours = get_language() or "en"
    return "" if not language or language[:2] == ours[:2] else LANGUAGES.get(language, "")


_OFFICES = ("office", "appeal_to", "reviewed_by")  # where a line names an office


def _office_names(entries: Iterable[Entry]) -> dict[str, str]:
    codes = {entry.facts[name] for entry in entries for name in _OFFICES if entry.facts.get(name)}
    return {office.code: office.name for office in Office.objects.filter(code__in=codes)} if codes else {}


@dataclass(frozen=True)
class AppealCard:
    """Until when the newest answer, refusal or review may be appealed, who decides, in how many working days."""

    until: datetime
    office: str
    days: int
    is_last: bool


def appeal_card(case: Case, events: list[Event]) -> AppealCard | None:
    """What stands beside an answer, a refusal or a review: the day and office its own lines name; None without an
    appeal, or once the last word was spoken."""
    ours = [event for event in events if event.entry.is_current_round]
    appeals = [place for place, event in enumerate(ours) if event.entry.line.verb == "appeal"]
    since = ours[appeals[-1] :] if appeals else ours
    said = [event for event in since if event.appeal_until and event.entry.line.verb != "appeal"]
    if not said or said[-1].appeal_until is None:
        return None
    offices = [event.appeal_to for event in said if event.appeal_to]
    step = Step.LAST if appeals else Step.FIRST
    if case.kind == Kind.MISCONDUCT:
        step = Step.LAST
    return AppealCard(
        until=said[-1].appeal_until,
        office=offices[-1] if offices else "",
        days=DECISION_DAYS[step],
        is_last=step == Step.LAST,
    )


def times_rated(events: list[Event]) -> int:
    """How often this round has been rated. A rating that reopened the case belongs to the round before."""
    rated = [event.entry for event in events if event.entry.line.verb == "rate"]
    return len([entry for entry in rated if entry.is_current_round and not entry.facts.get("reopens")])


def may_rate_more(case: Case, events: list[Event], *, at: datetime) -> bool:
    """May it be rated, for the first time or once more?"""
    times = times_rated(events)
    again = may_rate_again(mended_at=case.mended_at, repair_due_at=case.repair_due_at, at=at)
    return times == 0 or (times == 1 and again)


def rated_anew(events: list[Event]) -> str:
    """What the resident said when it had been put right; "" where she said nothing more."""
    said = [event.entry.facts for event in events if event.entry.line.verb == "rate" and event.entry.is_current_round]
    return next((str(facts["solved"]) for facts in said if facts.get("turn") == 2), "")


def was_asked_again(events: list[Event]) -> bool:
    """Was the resident asked whether it has stayed solved, and has not said yet?"""
    said = [event.entry for event in events if event.entry.line.verb in ("ask-again", "say-again")]
    return bool(said) and said[-1].line.verb == "ask-again" and said[-1].is_current_round


def replies(events: list[Event]) -> list[Event]:
    """What persons concerned replied, to stand beside the answer."""
    return [event for event in events if event.frame == "reply" and event.entry.text]


def was_said(events: list[Event]) -> bool:
    """Has the resident said already whether the newest answer solved it?"""
    said = [event.entry.line.verb for event in events if event.entry.line.verb in ("answer", "say")]
    return said[-1:] == ["say"]


def is_history(events: list[Event]) -> bool:
    """Was it answered in an earlier system? Then it is not rated here."""
    return any(event.entry.line.verb == "record" for event in events)
