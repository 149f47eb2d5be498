"""A community with its residents' committee, and topics brought as far as a test needs them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.communities import actions
from civic.communities.actions import GivenOn, MeetingGiven, TopicGiven
from civic.communities.models import Meeting, Task, Topic
from civic.offices import actions as offices
from civic.places import actions as places
from civic.places.models import Area
from tests.people import NOON, SINCE, City, _box, names

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEXT = "三号楼楼道里堆着旧家具，晚上不好走。"


@dataclass
class Corner:
    """The community, its committee's member, and the city around."""

    city: City
    community: Area
    beside: Area  # another community, in which she holds no post
    ning: Person

    def raised(self, text: str = TEXT, *, at: datetime = NOON, **given: Any) -> Topic:
        """Raised, and waiting to be looked at."""
        return actions.raise_topic(self.community, given=TopicGiven(text=text, **given), by=None, at=at)

    def shown(self, title: str = "楼道堆物", text: str = TEXT, *, at: datetime = NOON, **given: Any) -> Topic:
        """Looked at: everybody reads it."""
        topic = self.raised(text, at=at, **given)
        actions.show(topic, by=self.ning, title=title, text=text, at=at + HOUR)
        return self.fresh(topic)

    def met(self, *topics: Topic, at: datetime = NOON + 2 * HOUR, **given: Any) -> Meeting:
        """A meeting was held, and noted."""
        said = {
            "held_on": localdate(at),
            "place": "居民活动室",
            "present": 23,
            "words": "大家说了说，都同意清。",
        } | given
        numbers = [one.number for one in topics]
        return actions.note_meeting(self.community, by=self.ning, given=MeetingGiven(**said, topics=numbers), at=at)

    def talked_over(self, **given: Any) -> Topic:
        """After a meeting."""
        topic = self.shown(**given)
        self.met(topic)
        return self.fresh(topic)

    def agreed(
        self, *, at: datetime = NOON + 3 * HOUR, counts: tuple[int, int, int] = (18, 2, 3), **given: Any
    ) -> Topic:
        """After it was agreed what to do."""
        topic = self.talked_over(**given)
        self.agree(topic, counts, at=at)
        return self.fresh(topic)

    def agree(self, topic: Topic, counts: tuple[int, int, int] = (18, 2, 3), *, at: datetime = NOON + 3 * HOUR) -> None:
        """So many for it, against it, neither."""
        yes, no, neither = counts
        actions.agree(
            *(topic,),
            by=self.ning,
            text="周六一起清走，各家先认领。",
            agreed_on=localdate(at),
            votes_for=yes,
            votes_against=no,
            abstained=neither,
            meeting=topic.meetings.first(),
            at=at,
        )

    def under_way(self, **given: Any) -> tuple[Topic, Task]:
        """With a task somebody took on."""
        topic = self.agreed(**given)
        task = self.task(topic)
        return self.fresh(topic), task

    def task(self, topic: Topic, *, due: date | None = None, at: datetime = NOON + 4 * HOUR) -> Task:
        """Somebody takes it on."""
        due = due or localdate(at) + timedelta(days=5)
        return actions.add_task(topic, by=self.ning, who="三号楼的住户", what="周六上午清走旧家具", due=due, at=at)

    def solved(self, *, at: datetime = NOON + 6 * HOUR, **given: Any) -> Topic:
        """Solved by residents."""
        topic, task = self.under_way(**given)
        actions.finish_task(task, by=self.ning, note="清完了。", at=at - HOUR)
        actions.solve(topic, by=self.ning, note="楼道清出来了，挂了提醒牌。", at=at)
        return self.fresh(topic)

    def handed_on(self, *, at: datetime = NOON + 5 * HOUR, **given: Any) -> Topic:
        """With the city."""
        topic = self.talked_over(**given)
        actions.hand_on(topic, by=self.ning, given=GivenOn(text="楼道灯也坏了，请照明所来修。"), at=at)
        return self.fresh(topic)

    def fresh(self, topic: Topic) -> Topic:
        """As it is now."""
        return Topic.objects.select_related("corner__community", "case").get(pk=topic.pk)


def found_corner(city: City, *, west: float = 113.28) -> Corner:
    """Two communities of one street, and a residents' committee with one member in the first. The usual place holds
    the cell of the town; further east nothing else lies."""
    street = places.found_area(
        code="990102001",
        kind="street",
        parent=Area.objects.get(code="990102"),
        names=names("桥头街道", "橋頭街道", "Qiaotou Street"),
        polygon=_box(west, 23.11, west + 0.04, 23.15),
    )
    first, beside = (
        places.found_area(
            code=code,
            kind="community",
            parent=street,
            names=told,
            polygon=_box(west + begins, 23.11, west + ends, 23.15),
        )
        for code, told, begins, ends in (
            ("990102001001", names("桥头社区", "橋頭社區", "Qiaotou Community"), 0, 0.03),
            ("990102001002", names("桥尾社区", "橋尾社區", "Qiaowei Community"), 0.03, 0.04),
        )
    )
    office = offices.found_office(
        code="qiaotou-committee",
        kind="committee",
        names=names("桥头社区居委会", "橋頭社區居委會", "Qiaotou Residents' Committee"),
        area=first,
    )
    ning = Person.objects.create_user("ning", name="Ning", email="ning@city.example")
    offices.appoint(ning, side="act", role="community", office=office, area=first, starts=SINCE, at=NOON)
    return Corner(city, first, beside, ning)
