"""Offices and matters from a city's own tables: what a file says is taken over, what it leaves out stays as it is."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid
from civic.lib.tables import Row, read_table
from civic.lib.take_in import Outcome, Report, Word, take_in
from civic.offices.actions.catalogue import DAYS_MOST, ORDER_MOST, add_matter, amend_matter
from civic.offices.actions.facts import area_said, lost_zero
from civic.offices.actions.offices import amend_office, found_office
from civic.offices.models import Matter, Office, OfficeKind, Tag
from civic.offices.rules import FAMILIES, RETURNING, Privacy, TagKind
from civic.places.models import Area, Party

LANGUAGES = {"name_zh_hans": "zh-hans", "name_zh_hant": "zh-hant", "name_en": "en"}
NAME_LONGEST = {"name_zh_hans": 120, "name_zh_hant": 120, "name_en": 160}
LINE_LONGEST = 200
NAME_COLUMNS: dict[str, tuple[str, ...]] = {
    "name_zh_hans": ("名称", "name_zh_hans", "简体名称", "name"),
    "name_zh_hant": ("繁体名称", "name_zh_hant"),
    "name_en": ("英文名称", "name_en", "english name"),
}
OFFICE_COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("单位代码", "code", "代码", "编码"),
    "kind": ("类别", "kind", "单位类别"),
    **NAME_COLUMNS,
    "area": ("区划代码", "area", "区划"),
    "is_reviewing": ("是否复查单位", "is_reviewing", "复查"),
    "reviewed_by": ("复查单位代码", "reviewed_by", "复查单位"),
    "contact_line": ("联系方式", "contact_line", "对外电话"),
    "parties": ("部件单位代码", "parties", "权属单位代码"),
    "functions": ("职能", "functions"),
    "is_active": ("是否在用", "is_active", "在用"),
}
MATTER_COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("事项代码", "code", "代码", "编码"),
    **NAME_COLUMNS,
    "family": ("大类", "family", "类别"),
    "answer_days": ("答复时限", "answer_days", "办理时限", "答复工作日"),
    "reopen_days": ("可重开天数", "reopen_days"),
    "appeal_days": ("可申诉天数", "appeal_days"),
    "rebound_metres": ("反弹距离", "rebound_metres"),
    "rebound_days": ("反弹天数", "rebound_days"),
    "topic_returns": ("立题次数", "topic_returns"),
    "topic_days": ("立题天数", "topic_days"),
    "cause_days": ("查因工作日", "cause_days"),
    "repair_days": ("差评整改时限", "repair_days"),
    "privacy": ("公开方式", "privacy"),
    "order": ("排序", "order"),
    "standard": ("标准号", "standard"),
    "edition": ("标准版本", "edition"),
    "standard_code": ("标准代码", "standard_code"),
    "is_active": ("是否在用", "is_active", "在用"),
}
NUMBERS_MOST = {
    "answer_days": DAYS_MOST,
    "reopen_days": DAYS_MOST,
    "appeal_days": DAYS_MOST,
    "repair_days": DAYS_MOST,
    **{name: most for name, (_least, most) in RETURNING.items()},
    "order": ORDER_MOST,
}
STANDARD_LONGEST = {"standard": 40, "edition": 12, "standard_code": 60}


def import_offices(content: bytes, *, is_check: bool = False) -> Report:
    """Offices are founded and amended as a table says, all rows or none; a trial (`is_check`) writes nothing.

    An office may be reviewed by one further down the file. Refused (NotValid) for a file that is no table.
    """
    table = read_table(content, OFFICE_COLUMNS, needed=("code",))
    takes = _Offices({row.cells["code"] for row in table.rows})
    return take_in(table, takes.take, once=("code",), is_check=is_check, finish=takes.finish)


def import_matters(content: bytes, *, is_check: bool = False) -> Report:
    """Matters are added and amended as a table says, all rows or none; a trial (`is_check`) writes nothing.

    Words, questions and limits are not in the table and stay. Refused (NotValid) for a file that is no table.
    """
    table = read_table(content, MATTER_COLUMNS, needed=("code",))
    return take_in(table, _take_matter, once=("code",), is_check=is_check)


class _Offices:
    """The offices of one file. A reviewer that the file brings later is set once all are there."""

    def __init__(self, codes: set[str]) -> None:
        self.codes = codes
        self.later: list[tuple[str, str]] = []
        self.areas = {area.code: area for area in Area.objects.all()}
        self.functions = {tag.code: tag for tag in Tag.objects.filter(kind=TagKind.FUNCTION)}

    def take(self, row: Row) -> Outcome:
        """Found or amend one office."""
        code = row.needed("code")
        office = Office.objects.filter(code=code).first()
        facts, names = self._facts(row, code), _names_said(row)
        if office is None:
            is_active = facts.pop("is_active", True)
            if "kind" not in facts:
                raise NotValid(fields={"kind": _("A new office needs its kind.")})
            office = found_office(code=code, names=names, **facts)
            if not is_active:
                amend_office(office, is_active=False)
            return Outcome(Word.ADDED, code)
        changes = _changes(office, facts, names)
        if changes:
            amend_office(office, names=_merged_names(office, names) if names else None, **facts)
        return Outcome(Word.CHANGED if changes else Word.UNCHANGED, code, changes)

    def finish(self) -> None:
        """The reviewers that came further down."""
        for code, reviewer in self.later:
            amend_office(Office.objects.get(code=code), reviewed_by=Office.objects.get(code=reviewer))

    def _facts(self, row: Row, code: str) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "kind": row.choice("kind", dict(OfficeKind.choices)),
            "contact_line": row.text("contact_line", longest=LINE_LONGEST),
            "is_reviewing": row.flag("is_reviewing"),
            "is_active": row.flag("is_active"),
            "parties": _known(row, "parties", {party.code: party for party in self._parties(row)}),
            "functions": _known(row, "functions", self.functions),
        }
        facts = {name: value for name, value in facts.items() if value is not None}
        if row.said("area") is not None:
            facts["area"] = area_said(row, self.areas)
        if (reviewer := row.said("reviewed_by")) is not None:
            self._review(reviewer, code, facts)
        return facts

    def _review(self, reviewer: str, code: str, facts: dict[str, Any]) -> None:
        office = Office.objects.filter(code=reviewer).first() if reviewer else None
        if reviewer and office is None:
            if reviewer not in self.codes:
                raise NotValid(fields={"reviewed_by": _no_such(reviewer)})
            if reviewer == code:
                raise NotValid(fields={"reviewed_by": _("An office cannot review itself.")})
            self.later.append((code, reviewer))
            return
        facts["reviewed_by"] = office

    def _parties(self, row: Row) -> list[Party]:
        return list(Party.objects.filter(code__in=row.several("parties") or []))


def _take_matter(row: Row) -> Outcome:
    code = row.needed("code")
    matter = Matter.objects.filter(code=code).first()
    facts: dict[str, Any] = {
        "family": row.choice("family", FAMILIES),
        "privacy": row.choice("privacy", dict(Privacy.choices)),
        "is_active": row.flag("is_active"),
        **{name: row.whole(name, most=most) for name, most in NUMBERS_MOST.items()},
        **{name: row.text(name, longest=longest) for name, longest in STANDARD_LONGEST.items()},
    }
    facts = {name: value for name, value in facts.items() if value is not None}
    names = _names_said(row)
    if matter is None:
        if Matter.objects.filter(code=f"0{code}").exists():
            raise NotValid(fields={"code": lost_zero(code)})
        add_matter(code=code, names=names, **facts)
        return Outcome(Word.ADDED, code)
    changes = _changes(matter, facts, names)
    if changes:
        amend_matter(matter, names=_merged_names(matter, names) if names else None, **facts)
    return Outcome(Word.CHANGED if changes else Word.UNCHANGED, code, changes)


def _names_said(row: Row) -> dict[str, str]:
    """The names a row says, by language."""
    said = {name: row.text(name, longest=longest) for name, longest in NAME_LONGEST.items()}
    return {LANGUAGES[name]: text for name, text in said.items() if text is not None}


def _merged_names(thing: Office | Matter, names: Mapping[str, str]) -> dict[str, str]:
    """The names as they will be: those said, and those there already."""
    return {language: names.get(language, getattr(thing, column)) for column, language in LANGUAGES.items()}


def _known(row: Row, name: str, known: Mapping[str, Any]) -> list[Any] | None:
    codes = row.several(name)
    if codes is None:
        return None
    for code in codes:
        if code not in known:
            raise NotValid(fields={name: format_lazy(_("The city knows no “{code}”."), code=code)})
    return [known[code] for code in codes]


def _changes(thing: Office | Matter, facts: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, tuple[Any, Any]]:
    """What a row would change, part by part; what is so already is left out."""
    wanted = {**facts, **{column: names[language] for column, language in LANGUAGES.items() if language in names}}
    changes: dict[str, tuple[Any, Any]] = {}
    for part, value in wanted.items():
        now: Any = getattr(thing, part)
        if part in ("parties", "functions"):
            now, value = sorted(one.code for one in now.all()), sorted(one.code for one in value)
        if now != value:
            changes[part] = (now, value)
    return changes


def _no_such(code: str) -> Any:
    return format_lazy(_("There is no office with the code {code}, neither in the city nor in this file."), code=code)
