"""What the acts of offices share: facts that exist, and names in three languages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Sentence
from civic.lib.tables import Row
from civic.places.models import Area

YEARS = range(2001, 2100)
NAME_LONGEST = {"zh-hans": 120, "zh-hant": 120, "en": 160}  # as the columns are wide


def check_facts(facts: Mapping[str, Any], known: frozenset[str]) -> None:
    """A fact no row has is a mistake of ours, not of whoever asks."""
    if strange := set(facts) - known:
        raise TypeError(f"No such fact: {', '.join(sorted(strange))}")


def check_days(**days: date | None) -> None:
    """Days of an office's life lie in this century: a mistyped year is refused at its field (NotValid)."""
    wrong = {name: _("Choose a year from 2001 to 2099.") for name, day in days.items() if day and day.year not in YEARS}
    if wrong:
        raise NotValid(fields=wrong)


def named(names: Mapping[str, str]) -> dict[str, str]:
    """The columns of a name; without the simplified one it is refused."""
    if not names.get("zh-hans"):
        raise NotValid(
            fields={"names": _("A name in simplified Chinese is needed; the other languages fall back on it.")}
        )
    for language, longest in NAME_LONGEST.items():
        if len(names.get(language, "")) > longest:
            raise NotValid(fields={"names": format_lazy(_("Keep it under {most} characters."), most=longest)})
    return {"name_zh_hans": names["zh-hans"], "name_zh_hant": names.get("zh-hant", ""), "name_en": names.get("en", "")}


def area_said(row: Row, areas: Mapping[str, Area]) -> Area | None:
    """The area a row of a table names; None where it names none."""
    code = row.said("area")
    if code and code not in areas:
        told = _("There is no area with the code {code}. Import the areas first.")
        raise NotValid(fields={"area": format_lazy(told, code=code)})
    return areas[code] if code else None


def lost_zero(code: str) -> Sentence:
    """Spreadsheets drop the zero in front of a code: the one that was meant is named."""
    told = _("There is no matter with the code {code}, but there is {meant}: set the column to text.")
    return format_lazy(told, code=code, meant=f"0{code}")
