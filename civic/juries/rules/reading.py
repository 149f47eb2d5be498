"""A rubric as a file another city can take over: TOML, read whole or not at all, and each fault told in words. Pure."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.juries.rules.rubric import ANCHORED, LANGUAGES, CriterionGiven, Warmth

COLUMNS = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}
NO_RUBRIC = _("This file is not a rubric. Begin with the city’s usual one: it shows every line that is needed.")
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class RubricGiven:
    """A rubric as it is handed in; `fault` says what keeps it from being read, or ""."""

    code: str = ""
    name: dict[str, str] | None = None
    criteria: tuple[CriterionGiven, ...] = ()
    fault: Any = ""


class _Missing(Exception):
    """A line that is needed is not there, or says something else than it should."""

    def __init__(self, told: Any) -> None:
        super().__init__()
        self.told = told


def read_rubric(text: str) -> RubricGiven:
    """What a file says, whatever it holds."""
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as broken:
        found = _LINE.search(str(broken))
        if found is None or not text.strip():
            return RubricGiven(fault=NO_RUBRIC)
        said = _("Line %(line)d cannot be read. Compare it with the usual rubric: a quotation mark or bracket is off.")
        return RubricGiven(fault=said % {"line": int(found[1])})
    try:
        criteria = told.get("criteria")
        if not isinstance(criteria, list) or "code" not in told:
            return RubricGiven(fault=NO_RUBRIC)
        return RubricGiven(
            code=str(told["code"])[:40],
            name=_words(told.get("name"), where=_("the rubric itself")),
            criteria=tuple(_criterion(one, number) for number, one in enumerate(criteria, start=1)),
        )
    except _Missing as missing:
        return RubricGiven(fault=missing.told)


def _words(told: Any, *, where: Any) -> dict[str, str]:
    if not isinstance(told, dict):
        raise _Missing(_("The name is missing, or not in three languages, in %(where)s.") % {"where": where})
    return {language: str(told.get(COLUMNS[language], "")).strip() for language in LANGUAGES}


def _criterion(told: Any, number: int) -> CriterionGiven:
    where = _("criterion %(number)d") % {"number": number}
    if not isinstance(told, dict) or not told.get("code"):
        raise _Missing(_("Give %(where)s a line that begins with “code =”.") % {"where": where})
    weight = told.get("weight")
    if not isinstance(weight, int) or isinstance(weight, bool):
        raise _Missing(_("Write the weight of %(where)s as a whole number, like 25.") % {"where": where})
    anchors, kind = told.get("anchors"), told.get("kind")
    missing = [str(mark) for mark in ANCHORED if not _has_words(anchors, str(mark))]
    missing += [warmth for warmth in Warmth.values if not _has_words(kind, warmth)]
    if missing or not isinstance(anchors, dict) or not isinstance(kind, dict):
        said = _("In %(where)s these lines are missing: %(names)s.")
        raise _Missing(said % {"where": where, "names": ", ".join(missing)})
    return CriterionGiven(
        code=str(told["code"])[:20],
        name=_words(told.get("name"), where=where),
        weight=weight,
        anchors={mark: _words(anchors[str(mark)], where=where) for mark in ANCHORED},
        kind={warmth: _words(kind[warmth], where=where) for warmth in Warmth.values},
    )


def _has_words(told: Any, name: str) -> bool:
    return isinstance(told, dict) and isinstance(told.get(name), dict)


def write_out(*, code: str, name: Mapping[str, str], criteria: Sequence[CriterionGiven]) -> str:
    """The same as a file: read again it is the same rubric."""
    lines = [f"code = {_text(code)}", f"name = {_table(name)}"]
    for one in criteria:
        lines += [
            "",
            "[[criteria]]",
            f"code = {_text(one.code)}",
            f"weight = {one.weight}",
            f"name = {_table(one.name)}",
        ]
        lines += ["[criteria.anchors]", *(f"{mark} = {_table(one.anchors[mark])}" for mark in ANCHORED)]
        lines += ["[criteria.kind]", *(f"{warmth} = {_table(one.kind[warmth])}" for warmth in Warmth.values)]
    return "\n".join(lines) + "\n"


def _table(words: Mapping[str, str]) -> str:
    said = (f"{COLUMNS[language]} = {_text(words.get(language, ''))}" for language in LANGUAGES)
    return "{ " + ", ".join(said) + " }"


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
