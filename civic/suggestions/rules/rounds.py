"""What a round has to say before anybody reads of it, and who may ask for ideas. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.suggestions.rules.phases import Span, spans_fault
from civic.suggestions.rules.thresholds import ANSWER_DAYS_MOST, NEEDED_MOST

LANGUAGES = ("zh-hans", "zh-hant", "en")
NAME_LONGEST, TEXT_LONGEST = 120, 4000
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAKERS = frozenset({"supervisor", "head", "committee"})  # the posts that may ask a place for ideas
NO_MAKER = _("Supervisors, heads of offices and the committee ask for ideas. You hold no such post today.")
NOT_YOUR_AREA = _("This round reaches beyond the area of your post. Choose an area inside it.")


@dataclass(frozen=True)
class Asked:
    """What a round says, as it was handed in and cleaned: each text by language."""

    slug: str
    names: Mapping[str, str]
    topics: Mapping[str, str]
    thens: Mapping[str, str]
    spans: list[Span] = field(default_factory=list)
    needed: int | None = None
    answer_days: int | None = None


def round_faults(said: Asked) -> dict[str, Any]:
    """What is wrong with a round, by field; a draft needs its simplified Chinese, the rest before it is shown."""
    wrong: dict[str, Any] = {}
    if not SLUG.fullmatch(said.slug) or not 3 <= len(said.slug) <= 60:
        wrong["slug"] = _("Write 3 to 60 small letters, digits and dashes: it becomes the address of the page.")
    for name, texts, longest in (
        ("name", said.names, NAME_LONGEST),
        ("topic", said.topics, TEXT_LONGEST),
        ("then", said.thens, TEXT_LONGEST),
    ):
        if not texts.get("zh-hans"):
            wrong[f"{name}_zh_hans"] = _("Write this in simplified Chinese at least.")
        for tongue, text in texts.items():
            if len(text) > longest:
                too_long = _("This is too long. Keep it under %(count)d characters.") % {"count": longest}
                wrong[f"{name}_{tongue.replace('-', '_')}"] = too_long
    if fault := spans_fault(said.spans):
        wrong["phases"] = fault
    if said.needed is not None and not 1 <= said.needed <= NEEDED_MOST:
        wrong["needed"] = _("Give a number between 1 and %(most)d.") % {"most": NEEDED_MOST}
    if said.answer_days is not None and not 1 <= said.answer_days <= ANSWER_DAYS_MOST:
        wrong["answer_days"] = _("Give a number between 1 and %(most)d.") % {"most": ANSWER_DAYS_MOST}
    return wrong


def unsaid(said: Asked) -> dict[str, Any]:
    """What has to be written still before everybody may read it: every text in three languages."""
    missing = _("Everybody is to read it in her own language: write this one too before it is shown.")
    return {
        f"{name}_{tongue.replace('-', '_')}": missing
        for name, texts in (("name", said.names), ("topic", said.topics), ("then", said.thens))
        for tongue in LANGUAGES
        if not texts.get(tongue)
    }


def is_within(path: str, areas: tuple[str, ...]) -> bool:
    """Does an area lie in those of a post? No areas are the whole city; a round without an area reaches all of it."""
    return not areas or any(path.startswith(own) for own in areas)
