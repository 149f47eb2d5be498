"""Found the invented city: areas, cells, calendar, offices, matters, who answers for what, the cast in their posts."""

import json
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from civic.accounts.models import Person
from civic.offices import actions as offices
from civic.offices.models import Matter, Office
from civic.places import actions as places
from civic.places.models import Area

LANGUAGES = ("zh-hans", "zh-hant", "en")
SURNAMES = "王李张刘杨黄周吴徐孙胡朱高郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"


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

    def features(self, name: str) -> list[dict[str, Any]]:
        """The features of a GeoJSON file."""
        features: list[dict[str, Any]] = json.loads((self.folder / name).read_text(encoding="utf-8"))["features"]
        return features


def found_city(seeds: Seeds, *, at: datetime, since: date) -> None:
    """Everything a city needs before its first report, in force since a day."""
    for year in range(since.year, at.year + 2):
        offices.load_workdays(year)
    with transaction.atomic():
        districts = _found_areas(seeds, since=since)
        bodies = _found_offices(seeds, districts)
        _add_matters(seeds, bodies, districts, since=since)
        _appoint_cast(seeds, bodies, at=at, since=since)


def _found_areas(seeds: Seeds, *, since: date) -> list[Area]:
    features = []
    for feature in seeds.features("areas.geojson"):
        told = feature["properties"]
        names = {"zh-hans": told["name_zh_hans"], "zh-hant": told["name_zh_hant"], "en": told["name_en"]}
        features.append({**feature, "properties": {**told, **names}})
    places.lay_out_grid()
    areas = places.load_areas(features)
    districts = [area for area in areas if area.kind == "district"]
    for district in districts:
        places.grid_cells(district, starts=since)
    return districts


def _named(told: list[str], district: Area | None = None) -> dict[str, str]:
    short = [district.name_zh_hans, district.name_zh_hant, district.name_en] if district is not None else ["", "", ""]
    return {language: name.format(d=part) for language, name, part in zip(LANGUAGES, told, short, strict=True)}


def _found_offices(seeds: Seeds, districts: list[Area]) -> dict[str, Office]:
    bodies: dict[str, Office] = {}
    for told in seeds.city["office"]:
        bodies[told["code"]] = offices.found_office(
            code=told["code"],
            kind=told["kind"],
            names=_named(told["names"]),
            is_reviewing=told.get("reviewing", False),
            reviewed_by=None if told.get("reviewing") else bodies["review"],
            contact_line=told.get("line", ""),
        )
    for told in seeds.city["district_office"]:
        for district in districts:
            code = f"{told['code']}-{district.code}"
            bodies[code] = offices.found_office(
                code=code,
                kind=told["kind"],
                names=_named(told["names"], district),
                area=district,
                reviewed_by=bodies["review"],
            )
    return bodies


def _add_matters(seeds: Seeds, bodies: dict[str, Office], districts: list[Area], *, since: date) -> None:
    whole = {family: bodies[told["code"]] for told in seeds.city["office"] for family in told.get("answers", [])}
    each = {family: told["code"] for told in seeds.city["district_office"] for family in told.get("answers", [])}
    for told in seeds.stories["matter"]:
        matter = offices.add_matter(
            code=told["code"],
            names=_named(told["names"]),
            family=told["family"],
            answer_days=told["answer_days"],
            order=told["order"],
        )
        if matter.family in whole:
            offices.name_steward(matter=matter, area=None, office=whole[matter.family], starts=since)
            continue
        for district in districts:
            office = bodies[f"{each[matter.family]}-{district.code}"]
            offices.name_steward(matter=matter, area=district, office=office, starts=since)


def _appoint_cast(seeds: Seeds, bodies: dict[str, Office], *, at: datetime, since: date) -> None:
    held = set()
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
            held.add(told["office"])
    working = [code for code, office in bodies.items() if office.kind in ("department", "street")]
    for turn, code in enumerate(sorted(set(working) - held)):
        name = SURNAMES[turn % len(SURNAMES)]
        person = Person.objects.create_user(f"{code}-hand", name=name)
        offices.appoint(person, side="act", role="handler", office=bodies[code], starts=since, at=at)


def matters_by_code() -> dict[str, Matter]:
    """The catalogue as it stands."""
    return {matter.code: matter for matter in Matter.objects.all()}
