"""What residents raised in two communities of the invented city: solved there, under way, handed to the city, and what
still waits to be looked at."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.communities import actions
from civic.communities.actions import GivenOn, MeetingGiven, TopicGiven
from civic.communities.models import Meeting, Topic
from civic.offices import actions as offices
from civic.offices.models import Office
from civic.places.models import Area
from civic.supervision import actions as supervision
from portal.seeding.living import Year

HOUR = timedelta(hours=1)


@dataclass
class _Told:
    """A topic of seeds/corners.toml on its way."""

    year: Year
    by: Person
    community: Area
    told: dict[str, Any]
    at: datetime
    topic: Topic = field(init=False)

    def later(self, days: float = 1) -> datetime:
        """Some days on, but never past now."""
        left = self.year.now - timedelta(minutes=20) - self.at
        self.at += min(timedelta(days=days), left / 2)
        return self.at


@transaction.atomic
def cornering(year: Year) -> None:
    """Each topic of seeds/corners.toml as far as it says, through the acts."""
    since = (year.now - timedelta(days=300)).date()
    ning = Person.objects.create_user("ning", name="宁")
    year.people["ning"] = ning
    for code in dict.fromkeys(told["in"] for told in year.seeds.corners["topic"]):
        area = Area.objects.get(code=code)
        office = Office.objects.get(code=f"committee-{code}")
        at = year.now - timedelta(days=300)
        offices.appoint(ning, side="act", role="community", office=office, area=area, starts=since, at=at)
    for told in year.seeds.corners["topic"]:
        area = Area.objects.get(code=told["in"])
        _live(_Told(year, ning, area, told, year.now - timedelta(days=told["days"])))
    actions.tell_back(at=year.now)


def _live(one: _Told) -> None:
    said = one.told
    given = TopicGiven(text=said["text"], title=said["title"])
    one.topic = actions.raise_topic(one.community, given=given, by=None, at=one.at)
    if "kept_back" in said:
        actions.keep_back(one.topic, by=one.by, reason=said["kept_back"], at=one.later())
    if "meeting" not in said and "shown" not in said:
        return
    actions.show(one.topic, by=one.by, title=said["title"], text=said["text"], at=one.later(0.5))
    if "meeting" not in said:
        return
    at = one.later(5)
    note = MeetingGiven(localdate(at), "居民活动室", said["present"], said["meeting"], [one.topic.number])
    meeting = actions.note_meeting(one.community, by=one.by, given=note, at=at)
    if "sheet" in said:
        _photograph(one, meeting, at=at + HOUR / 3)
    if "agreed" in said:
        yes, no, neither = said["votes"]
        actions.agree(
            *(one.topic,),
            by=one.by,
            text=said["agreed"],
            agreed_on=localdate(at),
            votes_for=yes,
            votes_against=no,
            abstained=neither,
            meeting=meeting,
            at=at + HOUR / 2,
        )
    _do(one)
    _end(one)


def _photograph(one: _Told, meeting: Meeting, *, at: datetime) -> None:
    name, alt = one.told["sheet"]
    drawn = (one.year.seeds.folder / "photos" / "sheets" / f"{name}.jpg").read_bytes()
    upload = SimpleUploadedFile(f"{name}.jpg", drawn, content_type="image/jpeg")
    sheet = actions.add_sheet(meeting, by=one.by, upload=upload, alt=alt, at=at)
    actions.prepare_sheets(at=at)
    actions.show_sheet(sheet, by=one.year.people["mo"], at=at + HOUR / 6)


def _do(one: _Told) -> None:
    for who, what, note in one.told.get("tasks", []):
        at = one.later(1)
        due = localdate(at) + timedelta(days=10)
        task = actions.add_task(one.topic, by=one.by, who=who, what=what, due=due, at=at)
        if note:
            actions.finish_task(task, by=one.by, note=note, at=one.later(3))


def _end(one: _Told) -> None:
    said = one.told
    if "solved" in said:
        actions.solve(one.topic, by=one.by, note=said["solved"], at=one.later(2))
    if "not_taken" in said:
        actions.not_take(one.topic, by=one.by, note=said["not_taken"], at=one.later(1))
    if "handed_on" in said:
        matter = one.year.matters[said["matter"]]
        given = GivenOn(text=said["handed_on"], kind="complaint", matter=matter, place=said["place"])
        case = actions.hand_on(one.topic, by=one.by, given=given, at=one.later(1))
        words = {"title": said["title"], "text": said["handed_on"], "address": said["place"]}
        supervision.publish(case, by=one.year.people["mo"], at=one.later(0.5), **words)
