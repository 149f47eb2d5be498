"""A matter as somebody wishes it to be: from the editor's form, or from a file of the catalogue. No table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence
from civic.offices.rules.catalogue import FAMILIES, LANGUAGES, RETURNING, TEXTS, Privacy, TagKind
from civic.offices.rules.limits import limit_faults, order_fault, total_hours
from civic.offices.rules.tags import TAGS
from civic.offices.rules.wording import keywords_fault, read_keyword, wording_faults

FACTS: dict[str, type] = {
    "family": str,
    "order": int,
    "answer_days": int,
    "appeal_days": int,
    "reopen_days": int,
    "privacy": str,
    "standard": str,
    "edition": str,
    "standard_code": str,
    "is_read_twice": bool,
    "is_signed": bool,
    "needs_evidence": bool,
    **dict.fromkeys(RETURNING, int),
    "repair_days": int,
    "returns_often": bool,
}
FUNCTIONS = frozenset(code.removeprefix("function-") for code, kind, _names, _used in TAGS if kind == TagKind.FUNCTION)

Stage = Mapping[str, Any]  # {"key", "names": {language: name}, "amount", "unit"}


@dataclass(frozen=True)
class LimitDraft:
    """One limit: in a condition ("" the usual one), at places of a grade (0 any)."""

    condition: str
    names: Mapping[str, str]
    grade: int
    stages: Sequence[Stage]


@dataclass(frozen=True)
class MatterDraft:
    """Everything the catalogue says of a matter but its code."""

    names: Mapping[str, str]
    facts: Mapping[str, Any] = field(default_factory=dict)
    tags: Sequence[str] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    questions: Sequence[Mapping[str, Any]] = ()
    calls: Sequence[str] = ()
    keywords: Sequence[tuple[str, int]] = ()
    limits: Sequence[LimitDraft] = ()


def draft_faults(draft: MatterDraft) -> dict[str, Sentence]:
    """What is wrong with the words, keywords and limits of a draft, each under its place."""
    faults: dict[str, Sentence] = dict(wording_faults(draft.texts, list(draft.questions), draft.calls))
    if fault := keywords_fault(draft.keywords):
        faults["keywords"] = fault
    return faults | limits_faults(draft.limits)


def limits_faults(limits: Sequence[LimitDraft]) -> dict[str, Sentence]:
    """What is wrong with all limits of a matter: with each ("limits.0.stages"), and with them together ("limits")."""
    faults: dict[str, Sentence] = {}
    for place, limit in enumerate(limits):
        wrong = limit_faults(limit.condition, limit.names, limit.grade, limit.stages)
        faults |= {f"limits.{place}.{name}": fault for name, fault in wrong.items()}
    told = [(limit.condition, limit.grade) for limit in limits]
    if len(set(told)) < len(told):
        faults["limits"] = _("Two limits stand for the same condition and grade.")
    elif not faults and (
        fault := order_fault([(limit.condition, limit.grade, total_hours(limit.stages)) for limit in limits])
    ):
        faults["limits"] = fault
    return faults


class _Reader:
    """Reads one matter of a file; what cannot be read is noted under its field, and something harmless stands in."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.faults: dict[str, Sentence] = {}

    def three(self, told: Mapping[str, Any], name: str, place: str, *, is_needed: bool = False) -> dict[str, str]:
        """Three texts in the order of the languages."""
        texts = told.get(name, ["", "", ""])
        if not isinstance(texts, list) or len(texts) != 3 or not all(isinstance(text, str) for text in texts):
            self.faults[place] = _("Give three texts: simplified Chinese, traditional Chinese, English.")
            return {}
        if is_needed and not all(text.strip() for text in texts):
            self.faults[place] = _("Give it in all three languages.")
        return dict(zip(LANGUAGES, texts, strict=True))

    def rows(self, told: Mapping[str, Any], name: str, kind: type, place: str) -> list[Any]:
        """A list of one sort of thing."""
        rows = told.get(name, [])
        if isinstance(rows, list) and all(isinstance(row, kind) for row in rows):
            return rows
        self.faults[place] = _("This cannot be read as a list.")
        return []

    def fact(self, name: str, kind: type) -> Any:
        """One plain fact of the matter."""
        value = self.told[name]
        if not isinstance(value, kind) or isinstance(value, bool) != (kind is bool):
            self.faults[name] = _("This is of another sort than the catalogue needs.")
            return kind()
        return value


def read_matter(told: Mapping[str, Any]) -> tuple[MatterDraft, dict[str, Sentence]]:
    """A matter of a file, and everything wrong with it by field; the draft counts only where nothing is."""
    reader = _Reader(told)
    known = {*FACTS, *TEXTS, "code", "function", "tags", "names", "keywords", "calls", "question", "limit"}
    reader.faults |= {str(name): _("The catalogue knows no such field.") for name in set(told) - known}
    draft = MatterDraft(
        names=reader.three(told, "names", "names", is_needed=True),
        facts={name: reader.fact(name, kind) for name, kind in FACTS.items() if name in told},
        tags=_read_tags(reader),
        texts={name: reader.three(told, name, name) for name in TEXTS if name in told},
        questions=_each(reader, "question", _read_question),
        calls=reader.rows(told, "calls", str, "calls"),
        keywords=[read_keyword(word) for word in reader.rows(told, "keywords", str, "keywords")],
        limits=_each(reader, "limit", _read_limit),
    )
    if draft.facts.get("family") not in FAMILIES:
        reader.faults["family"] = _("Choose a family that the catalogue knows.")
    if draft.facts.get("privacy", Privacy.PUBLIC) not in Privacy.values:
        reader.faults["privacy"] = _("Choose who may read a case of this matter.")
    return draft, reader.faults or draft_faults(draft)


def _each(reader: _Reader, name: str, read: Callable[[_Reader, Mapping[str, Any], str], Any]) -> list[Any]:
    rows = reader.rows(reader.told, name, dict, name)
    return [read(reader, row, f"{name}s.{place}") for place, row in enumerate(rows)]


def _read_tags(reader: _Reader) -> list[str]:
    tags = reader.rows(reader.told, "tags", str, "tags")
    known = {code for code, _kind, _names, _used in TAGS}
    if strange := [tag for tag in tags if tag not in known]:
        reader.faults["tags"] = _("The catalogue knows no such tag.")
        tags = [tag for tag in tags if tag not in strange]
    function = reader.told.get("function", "other")
    if not isinstance(function, str) or function not in FUNCTIONS:
        reader.faults["function"] = _("Name one function of the bureau that the catalogue knows.")
    return [*tags, f"function-{function}"]


def _read_question(reader: _Reader, told: Mapping[str, Any], place: str) -> dict[str, Any]:
    options = []
    for row in reader.rows(told, "options", list, f"{place}.options"):
        if len(row) == 4 and all(isinstance(part, str) for part in row):
            options.append({"key": row[0], "label": dict(zip(LANGUAGES, row[1:], strict=True))})
        else:
            reader.faults[f"{place}.options"] = _("An option has a key and three texts.")
    key, _between, value = str(told.get("shown_when", "")).partition("=")
    return {
        "key": told.get("key"),
        "kind": told.get("kind"),
        "label": reader.three(told, "label", f"{place}.label", is_needed=True),
        "hint": reader.three(told, "hint", f"{place}.hint"),
        "required": bool(told.get("required")),
        "options": options,
        "shown_when": {"key": key, "value": value} if key else None,
        "component": str(told.get("component", "")).replace(" ", ""),
    }


def _read_limit(reader: _Reader, told: Mapping[str, Any], place: str) -> LimitDraft:
    condition = str(told.get("condition", ""))
    stages = [
        {**stage, "names": reader.three(stage, "names", f"{place}.stages", is_needed=True)}
        for stage in reader.rows(told, "stages", dict, f"{place}.stages")
    ]
    names = reader.three(told, "condition_names", f"{place}.names", is_needed=bool(condition))
    return LimitDraft(condition, names if condition else {}, told.get("grade", 0), stages)
