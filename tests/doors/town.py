"""The town behind the doors: everybody of the cast and some more, and one case in every state, founded once for all."""

import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from civic.accounts.actions import hire
from civic.accounts.models import Person
from civic.cases import actions as cases_actions
from civic.cases.models import Case, Part, Photo, PhotoState
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.offices import actions as offices
from civic.offices.models import Matter, Post
from civic.suggestions import actions as suggestions
from civic.supervision import actions as supervision
from tests.people import IN_HEXIN, NOON, SINCE, City, names, sign_in

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Somebody:
    """One of the cast as the design describes her: sign-in, side, post, office, the area the post holds in."""

    name: str
    handle: str = ""  # "" is a stranger
    side: str = ""
    role: str = ""
    office: str = ""
    area: str = ""  # "" is the whole city
    is_staff: bool = False
    has_factor: bool = True  # the second one
    is_root: bool = False
    language: str = "en"

    @property
    def is_officer(self) -> bool:
        """Does she hold a post in force and sign in as an officer has to?"""
        return bool(self.side) and self.has_factor


def _officer(name: str, side: str, role: str, office: str, area: str = "", **more: Any) -> Somebody:
    return Somebody(name, name, side, role, office, area, is_staff=True, **more)


CAST: tuple[Somebody, ...] = (
    Somebody("stranger"),
    Somebody("mei", "mei", language="zh-hans"),
    Somebody("gu", "gu"),
    _officer("lin", "check", "supervisor", "supervision"),
    _officer("mo", "check", "moderator", "supervision", language="zh-hans"),
    _officer("zhao", "act", "dispatcher", "command"),
    _officer("chen", "act", "handler", "dongqiao-lamps", language="zh-hant"),
    _officer("shen", "act", "head", "dongqiao-lamps"),
    _officer("he", "intake", "operator", "phone-desk", language="zh-hans"),
    _officer("rui", "decide", "reviewer", "review"),
    _officer("sun", "decide", "committee", "council"),
    _officer("dong", "record", "data-officer", "records"),
    Somebody("root", "root", is_staff=True, is_root=True),
    # of another area, another office
    _officer("lu", "check", "supervisor", "supervision", "990101", language="zh-hant"),
    _officer("hua", "check", "moderator", "supervision", "990101"),
    _officer("fan", "act", "dispatcher", "command", "990101"),
    _officer("pan", "act", "handler", "drains"),
    _officer("qi", "decide", "committee", "council", "990101"),
    _officer("ping", "act", "worker", "bridge-committee"),
    _officer("hong", "intake", "operator", "phone-desk"),
    # whose sign-in or post does not suffice
    Somebody("past", "past", is_staff=True),  # a supervisor until yesterday
    Somebody("half", "lin", is_staff=True, has_factor=False),  # a supervisor, signed in by half
    Somebody("half-root", "root", is_staff=True, has_factor=False, is_root=True),
    Somebody("bo", "bo", is_staff=True),  # administers the people of Dongqiao
)
BY_NAME = {one.name: one for one in CAST}
OFFICERS = tuple(who for who in CAST if who.is_officer)
WHOLE = os.environ.get("WHOLE_TABLE") == "1"  # every cell of every table, a quarter of an hour


def drawn(*cell: object, one_in: int) -> bool:
    """Is this cell of a table looked at today? All of them with WHOLE_TABLE=1, else always the same few."""
    return WHOLE or zlib.crc32(repr(cell).encode()) % one_in == 0


def mark(key: str) -> str:
    """A word that stands in the words of this one case as they were handed in, and nowhere else in the town."""
    drawn = zlib.crc32(key.encode())
    return f"琉{chr(0x4E00 + drawn % 5000)}{chr(0x6500 + drawn // 5000 % 5000)}璃瓦"


@dataclass
class Town:
    """The people with their browsers, and the cases by what is special about them."""

    city: City
    cases: dict[str, Case] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    mark: str = ""  # of the case that is being founded
    _cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def sign_everybody_in(self) -> None:
        """A session for each, as far as she is signed in."""
        for who in CAST:
            client = Client()
            if who.handle:
                sign_in(client, Person.objects.get(handle=who.handle))
                if not who.has_factor:
                    session = client.session
                    del session["account_authentication_methods"]
                    session.save()
            self._cookies[who.name] = {name: one.value for name, one in client.cookies.items()}

    def client(self, who: Somebody) -> Client:
        """A browser of hers, in her language, already signed in as far as she is."""
        client = Client(headers={"accept-language": who.language}, raise_request_exception=False)
        for name, value in self._cookies[who.name].items():
            client.cookies[name] = value
        return client


def found_town(city: City) -> Town:
    """Everybody and everything; two seconds."""
    _people(city)
    town = Town(city)
    for key, build in CASES.items():
        town.mark = mark(key)
        case = build(town)
        case.refresh_from_db()
        town.cases[key] = case
    town.sign_everybody_in()
    return town


def _people(city: City) -> None:
    offices.found_office(
        code="bridge-committee", kind="committee", names=names("老桥居委会", "老橋居委會", "Old Bridge Committee")
    )
    known = set(Person.objects.values_list("handle", flat=True))
    for who in CAST:
        if not who.handle or who.handle in known:
            continue
        if who.name == "bo":
            person = hire(handle="bo-min", name="Bo", at=NOON)
            Person.objects.filter(pk=person.pk).update(handle="bo")
            offices.name_local_admin(person, area=city.area(), starts=SINCE, by=city.root, at=NOON)
            continue
        person = Person.objects.create_user(who.handle, name=who.handle.title(), email=f"{who.handle}@city.example")
        side, role, office = who.side or "check", who.role or "supervisor", who.office or "supervision"
        area = city.area(who.area) if who.area else None
        offices.appoint(person, side=side, role=role, office=city.office(office), area=area, starts=SINCE, at=NOON)
    yesterday = timezone.localdate() - timedelta(days=1)
    Post.objects.filter(officer__person__handle="past").update(ends=yesterday)
    Matter.objects.filter(code="0102").update(privacy="private")


# --- one case of each sort ---

Build = Callable[[Town], Case]


def _in(state: str, **given: Any) -> Build:
    def build(town: Town) -> Case:
        told = {"title": f"{town.mark}掉了"} if given.get("published") is False else {}
        return town.city.case(state, text=f"望江路的{town.mark}掉下来了，已经一个星期。", **told, **given)

    return build


def _hidden(state: str, **given: Any) -> Build:
    return _in(state, published=False, **given)


def _then(state: str, act: Callable[[City, Case], Any], **given: Any) -> Build:
    def build(town: Town) -> Case:
        case = _in(state, **given)(town)
        act(town.city, case)
        return case

    return build


def _deferral(city: City, case: Case) -> None:
    handling.defer(case, by=city.chen, until=date(2026, 11, 16), reason="等配件。", at=NOON + 5 * HOUR)


def _hastened(city: City, case: Case) -> None:
    supervision.hasten(case, by=city.lin, text="请尽快修好。", due=date(2026, 11, 4), at=NOON + 5 * HOUR)


def _appealed(city: City, case: Case) -> None:
    feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=NOON + 20 * HOUR)


def _appealed_twice(city: City, case: Case) -> None:
    _appealed(city, case)
    feedback.uphold(case, by=city.rui, text="维持。", at=NOON + 30 * HOUR)
    feedback.appeal(case, by=city.reporter(case), text="还是不同意。", at=NOON + 40 * HOUR)


def _rated_badly(city: City, case: Case) -> None:
    feedback.rate(case, by=city.reporter(case), solved="partly", at=NOON + 20 * HOUR)


def _merged(city: City, case: Case) -> None:
    into = city.case("in-hand", published=False, text="另一盏灯也不亮，就在旁边。")
    supervision.merge(case, by=city.lin, into=into, at=NOON + 5 * HOUR)


def _part(town: Town) -> Case:
    city = town.city
    whole = _in("in-hand")(town)
    supervision.split(whole, by=city.lin, title="换电缆", text=town.mark, matter=city.matter(), at=NOON + 5 * HOUR)
    part = Case.objects.get(whole=whole)
    handling.dispatch(part, by=city.zhao, office=city.office("dongqiao-lamps"), at=NOON + 5 * HOUR)
    handling.take(part, by=city.chen, at=NOON + 5 * HOUR)
    return part


def _drafted(town: Town) -> Case:
    case = _in("in-hand")(town)
    handling.answer(
        case, by=town.city.chen, outcome="solved", text="已更换电缆。", occasion="十一月例会", at=NOON + 5 * HOUR
    )
    return case


def _withdrawn(town: Town) -> Case:
    from_city = town.city
    case = _hidden("filed")(town)
    cases_actions.withdraw(case, by=from_city.reporter(case), at=NOON + HOUR)
    return case


def _about(code: str, *, inquired: bool = False) -> Build:
    def build(town: Town) -> Case:
        city = town.city
        case = city.filed(
            f"收了{town.mark}才办事，请查。", kind="misconduct", about_office=city.office(code), title=town.mark
        ).case
        if inquired:
            feedback.inquire(case, by=city.rui, at=NOON + HOUR)
        return case

    return build


def _dismissed_and_appealed(town: Town) -> Case:
    city, case = town.city, _about("dongqiao-lamps")(town)
    feedback.dismiss(case, by=city.rui, basis="条例", text="不成立。", at=NOON + HOUR)
    feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=NOON + 2 * HOUR)
    return case


def _elsewhere(town: Town) -> Case:
    return town.city.filed(
        f"河心区的{town.mark}掉了，请来看看。", title=town.mark, lat=IN_HEXIN[0], lon=IN_HEXIN[1]
    ).case


def _at_drains(town: Town) -> Case:
    case = _hidden("accepted")(town)
    city = town.city
    handling.dispatch(case, by=city.zhao, office=city.office("drains"), at=NOON + 5 * HOUR)
    handling.take(case, by=Person.objects.get(handle="pan"), at=NOON + 6 * HOUR)
    return case


def _withheld(town: Town) -> Case:
    case = _hidden("in-hand")(town)
    supervision.withhold(case, by=town.city.mo, ground="child", reason="", at=NOON + 5 * HOUR)
    return case


def _asked_for_help(town: Town) -> Case:
    case = _hidden("in-hand")(town)
    city = town.city
    told = {"text": "请到望江路看护栏。", "days": 3, "place": "望江路"}
    handling.give_task(
        case, by=city.chen, task="delegated", office=city.office("bridge-committee"), at=NOON + 5 * HOUR, **told
    )
    return case


def _mine(town: Town) -> Case:
    filed = town.city.filed(f"我家门口的{town.mark}掉了，请来。", by=town.city.mei, title=town.mark)
    town.codes["mei's"] = filed.tracking_code
    return filed.case


def _private(town: Town) -> Case:
    return town.city.filed(f"邻居家的{town.mark}夜里很响。", title=town.mark, matter=town.city.matter("0102")).case


def _with_photo(town: Town) -> Case:
    case = _hidden("filed")(town)
    Photo.objects.create(case=case, state=PhotoState.READY, received_at=NOON)
    return case


def _both_sides(town: Town) -> Case:
    """Somebody who took this case on sits on the checking side now: she reads it, and checks nothing of it."""
    case = _in("answered")(town)
    Part.objects.create(case=case, person=Person.objects.get(handle="lu"), side="act", verb="take", at=NOON)
    return case


def _supporting(town: Town) -> Case:
    case = _in("filed", kind="suggestion")(town)
    suggestions.open_for_support(case, by=town.city.lin, at=NOON + HOUR)
    return case


CASES: dict[str, Build] = {
    "filed": _in("filed"),
    "unscreened": _hidden("filed"),
    "asked-at-desk": _then(
        "filed", lambda city, case: supervision.ask(case, by=city.lin, text="哪根？", at=NOON + HOUR)
    ),
    "suggested": _in("filed", kind="suggestion"),
    "supporting": _supporting,
    "accepted": _in("accepted"),
    "disputed": lambda town: town.city.disputed(text=f"{town.mark}归谁管，两家说法不一。"),
    "dispatched": _hidden("dispatched"),
    "in-hand": _in("in-hand"),
    "another-day": _then("in-hand", _deferral),
    "hastened": _then("in-hand", _hastened),
    "asked-by-office": _then(
        "in-hand", lambda city, case: handling.ask(case, by=city.chen, text="哪根？", at=NOON + 5 * HOUR)
    ),
    "drafted": _drafted,
    "answered": _in("answered"),
    "closed": _in("closed"),
    "declined": _hidden("declined"),
    "withdrawn": _withdrawn,
    "close-appealed": _then("closed", _appealed),
    "decline-appealed": _then("declined", _appealed),
    "close-last-appeal": _then("closed", _appealed_twice),
    "decline-last-appeal": _then("declined", _appealed_twice),
    "rated-badly": _then("closed", _rated_badly),
    "merged": _then("filed", _merged),
    "part": _part,
    "confidential": _hidden("in-hand", is_confidential=True),
    "withheld": _withheld,
    "private": _private,
    "about-lamps": _about("dongqiao-lamps"),
    "about-lamps, inquired": _about("dongqiao-lamps", inquired=True),
    "about-lamps, dismissed and appealed": _dismissed_and_appealed,
    "about-review": _about("review"),
    "in-hexin": _elsewhere,
    "at-drains": _at_drains,
    "with-task": _asked_for_help,
    "with-photo": _with_photo,
    "both-sides": _both_sides,
    "mei's": _mine,
    "question": _in("closed", kind="question"),
    "suggestion": _in("in-hand", kind="suggestion"),
    "thanks": _in("filed", kind="thanks"),
}
