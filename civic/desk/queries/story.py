"""The timeline as the desk tells it: who acted by name and number, on which rail, and the facts beside the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from civic.cases.queries import Entry
from civic.cases.rules import Outcome, Station, Verdict
from civic.cases.rules.callouts import RUNG_WORDS, CallReply
from civic.cases.rules.calls import CallResult
from civic.cases.rules.checking import Fault
from civic.cases.rules.objections import Remedy
from civic.cases.rules.ratings import Later
from civic.cases.rules.screening import Ground
from civic.cases.rules.speaking import Spoken
from civic.cases.rules.tasks import RootStage
from civic.offices.models import Office, Officer
from civic.offices.rules import said_in
from civic.places.models import AreaKind
from civic.supervision.rules import Result

RAILS = {"resident": "res", "intake": "res", "source": "act", "calendar": "check", "concerned": "res"}
_NOBODY = {"source": _("Earlier system"), "calendar": _("Calendar"), "concerned": _("Somebody concerned")}
_ICONS = {"res": "speak", "check": "eye", "act": "tool", "decide": "seat"}


@dataclass(frozen=True)
class Fact:
    """Something a line states beside its words; a moment where `at` is set."""

    label: Any
    text: Any = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Told:
    """One line of the story: the entry, who it was, the rail it stands on and the one before."""

    entry: Entry
    who: Any
    rail: str
    before: str
    facts: tuple[Fact, ...]

    @property
    def icon(self) -> str:
        """The sign in its node."""
        own = {"hasten": "alert", "escalate": "alert", "note": "words", "rang": "phone"}.get(self.entry.line.verb)
        if own:
            return own
        return "back" if self.is_setback else _ICONS[self.rail]

    @property
    def is_setback(self) -> bool:
        """Did the case go back with it, or was the office pressed?"""
        return self.entry.line.verb in (
            "send-back",
            "return",
            "overturn",
            "hasten",
            "hand-back",
            "return-task",
            "reopen-after-check",
        ) or bool(self.entry.facts.get("reopens") or self.entry.facts.get("sends_back"))


def story(entries: Sequence[Entry]) -> list[Told]:
    """The entries with names and facts; at most two queries."""
    actors = {
        entry.line.actor_id
        for entry in entries
        if entry.line.actor_id and (_is_by_phone(entry) or entry.side not in ("resident", "source"))
    }
    codes = {
        str(entry.facts[key])
        for entry in entries
        for key in ("office", "appeal_to", "reviewed_by")
        if entry.facts.get(key)
    }
    names = _names_of(actors) if actors else {}
    offices = {office.code: office.name for office in Office.objects.filter(code__in=codes)} if codes else {}
    told: list[Told] = []
    for entry in entries:
        rail = RAILS.get(entry.side, entry.side)
        who = (
            names.get(entry.line.actor_id or 0, "")
            or entry.office
            or _NOBODY.get(entry.side, "")
            or (_("Resident") if rail == "res" else "")
        )
        if _is_by_phone(entry):
            who = _written_down_by(who)
        told.append(Told(entry, who, rail, told[-1].rail if told else "", _facts(entry, offices)))
    return told


def _is_by_phone(entry: Entry) -> bool:
    """Did an operator write down what a caller said?"""
    return entry.facts.get("by") == "phone" or (entry.side == "intake" and entry.line.verb in ("file", "add"))


def _written_down_by(name: Any) -> Any:
    return format_lazy(_("Resident by telephone, written down by {name}"), name=name)


def _names_of(people: set[int]) -> dict[int, str]:
    """The officers who acted, as their colleagues know them: name and number."""
    rows = Officer.objects.filter(person__in=people).values_list("person_id", "person__name", "number")
    return {person_id: f"{name} · {number}" if name else number for person_id, name, number in rows}


def _facts(entry: Entry, offices: dict[str, str]) -> tuple[Fact, ...]:
    said, facts = entry.facts, []
    if said.get("spoken") in Spoken.values:
        facts.append(Fact(_("Spoken in"), Spoken(said["spoken"]).label))
    facts += _changed(entry)
    if said.get("office"):
        facts.append(Fact(_("Office"), offices.get(said["office"], said["office"])))
    if said.get("task"):
        facts.insert(0, Fact(_("Task"), said["task"]))
    if said.get("root") in RootStage.values:
        facts.append(Fact(_("The cause lies in"), RootStage(said["root"]).label))
    if said.get("cause"):
        facts.append(Fact(_("It came from"), said_in(said["cause"], get_language() or "en")))
    if said.get("level") in AreaKind.values:
        facts.append(Fact(_("Level told"), AreaKind(said["level"]).label))
    if said.get("asks_until"):
        facts.append(Fact(_("Asked for"), at=parse_datetime(said["asks_until"])))
    if said.get("due"):
        facts.append(Fact(_("Demanded by"), at=parse_datetime(said["due"])))
    if "in_time" in said and entry.line.verb in ("reply", "mend"):
        facts.append(Fact(_("In time"), _("Yes") if said["in_time"] else _("No, after the day demanded")))
    if said.get("outcome"):
        facts.append(Fact(_("Outcome"), Outcome(said["outcome"]).label))
    if said.get("solved"):
        facts.append(Fact(_("Verdict"), Verdict(said["solved"]).label))
    stars = [(_("Result"), "result"), (_("Attitude"), "attitude"), (_("Speed"), "speed")]
    facts += [Fact(label, f"{said[name]} / 5") for label, name in stars if said.get(name)]
    if said.get("basis"):
        facts.append(Fact(_("Basis"), said["basis"]))
    stages = [(stage["names"], stage["until"]) for stage in said.get("stages", ())]
    facts += [Fact(said_in(names, get_language() or "en"), at=parse_datetime(until)) for names, until in stages]
    if said.get("from"):
        facts.append(Fact(_("Promised before"), at=parse_datetime(said["from"])))
    if said.get("stands_until"):
        facts.append(Fact(_("Clock stands still until"), at=parse_datetime(said["stands_until"])))
    if said.get("clock_runs"):
        facts.append(Fact(_("Clock"), _("It has stood still once already, so it goes on.")))
    if said.get("until"):
        facts.append(Fact(_("Promised by"), at=parse_datetime(said["until"])))
    if said.get("mend_until"):
        facts.append(Fact(_("To be put right by"), at=parse_datetime(said["mend_until"])))
    if said.get("later") in Later.values:
        facts.append(Fact(_("After a month"), Later(said["later"]).label))
    if said.get("remedy"):
        facts.append(Fact(_("What the resident can do"), said["remedy"]))
    if said.get("goes_to") in Station.values:
        facts.append(Fact(_("It lies"), Station(said["goes_to"]).label))
    if said.get("result") in CallResult.values:
        facts.append(Fact(_("What came of it"), CallResult(said["result"]).label))
    if said.get("signed"):
        facts.append(Fact(_("Signed"), _("by the head of the office")))
    if said.get("appeal_to"):
        facts.append(Fact(_("Appeals go to"), offices.get(said["appeal_to"], said["appeal_to"])))
    if said.get("result") in Result.values:
        facts.append(Fact(_("Checked again"), Result(said["result"]).label))
    if "metres" in said:
        facts.append(Fact(_("Stood from the place"), _("%(metres)d m") % {"metres": said["metres"]}))
    if said.get("fault") in Fault.values:
        facts.append(Fact(_("What was wrong"), Fault(said["fault"]).label))
    if said.get("ground") in Ground.values:
        facts.append(Fact(_("Reason"), Ground(said["ground"]).label))
    if said.get("remedy") in Remedy.values:
        facts.append(Fact(_("What happens"), Remedy(said["remedy"]).label))
    if said.get("hidden"):
        facts.append(Fact(_("Hidden at once"), said["hidden"]))
    if said.get("unfounded"):
        facts.append(Fact(_("Found"), _("Found unfounded")))
    if said.get("contest_until"):
        facts.append(Fact(_("May be appealed until"), at=parse_datetime(said["contest_until"])))
    if said.get("reviewed_by"):
        facts.append(Fact(_("Reviewed by"), offices.get(said["reviewed_by"], said["reviewed_by"])))
    if said.get("appeal_until"):
        facts.append(Fact(_("May be appealed until"), at=parse_datetime(said["appeal_until"])))
    if said.get("held_until"):
        facts.append(Fact(_("Held at the latest until"), at=parse_datetime(said["held_until"])))
    if said.get("runs_since"):
        facts.append(Fact(_("Clock runs since"), at=parse_datetime(said["runs_since"])))
    if said.get("rung") in RUNG_WORDS:
        facts.append(Fact(_("Called"), RUNG_WORDS[said["rung"]]))
        if not said.get("reached"):
            facts.append(Fact(_("Reached"), _("No: there is neither a telephone number nor an e-mail address.")))
    if said.get("reply") in CallReply.values:
        facts.append(Fact(_("Said"), CallReply(said["reply"]).label))
    return tuple(facts)


_PARTS_OF_A_REPORT = {
    "text": _("words"),
    "title": _("title"),
    "place": _("place"),
    "matter": _("matter"),
    "photos": _("photos"),
}


def _changed(entry: Entry) -> list[Fact]:
    """What the resident changed in her report, and what it said before."""
    if entry.line.verb != "edit":
        return []
    changed = [str(_PARTS_OF_A_REPORT[name]) for name in entry.facts.get("changed", ()) if name in _PARTS_OF_A_REPORT]
    facts = [Fact(_("Changed"), ", ".join(changed))]
    earlier = getattr(entry.line, "earlier", None)
    if earlier is not None and "title" in entry.facts["changed"]:
        facts.append(Fact(_("Title before"), earlier.title))
    if earlier is not None and "place" in entry.facts["changed"]:
        point = f"{earlier.lat:.5f}, {earlier.lon:.5f}" if earlier.lat is not None else ""
        facts.append(Fact(_("Place before"), " · ".join(part for part in (earlier.address, point) if part) or "—"))
    if entry.facts.get("matter_before"):
        facts.append(Fact(_("Matter before"), entry.facts["matter_before"]))
    return facts
