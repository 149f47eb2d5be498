"""Who looked at what: contacts opened, photos seen without their boxes, lists taken out; and what looks odd in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext_lazy as _

from civic.cases.models import ContactOpening, Viewing
from civic.cases.rules.looking import OPENINGS_A_DAY, at_night
from civic.desk.models import Export
from civic.lib.codes import read_number
from civic.offices.models import Office
from civic.offices.queries import OfficerHand
from civic.offices.rules import Role, Side

PAGE = 50
LOOKED_BACK_DAYS = 30
KINDS = {"openings": _("Contacts opened"), "photos": _("Photos seen unblurred"), "exports": _("Lists taken out")}
MANY = _("More than %(count)d contacts opened on this day")
NIGHT = _("At night")
OUTSIDE = _("Not a case of this office then or now")


@dataclass(frozen=True)
class Asked:
    """What the records were asked for: a kind, and a person, office, case and day where named."""

    kind: str = "openings"
    person: str = ""  # handle, number or name
    office: str = ""  # code
    case: str = ""
    day: date | None = None
    before: int = 0  # the key after which the page begins

    @property
    def named(self) -> dict[str, str]:
        """The same as an address carries it."""
        told = {"kind": self.kind, "person": self.person, "office": self.office, "case": self.case}
        return {name: said for name, said in told.items() if said} | ({"day": self.day.isoformat()} if self.day else {})


@dataclass(frozen=True)
class Look:
    """One look: by whom, in which post, at what, when, what for; and what is odd about it."""

    key: int
    at: datetime
    name: str
    number: str
    office: str
    role: Any
    case: str
    why: Any
    more: str
    hints: tuple[Any, ...] = ()


@dataclass(frozen=True)
class ManyOpened:
    """Somebody who opened many contacts on one day."""

    name: str
    handle: str
    day: date
    count: int


@dataclass(frozen=True)
class Records:
    """A page of looks, and who stands out within the last weeks."""

    looks: list[Look]
    before: int  # where the next page begins; 0 on the last
    stand_out: list[ManyOpened]


def records(officer: OfficerHand, asked: Asked, *, at: datetime) -> Records:
    """A page of what was looked at, the newest first; four queries whatever the rows."""
    rows = list(_rows(officer, asked)[: PAGE + 1])
    shown = rows[:PAGE]
    looks = _looks(asked.kind, shown, officer)
    return Records(looks, shown[-1].pk if len(rows) > PAGE else 0, _stand_out(at))


def all_records(officer: OfficerHand, asked: Asked) -> Iterator[Look]:
    """Every look that was asked for, read by the hundred."""
    before = asked.before
    while True:
        rows = list(_rows(officer, Asked(**{**vars(asked), "before": before}))[:200])
        yield from _looks(asked.kind, rows, officer)
        if len(rows) < 200:
            return
        before = rows[-1].pk


def _rows(officer: OfficerHand, asked: Asked) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any]
    if asked.kind == "exports":
        rows = Export.objects.select_related("by__officer")
    else:
        looked = ContactOpening.objects if asked.kind == "openings" else Viewing.objects
        # what is about her own office does not exist for the data officer either
        hidden = Q(case__about_office__in=officer.office_ids)
        rows = looked.exclude(hidden).select_related("by__officer", "office", "case")
        if asked.office:
            rows = rows.filter(office__code=asked.office)
        if asked.case:
            rows = rows.filter(case__number=read_number(asked.case) or "none")
    if asked.person:
        said = asked.person
        rows = rows.filter(Q(by__handle=said) | Q(by__officer__number=said) | Q(by__name__iexact=said))
    if asked.day:
        begin = datetime.combine(asked.day, time.min, get_current_timezone())
        rows = rows.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    if asked.before:
        rows = rows.filter(pk__lt=asked.before)
    return rows.order_by("-pk")


def _looks(kind: str, rows: list[Any], officer: OfficerHand) -> list[Look]:
    many = _many_days(rows) if kind == "openings" else {}
    return [_look(kind, row, many) for row in rows]


def _look(kind: str, row: Any, many: dict[tuple[int, date], int]) -> Look:
    who = getattr(row.by, "officer", None)
    is_list = kind == "exports"
    return Look(
        key=row.pk,
        at=row.at,
        name=row.by.name or row.by.handle,
        number=who.number if who else "",
        office="" if is_list or row.office is None else row.office.name,
        role="" if is_list else row.get_role_display(),
        case="" if is_list else row.case.number,
        why=row.query if is_list else _why(row) if kind == "openings" else "",
        more=row.more if kind == "openings" else "",
        hints=tuple(_hints(kind, row, many)),
    )


def _why(opening: Any) -> str:
    """What a contact was opened for: the reason chosen, and the words beside it where there are any."""
    return " · ".join(filter(None, (str(opening.get_reason_display()), opening.purpose)))


def _hints(kind: str, row: Any, many: dict[tuple[int, date], int]) -> Iterator[Any]:
    if many.get((row.by_id, localdate(row.at)), 0) > OPENINGS_A_DAY:
        yield str(MANY) % {"count": OPENINGS_A_DAY}
    if at_night(row.at):
        yield NIGHT
    if kind == "openings" and row.role in (Role.HANDLER, Role.HEAD) and row.office_id != row.case.office_id:
        yield OUTSIDE


def _many_days(rows: list[Any]) -> dict[tuple[int, date], int]:
    """How many contacts the people of a page opened on the days of the page."""
    if not rows:
        return {}
    days = {localdate(row.at) for row in rows}
    begin = datetime.combine(min(days), time.min, get_current_timezone())
    end = datetime.combine(max(days) + timedelta(days=1), time.min, get_current_timezone())
    return {(person, day): count for person, day, count in _by_day(begin, end, {row.by_id for row in rows})}


def _by_day(begin: datetime, end: datetime, people: set[int] | None = None) -> QuerySet[Any, Any]:
    # the phone desk rings many people a day: that is its work
    opened = ContactOpening.objects.filter(at__gte=begin, at__lt=end).exclude(role=Role.OPERATOR)
    if people is not None:
        opened = opened.filter(by__in=people)
    counted = opened.annotate(day=TruncDate("at")).order_by().values("by", "day").annotate(count=Count("pk"))
    return counted.values_list("by", "day", "count")


def _stand_out(at: datetime) -> list[ManyOpened]:
    """Who opened more contacts on a day than one should, within the last weeks; the newest first."""
    since = at - timedelta(days=LOOKED_BACK_DAYS)
    found = _by_day(since, at + timedelta(days=1)).filter(count__gt=OPENINGS_A_DAY)
    rows = found.order_by("-day").values_list("by__name", "by__handle", "day", "count")[:10]
    return [ManyOpened(name or handle, handle, day, count) for name, handle, day, count in rows]


def offices_of_records() -> list[Office]:
    """The offices to narrow by: those whose people may look."""
    sides = (Side.CHECK.value, Side.ACT.value, Side.DECIDE.value)
    return list(Office.objects.filter(posts__side__in=sides).distinct().order_by("code"))
