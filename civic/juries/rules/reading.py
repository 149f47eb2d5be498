"""A rubric as a file another city can take over: TOML, read whole or not at all. Pure."""

import tomllib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.juries.rules.rubric import ANCHORED, LANGUAGES, CriterionGiven, Warmth

COLUMNS = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}


@dataclass(frozen=True)
class RubricGiven:
    """A rubric as it is handed in; `fault` says what keeps it from being read, or ""."""

    code: str = ""
    name: dict[str, str] | None = None
    criteria: tuple[CriterionGiven, ...] = ()
    fault: Any = ""


def read_rubric(text: str) -> RubricGiven:
    """What a file says, whatever it holds."""
    try:
        told = tomllib.loads(text)
        return RubricGiven(
            code=str(told["code"])[:40],
            name=_words(told["name"]),
            criteria=tuple(_criterion(one) for one in told["criteria"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError):
        return RubricGiven(
            fault=_("This file is not a rubric. Begin with the city’s usual one: it shows every line that is needed.")
        )


def _words(told: dict[str, str]) -> dict[str, str]:
    return {language: str(told.get(COLUMNS[language], "")).strip() for language in LANGUAGES}


def _criterion(told: dict[str, Any]) -> CriterionGiven:
    return CriterionGiven(
        code=str(told["code"])[:20],
        name=_words(told["name"]),
        weight=int(told["weight"]),
        anchors={mark: _words(told["anchors"][str(mark)]) for mark in ANCHORED},
        kind={warmth: _words(told["kind"][warmth]) for warmth in Warmth.values},
    )
