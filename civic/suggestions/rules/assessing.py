"""What an office says about a suggestion in private: whether it can be done, what it costs, how long it takes, which
law it touches; and what of it an answer may tell. Pure."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.promises.rules import FEN_MOST

OFFICES_MOST = 8  # asked at once
DAYS_MOST = 120
LONGEST = {"cost_words": 1000, "period": 300, "law": 1000, "text": 4000}
PARTS = {
    "feasibility": _("Can it be done?"),
    "cost": _("What it costs"),
    "period": _("How long it takes"),
    "law": _("Which law or rule it touches"),
    "text": _("In words"),
}


class Feasibility(TextChoices):
    """Can it be done?"""

    YES = "feasible", _("It can be done")
    CONDITIONS = "conditions", _("Only under conditions")
    NO = "not-feasible", _("It cannot be done")


def due_fault(day: date, *, today: date, promised: date | None) -> Any:
    """Why an assessment cannot be due on this day, or "": before the answer itself is."""
    if day < today:
        return _("This day is over. Name a later one.")
    if promised is not None and today <= promised < day:
        return _("The answer is due before this day. Name an earlier one.")
    if day > today + timedelta(days=DAYS_MOST):
        return _("This is too far. Name a day within the next %(most)d days.") % {"most": DAYS_MOST}
    return ""


def assessment_faults(given: Mapping[str, Any]) -> dict[str, Any]:
    """What is missing in an assessment, or too long, by field; the cost is never without its explanation."""
    wrong: dict[str, Any] = {}
    if given.get("feasibility") not in Feasibility.values:
        wrong["feasibility"] = _("Say whether it can be done.")
    cost = given.get("cost")
    if type(cost) is not int or not 0 <= cost <= FEN_MOST:
        wrong["cost"] = _("Write an amount in yuan, like 120000 or 99.50; 0 where it costs nothing.")
    for name, most in LONGEST.items():
        said = given.get(name, "")
        if not said:
            wrong[name] = _("Write something here: others will rely on it.")
        elif len(said) > most:
            wrong[name] = _("This is too long. Keep it under %(count)d characters.") % {"count": most}
    return wrong


def parts_fault(parts: Collection[str]) -> Any:
    """Why an answer cannot take over these parts, or ""."""
    return "" if set(parts) <= set(PARTS) else _("An assessment has no such part. Choose from the list.")
