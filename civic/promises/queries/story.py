"""The story of a promise as everybody reads it, and its stages with their records."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from civic.offices.models import Office
from civic.promises.models import Change, Promise, PromiseLine, Stage
from civic.promises.rules import find, yuan

SIDES = {"act": _("Acting side"), "check": _("Checking side"), "calendar": _("By itself")}
LABELS = {
    "words": _("Words"),
    "title": _("Title"),
    "due_on": _("Promised by"),
    "budget_fen": _("Budget"),
    "budget_source": _("Where the money comes from"),
    "owner": _("Who keeps it"),
    "post": _("Who answers for it"),
    "post_zh_hant": _("Who answers for it, in Traditional Chinese"),
    "post_en": _("Who answers for it, in English"),
    "stages": _("Stages"),
}
PLAIN = frozenset({"words", "title", "stages"})  # what one compares word by word


@dataclass(frozen=True)
class Replaced:
    """One thing that a change replaces, as it is read: what it was, and what it is."""

    label: Any
    old: str
    new: str
    is_text: bool
    old_day: date | None = None
    new_day: date | None = None


@dataclass(frozen=True)
class Step:
    """One step of the story."""

    seq: int
    verb: str
    title: Any
    icon: str
    side: str
    before: str
    who: Any
    office: str
    at: datetime
    text: str
    language: str
    facts: dict[str, Any]
    replaced: list[Replaced]
    change: Change | None


def story_of(promise: Promise, *, is_inside: bool = False) -> list[Step]:
    """The story, the first step first; two queries. Inside also what only the desk reads."""
    lines = list(
        PromiseLine.objects.filter(promise=promise).select_related("words", "office", "change").order_by("seq")
    )
    offices = _offices(lines)
    steps: list[Step] = []
    for line in lines:
        move = find(line.verb)
        if move.is_inside and not is_inside:
            continue
        steps.append(_step(line, before=steps[-1].side if steps else "", offices=offices))
    return steps


def _offices(lines: list[PromiseLine]) -> dict[str, str]:
    """The names of the offices that changes name, by code; no query where none does."""
    codes = set()
    for line in lines:
        change = getattr(line, "change", None)
        if change is not None:
            codes |= {change.before.get("owner"), change.after.get("owner")}
    codes -= {None, ""}
    return {one.code: one.name for one in Office.objects.filter(code__in=codes)} if codes else {}


def _step(line: PromiseLine, *, before: str, offices: dict[str, str]) -> Step:
    words, change = getattr(line, "words", None), getattr(line, "change", None)
    move = find(line.verb)
    return Step(
        seq=line.seq,
        verb=line.verb,
        title=move.title,
        icon=move.icon,
        side="act" if line.side == "act" else "check",
        before=before,
        who=SIDES[line.side],
        office=line.office.name if line.office else "",
        at=line.at,
        text=words.text if words else "",
        language=words.language if words else "",
        facts=line.facts,
        replaced=_replaced(change, offices) if change is not None else [],
        change=change,
    )


def _replaced(change: Change, offices: dict[str, str]) -> list[Replaced]:
    told = []
    for name, new in change.after.items():
        old = change.before.get(name)
        is_day = name == "due_on"
        told.append(
            Replaced(
                label=LABELS[name],
                old=_said(name, old, offices),
                new=_said(name, new, offices),
                is_text=name in PLAIN,
                old_day=parse_date(old) if is_day and old else None,
                new_day=parse_date(new) if is_day and new else None,
            )
        )
    return told


def _said(name: str, value: Any, offices: dict[str, str]) -> str:
    if value in (None, ""):
        return ""
    if name == "budget_fen":
        return f"¥{yuan(int(value))}"
    if name == "owner":
        return offices.get(value, str(value))
    if name == "stages":
        return "\n".join(f"{stage['due_on']} {stage['words']}" for stage in value)
    return str(value)


def stages_of(promise: Promise) -> list[Stage]:
    """The stages with their records of acceptance; one query."""
    return list(promise.stages.select_related("acceptance__office", "acceptance__picture").order_by("place"))
