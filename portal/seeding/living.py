"""A year in the invented city: every case goes its way through the acts, as far as today."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.timezone import localtime, make_aware
from shapely.geometry import shape

from civic.accounts.models import Person
from civic.cases import actions as cases
from civic.cases.guards import Reporter
from civic.cases.models import Case
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.offices.models import Office, Post
from civic.offices.queries import answering_office
from civic.places.models import Area
from civic.supervision import actions as supervision
from portal.seeding.founding import Seeds, matters_by_code
from portal.seeding.writing import Story, Writer

MORNING, EVENING = time(8, 40), time(17, 50)
BATCH = 60


class NotYet(Exception):
    """The next act of this case lies in the future: it stands where it stands today."""


@dataclass
class Life:
    """One case on its way: when the last act was, and how it goes on."""

    case: Case
    story: Story
    at: datetime
    reporter: Reporter


class Year:
    """The people and chances of a year."""

    def __init__(self, seeds: Seeds, *, now: datetime, chance: random.Random) -> None:
        self.seeds, self.now, self.chance = seeds, now, chance
        self.writer = Writer(seeds, chance)
        self.people = {person.handle: person for person in Person.objects.all()}
        self.matters = matters_by_code()
        self.handlers: dict[int, Person] = {}
        for post in Post.objects.filter(role="handler").select_related("officer__person"):
            self.handlers[post.office_id] = post.officer.person
        self.tally: Counter[str] = Counter()

    # --- time ---

    def later(self, at: datetime, least: float, most: float) -> datetime:
        """Some hours later, moved into the hours an office works. Raises NotYet past today."""
        return self._not_yet(self._office_hours(at + timedelta(hours=self.chance.uniform(least, most))))

    def any_hour(self, at: datetime, least: float, most: float) -> datetime:
        """Some hours later, at any hour: residents write in the evening too."""
        return self._not_yet(at + timedelta(hours=self.chance.uniform(least, most)))

    def _office_hours(self, at: datetime) -> datetime:
        local = localtime(at)
        while local.weekday() >= 5 or local.time() > EVENING:
            local = make_aware(datetime.combine(local.date() + timedelta(days=1), MORNING)) + timedelta(minutes=self.chance.randrange(240))
        if local.time() < MORNING:
            local = make_aware(datetime.combine(local.date(), MORNING)) + timedelta(minutes=self.chance.randrange(200))
        return local

    def _not_yet(self, at: datetime) -> datetime:
        if at > self.now:
            raise NotYet
        return at

    def happens(self, share: float) -> bool:
        """With this share of chances."""
        return self.chance.random() < share

    # --- a case ---

    def bring(self, story: Story, at: datetime, **more: Any) -> Life:
        """Somebody hands a story in."""
        with_point = more.pop("with_point", self.happens(0.9))
        person, source = more.pop("by", None), more.pop("source", "web")
        given = cases.ReportGiven(
            kind=story.kind, text=story.text, title=story.title, matter=self.matters[story.matter] if self.happens(0.8) else None,
            lat=story.spot.lat if with_point else None, lon=story.spot.lon if with_point else None,
            address=story.address if not with_point or self.happens(0.7) else "", language=story.language, **more,
        )  # fmt: skip
        filed = cases.file_case(given, by=person, source=source, at=at)
        return Life(filed.case, story, at, Reporter(filed.case.pk, person if source == "web" else None))

    def live(self, life: Life, *, publish: bool = True) -> None:
        """The case goes its way as far as today."""
        try:
            if publish:
                self.screen(life)
            self.decide(life)
        except NotYet:
            pass
        life.case.refresh_from_db()
        self.tally[life.case.state] += 1

    def screen(self, life: Life) -> None:
        """The moderator publishes it, or withholds it with a reason; seldom not before it is accepted."""
        at = self.later(life.at, 0.4, 5)
        if self.happens(0.012):
            supervision.withhold(life.case, by=self.people["mo"], reason=self.writer.say("withheld", at, life.story.spot), at=at)
        else:
            supervision.publish(life.case, by=self.people["mo"], title=life.story.title, text=life.story.text, at=at)
        life.at = max(life.at, at)

    def decide(self, life: Life) -> None:
        """Accept, decline, or ask first."""
        if self.happens(0.012):
            cases.withdraw(life.case, by=life.reporter, at=self.any_hour(life.at, 0.1, 2))
            return
        lin = self.people["lin"] if self.happens(0.6) else self.people["fang"]
        if self.happens(0.03):
            life.at = self.later(life.at, 0.5, 4)
            supervision.ask(life.case, by=lin, text=self.writer.say("questions", life.at, life.story.spot), at=life.at)
            self.reply(life)
        life.at = self.later(life.at, 0.3, 5)
        if life.story.text in self._quarrels:
            self.decline(life, lin)
            return
        supervision.accept(life.case, by=lin, matter=self.matters[life.story.matter], at=life.at)
        if life.story.kind != "thanks":
            self.work(life, checker=lin)

    @property
    def _quarrels(self) -> set[str]:
        return {told.split("|", 1)[1] for told in self.writer.others["decline_stories"]}

    def reply(self, life: Life) -> None:
        """Three in four reply; the rest leave the clock standing."""
        if self.happens(0.25):
            raise NotYet
        life.at = self.any_hour(life.at, 2, 60)
        cases.reply(life.case, by=life.reporter, text=self.writer.say("replies", life.at, life.story.spot), at=life.at)

    def decline(self, life: Life, lin: Person) -> None:
        """Not accepted, and sometimes appealed."""
        say = self.writer.say
        supervision.decline(life.case, by=lin, basis=say("basis", life.at, life.story.spot), text=say("declines", life.at, life.story.spot), at=life.at)
        if self.happens(0.4):
            self.review(life)

    def review(self, life: Life) -> None:
        """An appeal, decided by the office that never touched the case."""
        say, rui = self.writer.say, self.people["rui"]
        life.at = self.any_hour(life.at, 10, 200)
        feedback.appeal(life.case, by=life.reporter, text=say("appeals", life.at, life.story.spot), at=life.at)
        self.screen_again(life)
        life.at = self.later(life.at, 30, 250)
        if self.happens(0.6):
            feedback.uphold(life.case, by=rui, text=say("upheld", life.at, life.story.spot), at=life.at)
            return
        feedback.overturn(life.case, by=rui, text=say("overturned", life.at, life.story.spot), at=life.at)
        self.work(life, checker=self.people["fang"])

    def work(self, life: Life, *, checker: Person) -> None:
        """Dispatched, taken, answered, checked, rated."""
        case, say = life.case, self.writer.say
        life.at = self.later(life.at, 0.2, 4)
        case.refresh_from_db()
        resolved = answering_office(self.matters[life.story.matter], case.area, on=life.at.date())
        office = resolved.office if resolved else Office.objects.get(code="street-990101")
        handling.dispatch(case, by=self.people["zhao"], office=office, at=life.at)
        hand = self.handlers[office.pk]
        life.at = self.later(life.at, 0.5, 7)
        if self.happens(0.03):
            handling.return_case(case, by=hand, reason=say("returns", life.at, life.story.spot), at=life.at)
            life.at = self.later(life.at, 0.5, 5)
            handling.dispatch(case, by=self.people["zhao"], office=office, text="", at=life.at)
            life.at = self.later(life.at, 0.5, 5)
        handling.take(case, by=hand, at=life.at)
        if self.happens(0.05):
            life.at = self.later(life.at, 1, 8)
            handling.ask(case, by=hand, text=say("questions", life.at, life.story.spot), at=life.at)
            self.reply(life)
        self.answer_and_check(life, hand, checker)

    def answer_and_check(self, life: Life, hand: Person, checker: Person) -> None:
        """The office answers, mostly in time; somebody else checks and sometimes sends it back."""
        case = life.case
        days = self.matters[life.story.matter].answer_days
        share = self.chance.uniform(0.15, 0.85) if self.happens(0.89) else self.chance.uniform(1.3, 2.4)
        life.at = self.later(life.at, 24 * days * share, 24 * days * share * 1.15)
        outcome, text = self._answer(life)
        handling.answer(case, by=hand, outcome=outcome, text=text, basis=self.writer.say("basis", life.at, life.story.spot) if self.happens(0.2) else "", language="zh-hans", at=life.at)
        if life.story.kind in ("complaint", "help"):
            life.at = self.later(life.at, 3, 40)
            if self.happens(0.11):
                supervision.send_back(case, by=checker, reason=self.writer.of_matter(life.story.matter, "sent_back"), at=life.at)
                life.at = self.later(life.at, 12, 60)
                outcome, text = self._answer(life)
                handling.answer(case, by=hand, outcome=outcome, text=text, language="zh-hans", at=life.at)
                life.at = self.later(life.at, 3, 30)
            supervision.verify(case, by=checker, text=self.writer.say("verified", life.at, life.story.spot), at=life.at)
        self.hear(life, hand, checker, outcome)

    def _answer(self, life: Life) -> tuple[str, str]:
        kind, spot = life.story.kind, life.story.spot
        if kind == "suggestion":
            outcome = self.chance.choice(["adopted", "in-part", "already-so", "not-adopted"])
            return outcome, self.writer.fill(self.writer.stories["suggestion"][0][outcome][0], "zh", life.at, spot)
        if kind == "question":
            return "solved", self.chance.choice(self.writer.stories["question"][0]["answers"])
        outcome = self.chance.choices(["solved", "planned", "not-found", "not-ours", "not-possible"], [76, 12, 5, 5, 2])[0]
        return outcome, self.writer.answer(life.story.matter, outcome, life.at, spot)

    def hear(self, life: Life, hand: Person, checker: Person, outcome: str) -> None:
        """Fewer than half of the residents say anything; silence stays silence."""
        if not self.happens(0.46):
            return
        life.at = self.any_hour(life.at, 3, 120)
        solved = self.chance.choices(["yes", "partly", "no"], [72, 9, 19] if outcome in ("solved", "adopted", "already-so") else [30, 30, 40])[0]
        words = ""
        if self.happens(0.65):
            words = self.writer.say("partly", life.at, life.story.spot) if solved == "partly" else self.writer.of_matter(life.story.matter, "good" if solved == "yes" else "bad")
        base = {"yes": 5, "partly": 3, "no": 2}[solved]
        stars = {name: max(1, min(5, base + self.chance.choice((-1, 0, 0, 1)))) for name in ("result", "attitude", "speed") if self.happens(0.8)}
        reopens = solved == "no" and life.case.round == 1
        feedback.rate(life.case, by=life.reporter, solved=solved, text=words, at=life.at, **stars)
        self.screen_again(life)
        if reopens:
            self.work(life, checker=checker)
        elif solved == "no" and self.happens(0.4):
            self.review(life)

    def screen_again(self, life: Life) -> None:
        """The moderator publishes what the resident wrote since; the newest still waits."""
        life.case.refresh_from_db()
        if life.case.publication == "published":
            at = self.later(life.at, 0.5, 9)
            supervision.publish(life.case, by=self.people["mo"], title=life.case.public_title, text=life.case.public_text, at=at)
            life.at = max(life.at, at)


def fill_year(year: Year, count: int, progress: Callable[[int], None]) -> None:
    """A year of cases, denser towards today, dated relative to now."""
    moments = sorted(year.now - timedelta(days=365 * year.chance.random() ** 1.25, minutes=year.chance.randrange(1440)) for _ in range(count))
    moments = [moment for moment in moments if moment < year.now]
    for start in range(0, len(moments), BATCH):
        with transaction.atomic():
            for moment in moments[start : start + BATCH]:
                _one(year, moment)
        progress(min(start + BATCH, len(moments)))


def _one(year: Year, at: datetime) -> None:
    kind = year.chance.choices(["matter", "suggestion", "question", "thanks", "quarrel"], [82, 6, 5, 4, 3])[0]
    story = year.writer.story(at) if kind == "matter" else year.writer.quarrel(at) if kind == "quarrel" else year.writer.other(kind, at)
    if year.happens(0.12):
        life = year.bring(story, at, by=year.people["he"], source="phone")
    else:
        life = year.bring(story, at, is_confidential=kind == "matter" and year.happens(0.03))
    year.live(life)


PHOTO_MATTERS = ("0101", "0201", "0202", "0301", "0401", "0501", "0601", "0701", "0802", "0902", "0903", "1001")


def pictured(year: Year, folder: Path, count: int) -> int:
    """Cases of the last weeks that came with a photo; one file may have been taken many times in an invented city."""
    files = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.jpg"))}
    made = 0
    for turn in range(count if files else 0):
        code = PHOTO_MATTERS[turn % len(PHOTO_MATTERS)]
        if code not in files:
            continue
        matter = next(one for one in year.writer.matters if one["code"] == code)
        at = year.now - timedelta(days=2 + turn * 0.9, hours=year.chance.randrange(10))
        life = year.bring(year.writer.story(at, matter=matter), at)
        cases.receive_photo(SimpleUploadedFile(f"{code}.jpg", files[code], "image/jpeg"), case=life.case, at=at)
        cases.prepare_photos(at=at)
        year.live(life)
        made += 1
    return made


def cast_cases(year: Year) -> None:
    """What every member of the cast finds: Mei's own cases, one at each step, at the lamps that Chen looks after."""
    mei, writer = year.people["mei"], year.writer
    lamp = next(one for one in writer.matters if one["code"] == "0101")
    dongqiao = shape(Area.objects.get(code="990102").polygon)
    steps = ("filed", "accepted", "dispatched", "in-hand", "asked", "answered", "closed", "closed", "rated")
    for turn, goal in enumerate(steps):
        at = year.now - timedelta(days=1 if goal == "filed" else 6 + turn, hours=3)
        story = writer.story(at, matter=lamp, district=dongqiao, language="zh")
        life = year.bring(story, at, by=mei, email="mei@example.com", with_point=True)
        _bring_as_far_as(year, life, goal)


def _bring_as_far_as(year: Year, life: Life, goal: str) -> None:
    people, case, at = year.people, life.case, life.at
    hour = timedelta(hours=1)
    if goal == "filed":
        return
    supervision.publish(case, by=people["mo"], title=life.story.title, text=life.story.text, at=at + hour)
    supervision.accept(case, by=people["lin"], matter=year.matters["0101"], at=at + 2 * hour)
    acts: dict[str, Callable[[datetime], object]] = {
        "dispatched": lambda when: handling.dispatch(case, by=people["zhao"], office=Office.objects.get(code="lighting-990102"), at=when),
        "in-hand": lambda when: handling.take(case, by=people["chen"], at=when),
        "answered": lambda when: handling.answer(case, by=people["chen"], outcome="solved", text=year.writer.answer("0101", "solved", when, life.story.spot), at=when),
        "closed": lambda when: supervision.verify(case, by=people["lin"], text="到场看了 30 分钟，灯一直亮着。", at=when),
        "rated": lambda when: feedback.rate(case, by=life.reporter, solved="no", result=2, attitude=4, speed=3, text="亮了两晚又灭了。师傅来得快，也说得清楚，就是没修住。", at=when),
    }
    if goal == "accepted":
        return
    for turn, (name, act) in enumerate(acts.items(), start=1):
        if goal == "asked" and name == "answered":
            handling.ask(case, by=people["chen"], text=year.writer.others["questions"][0], at=at + 30 * hour)
            return
        act(at + turn * 20 * hour)
        case.refresh_from_db()
        if name == goal:
            return
