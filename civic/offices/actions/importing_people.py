"""Posts of officers and seats in the grid from a city's own tables. No account comes to be here."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import NotValid
from civic.lib.tables import Row, read_table
from civic.lib.take_in import Changes, Outcome, Report, Word, take_in
from civic.offices.actions.facts import area_said
from civic.offices.actions.grid import NAME_LONGEST, PHONE_LONGEST, SEAT_NAMES, amend_seat, seat, unseat
from civic.offices.actions.posts import appoint, end_post
from civic.offices.models import Force, GridPost, Office, Officer, Post
from civic.offices.rules import Role, Side
from civic.places.models import Area, Cell

POST_COLUMNS: dict[str, tuple[str, ...]] = {
    "person": ("账号", "person", "handle", "邮箱", "e-mail"),
    "side": ("职责侧", "side", "侧"),
    "role": ("岗位", "role", "角色"),
    "office": ("单位代码", "office"),
    "area": ("区划代码", "area", "区划"),
    "from": ("起始日期", "from", "starts", "生效日期"),
    "until": ("截止日期", "until", "ends"),
}
SEAT_COLUMNS: dict[str, tuple[str, ...]] = {
    "force": ("力量", "force", "网格力量"),
    "layer": ("网格层", "layer"),
    "cell": ("网格代码", "cell", "单元网格代码"),
    "area": ("区划代码", "area", "区划"),
    "name": ("姓名", "name", "称呼"),
    "name_zh_hant": ("繁体姓名", "name_zh_hant", "繁体称呼"),
    "name_en": ("英文姓名", "name_en", "英文称呼"),
    "phone": ("电话", "phone"),
    "show_phone": ("公开电话", "show_phone", "是否公开电话"),
    "officer": ("工号", "officer"),
    "from": ("起始日期", "from", "starts", "生效日期"),
    "until": ("截止日期", "until", "ends"),
}


def import_posts(content: bytes, *, at: datetime, is_check: bool = False) -> Report:
    """People with accounts are appointed to posts as a table says, all rows or none; a trial writes nothing.

    Whoever has no account is a fault. Refused (NotValid) for a file that is no table.
    """
    table = read_table(content, POST_COLUMNS, needed=("person", "side", "role", "office", "from"))
    takes = _Posts(at)
    return take_in(table, takes.take, once=("person", "side", "role", "office", "area", "from"), is_check=is_check)


def import_seats(content: bytes, *, is_check: bool = False) -> Report:
    """People are seated in the grid as a table says, all rows or none; a trial writes nothing.

    Each row names a cell or an area. Refused (NotValid) for a file that is no table.
    """
    table = read_table(content, SEAT_COLUMNS, needed=("force", "name", "from"))
    takes = _Seats()
    return take_in(table, takes.take, once=("force", "layer", "cell", "area", "from"), is_check=is_check)


class _Posts:
    """What the rows of one file of posts may name."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.offices = {office.code: office for office in Office.objects.all()}
        self.areas = {area.code: area for area in Area.objects.all()}

    def take(self, row: Row) -> Outcome:
        """Appoint one person, or leave the post as it is held."""
        side, role = row.choice("side", dict(Side.choices)), row.choice("role", dict(Role.choices))
        if not side or not role:
            raise NotValid(fields={"role" if side else "side": _("This cell is needed.")})
        place: dict[str, Any] = {
            "side": side,
            "role": role,
            "office": self._office(row),
            "area": area_said(row, self.areas),
        }
        person, starts, until = _person(row), _first_day(row), row.day("until")
        name = f"{side} {role} {place['office'].code}"
        held = _held(Post.objects.filter(officer__person=person, **place), starts)
        if held is None:
            post = appoint(person, starts=starts, at=self.at, **place)
            if until is not None:
                end_post(post, ends=until)
            return Outcome(Word.ADDED, name)
        if until is None or held.ends == until:
            return Outcome(Word.UNCHANGED, name)
        end_post(held, ends=until)
        return Outcome(Word.CHANGED, name, {"until": (held.ends, until)})

    def _office(self, row: Row) -> Office:
        code = row.needed("office")
        if code not in self.offices:
            told = _("There is no office with the code {code}. Import the offices first.")
            raise NotValid(fields={"office": format_lazy(told, code=code)})
        return self.offices[code]


class _Seats:
    """What the rows of one file of seats may name."""

    def __init__(self) -> None:
        self.forces = {force.code: force for force in Force.objects.all()}
        self.names = {code: lazy(str, str)(force) for code, force in self.forces.items()}
        self.areas = {area.code: area for area in Area.objects.all()}

    def take(self, row: Row) -> Outcome:
        """Seat one person, put right what is said of her, or leave it as it is."""
        force = self.forces.get(row.choice("force", self.names) or "")
        if force is None:
            raise NotValid(fields={"force": _("This cell is needed.")})
        starts, until, area = _first_day(row), row.day("until"), area_said(row, self.areas)
        cell = _cell(row, starts)
        facts = self._facts(row)
        name = f"{force.code} {cell.code if cell else area.code if area else ''}"
        held = _held(GridPost.objects.filter(force=force, cell=cell, area=area), starts)
        changes: Changes = _changes(held, facts) if held else {}
        if held is not None and (not changes or held.starts == starts):
            if changes:
                amend_seat(held, **facts)
            post, word = held, Word.CHANGED if changes else Word.UNCHANGED
        else:
            post, word = seat(force, cell=cell, area=area, starts=starts, **facts), Word.CHANGED if held else Word.ADDED
        if until is not None and post.ends != until:
            changes, word = {**changes, "until": (post.ends, until)}, Word.CHANGED if held else Word.ADDED
            unseat(post, ends=until)
        return Outcome(word, name, changes if word == Word.CHANGED else {})

    def _facts(self, row: Row) -> dict[str, Any]:
        row.needed("name")
        said = {
            **{name: row.text(name, longest=NAME_LONGEST) for name in SEAT_NAMES},
            "phone": row.text("phone", longest=PHONE_LONGEST),
            "may_show_phone": row.flag("show_phone"),
        }
        facts: dict[str, Any] = {part: value for part, value in said.items() if value is not None}
        if (number := row.said("officer")) is not None:
            facts["officer"] = Officer.objects.filter(number=number).first() if number else None
            if number and facts["officer"] is None:
                raise NotValid(fields={"officer": _("There is no officer with this number.")})
        return facts


def _person(row: Row) -> Person:
    """Whom a row means. The fault repeats neither handle nor address: reports are kept and passed on."""
    said = row.needed("person")
    found = Person.objects.filter(email__iexact=said) if "@" in said else Person.objects.filter(handle__iexact=said)
    people = list(found.filter(erased_at__isnull=True)[:2])
    if len(people) == 1:
        return people[0]
    told = _("Several accounts have this address. Write the handle of the one you mean.")
    if not people:
        told = _(
            "Nobody has an account with this handle or address. Add the person first, under “People” in the "
            "administration; then import the posts again."
        )
    raise NotValid(fields={"person": told})


def _cell(row: Row, on: date) -> Cell | None:
    code = row.said("cell")
    if not code:
        return None
    cells = Cell.objects.in_force(on).filter(layer_id=row.said("layer") or "management", code=code)
    if (cell := cells.first()) is None:
        raise NotValid(fields={"cell": _("No cell of this layer has this code on that day.")})
    return cell


def _first_day(row: Row) -> date:
    row.needed("from")
    day = row.day("from")
    assert day is not None  # a needed cell that is no day was refused
    return day


def _held(rows: Any, starts: date) -> Any:
    """What is held already on the day a row begins."""
    return rows.filter(Q(ends__isnull=True) | Q(ends__gte=starts), starts__lte=starts).order_by("-starts").first()


def _changes(held: GridPost, facts: dict[str, Any]) -> Changes:
    """What a row would change in a seat; of name and telephone only that they change, since reports are passed on."""
    changed = {part: value for part, value in facts.items() if getattr(held, part) != value}
    hidden = (*SEAT_NAMES, "phone")
    return {part: None if part in hidden else (getattr(held, part), value) for part, value in changed.items()}
