"""The timeline of a case as each reader reads it, and whether its chain holds."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from civic.cases.models import (
    Case,
    Line,
    LineWords,
    Photo,
    PhotoState,
)
from civic.cases.rules import INSIDE, MOVES, Source
from civic.cases.rules.ratings import Later
from civic.journal.models import Audience
from civic.journal.rules import broken_at
from civic.offices.rules import said_in

REPORTS = ("file", "edit")  # lines whose words are the report itself
HER_OWN = ("resident", "intake")  # sides whose lines are the reporter's


@dataclass(frozen=True)
class Entry:
    """One line of the timeline as one reader may read it. `text` is empty where the words are not for this reader;
    `note` says why."""

    line: Line
    title: Any
    side: str
    office: str
    text: str
    language: str
    note: Any
    is_latest_answer: bool
    photos: tuple[Photo, ...]
    is_current_round: bool
    is_superseded: bool = False  # a report that its reporter has changed since
    is_report: bool = False  # the report as it reads now

    @property
    def facts(self) -> dict[str, Any]:
        """What the line states besides its words."""
        return self.line.facts


_FOLLOWED = {move.branch: move.done for move in MOVES if move.verb == "follow"}
_APART = {move.branch: move.done for move in MOVES if move.verb == "set-apart"}
_ENDED = next(move.done for move in MOVES if (move.verb, move.branch) == ("call-for-answer", "ended"))
_DONE: dict[tuple[str, str], Any] = {}
for _move in MOVES:
    if not _move.line or _move.is_inside:  # what goes out as an answer is told as one
        _DONE.setdefault((_move.line or _move.verb, _move.hand), _move.done)


_BESIDE = {  # what moves no case, so that the table of moves has no row for it
    "call": gettext_lazy("Called whoever is on duty"),
    "acknowledge": gettext_lazy("Somebody on duty has it"),
}

_OF_INCIDENT = {
    "join-incident": gettext_lazy("Part of the incident “%(incident)s”: the clock stands still"),
    "prolong-incident": gettext_lazy("The incident “%(incident)s” lasts longer or shorter than was said"),
    "leave-incident": gettext_lazy("No longer part of the incident “%(incident)s”: the clock runs again"),
    "end-incident": gettext_lazy("The incident “%(incident)s” has ended: the clock runs again"),
}


_LATER: dict[tuple[bool, str], Any] = {
    (False, Later.STAYS): gettext_lazy("It has stayed solved, says the resident"),
    (False, Later.BACK): gettext_lazy("It came back, says the resident"),
    (True, Later.BACK): gettext_lazy("It came back, says the resident: reopened"),
}
_OBJECTION_DONE: dict[str, Any] = {
    "hide": gettext_lazy("Objection upheld: what shows personal data stays hidden"),
    "reply": gettext_lazy("Somebody concerned was heard: the reply stands beside the answer"),
    "unfounded": gettext_lazy("Objection upheld: the complaint was found unfounded"),
    "withdraw": gettext_lazy("Objection upheld: taken from the public"),
    "refuse": gettext_lazy("Objection refused: the page stays as it is"),
}


def _title(line: Line, answers: int, *, seen_before: bool) -> Any:
    if line.verb == "file" and line.facts.get("is_part"):
        return _("Split off as a part")
    if line.verb == "file" and line.facts.get("source") == Source.CITY:
        return _("Suggested by the city itself")
    if line.verb == "file" and line.facts.get("written_from"):
        return _("Written by the city from what residents suggested")
    if line.verb == "file":
        return _("Handed in by telephone") if line.facts.get("source") == "phone" else _("Reported")
    if line.verb == "add" and line.side == "resident":
        return _("Added by the resident")
    if line.verb == "answer" and answers > 1:
        return _("Answer number %(count)d") % {"count": answers}
    if line.verb == "publish" and seen_before:
        return _("Screened what the resident wrote since")
    if line.verb == "blur":
        told = ngettext(
            "Covered %(count)d place in a photo", "Covered %(count)d places in a photo", line.facts["boxes"]
        )
        return told % {"count": line.facts["boxes"]}
    if line.verb in _OF_INCIDENT and line.facts.get("names"):
        return _OF_INCIDENT[line.verb] % {"incident": said_in(line.facts["names"], get_language() or "en")}
    if line.verb in _BESIDE:
        return _BESIDE[line.verb]
    if line.verb == "unblur":
        return _("Took the cover off a photo again")
    if line.verb == "reach" and line.facts.get("names"):
        return _("Reached: %(stage)s") % {"stage": said_in(line.facts["names"], get_language() or "en")}
    if line.verb == "return" and line.facts.get("disputed"):
        return _("Returned again: the committee decides whose it is")
    if line.verb == "say" and line.facts.get("sends_back"):
        return _("Not solved, says the resident: sent back")
    if line.verb == "verify" and line.facts.get("solved"):
        return _("Checked and closed; what the resident said before counts now")
    if line.verb == "call-back" and line.facts.get("reached"):
        return _("Called back after a bad rating")
    if line.verb == "rate" and line.facts.get("turn") == 2 and not line.facts.get("reopens"):
        return _("Rated once more, after it was put right")
    if line.verb == "say-again":
        return _LATER[bool(line.facts.get("reopens")), line.facts.get("later", "")]
    if line.verb in ("uphold", "overturn") and line.facts.get("step") == 2:
        return _("Upheld by the committee") if line.verb == "uphold" else _("Overturned by the committee")
    if line.verb == "appeal" and line.facts.get("step") == 2:
        return _("Appealed to the committee")
    if line.verb == "rate" and line.facts.get("reopens"):
        return _("Rated, and reopened for round %(round)d") % {"round": line.facts["round"]}
    if line.verb == "decide-objection" and line.facts.get("remedy") in _OBJECTION_DONE:
        return _OBJECTION_DONE[line.facts["remedy"]]
    if line.verb == "call-for-answer" and line.facts.get("ended"):
        return _ENDED
    if line.verb == "split":
        return _("Split off a part: %(part)s") % {"part": line.facts.get("part", "")}
    if line.verb == "set-apart" and line.facts.get("then"):
        return _APART[line.facts["then"]]
    if line.verb == "follow":
        return _FOLLOWED.get(line.facts.get("then", ""), _("Answered together with others"))
    hand = {
        "resident": ("feedback", "cases", "suggestions"),
        "check": ("supervision", "suggestions"),
        "act": ("handling", "suggestions"),
        "decide": ("feedback", "supervision"),
        "source": ("handling", "suggestions"),
        "intake": ("cases",),
        "calendar": ("cases", "suggestions", "promises"),
        "concerned": ("feedback",),
    }
    for app in (*hand.get(line.side, ()), "cases"):
        if (line.verb, app) in _DONE:
            return _DONE[line.verb, app]
    return line.verb


def step_title(line: Line) -> Any:
    """What a line says in itself, without the rest of its timeline."""
    return _title(line, 1, seen_before=False)


def _words_for(case: Case, line: Line, reader: str) -> tuple[str, str, Any]:
    """Text, language and note of a line for a reader. Words of residents are public only once screened; those of the
    desk once the case is public."""
    words: LineWords | None = getattr(line, "words", None)
    if words is None:
        return "", "", ""
    if words.erased_at is not None and not words.text:
        kept = case.public_text if line.verb == "file" and reader != "desk" else ""
        return (
            (kept, words.language, "")
            if kept
            else ("", "", _("These words were erased at the wish of whoever wrote them."))
        )
    left = _LEFT if words.erased_at is not None else ""
    if reader == "desk" or (reader == "party" and words.audience != Audience.DESK):
        is_own = reader == "desk" or line.side == "resident"
        return words.text if is_own else words.readable, words.language, left
    if words.audience != Audience.PUBLIC or not case.is_public:
        return "", "", ""
    if line.verb == "file":
        return case.public_text, words.language, left
    if line.side == "resident" and not words.is_screened:
        return "", "", _("The resident also wrote something. It is shown once it has been screened.")
    return words.readable, words.language, left


_LEFT = gettext_lazy("Whoever wrote this has taken words out of it.")


def timeline(case: Case, reader: str) -> list[Entry]:
    """The case as its timeline, for a reader (public, party, desk); two queries. What stays inside only the desk
    reads."""
    shown = Photo.objects.filter(
        state__in=[PhotoState.READY, PhotoState.RECEIVED, PhotoState.DEVELOPING, PhotoState.FAILED]
    )
    if reader == "public":
        shown = shown.filter(is_public=True)
    if reader == "party":  # her own; those of the desk once a moderator has looked at them
        shown = shown.filter(Q(is_public=True) | Q(line__side__in=HER_OWN))
    lines = list(
        (case.lines.all() if reader == "desk" else case.lines.filter(is_unsaid=False).exclude(verb__in=INSIDE))
        .select_related("words", "office", "earlier")
        .prefetch_related(Prefetch("photos", queryset=shown))
        .order_by("seq")
    )
    answered = Counter(line.verb for line in lines)["answer"]
    entries: list[Entry] = []
    answers = 0
    seen: set[str] = set()
    for line in lines:
        answers += line.verb == "answer"
        text, language, note = _words_for(case, line, reader)
        entries.append(
            Entry(
                line=line,
                title=_title(line, answers, seen_before=line.verb in seen),
                side=line.side,
                office=line.office.name if line.office else "",
                text=text,
                language=language,
                note=note,
                is_latest_answer=line.verb == "answer" and answers == answered,
                photos=tuple(line.photos.all()),
                is_superseded=line.verb in REPORTS and line.seq < case.said_seq,
                is_report=line.seq == case.said_seq,
                is_current_round=line.facts.get("round", 1) == case.round,
            )
        )
        seen.add(line.verb)
    return entries


def first_broken_line(case: Case) -> int | None:
    """The first line of a case whose seal does not hold, or None when the whole timeline proves itself."""
    lines = list(case.lines.select_related("words").order_by("seq"))
    said = {
        line.seq: (line.words.text, line.words.salt)
        for line in lines
        if hasattr(line, "words") and line.words.erased_at is None
    }
    return broken_at(case.subject, lines, said)
