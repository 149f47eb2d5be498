"""What people of the town keep beside cases: views, lists sent off, templates, samples; each with whose it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from civic.accounts.actions import ask_for_sheet
from civic.accounts.models import Person
from civic.calls import actions as calls
from civic.calls.models import OwedCall
from civic.cases import actions as cases
from civic.cases.models import CallOut, Case, Task, Topic
from civic.desk import actions as desk
from civic.desk.actions.batches import Asked, start_batch
from civic.handling import actions as handling
from civic.offices import actions as offices
from civic.places.models import Cell
from civic.suggestions import actions as suggestions
from civic.suggestions.actions import make_sheet
from civic.suggestions.models import Assessment, Need
from civic.supervision import actions as supervision
from tests.doors.town import Town, mark
from tests.duty import on_shift, urgent
from tests.people import NOON, SINCE, City, names

ADMINS = frozenset({"root"})
PHONE = "13800138000"


@dataclass(frozen=True)
class Thing:
    """Something somebody keeps: the addresses that name it by its key, for whom it is there, and the words in it."""

    routes: tuple[str, ...]
    owners: frozenset[str]
    key: int
    word: str = ""


def things_of(town: Town) -> dict[str, Thing]:
    """One of each, made by the acts."""
    city = town.city
    return {
        name: Thing(routes, frozenset(owners.split()), make(town), mark(name))
        for name, (routes, owners, make) in KEPT.items()
    } | _calls_out(city)


def _view(town: Town) -> int:
    by = town.city.lin
    return desk.save_view(mark("view"), query="view=all&state=filed", by=by, at=NOON).pk


def _shared_view(town: Town) -> int:
    office = town.city.office("dongqiao-lamps")
    return desk.save_view(mark("shared view"), query="view=all", by=town.city.chen, office=office, at=NOON).pk


def _batch(town: Town) -> int:
    case = town.cases["in-hand"]
    return start_batch([Asked(case, case.last_seq, {})], "accept", by=town.city.lin, query="", at=NOON).pk


def _template(town: Town) -> int:
    told = {"zh-hans": f"您好，{mark('template')}。"}
    return handling.save_template(None, by=town.city.chen, name=mark("template"), texts=told, at=NOON).pk


def _sample(town: Town) -> int:
    scope = supervision.Scope(date(2026, 11, 3), date(2026, 11, 4))
    return supervision.draw_sample(scope, by=town.city.lin, size=1, seed="seed20261121", at=NOON + timedelta(days=2)).pk


def _task(town: Town) -> int:
    return Task.objects.get(case=town.cases["with-task"]).pk


def _assessment(town: Town) -> int:
    """The drains' office was asked what it thinks of a suggestion at the lamps'."""
    city, case = town.city, Case.objects.get(pk=town.cases["suggestion"].pk)
    suggestions.name_points(case, by=city.chen, points=["装长椅"], at=NOON + timedelta(days=1))
    due = localdate(NOON + timedelta(days=2))
    said = {"offices": [city.office("drains")], "due": due, "text": mark("assessment")}
    suggestions.ask_assessment(case, by=city.chen, **said, at=NOON + timedelta(days=1))
    return Assessment.objects.get().pk


def _kept_call(town: Town) -> int:
    return calls.keep_call("page-9", by=town.city.he, said={"text": mark("kept call")}, at=timezone.now()).pk


def _check(town: Town) -> int:
    case = town.city.filed(f"望江路的{mark('check')}掉了下来。", phone=PHONE, title=mark("check")).case
    return calls.start_calling_back(PHONE, number=case.number, by=town.city.he, at=timezone.now()).pk


def _owed(town: Town) -> int:
    at = timezone.now()
    case = Case.objects.get(pk=town.cases["closed"].pk)
    return OwedCall.objects.create(
        case=case, round=1, stage="taken", taken_by=town.city.he, taken_at=at, found_at=at, due_at=at
    ).pk


def _incident(town: Town) -> int:
    city = town.city
    return cases.open_incident(
        by=city.sun,
        at=NOON,
        names=names("台风", "颱風", mark("incident")),
        reason="台风把线路吹断了，先抢险。",
        commander=city.zhao,
        areas=[city.area("990101")],
        matters=[city.matter("0900")],
        gathers_from=NOON - timedelta(days=1),
        until=NOON + timedelta(days=2),
    ).pk


def _topic(town: Town) -> int:
    """A lamp that was closed and came back; the lighting office removed the cause, or so it said."""
    city = town.city
    for days, state in ((300, "closed"), (320, "closed"), (340, "closed"), (360, "accepted")):
        city.case(state, at=NOON + timedelta(days=days))
    at = NOON + timedelta(days=361)
    cases.weigh_returns(at=at)
    topic = Topic.objects.get()
    # as it is when it was named and came back; nobody outside reads it, since its cases are withheld
    Topic.objects.filter(pk=topic.pk).update(cause=mark("topic"), remover=city.office("dongqiao-lamps"))
    Case.objects.filter(topics=topic).update(publication="withheld")
    return topic.pk


def _shift(town: Town) -> int:
    return on_shift(town.city, town.city.shen, 2, weekday=0).pk


def _sheet(town: Town) -> int:
    return ask_for_sheet(town.city.chen, by=town.city.root, at=NOON).pk


def _paper(town: Town) -> int:
    return make_sheet(by=town.city.he, count=10, at=timezone.now()).pk


def _need(town: Town) -> int:
    cell = Cell.objects.filter(area__code__startswith="990102").first()
    assert cell is not None
    return Need.objects.create(cell=cell, found_at=NOON).pk


def _calls_out(city: City) -> dict[str, Thing]:
    """Chen is on duty for the lamps, and an urgent case rang him out."""
    matter = urgent(city, "0900")
    offices.name_steward(matter=matter, area=None, office=city.office("dongqiao-lamps"), starts=SINCE)
    for weekday in range(7):
        on_shift(city, Person.objects.get(handle="chen"), 1, weekday=weekday)
    case = city.filed(f"漏电了，{mark('call')}。", matter=matter, title=mark("call")).case
    callout = CallOut.objects.get(case=case, side="act")
    owners = frozenset({"chen", "shen", "lin"})
    return {"call": Thing(("desk/duty/<int:key>/",), owners, callout.pk, mark("call"))}


Make = Callable[[Town], int]
KEPT: dict[str, tuple[tuple[str, ...], str, Make]] = {
    "view": (("desk/views/<int:key>/share/", "desk/views/<int:key>/drop/"), "lin", _view),
    "shared view": (("desk/views/<int:key>/share/", "desk/views/<int:key>/drop/"), "chen shen", _shared_view),
    "batch": (("desk/bulk/<int:key>/",), "lin", _batch),
    "template": (("desk/templates/<int:key>/", "desk/templates/<int:key>/drop/"), "chen", _template),
    "sample": (("desk/samples/<int:key>/", "desk/samples/<int:key>/numbers.txt"), "lin", _sample),
    "task": (
        ("desk/tasks/<int:key>/", "desk/tasks/<int:key>/<slug:verb>/", "api/v1/desk/tasks/<int:key>/moves/"),
        "ping chen shen",
        _task,
    ),
    "assessment": (
        (
            "desk/assessments/<int:key>/",
            "desk/assessments/<int:key>/<slug:verb>/",
            "api/v1/desk/assessments/<int:key>/moves/",
        ),
        "chen shen pan",
        _assessment,
    ),
    "kept call": (("desk/phone/kept/<int:key>/drop/",), "he", _kept_call),
    "check": (("desk/phone/again/<int:key>/", "desk/phone/again/<int:key>/end/"), "he", _check),
    "owed call": (("desk/phone/calls/<int:key>/",), "he", _owed),
    "incident": (
        (
            "desk/incidents/<int:key>/",
            "desk/incidents/<int:key>/bulletin/",
            "desk/incidents/<int:key>/extend/",
            "desk/incidents/<int:key>/end/",
            "desk/incidents/<int:key>/hand/",
            "desk/incidents/<int:key>/join/",
            "desk/incidents/<int:key>/leave/",
        ),
        "sun qi zhao",
        _incident,
    ),
    "topic": (
        (
            "desk/topics/<int:key>/",
            "desk/topics/<int:key>/cause/",
            "desk/topics/<int:key>/report/",
            "desk/topics/<int:key>/close/",
        ),
        "sun lin zhao chen shen",
        _topic,
    ),
    "shift": (("desk/roster/<slug:office>/drop/<int:key>/",), "", _shift),
    "paper": (("desk/phone/codes/<int:key>/print/", "desk/phone/codes/<int:key>/void/"), "he hong", _paper),
    "voided paper": (("desk/paper/<int:key>/void/",), "lin mo lu hua", _paper),
    "need": (("desk/needs/<int:key>/", "desk/needs/<int:key>/hand-in/", "desk/needs/<int:key>/drop/"), "lin", _need),
    "sheet": (("accounts/sheets/<int:key>/hand-out/",), "root half-root", _sheet),
}
