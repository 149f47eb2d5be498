"""The figures of a yearly report, each with its words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.guardians.rules import Ground, OpeningPurpose, Outcome, Right

Rows = list[tuple[Any, int]]
NAMES: dict[str, Any] = {
    "asked": _("Asked for"),
    "approved": _("Approved by another"),
    "refused": _("Refused by another"),
    "read": _("Read by whoever asked"),
    "urgent": _("Opened at once"),
    "urgent_not_sound": _("Opened at once, and found wrong"),
    "urgent_reviewed_late": _("Opened at once, and looked at too late"),
    "taken_along": _("Taken along"),
    "in_time": _("Answered in time"),
    "late": _("Answered late, or late by now"),
    "identities": _("Names erased"),
    "children": _("Erased altogether"),
    "overdue": _("Names that should be erased by now"),
    "with_tasks": _("People with a task today"),
    "checked_today": _("Of them with a check that holds"),
    "expiring_soon": _("Checks that end within 30 days"),
    "kept": _("Kept and signed"),
    "written": _("Written this year"),
    "editions": _("Editions shown this year"),
}
TITLES: dict[str, Any] = {
    "openings": _("Openings of identities"),
    "lists": _("Lists of names"),
    "requests": _("Requests of families"),
    "erasures": _("Erasures"),
    "people": _("People near children"),
    "assessments": _("Impact assessments"),
}


def groups_of(figures: Mapping[str, Any]) -> list[tuple[Any, Rows]]:
    """Titles with their rows, in a fixed order; figures of a report keep their names for ever, so an unknown one stays
    as it is."""
    groups = [(title, _rows(figures.get(name, {}))) for name, title in TITLES.items()]
    single: Rows = [
        (_("Withheld from a guardian"), figures.get("withheld", 0)),
        (_("Breaches"), figures.get("breaches", 0)),
        (_("Drills"), figures.get("drills", 0)),
    ]
    return [*groups, (_("Other"), single)]


def _rows(told: Mapping[str, Any]) -> Rows:
    rows: Rows = [(NAMES.get(name, name), number) for name, number in told.items() if isinstance(number, int)]
    labels = {**dict(OpeningPurpose.choices), **dict(Right.choices), **dict(Outcome.choices), **dict(Ground.choices)}
    for inner in told.values():
        if isinstance(inner, Mapping):
            rows += [(labels.get(name, name), number) for name, number in inner.items()]
    return rows
