"""What a rubric must hold before anybody judges by it: criteria whose weights make up the whole, each with words for
what its marks mean, and kind words for the child. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.juries.rules.scoring import WHOLE

LANGUAGES = ("zh-hans", "zh-hant", "en")
ANCHORED = (1, 3, 5)  # the marks that are told in words; 2 and 4 lie between them
CRITERIA_MOST = 8
WORDS_LONGEST = 240
CODE = re.compile(r"[a-z][a-z0-9-]{0,19}")
RESERVED = frozenset({"words", "hand-in"})  # what a sheet calls its own fields

Words = Mapping[str, str]  # by language


class Warmth(TextChoices):
    """In which of three kind sentences a child reads about a criterion; never a number, never a place."""

    STRONG = "strong", _("this is what the jury liked most")
    GOOD = "good", _("this went well")
    GROWING = "growing", _("this can still grow")


@dataclass(frozen=True)
class CriterionGiven:
    """One criterion as it is handed in."""

    code: str
    name: Words
    weight: int
    anchors: Mapping[int, Words]
    kind: Mapping[str, Words]


def rubric_fault(criteria: Sequence[CriterionGiven]) -> Any:
    """What is missing in a rubric, as a sentence, or ""."""
    if not 1 <= len(criteria) <= CRITERIA_MOST:
        return _("Give a rubric one to eight criteria: more nobody can weigh fairly.")
    if len({one.code for one in criteria}) != len(criteria) or not all(one.code for one in criteria):
        return _("Give each criterion a code of its own.")
    if any(one.code in RESERVED or not CODE.fullmatch(one.code) for one in criteria):
        return _(
            "Make the code of each criterion of small letters, digits and dashes, twenty at most, and not “words”."
        )
    if any(one.weight < 1 for one in criteria) or sum(one.weight for one in criteria) != WHOLE:
        return _("Let the weights of the criteria make up 100.")
    needed = [one.name for one in criteria]
    needed += [one.anchors.get(mark, {}) for one in criteria for mark in ANCHORED]
    needed += [one.kind.get(warmth, {}) for one in criteria for warmth in Warmth.values]
    if not all(_is_said(words) for words in needed):
        return _(
            "Say in all three languages what a criterion is called, what its marks 1, 3 and 5 mean, and three kind "
            "sentences for the child."
        )
    return ""


def _is_said(words: Words) -> bool:
    return all(0 < len(words.get(language, "").strip()) <= WORDS_LONGEST for language in LANGUAGES)


def rubric_digest(criteria: Sequence[CriterionGiven]) -> str:
    """The fingerprint of a rubric: what a round was judged by is what was published before it."""
    rows = [
        [
            one.code,
            one.weight,
            [one.name[language] for language in LANGUAGES],
            [[one.anchors[mark][language] for language in LANGUAGES] for mark in ANCHORED],
            [[one.kind[warmth][language] for language in LANGUAGES] for warmth in Warmth.values],
        ]
        for one in criteria
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def warmth_of(means: Sequence[Fraction]) -> list[str]:
    """For each criterion the sentence a child reads: what was best in its own work is always named as such, whatever
    others reached."""
    best = means.index(max(means)) if means else -1  # of several the first: "most" is said of one
    others = [Warmth.GOOD if mean >= 3 else Warmth.GROWING for mean in means]
    return [Warmth.STRONG if place == best else warmth for place, warmth in enumerate(others)]
