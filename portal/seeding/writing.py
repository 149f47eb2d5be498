"""What the invented residents write: stories filled with roads, numbers and days of the invented city."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override
from shapely.geometry import LineString, MultiLineString, Point, shape

from portal.seeding.founding import Seeds

LANGUAGES = {"zh": "zh-hans", "hant": "zh-hant", "en": "en"}
METRES = 0.00001  # of a degree, about
ADDRESSES = {
    "zh": "{road} {no} 号，{mark}旁边",
    "hant": "{road} {no} 號，{mark}旁邊",
    "en": "{no} {road}, by {mark}",
}


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
    outcome: str = ""  # where only one answer fits what was asked
    answer: str = ""


class Writer:
    """Draws stories from the seeds; the same seed of chance writes the same city."""

    def __init__(self, seeds: Seeds, chance: random.Random) -> None:
        self.chance = chance
        self.stories = seeds.stories
        self.others: dict[str, Any] = seeds.stories["others"]
        self.roads = self._roads(seeds)
        self.matters: list[dict[str, Any]] = seeds.stories["matter"]
        self.weights = [matter["weight"] for matter in self.matters]
        self.used: set[str] = set()

    def _roads(self, seeds: Seeds) -> list[tuple[dict[str, str], list[LineString]]]:
        districts = [
            shape(f["geometry"]) for f in seeds.features("areas.geojson") if f["properties"]["kind"] == "district"
        ]
        roads = []
        for feature in seeds.features("basemap.geojson"):
            told = feature["properties"]
            if told["kind"] != "road":
                continue
            line = shape(feature["geometry"])
            inside = [line.intersection(district) for district in districts]
            parts = [
                part
                for found in inside
                for part in (found.geoms if isinstance(found, MultiLineString) else [found])
                if isinstance(part, LineString) and part.length > 100 * METRES
            ]
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

    def slots(self, language: str, at: datetime, spot: Spot, *, back: tuple[int, int] = (1, 11)) -> dict[str, Any]:
        """What is written into the gaps of one person's words: the same place and day in title, text and address."""
        marks = {"zh": "marks", "hant": "marks_hant", "en": "marks_en"}[language]
        chance = self.chance
        return {
            "road": spot.road[language],
            "no": chance.randrange(1, 240),
            "mark": chance.choice(self.others[marks]),
            "days": chance.randrange(3, 25),
            "date": _day(at - timedelta(days=chance.randint(*back)), language),
            "until": _day(at + timedelta(days=chance.randrange(12, 75)), language),
            "time": chance.choice(self.others["times"]),
            "pole": f"{chance.randrange(1, 900):04d}",
        }

    def fill(self, text: str, language: str, at: datetime, spot: Spot) -> str:
        """A text of an office or a resident about something that was done a moment ago, its slots filled."""
        return text.format(**self.slots(language, at, spot, back=(0, 2)))

    def _language(self) -> str:
        return self.chance.choices(["zh", "hant", "en"], [78, 12, 10])[0]

    def _draw(self, options: Sequence[str]) -> str:
        return self.chance.choice(list(options))

    def story(
        self, at: datetime, *, matter: dict[str, Any] | None = None, district: Any = None, language: str = ""
    ) -> Story:
        """A complaint or request for help about one of the matters."""
        told = matter or self.chance.choices(self.matters, self.weights)[0]
        language = language or self._language()
        return self._made(told["kind"], told["code"], self._draw(told[language]), language, at, self.spot(district))

    def other(self, kind: str, at: datetime) -> Story:
        """Thanks, a question or a suggestion."""
        language = self._language()
        return self._made(kind, "1201", self._draw(self.stories[kind][0][language]), language, at, self.spot())

    def quarrel(self, at: datetime) -> Story:
        """Something the city does not take on; its answer is the refusal."""
        return self._made("complaint", "1201", self._draw(self.others["decline_stories"]), "zh", at, self.spot())

    def _made(self, kind: str, matter: str, told: str, language: str, at: datetime, spot: Spot) -> Story:
        """“title|text”, or “title|text|the answer that fits”, or for suggestions “title|text|answer|outcome”."""
        slots = self.slots(language, at, spot)
        title, text, *more = told.split("|")
        if kind == "complaint" and not more[1:]:
            title, text = self._in_own_words(title, text, language)
        answer, outcome = (*more, "", "")[:2]
        address = ADDRESSES[language].format(**slots)
        return Story(
            kind,
            matter,
            title.format(**slots),
            text.format(**slots),
            LANGUAGES[language],
            spot,
            address,
            outcome,
            answer,
        )

    def _in_own_words(self, title: str, text: str, language: str) -> tuple[str, str]:
        """No two people write the same: some name the place first, some add a sentence of their own."""
        if "{" not in title and self.happens(0.7):
            title = self._draw(self.others[f"openings_{language}"]) + (title if language != "en" else title.lower())
        if self.happens(0.45):
            text += self._draw(self.others[f"endings_{language}"])
        if self.happens(0.15):
            text = self._draw(self.others[f"greetings_{language}"]) + text
        return title, text

    def happens(self, share: float) -> bool:
        """With this share of chances."""
        return self.chance.random() < share

    def answer(self, story: Story, outcome: str, at: datetime) -> str:
        """What an office answers, in the official language of the city."""
        told = self._of(story.matter)
        if story.outcome == "declined" and outcome == "solved":  # taken up after all
            return self._draw(self.others["solved_general"])
        own = [story.answer] if story.answer and outcome == "solved" else []
        general = self.others.get(outcome.replace("-", "_"), self.others["solved_general"])
        options = own or (general if story.answer else told.get(outcome) or general)
        return self.fill(self._draw(options), "zh", at, story.spot)

    def say(self, what: str, at: datetime, spot: Spot) -> str:
        """One of the sentences everybody uses."""
        return self.fill(self._draw(self.others[what]), "zh", at, spot)

    def reached(self, stage: str) -> str:
        """That a stage of the limit is reached: fenced off, repaired."""
        return self._draw(self.others["reached"]).format(stage=stage)

    def of_story(self, story: Story, what: str) -> str:
        """A sentence that fits a story: good, bad, sent_back; a general one where the story is an unusual one."""
        own = [] if story.answer else self._of(story.matter)[what]
        return self._draw([*own, *self.others[what]] if what != "sent_back" or not own else own)

    def _of(self, matter: str) -> dict[str, Any]:
        return next(one for one in self.matters if one["code"] == matter)


def _day(at: datetime, language: str) -> str:
    day = localtime(at)
    if language == "en":
        with override("en"):
            return f"{day.day} {date_format(day, 'F')}"
    return f"{day.month} 月 {day.day} 日"
