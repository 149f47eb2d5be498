"""How fast: what a limit and its stages must be, and which of two is the longer. No table, no clock."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from civic.lib.refusals import Sentence
from civic.offices.rules.catalogue import Unit

STAGES_MOST = 6
AMOUNT_MOST = 999
NAME_LONGEST = 120
GRADES = (0, 1, 2, 3)  # 0 is any place, 1 the strictest

_HOURS = {Unit.URGENT_HOURS: 1.0, Unit.DAYS: 24.0, Unit.WORKING_HOURS: 24 * 7 / 5 / 9, Unit.WORKING_DAYS: 24 * 7 / 5}
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


def hours_of(amount: int, unit: str) -> float:
    """How long a stage is in hours of the clock, over a week as it usually is: enough to tell the longer of two."""
    return amount * _HOURS[Unit(unit)]


def time_words(amount: int, unit: str) -> str:
    """How long a stage may take, as a promise says it."""
    if unit == Unit.URGENT_HOURS:
        words = ngettext("in {n} hour, day and night", "in {n} hours, day and night", amount)
    elif unit == Unit.WORKING_HOURS:
        words = ngettext("in {n} working hour", "in {n} working hours", amount)
    elif unit == Unit.WORKING_DAYS:
        words = ngettext("in {n} working day", "in {n} working days", amount)
    else:
        words = ngettext("in {n} day", "in {n} days", amount)
    return words.format(n=amount)


def grades_in_order(hours: Mapping[int, float]) -> bool:
    """Is a stricter place never slower? Grade 1 is the strictest; 0 stands for each grade that has no limit of its
    own. Serves the management by grade of street."""
    told = [hours.get(grade, hours.get(0)) for grade in (1, 2, 3)]
    known = [length for length in told if length is not None]
    return known == sorted(known)


def limit_faults(condition: str, names: Mapping[str, str], grade: Any, stages: Sequence[Any]) -> dict[str, Sentence]:
    """What is wrong with one limit, by its parts; empty where it may stand."""
    faults: dict[str, Sentence] = {}
    if condition and not _SLUG.fullmatch(condition):
        faults["condition"] = _("The key of a condition has small letters, digits and hyphens, at most 40.")
    elif condition and not (names.get("zh-hans") or "").strip():
        faults["names"] = _("Name the condition at least in simplified Chinese.")
    elif any(len(name) > NAME_LONGEST for name in names.values()):
        faults["names"] = format_lazy(_("Keep it under {most} characters."), most=NAME_LONGEST)
    if grade not in GRADES:
        faults["grade"] = _("Choose a grade from 1 to 3, or 0 for any place.")
    if fault := stages_fault(stages):
        faults["stages"] = fault
    return faults


def stages_fault(stages: Sequence[Any]) -> Sentence:
    """The first thing wrong with the stages of a limit, or ""."""
    if not 1 <= len(stages) <= STAGES_MOST:
        return format_lazy(_("Give from 1 to {most} stages."), most=STAGES_MOST)
    if not all(isinstance(stage, Mapping) for stage in stages):
        return _("The stages cannot be read.")
    keys = [stage.get("key") for stage in stages]
    if not all(isinstance(key, str) and _SLUG.fullmatch(key) for key in keys):
        return _("The key of a stage has small letters, digits and hyphens, at most 40.")
    if len(set(keys)) < len(keys):
        return _("Two stages have the same key.")
    return next((fault for stage in stages if (fault := _stage_fault(stage))), "")


def order_fault(limits: Sequence[tuple[str, int, float]]) -> Sentence:
    """Which condition is slower at a stricter place, told with its key; each limit is condition, grade and hours."""
    by_condition: dict[str, dict[int, float]] = {}
    for condition, grade, hours in limits:
        by_condition.setdefault(condition, {})[grade] = hours
    if all(grades_in_order(hours) for hours in by_condition.values()):
        return ""
    return _("A place of grade 1 is the strictest: its limit may not be longer than that of grade 2 or 3.")


def total_hours(stages: Sequence[Mapping[str, Any]]) -> float:
    """How long all stages take together, to compare limits."""
    return sum(hours_of(stage["amount"], stage["unit"]) for stage in stages)


def _stage_fault(stage: Mapping[str, Any]) -> Sentence:
    names, amount = stage.get("names"), stage.get("amount")
    if not isinstance(names, Mapping) or not str(names.get("zh-hans") or "").strip():
        return _("Name every stage at least in simplified Chinese.")
    if any(len(str(name)) > NAME_LONGEST for name in names.values()):
        return format_lazy(_("Keep it under {most} characters."), most=NAME_LONGEST)
    if not isinstance(amount, int) or isinstance(amount, bool) or not 1 <= amount <= AMOUNT_MOST:
        return format_lazy(
            _("A stage takes from 1 to {most} of its unit: a limit of nothing promises nothing."), most=AMOUNT_MOST
        )
    if stage.get("unit") not in Unit.values:
        return format_lazy(_("Count a stage in one of these units: {units}."), units=", ".join(Unit.values))
    return ""
