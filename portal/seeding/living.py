"""A year in the invented city: every case goes its way through the acts, as far as today."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime, make_aware

from civic.accounts.models import Person
from civic.cases import actions as cases
from civic.cases.guards import Reporter
from civic.cases.models import Case, Line
from civic.cases.rules import NEEDS_GROUND
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.offices.models import Office, Post
from civic.offices.queries import answering_office
from civic.offices.rules import Privacy
from civic.supervision import actions as supervision
from portal.seeding.founding import Seeds, matters_by_code
from portal.seeding.writing import Story, Writer

MORNING, EVENING = time(8, 40), time(17, 50)
BATCH = 60
UNANSWERED_MOST = timedelta(days=20)
PUT_RIGHT_WITHIN = timedelta(days=30)
FAULTS = {"not-done": 3, "half-done": 5, "wrong-place": 1, "unclear": 2, "no-evidence": 2, "other": 1}
"""Why answers are sent back, and how often."""


class NotYet(Exception):
    """The next act of this case lies in the future: it stands where it stands today."""


@dataclass
class Life:
    """One case on its way: when the last act was, and how it goes on."""

    case: Case
    story: Story
    at: datetime
    reporter: Reporter

    def goes_on(self, line: Line, at: datetime) -> None:
        """After an act: the case as the act left it, and how late it is."""
        self.case, self.at = line.case, max(self.at, at)


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
        self.heads: dict[int, Person] = {}
        for post in Post.objects.filter(role="head").select_related("officer__person"):
            self.heads[post.office_id] = post.officer.person
        self.anywhere = Office.objects.get(code="street-990101001")

    # --- time ---

    def later(self, at: datetime, least: float, most: float) -> datetime:
        """Some hours later, moved into the hours an office works. Raises NotYet past today."""
        return self._not_yet(self.office_hours(at + timedelta(hours=self.chance.uniform(least, most))))

    def any_hour(self, at: datetime, least: float, most: float) -> datetime:
        """Some hours later, at any hour: residents write in the evening too."""
        return self._not_yet(at + timedelta(hours=self.chance.uniform(least, most)))

    def office_hours(self, at: datetime) -> datetime:
        local = localtime(at)
        while local.weekday() >= 5 or local.time() > EVENING:
            morning = make_aware(datetime.combine(local.date() + timedelta(days=1), MORNING))
            local = morning + timedelta(minutes=self.chance.randrange(240))
        if local.time() < MORNING:
            morning = make_aware(datetime.combine(local.date(), MORNING))
            local = morning + timedelta(minutes=self.chance.randrange(200))
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
            kind=story.kind,
            text=story.text,
            title=story.title,
            matter=self.matters[story.matter] if self.happens(0.8) else None,
            lat=story.spot.lat if with_point else None,
            lon=story.spot.lon if with_point else None,
            address=story.address if not with_point or self.happens(0.7) else "",
            language=story.language,
            **more,
        )
        filed = cases.file_case(given, by=person, source=source, at=at)
        return Life(filed.case, story, at, Reporter(filed.case.pk, person if source == "web" else None))

    def live(self, life: Life, *, publish: bool = True) -> None:
        """The case goes its way as far as today."""
        try:
            if publish and self.may_be_shown(life):
                self.screen(life)
            self.decide(life)
        except NotYet:
            pass

    def may_be_shown(self, life: Life) -> bool:
        """Cases of private matters are never published."""
        return self.matters[life.story.matter].privacy != Privacy.PRIVATE

    def _say(self, what: str, life: Life) -> str:
        return self.writer.say(what, life.at, life.story.spot)

    def screen(self, life: Life) -> None:
        """The moderator publishes it, or withholds it with a reason; seldom not before it is accepted."""
        at, mo = self.later(life.at, 0.4, 5), self.people["mo"]
        if self.happens(0.012):
            line = supervision.withhold(life.case, by=mo, reason=self._say("withheld", life), at=at)
        else:
            line = supervision.publish(
                life.case, by=mo, title=life.story.title, text=life.story.text, address=life.case.address, at=at
            )
        life.goes_on(line, at)

    def publish(self, life: Life, *, at: datetime) -> Line:
        """The moderator lets everybody read it as it was written: nobody here names anybody."""
        story, case = life.story, life.case
        mo = self.people["mo"]
        return supervision.publish(case, by=mo, title=story.title, text=story.text, address=case.address, at=at)

    def decide(self, life: Life) -> None:
        """Accept, decline, or ask first."""
        if self.happens(0.012):
            at = self.any_hour(life.at, 0.1, 2)
            life.goes_on(cases.withdraw(life.case, by=life.reporter, at=at), at)
            return
        lin = self.people["lin"] if self.happens(0.6) else self.people["fang"]
        if self.happens(0.03):
            life.at = self.later(life.at, 0.5, 4)
            supervision.ask(life.case, by=lin, text=self._say("questions", life), at=life.at)
            self.reply(life)
        life.at = self.later(life.at, 0.3, 5)
        if life.story.outcome == "declined":
            self.decline(life, lin)
            return
        line = supervision.accept(life.case, by=lin, matter=self.matters[life.story.matter], at=life.at)
        life.goes_on(line, life.at)
        if life.story.kind != "thanks":
            self.work(life, checker=lin)

    def reply(self, life: Life) -> None:
        """Three in four reply; the rest leave the clock standing. Nobody's question stands open for months: the desk
        would have decided without the reply."""
        if self.happens(0.25) and life.at > self.now - UNANSWERED_MOST:
            raise NotYet
        life.at = self.any_hour(life.at, 2, 60)
        line = cases.reply(life.case, by=life.reporter, text=self._say("replies", life), at=life.at)
        life.goes_on(line, life.at)

    def decline(self, life: Life, lin: Person) -> None:
        """Not accepted, and sometimes appealed."""
        basis = self._say("basis", life)
        line = supervision.decline(life.case, by=lin, basis=basis, text=life.story.answer, at=life.at)
        life.goes_on(line, life.at)
        if self.happens(0.4):
            self.review(life, "decline")

    def review(self, life: Life, what: str) -> None:
        """An appeal, decided by the office that never touched the case."""
        rui = self.people["rui"]
        life.at = self.any_hour(life.at, 10, 200)
        line = feedback.appeal(life.case, by=life.reporter, text=self._say(f"{what}_appeals", life), at=life.at)
        life.goes_on(line, life.at)
        self.screen_again(life)
        life.at = self.later(life.at, 30, 250)
        if self.happens(0.6):
            line = feedback.uphold(life.case, by=rui, text=self._say(f"{what}_upheld", life), at=life.at)
            life.goes_on(line, life.at)
            self.last_appeal(life, what)
            return
        line = feedback.overturn(life.case, by=rui, text=self._say(f"{what}_overturned", life), at=life.at)
        life.goes_on(line, life.at)
        self.work(life, checker=self.people["fang"])

    def last_appeal(self, life: Life, what: str) -> None:
        """Few go on to the second and last step; the committee upholds most."""
        if not self.happens(0.25):
            return
        sun = self.people["sun"]
        life.at = self.any_hour(life.at, 20, 300)
        line = feedback.appeal(life.case, by=life.reporter, text=self._say(f"{what}_appeals", life), at=life.at)
        life.goes_on(line, life.at)
        self.screen_again(life)
        life.at = self.later(life.at, 60, 400)
        decides, word = (supervision.uphold, "upheld") if self.happens(0.7) else (supervision.overturn, "overturned")
        life.goes_on(decides(life.case, by=sun, text=self._say(f"{what}_{word}", life), at=life.at), life.at)
        if word == "overturned":
            self.work(life, checker=self.people["fang"])

    def mend(self, life: Life) -> None:
        """After a bad rating the office puts it right and says what it did; half of the residents rate once more."""
        life.at = self.later(life.at, 20, 260)
        hand, text = self.handlers[life.case.office_id or 0], self.writer.answer(life.story, "solved", life.at)
        life.goes_on(handling.mend(life.case, by=hand, text=text, at=life.at), life.at)
        if self.happens(0.5):
            life.at = self.any_hour(life.at, 5, 120)
            solved = self.chance.choices(["yes", "partly"], [70, 30])[0]
            life.goes_on(feedback.rate(life.case, by=life.reporter, solved=solved, at=life.at), life.at)

    def work(self, life: Life, *, checker: Person) -> None:
        """Dispatched, taken, answered, checked, rated."""
        life.at = self.later(life.at, 0.2, 4)
        resolved = answering_office(self.matters[life.story.matter], life.case.area, on=life.at.date())
        office = resolved.office if resolved else self.anywhere
        zhao, hand = self.people["zhao"], self.handlers[office.pk]
        handling.dispatch(life.case, by=zhao, office=office, at=life.at)
        life.at = self.later(life.at, 0.5, 7)
        if self.happens(0.03):
            handling.return_case(life.case, by=hand, reason=self._say("returns", life), at=life.at)
            life.at = self.later(life.at, 0.5, 5)
            handling.dispatch(life.case, by=zhao, office=office, text="", at=life.at)
            life.at = self.later(life.at, 0.5, 5)
        life.goes_on(handling.take(life.case, by=hand, at=life.at), life.at)
        if self.happens(0.05):
            life.at = self.later(life.at, 1, 8)
            handling.ask(life.case, by=hand, text=self._say("questions", life), at=life.at)
            self.reply(life)
        self.answer_and_check(life, hand, checker)

    def answer_and_check(self, life: Life, hand: Person, checker: Person) -> None:
        """The office answers, mostly in time; somebody else checks and sometimes sends it back."""
        share = self.chance.uniform(0.15, 0.85) if self.happens(0.89) else self.chance.uniform(1.6, 2.6)
        self.stages(life, hand, share)
        due = life.case.answer_due_at or life.at
        hours = max((due - life.at) / timedelta(hours=1), 1.0) * share
        life.at = self.in_time(life.at, hours, is_late=share > 1)
        outcome = self._answer(life, hand)
        if life.story.kind in ("complaint", "help"):
            life.at = self.later(life.at, 3, 40)
            if self.happens(0.11):
                reason = self.writer.of_story(life.story, "sent_back")
                fault = self.chance.choices(list(FAULTS), list(FAULTS.values()))[0]
                supervision.send_back(life.case, by=checker, fault=fault, reason=reason, at=life.at)
                life.at = self.later(life.at, 12, 60)
                outcome = self._answer(life, hand)
                life.at = self.later(life.at, 3, 30)
            line = supervision.verify(life.case, by=checker, text=self._say("verified", life), at=life.at)
            life.goes_on(line, life.at)
        self.hear(life, checker, outcome)

    def stages(self, life: Life, hand: Person, share: float) -> None:
        """Where the limit has stages, the office says so when it reaches one: fenced off, repaired."""
        for _place in range(2):
            stage = life.case.deadlines.filter(kind="stage", done_at=None).order_by("number").first()
            if stage is None:
                return
            hours = max((stage.due_at - life.at) / timedelta(hours=1), 0.2) * min(share, 0.9)
            life.at = self._not_yet(life.at + timedelta(hours=hours))
            line = handling.reach(
                life.case, by=hand, stage=stage.key, text=self.writer.reached(stage.name_zh_hans), at=life.at
            )
            life.goes_on(line, life.at)

    def in_time(self, at: datetime, hours: float, *, is_late: bool) -> datetime:
        """After so many hours; within the hours an office works, unless that would make it late."""
        wanted = self.office_hours(at + timedelta(hours=hours))
        if not is_late and hours < 12:
            wanted = at + timedelta(hours=hours)  # an urgent matter is worked on at any hour
        return self._not_yet(wanted)

    def _answer(self, life: Life, hand: Person) -> str:
        outcome = settled = life.story.outcome if life.story.outcome != "declined" else ""
        if not outcome and life.story.kind == "question":
            outcome = "solved"
        if not outcome:
            chances = {"solved": 76, "planned": 12, "not-found": 5, "not-ours": 5, "not-possible": 2}
            outcome = self.chance.choices(list(chances), list(chances.values()))[0]
        text = self.writer.fill(life.story.answer, "zh", life.at, life.story.spot) if settled else ""
        text = text or self.writer.answer(life.story, outcome, life.at)
        is_turned_away = outcome in NEEDS_GROUND
        basis = self._say("basis", life) if is_turned_away or self.happens(0.2) else ""
        remedy = self._say("remedies", life) if is_turned_away else ""
        line = handling.answer(
            life.case, by=hand, outcome=outcome, text=text, basis=basis, remedy=remedy, language="zh-hans", at=life.at
        )
        life.goes_on(line, life.at)
        self.let_out(life)
        return outcome

    def let_out(self, life: Life) -> None:
        """Where the matter demands it, the head of the office reads the answer and signs it, some hours later."""
        steps = {"reader": handling.pass_answer, "head": handling.sign}
        while life.case.station in steps:
            head = self.heads[life.case.office_id or 0]
            step = steps[life.case.station]
            life.at = self.later(life.at, 1, 9)
            life.goes_on(step(life.case, by=head, at=life.at), life.at)

    def hear(self, life: Life, checker: Person, outcome: str) -> None:
        """Fewer than half of the residents say anything; silence stays silence."""
        if not self.happens(0.46):
            return
        life.at = self.any_hour(life.at, 3, 120)
        pleased = outcome in ("solved", "adopted", "already-so")
        solved = self.chance.choices(["yes", "partly", "no"], [80, 8, 12] if pleased else [30, 30, 40])[0]
        words = ""
        if self.happens(0.65) and life.story.kind in ("complaint", "help"):
            good = {"yes": "good", "no": "bad"}.get(solved)
            words = self.writer.of_story(life.story, good) if good else self._say("partly", life)
        base = {"yes": 5, "partly": 3, "no": 2}[solved]
        stars: dict[str, Any] = {
            name: max(1, min(5, base + self.chance.choice((-1, 0, 0, 1))))
            for name in ("result", "attitude", "speed")
            if self.happens(0.8)
        }
        rounds = life.case.round
        line = feedback.rate(life.case, by=life.reporter, solved=solved, text=words, at=life.at, **stars)
        life.goes_on(line, life.at)
        if words:
            self.screen_again(life)
        if life.case.round > rounds:
            self.work(life, checker=checker)
        elif life.case.repair_due_at is not None and (self.happens(0.6) or life.at < self.now - PUT_RIGHT_WITHIN):
            self.mend(life)
        elif solved == "no" and self.happens(0.4):
            self.review(life, "close")

    def screen_again(self, life: Life) -> None:
        """The moderator publishes what the resident wrote since; the newest still waits."""
        if life.case.publication == "published":
            at, mo, case = self.later(life.at, 0.5, 9), self.people["mo"], life.case
            line = supervision.publish(case, by=mo, title=case.public_title, text=case.public_text, at=at)
            life.goes_on(line, at)


def fill_year(year: Year, count: int, progress: Callable[[int], None]) -> None:
    """A year of cases, denser towards today, dated relative to now."""
    ages = (
        timedelta(days=365 * year.chance.random() ** 1.25, minutes=year.chance.randrange(1440)) for _ in range(count)
    )
    moments = sorted(moment for moment in (year.now - age for age in ages) if moment < year.now)
    for start in range(0, len(moments), BATCH):
        with transaction.atomic():
            for moment in moments[start : start + BATCH]:
                _one(year, moment)
        progress(min(start + BATCH, len(moments)))


def _one(year: Year, at: datetime) -> None:
    kinds = {"matter": 86, "suggestion": 4, "question": 4, "thanks": 3, "quarrel": 3}
    kind = year.chance.choices(list(kinds), list(kinds.values()))[0]
    if kind == "matter":
        story = year.writer.story(at)
    else:
        story = year.writer.quarrel(at) if kind == "quarrel" else year.writer.other(kind, at)
    if year.happens(0.12):
        life = year.bring(story, at, by=year.people["he"], source="phone")
    else:
        life = year.bring(story, at, is_confidential=kind == "matter" and year.happens(0.03))
    year.live(life)
