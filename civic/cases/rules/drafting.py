"""An answer on its way out of the office: at whose desk it lies, where it goes next, what it must say. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.blanks import blanks_fault
from civic.cases.rules.states import Outcome
from civic.lib.refusals import Sentence

OCCASION_LONGEST = 60
BASIS_LONGEST = 600
REMEDY_LONGEST = 1000


class Station(TextChoices):
    """At whose desk a drafted answer lies inside the office."""

    HANDLER = "handler", _("with the handler again")
    READER = "reader", _("being read by a colleague")
    HEAD = "head", _("waiting for the signature")
    READY = "ready", _("ready, to be published together")


_ORDER = (Station.READER, Station.HEAD, Station.READY)
NEEDS_GROUND = frozenset({Outcome.NOT_OURS, Outcome.NOT_POSSIBLE})


def next_station(lies: str, *, is_read_twice: bool, is_signed: bool, is_kept: bool) -> str:
    """Where an answer goes from where it lies, by what its matter demands and whether it is kept to go out together
    with others; "" when it goes out."""
    needed = {Station.READER: is_read_twice, Station.HEAD: is_signed, Station.READY: is_kept}
    passed = [station.value for station in _ORDER].index(lies) + 1 if lies in _ORDER else 0
    return next((station.value for station in _ORDER[passed:] if needed[station]), "")


def ground_faults(outcome: str, *, basis: str, remedy: str) -> dict[str, Sentence]:
    """What is missing in an answer that says "not ours" or "not possible", by field: nobody is sent away without the
    rule and without being told where to turn."""
    if outcome not in NEEDS_GROUND:
        return {}
    faults: dict[str, Sentence] = {}
    if not basis:
        faults["basis"] = _("Name the rule this rests on: without one nobody can be told that it is not done.")
    if not remedy:
        faults["remedy"] = _("Say what the resident can do now, and where to turn.")
    return faults


def answer_faults(outcome: str, given: Mapping[str, str]) -> dict[str, Sentence]:
    """What keeps these words from going out as an answer, by field: a missing rule or remedy, a blank left open."""
    faults = ground_faults(outcome, basis=given.get("basis", ""), remedy=given.get("remedy", ""))
    words = {name: blanks_fault(given.get(name, "")) for name in ("text", "basis", "remedy")}
    return faults | {name: fault for name, fault in words.items() if fault}


def times_told(spent: Mapping[str, timedelta]) -> list[tuple[Station, timedelta]]:
    """How long an answer lay at each desk, in the order of the way; desks it never came to are left out."""
    way: tuple[Any, ...] = (Station.HANDLER, *_ORDER)
    return [(station, spent[station]) for station in way if spent.get(station)]
