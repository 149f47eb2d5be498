"""What waits for somebody of the track today, the most urgent first."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils.timezone import get_current_timezone, localdate

from civic.accounts.models import Person
from civic.guardians.models import Opening, RightsRequest
from civic.guardians.rules import REVIEW_WITHIN
from civic.youth.queries.letters import answerable, to_second, to_write
from civic.youth.queries.people import Duties
from civic.youth.queries.reading import open_concerns, pressing, to_read
from civic.youth.rules import Task


@dataclass(frozen=True)
class Waits:
    """How many wait at one door, by when the first of them is due (None: by no hour), and whether that is over."""

    count: int
    due: datetime | None = None
    is_late: bool = False
    is_pressing: bool = False  # a child may be asking for help in one of them


READS, ON_DUTY = frozenset({Task.SCREENER, Task.LEAD}), frozenset({Task.DUTY, Task.LEAD})
ANSWERS = frozenset({Task.LEAD, Task.DESK})


def waiting_for(person: Person, duties: Duties, *, at: datetime) -> dict[str, Waits]:
    """By the name of the door: concerns, reading, letters, openings, requests; only those of her tasks. At most two
    queries a door, however much waits."""
    waits: dict[str, Waits] = {}
    if duties.tasks & ON_DUTY:
        concerns = open_concerns(person, at=at, duties=duties)
        first = concerns.filter(taken_at__isnull=True).values_list("due_at", flat=True).first()
        waits["concerns"] = _waits(concerns.count(), first, at=at)
    if duties.tasks & READS:
        reading = to_read(person, at=at, duties=duties)
        waits["reading"] = Waits(reading.count(), is_pressing=pressing(reading).exists())
        letters = answerable(person, duties, None)
        day = to_write(letters).values_list("answer_due_on", flat=True).first()
        ends = datetime.combine(day, time(23, 59), get_current_timezone()) if day else None
        waits["letters"] = _waits(to_write(letters).count() + to_second(letters, person).count(), ends, at=at)
    if Task.LEAD in duties.tasks:
        others = Opening.objects.exclude(asked_by=person)
        asked = others.to_review().order_by("asked_at").values_list("asked_at", flat=True).first()
        count = others.waiting().count() + others.to_review().count()
        waits["openings"] = _waits(count, asked + REVIEW_WITHIN if asked else None, at=at)
    if duties.tasks & ANSWERS:
        requests = RightsRequest.objects.open()
        due = requests.values_list("due_on", flat=True).first()
        waits["requests"] = Waits(
            requests.count(),
            datetime.combine(due, time(23, 59), get_current_timezone()) if due else None,
            due is not None and due < localdate(at),
        )
    return dict(sorted(waits.items(), key=lambda item: _urgency(item[1], at=at)))


def _waits(count: int, due: datetime | None, *, at: datetime) -> Waits:
    return Waits(count, due, due is not None and due <= at)


def _urgency(one: Waits, *, at: datetime) -> tuple[bool, bool, bool, float, int]:
    hours = (one.due - at).total_seconds() if one.due is not None else float("inf")
    return (one.count == 0, not one.is_pressing and not one.is_late, one.due is None, hours, -one.count)
