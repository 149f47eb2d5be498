"""An edition as another city can take it over: days counted from its first, no person, school or child in it. Pure."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.youth.rules.phases import Phase, Span
from civic.youth.rules.proposals import Kind
from civic.youth.rules.pupils import Group

FORMAT = 1
LONGEST = 20_000
TONGUES = ("zh-hans", "zh-hant", "en")
NUMBERS = ("least_age", "most_age", "answer_days", "keep_months")


class Unreadable(Exception):
    """This is no template; the message is a sentence for people."""


@dataclass(frozen=True)
class Template:
    """What stays of an edition without its days, its places on a map and its people."""

    names: Mapping[str, str]
    themes: Mapping[str, str]
    numbers: Mapping[str, int]
    phases: list[tuple[str, int]]  # which, and how many days it lasts
    gaps: Mapping[str, int] = field(default_factory=dict)  # days that pass before a phase begins
    places: Mapping[tuple[str, str], int] = field(default_factory=dict)
    tasks: Mapping[str, list[str]] = field(default_factory=dict)

    def spans(self, begins: datetime) -> list[Span]:
        """Its phases from a day on. Raises OverflowError where they lie beyond every calendar."""
        starts, spans = begins, []
        for phase, days in self.phases:
            starts += timedelta(days=self.gaps.get(phase, 0))
            spans.append(Span(phase, starts, starts + timedelta(days=days)))
            starts += timedelta(days=days)
        return spans


def written(template: Template) -> str:
    """The template as TOML, for people to read and change."""
    lines = [f"format = {FORMAT}", *(f"{name} = {template.numbers[name]}" for name in NUMBERS)]
    for title, texts in (("names", template.names), ("themes", template.themes)):
        lines += ["", f"[{title}]", *(f"{tongue} = {_quoted(texts.get(tongue, ''))}" for tongue in TONGUES)]
    for phase, days in template.phases:
        lines += ["", "[[phase]]", f"phase = {_quoted(phase)}", f"days = {days}"]
        if template.gaps.get(phase):
            lines.append(f"after = {template.gaps[phase]}")
        if template.tasks.get(phase):
            lines.append(f"tasks = [{', '.join(map(_quoted, template.tasks[phase]))}]")
    for (phase, group), count in template.places.items():
        lines += ["", "[[places]]", f"phase = {_quoted(phase)}", f"group = {_quoted(group)}", f"count = {count}"]
    return "\n".join(lines) + "\n"


def read_template(text: str) -> Template:
    """A template, written as TOML or JSON. Raises Unreadable with a sentence."""
    if len(text) > LONGEST:
        raise Unreadable(_("This is too long for a template of an edition."))
    try:
        told = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(
            _("This is neither TOML nor JSON. Take what another edition exports, and change that.")
        ) from None
    try:
        return _checked(told)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        told_so = _("Something lacks in this template, or is of another sort. Compare it with what an edition exports.")
        raise Unreadable(told_so) from None


def _checked(told: Mapping[str, Any]) -> Template:
    if told["format"] != FORMAT:
        raise Unreadable(_("This template was written for another version of the portal."))
    phases, gaps, tasks = [], {}, {}
    for row in told["phase"]:
        phase = Phase(row["phase"]).value
        phases.append((phase, _number(row["days"], 1, 2000)))
        gaps[phase] = _number(row.get("after", 0), 0, 2000)
        if row.get("tasks"):
            tasks[phase] = [Kind(kind).value for kind in row["tasks"]]
    places = {}
    for row in told.get("places", []):
        group = Group(row["group"]).value if row.get("group") else ""
        places[(Phase(row["phase"]).value, group)] = _number(row["count"], 1, 100_000)
    return Template(
        names=_texts(told["names"]),
        themes=_texts(told["themes"]),
        numbers={name: _number(told[name], 0, 400) for name in NUMBERS},
        phases=phases,
        gaps=gaps,
        places=places,
        tasks=tasks,
    )


def _texts(told: Mapping[str, Any]) -> dict[str, str]:
    return {tongue: str(told.get(tongue, ""))[:200] for tongue in TONGUES}


def _number(told: Any, least: int, most: int) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not least <= told <= most:
        raise ValueError(told)
    return told


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
