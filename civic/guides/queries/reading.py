"""What everybody may read today, and how a text came to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from civic.guides.models import Guide, GuideQuerySet, Version
from civic.guides.rules import Kind
from civic.lib.markdown import as_words
from civic.offices.models import Matter
from civic.offices.rules import LANGUAGES, Piece, differences

KIND = "guide"  # its name in the index
_SOURCE = ("law", "article", "link")


def shown(on: date) -> GuideQuerySet:
    """What everybody may read on a day, the newest first, with what a list says of it."""
    return Guide.objects.shown(on).select_related("version", "post__office", "area")


def shown_of_kind(on: date, kind: str) -> GuideQuerySet:
    """The same of one kind; of every kind where none is known by this name."""
    return shown(on).filter(kind=kind) if kind in Kind.values else shown(on)


def on_matter(matter: Matter, on: date) -> GuideQuerySet:
    """What everybody may read about a matter on a day: rules first, then guides, then notices."""
    return shown(on).filter(matters=matter).order_by("-kind", "-starts", "-pk")


def texts_of(version: Version) -> list[str]:
    """Every word of a version, for the index."""
    bodies = [as_words(version.bodies[language]) for language in LANGUAGES if version.bodies.get(language)]
    return [*version.titles.values(), version.law, version.article, *bodies]


@dataclass(frozen=True)
class Changed:
    """One part of a text that changed, in pieces; `language` is "" for what has none."""

    part: str
    language: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Revision:
    """One version, and what it changed of the public one before it; nothing of the first."""

    version: Version
    changes: list[Changed]


def history_of(guide: Guide, *, most: int = 20) -> list[Revision]:
    """The public versions of a guide, the newest first, each with old and new; one query."""
    rows = list(guide.versions.filter(public_at__isnull=False).order_by("-number")[: most + 1])
    before: Sequence[Version | None] = [*rows[1:], None]  # one more than there are, where there is none
    return [
        Revision(row, _changes(earlier, row) if earlier else []) for row, earlier in zip(rows, before, strict=False)
    ][:most]


def _changes(before: Version, after: Version) -> list[Changed]:
    old, new = _parts(before), _parts(after)
    return [
        Changed(part, language, differences(old.get((part, language), ""), new.get((part, language), "")))
        for part, language in dict.fromkeys([*new, *old])
        if old.get((part, language), "") != new.get((part, language), "")
    ]


def _parts(version: Version) -> dict[tuple[str, str], str]:
    told = {("title", language): version.titles.get(language, "") for language in LANGUAGES}
    told |= {("body", language): version.bodies.get(language, "") for language in LANGUAGES}
    return told | {(name, ""): getattr(version, name) for name in _SOURCE}


def mark_of(guide: Guide) -> str:
    """Everything a writer sees of a guide as one short word: another one as soon as any of it changed."""
    row = Guide.objects.filter(pk=guide.pk).values().get()
    matters = sorted(guide.matters.values_list("code", flat=True))
    return sha256(repr((sorted(row.items()), matters)).encode()).hexdigest()[:20]
