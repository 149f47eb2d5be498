"""Found the invented city: its ground and grid, calendar, catalogue, offices, who answers for what, the cast in their
posts."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import cycle
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from civic.accounts.models import Person
from civic.offices import actions as offices
from civic.offices.models import Force, Matter, Office, Tag
from civic.offices.rules import TagKind
from civic.places.models import Area, AreaKind, Party
from portal.inventing.recipes import DEMO
from portal.seeding.grounding import lay_components, lay_ground, lay_parties

LANGUAGES = ("zh-hans", "zh-hant", "en")
SURNAMES = "王李张刘杨黄周吴徐孙胡朱高郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
SURNAMES_HANT = "王李張劉楊黃周吳徐孫胡朱高郭馬羅梁宋鄭謝韓唐馮于董蕭程曹袁鄧許傅曾彭呂蘇盧蔣蔡賈丁魏薛葉閻余潘杜"
SURNAMES_LATIN = (
    "Wang Li Zhang Liu Yang Huang Zhou Wu Xu Sun Hu Zhu Gao Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao "
    "Cheng Cao Yuan Deng Xu Fu Zeng Peng Lü Su Lu Jiang Cai Jia Ding Wei Xue Ye Yan Yu Pan Du"
)
WORKING = ("department", "district", "street", "committee")
HEADED = ("department", "district", "street")  # somebody signs there
# the forces of a cell and the rung at which somebody serves; one in so many is vacant
SEATS = {
    "manager": (AreaKind.COMMUNITY, 12),
    "assistant": (AreaKind.COMMUNITY, 5),
    "police": (AreaKind.STREET, 14),
    "inspector": (AreaKind.STREET, 9),
    "party-secretary": (AreaKind.COMMUNITY, 16),
    "justice": (AreaKind.STREET, 6),
    "fire": (AreaKind.DISTRICT, 4),
}


@dataclass(frozen=True)
class Seeds:
    """The files of a city, read once."""

    folder: Path = Path(settings.BASE_DIR) / "seeds"

    @cached_property
    def city(self) -> dict[str, Any]:
        """Offices and cast."""
        return tomllib.loads((self.folder / "city.toml").read_text(encoding="utf-8"))

    @cached_property
    def stories(self) -> dict[str, Any]:
        """What people write and offices answer."""
        return tomllib.loads((self.folder / "stories.toml").read_text(encoding="utf-8"))

    @cached_property
    def corners(self) -> dict[str, Any]:
        """What residents raise among themselves."""
        return tomllib.loads((self.folder / "corners.toml").read_text(encoding="utf-8"))

    def features(self, name: str) -> list[dict[str, Any]]:
        """The features of a GeoJSON file."""
        features: list[dict[str, Any]] = json.loads((self.folder / name).read_text(encoding="utf-8"))["features"]
        return features


@dataclass
class _Bodies:
    """The offices of the city by code, and which of them answers for a family of matters, or for one matter, where."""

    offices: dict[str, Office] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    functions: dict[str, Tag] = field(default_factory=dict)
    families: dict[str, list[tuple[Area | None, Office, list[Office]]]] = field(default_factory=dict)
    matters: dict[str, list[tuple[Area | None, Office, list[Office]]]] = field(default_factory=dict)


def found_city(seeds: Seeds, *, at: datetime, since: date) -> None:
    """Everything a city needs before its first report, in force since a day."""
    for year in range(since.year, at.year + 2):
        offices.load_workdays(year)
    with transaction.atomic():
        lay_ground(DEMO, since=since)
        lay_parties()
        offices.load_catalogue(catalogue_in(seeds.folder), at=at)
        bodies = _found_offices(seeds)
        _name_stewards(bodies, since=since)
        _appoint_cast(seeds, bodies.offices, at=at, since=since)
        _seat_forces(since=since)
    lay_components(DEMO, at=at)


def catalogue_in(folder: Path) -> list[dict[str, Any]]:
    """The matters of the catalogue as their files tell them."""
    files = sorted((folder / "matters").glob("*.toml"))
    return [matter for file in files for matter in tomllib.loads(file.read_text(encoding="utf-8"))["matter"]]


def _named(told: list[str], **area: Area) -> dict[str, str]:
    """Three names, with that of an area in its place."""
    names = {}
    for language, name in zip(LANGUAGES, told, strict=True):
        column = f"name_{language.replace('-', '_')}"
        names[language] = name.format(**{slot: getattr(one, column) for slot, one in area.items()})
    return names


def _found_offices(seeds: Seeds) -> _Bodies:
    bodies, areas = _Bodies(), list(Area.objects.order_by("path"))
    bodies.parties = {party.code: party for party in Party.objects.all()}
    bodies.functions = {tag.code: tag for tag in Tag.objects.filter(kind=TagKind.FUNCTION)}
    for told in seeds.city["office"]:
        _found(bodies, told, told["code"], None, _named(told["names"]))
    rungs = (("district_office", "d", AreaKind.DISTRICT), ("street_office", "s", AreaKind.STREET))
    for table, slot, kind in (*rungs, ("community_office", "c", AreaKind.COMMUNITY)):
        for told in seeds.city[table]:
            for area in areas:
                if area.kind == kind and told.get("in", area.code) in area.path:
                    _found(bodies, told, f"{told['code']}-{area.code}", area, _named(told["names"], **{slot: area}))
    return bodies


def _found(bodies: _Bodies, told: dict[str, Any], code: str, area: Area | None, names: dict[str, str]) -> None:
    is_reviewing = told.get("reviewing", False)
    office = offices.found_office(
        code=code,
        kind=told["kind"],
        names=names,
        area=area,
        is_reviewing=is_reviewing,
        reviewed_by=None if is_reviewing else bodies.offices["review"],
        above=bodies.offices.get(told.get("above", "")),
        contact_line=told.get("line", ""),
        parties=[bodies.parties[party] for party in told.get("parties", [])],
        functions=[bodies.functions[f"function-{function}"] for function in told.get("functions", [])],
    )
    bodies.offices[code] = office
    helpers = [bodies.offices[helper] for helper in told.get("helpers", [])]
    for family in told.get("answers", []):
        bodies.families.setdefault(family, []).append((area, office, helpers))
    for matter in told.get("matters", []):
        bodies.matters.setdefault(matter, []).append((area, office, helpers))


def _name_stewards(bodies: _Bodies, *, since: date) -> None:
    for matter in Matter.objects.all():
        for area, office, helpers in bodies.families[matter.family] + bodies.matters.get(matter.code, []):
            offices.name_steward(matter=matter, area=area, office=office, starts=since, helpers=helpers)


def _appoint_cast(seeds: Seeds, bodies: dict[str, Office], *, at: datetime, since: date) -> None:
    held = set()
    headed = set()
    for told in seeds.city["person"]:
        person = Person.objects.create_user(
            told["handle"],
            name=told["name"],
            email=told.get("email", ""),
            language=told.get("language", ""),
            is_superuser=told.get("superuser", False),
            is_staff=told.get("superuser", False),
        )
        if "role" in told:
            office = bodies[told["office"]]
            offices.appoint(person, side=told["side"], role=told["role"], office=office, starts=since, at=at)
            if told["role"] != "worker":
                held.add(told["office"])
            if told["role"] == "head":
                headed.add(told["office"])
    working = [code for code, office in bodies.items() if office.kind in WORKING]
    names = _surnames()
    for code in sorted(set(working) - held):
        person = Person.objects.create_user(f"{code}-hand", name=next(names))
        offices.appoint(person, side="act", role="handler", office=bodies[code], starts=since, at=at)
    for code in sorted(code for code in bodies if bodies[code].kind in HEADED and code not in headed):
        person = Person.objects.create_user(f"{code}-head", name=next(names))
        offices.appoint(person, side="act", role="head", office=bodies[code], starts=since, at=at)


def _seat_forces(*, since: date) -> None:
    """Who serves in the cells, by community, street or district; some seats stand empty, as they do."""
    offices.lay_out_forces()
    offices.lay_out_levels()
    names, line = cycle(zip(SURNAMES, SURNAMES_HANT, SURNAMES_LATIN.split(), strict=True)), 0
    for code, (kind, vacant) in SEATS.items():
        force = Force.objects.get(code=code)
        for place, area in enumerate(Area.objects.filter(kind=kind).order_by("code")):
            line += 1
            if (place + len(code)) % vacant:
                hans, hant, latin = next(names)
                signed: dict[str, Any] = {
                    "name": hans + force.name_zh_hans[2:],
                    "name_zh_hant": hant + force.name_zh_hant[2:],
                    "name_en": f"{force.name_en.removeprefix('Grid ').capitalize()} {latin}",
                }
                offices.seat(force, area=area, phone=f"020-5550 {1000 + line}", starts=since, **signed)


def _surnames() -> Iterator[str]:
    while True:
        yield from SURNAMES


def matters_by_code() -> dict[str, Matter]:
    """The catalogue as it stands."""
    return {matter.code: matter for matter in Matter.objects.all()}
