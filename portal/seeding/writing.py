"""What the invented residents write: stories filled with roads, numbers and days of the invented city."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from shapely.geometry import LineString, MultiLineString, Point, shape

from portal.seeding.founding import Seeds

LANGUAGES = {"zh": "zh-hans", "hant": "zh-hant", "en": "en"}
METRES = 0.00001  # of a degree, about


@dataclass(frozen=True)
class Spot:
    """A place beside a road: names in three languages, lat and lon in WGS84."""

    road: dict[str, str]
    lat: float
    lon: float


@dataclass(frozen=True)
class Story:
    """One report as it is handed in."""

    kind: str
    matter: str
    title: str
    text: str
    language: str
    spot: Spot
    address: str


class Writer:
    """Draws stories from the seeds; the same seed of chance writes the same city."""

    def __init__(self, seeds: Seeds, chance: random.Random) -> None:
        self.chance = chance
        self.stories = seeds.stories
        self.others: dict[str, list[str]] = seeds.stories["others"]
        self.roads = self._roads(seeds)
        self.matters: list[dict[str, Any]] = seeds.stories["matter"]
        self.weights = [matter["weight"] for matter in self.matters]
        self.used: set[str] = set()

    def _roads(self, seeds: Seeds) -> list[tuple[dict[str, str], list[LineString]]]:
        districts = [shape(f["geometry"]) for f in seeds.features("areas.geojson") if f["properties"]["kind"] == "district"]
        roads = []
        for feature in seeds.features("basemap.geojson"):
            told = feature["properties"]
            if told["kind"] != "road":
                continue
            line = shape(feature["geometry"])
            inside = [line.intersection(district) for district in districts]
            parts = [part for found in inside for part in (found.geoms if isinstance(found, MultiLineString) else [found]) if isinstance(part, LineString) and part.length > 100 * METRES]
            names = {"zh": told["name_zh_hans"], "hant": told["name_zh_hant"], "en": told["name_en"]}
            if parts:
                roads.append((names, parts))
        return roads

    def spot(self, district: Any = None) -> Spot:
        """A point a few metres beside a road; in a district when one is given."""
        while True:
            names, parts = self.chance.choice(self.roads)
            part = self.chance.choice(parts)
            on = part.interpolate(self.chance.random(), normalized=True)
            lat, lon = on.y + self.chance.uniform(-25, 25) * METRES, on.x + self.chance.uniform(-25, 25) * METRES
            if district is None or district.contains(Point(lon, lat)):
                return Spot(names, round(lat, 6), round(lon, 6))

    def fill(self, text: str, language: str, at: datetime, spot: Spot) -> str:
        """A text with its slots filled, in its language."""
        marks = {"zh": "marks", "hant": "marks_hant", "en": "marks_en"}[language]
        day = localtime(at) - timedelta(days=self.chance.randrange(1, 12))
        date = f"{day.day} {day:%B}" if language == "en" else f"{day.month} 月 {day.day} 日"
        return text.format(
            road=spot.road[language],
            no=self.chance.randrange(1, 240),
            mark=self.chance.choice(self.others[marks]),
            days=self.chance.randrange(3, 25),
            date=date,
            time=self.chance.choice(self.others["times"]),
        )

    def _language(self) -> str:
        return self.chance.choices(["zh", "hant", "en"], [78, 12, 10])[0]

    def _draw(self, options: Sequence[str]) -> str:
        return self.chance.choice(list(options))

    def story(self, at: datetime, *, matter: dict[str, Any] | None = None, district: Any = None, language: str = "") -> Story:
        """A complaint or request for help about one of the matters."""
        told = matter or self.chance.choices(self.matters, self.weights)[0]
        language = language or self._language()
        spot = self.spot(district)
        title, text = self._draw(told[language]).split("|", 1)
        return self._made(told["kind"], told["code"], title, text, language, at, spot)

    def other(self, kind: str, at: datetime) -> Story:
        """Thanks, a question or a suggestion."""
        told = self.stories[kind][0]
        language = self._language()
        title, text = self._draw(told[language]).split("|", 1)
        return self._made(kind, "1201", title, text, language, at, self.spot())

    def quarrel(self, at: datetime) -> Story:
        """Something the city does not take on."""
        title, text = self._draw(self.others["decline_stories"]).split("|", 1)
        return self._made("complaint", "1201", title, text, "zh", at, self.spot())

    def _made(self, kind: str, matter: str, title: str, text: str, language: str, at: datetime, spot: Spot) -> Story:
        address = self.fill("{road} {no} 号，{mark}旁边" if language == "zh" else "{road} {no} 號，{mark}旁邊" if language == "hant" else "{no} {road}, by {mark}", language, at, spot)
        return Story(kind, matter, self.fill(title, language, at, spot), self.fill(text, language, at, spot), LANGUAGES[language], spot, address)

    def answer(self, matter: str, outcome: str, at: datetime, spot: Spot) -> str:
        """What an office answers, in the official language of the city."""
        told = next(one for one in self.matters if one["code"] == matter)
        options = told.get(outcome) or self.others[outcome.replace("-", "_")]
        return self.fill(self._draw(options), "zh", at, spot)

    def say(self, what: str, at: datetime, spot: Spot) -> str:
        """One of the sentences everybody uses."""
        return self.fill(self._draw(self.others[what]), "zh", at, spot)

    def of_matter(self, matter: str, what: str) -> str:
        """A sentence that belongs to a matter: good, bad, sent_back."""
        return self._draw(next(one for one in self.matters if one["code"] == matter)[what])
