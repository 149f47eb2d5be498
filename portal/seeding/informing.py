"""What the offices say to everybody: rules, guides and notices, one of them over, one of them changed, one a draft; and
how fast the city really was."""

import tomllib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from civic.guides import actions as guides
from civic.guides.models import Guide
from civic.guides.rules import Facts, Text
from civic.insights.actions import keep_pace
from civic.offices.models import Matter
from portal.seeding.founding import LANGUAGES
from portal.seeding.living import Year


@transaction.atomic
def informed(year: Year) -> None:
    """Each of `seeds/guides.toml` through the acts, on its day."""
    held = tomllib.loads((year.seeds.folder / "guides.toml").read_text(encoding="utf-8"))
    for told in held["guide"]:
        _say(year, told)
    keep_pace(at=year.now)


def _say(year: Year, told: dict[str, Any]) -> None:
    at = year.now + timedelta(days=min(told["starts"] - 1, -1))
    by = year.people[told["by"]]
    text, facts = _text(told, dict(zip(LANGUAGES, told["bodies"], strict=True))), _facts(told, year)
    guide = guides.draft(text, facts, by=by, office=told.get("office", ""), at=at)
    if "published_by" not in told:
        return
    head = year.people[told["published_by"]]
    guides.publish(guide, by=head, at=at + timedelta(hours=3))
    if "again" in told:
        _change(guide, told, facts, by=head, at=year.now + timedelta(days=told["again"]["days"]))


def _change(guide: Guide, told: dict[str, Any], facts: Facts, *, by: Any, at: datetime) -> None:
    before, after = told["again"]["body"]
    bodies = dict(zip(LANGUAGES, told["bodies"], strict=True))
    bodies["zh-hans"] = bodies["zh-hans"].replace(before, after)
    guides.revise(guide, _text(told, bodies), facts, by=by, reason=told["again"]["reason"], at=at)


def _text(told: dict[str, Any], bodies: dict[str, str]) -> Text:
    source = {name: told.get(name, "") for name in ("law", "article", "link")}
    return Text.of(dict(zip(LANGUAGES, told["titles"], strict=True)), bodies, **source)


def _facts(told: dict[str, Any], year: Year) -> Facts:
    today = timezone.localdate(year.now)
    known = set(Matter.objects.filter(code__in=told["matters"]).values_list("code", flat=True))
    return Facts(
        kind=told["kind"],
        slug=told["slug"],
        starts=today + timedelta(days=told["starts"]),
        ends=today + timedelta(days=told["ends"]) if "ends" in told else None,
        area=told.get("area", ""),
        matters=tuple(code for code in told["matters"] if code in known),
    )
