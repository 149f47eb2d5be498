"""What a notice, a guide or a rule must say before everybody reads it, who may write one, and who publishes it. No
table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.markdown import LONGEST, as_words
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import Sentence
from civic.offices.rules import LANGUAGES, Role

LONGEST_TITLE = 120
LONGEST_SOURCE = 200
LONGEST_LINK = 300
LONGEST_REASON = 400
LONGEST_SLUG = 60
MOST_MATTERS = 20
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
OWN_NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}
FALLBACKS = {
    "zh-hans": ("zh-hans", "zh-hant", "en"),
    "zh-hant": ("zh-hant", "zh-hans", "en"),
    "en": ("en", "zh-hans", "zh-hant"),
}


class Kind(TextChoices):
    """What it is to its readers."""

    NOTICE = "notice", _("notice")
    GUIDE = "guide", _("guide")
    RULE = "rule", _("rule")


class Stage(TextChoices):
    """How far it has come."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


WRITERS = frozenset({Role.HANDLER.value, Role.HEAD.value})
"""Who writes drafts for the office."""
PUBLISHERS = frozenset({Role.HEAD.value})
"""Who says that the office stands behind it: publishes, changes what is published, withdraws."""


@dataclass(frozen=True)
class Text:
    """What is said, in up to three languages, and where a rule stands."""

    titles: Mapping[str, str]
    bodies: Mapping[str, str]
    law: str = ""
    article: str = ""
    link: str = ""

    @classmethod
    def of(cls, titles: Mapping[str, str], bodies: Mapping[str, str], **source: str) -> "Text":
        """The text as it is kept: clean lines, clean Markdown, nothing around it."""
        told = {name: clean_line(words) for name, words in source.items()}
        return cls(
            {language: clean_line(titles.get(language, "")) for language in LANGUAGES},
            {language: clean_text(bodies.get(language, "")) for language in LANGUAGES},
            **told,
        )

    @property
    def languages(self) -> list[str]:
        """The languages in which all of it is said."""
        return [one for one in LANGUAGES if self.titles.get(one) and self.bodies.get(one)]


@dataclass(frozen=True)
class Facts:
    """What it is, where it holds and from when to when; `ends` is its last day."""

    kind: str
    slug: str
    starts: date
    ends: date | None = None
    area: str = ""  # codes
    matters: tuple[str, ...] = field(default=())


def text_faults(text: Text, *, kind: str) -> dict[str, list[Sentence]]:
    """What keeps a text from being kept, by field."""
    faults: dict[str, list[Sentence]] = {}

    def tell(name: str, sentence: Sentence) -> None:
        faults.setdefault(name, []).append(sentence)

    for language in LANGUAGES:
        name, title, body = language.replace("-", "_"), text.titles[language], text.bodies[language]
        if len(title) > LONGEST_TITLE:
            tell(f"title_{name}", _("Keep the title under 120 characters."))
        if len(body) > LONGEST:
            tell(f"body_{name}", _("Keep the text under 20,000 characters; make two of it where it is longer."))
        elif body and not as_words(body):
            tell(f"body_{name}", _("Nothing of this text can be shown: it holds no words."))
        if language != "zh-hans" and bool(title) != bool(body):
            missing = f"body_{name}" if title else f"title_{name}"
            tell(missing, _("Give both, the title and the text, or leave this language out."))
    if not text.titles["zh-hans"]:
        tell("title_zh_hans", _("Give the title in simplified Chinese; the other languages may follow."))
    if not text.bodies["zh-hans"]:
        tell("body_zh_hans", _("Write the text in simplified Chinese; the other languages may follow."))
    if kind == Kind.RULE and not text.law:
        tell("law", _("A rule names the law or the regulation it stands in."))
    for name, most in (("law", LONGEST_SOURCE), ("article", LONGEST_SOURCE), ("link", LONGEST_LINK)):
        if len(getattr(text, name)) > most:
            tell(name, format_lazy(_("Keep this under {most} characters."), most=most))
    return faults


def facts_faults(facts: Facts) -> dict[str, list[Sentence]]:
    """What keeps the facts from being kept, by field."""
    faults: dict[str, list[Sentence]] = {}
    if facts.kind not in Kind.values:
        faults["kind"] = [_("Say whether it is a notice, a guide or a rule.")]
    if not SLUG.match(facts.slug) or len(facts.slug) > LONGEST_SLUG:
        faults["slug"] = [_("Use small Latin letters, digits and hyphens for the address, sixty at most.")]
    if facts.ends is not None and facts.ends < facts.starts:
        faults["ends"] = [_("The last day lies before the first.")]
    if len(facts.matters) > MOST_MATTERS:
        faults["matters"] = [_("Choose twenty matters at most.")]
    return faults


def spoken(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """The language in which it can be read by whoever wants this one, and the words."""
    for one in FALLBACKS.get(language, FALLBACKS["en"]):
        if texts.get(one):
            return one, texts[one]
    return "", ""
