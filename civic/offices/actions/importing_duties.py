"""Who answers for what from a city's own table, one row a matter and place."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid
from civic.lib.tables import Row, read_table
from civic.lib.take_in import Outcome, Report, Word, take_in
from civic.offices.actions.duties import name_steward, set_helpers
from civic.offices.actions.facts import area_said, lost_zero
from civic.offices.models import Matter, Office, Stewardship
from civic.places.models import Area

DUTY_COLUMNS: dict[str, tuple[str, ...]] = {
    "matter": ("事项代码", "matter", "matter code"),
    "area": ("区划代码", "area", "区划"),
    "office": ("单位代码", "office", "主办单位", "责任单位"),
    "from": ("起始日期", "from", "starts", "生效日期"),
    "helpers": ("协办单位", "helpers"),
}


def import_duties(content: bytes, *, is_check: bool = False) -> Report:
    """Offices are named for matters and areas as a table says, all rows or none; a trial writes nothing.

    An empty area is the whole city. A duty named later by hand stays; two offices for one matter and place are a
    fault that names both. Refused (NotValid) for a file that is no table.
    """
    table = read_table(content, DUTY_COLUMNS, needed=("matter", "area", "office", "from"))
    takes = _Duties()
    return take_in(table, takes.take, once=("matter", "area", "from", "office"), is_check=is_check)


class _Duties:
    """What the rows of one file may name."""

    def __init__(self) -> None:
        self.matters = {matter.code: matter for matter in Matter.objects.all()}
        self.offices = {office.code: office for office in Office.objects.all()}
        self.areas = {area.code: area for area in Area.objects.all()}

    def take(self, row: Row) -> Outcome:
        """Name one office, or leave it where it is named already."""
        matter, area = self._matter(row), area_said(row, self.areas)
        office, starts, helpers = self._office(row, row.needed("office"), "office"), row.day("from"), self._helpers(row)
        if starts is None:
            raise NotValid(fields={"from": _("This cell is needed.")})
        name = f"{matter.code} {area.code if area else '*'}"
        at_place = Stewardship.objects.in_force(starts).filter(matter=matter)
        at_place = at_place.filter(area=area) if area else at_place.filter(area__isnull=True)
        held = at_place.select_related("office").order_by("-starts").first()
        if held is None or held.office_id != office.pk:
            name_steward(matter=matter, area=area, office=office, starts=starts, helpers=helpers or ())
            changes = {"office": (held.office.code, office.code)} if held else {}
            return Outcome(Word.CHANGED if held else Word.ADDED, name, changes)
        return self._help(held, helpers, name)

    def _help(self, held: Stewardship, helpers: list[Office] | None, name: str) -> Outcome:
        """The office is named already; its helpers change where the file says others."""
        now = sorted(helper.office.code for helper in held.helpers.select_related("office"))
        wanted = now if helpers is None else sorted(office.code for office in helpers)
        if helpers is None or now == wanted:
            return Outcome(Word.UNCHANGED, name)
        set_helpers(held, helpers)
        return Outcome(Word.CHANGED, name, {"helpers": (now, wanted)})

    def _matter(self, row: Row) -> Matter:
        code = row.needed("matter")
        if code not in self.matters:
            raise NotValid(fields={"matter": _no_such_matter(code, self.matters)})
        return self.matters[code]

    def _office(self, row: Row, code: str, column: str) -> Office:
        if code not in self.offices:
            told = _("There is no office with the code {code}. Import the offices first.")
            raise NotValid(fields={column: format_lazy(told, code=code)})
        return self.offices[code]

    def _helpers(self, row: Row) -> list[Office] | None:
        codes = row.several("helpers")
        return None if codes is None else [self._office(row, code, "helpers") for code in codes]


def _no_such_matter(code: str, matters: dict[str, Matter]) -> Any:
    if f"0{code}" in matters:
        return lost_zero(code)
    return format_lazy(_("There is no matter with the code {code}. Import the matters first."), code=code)
