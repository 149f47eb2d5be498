"""What the public pages tell beside a proposal: the way of an edition, how much is answered, what was promised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from civic.promises.models import Promise
from civic.youth.models import Edition, Entry, Letter, Proposal
from civic.youth.queries.public import public_proposals
from civic.youth.rules import EntryState, Phase
from civic.youth.rules.counting import Asked
from civic.youth.rules.counting import count_of as counted

PROMISES_SHOWN = 6


@dataclass(frozen=True)
class Stop:
    """A phase on the way of an edition: done, now or later, with its days and how many go on from it."""

    name: str
    state: str
    starts: datetime
    ends: datetime
    goes_on: int = 0


@dataclass(frozen=True)
class Step:
    """A step of a proposal's way: done, now, later or late."""

    name: str
    state: str
    on: date | None = None
    promise: Promise | None = None


@dataclass(frozen=True)
class Answered:
    """How many proposals have their letter, of how many, and how many wait longer than they should."""

    sent: int
    of: int
    late: int


def count_of(asked: Mapping[str, Any]) -> Asked | None:
    """The child's own count, or None."""
    return counted(asked)


def way_of(edition: Edition, *, at: datetime) -> list[Stop]:
    """The phases of an edition, where it stands, and how many go on. One query beside the phases."""
    going: dict[str, int] = {}
    for phase, count in edition.places.values_list("phase", "count"):
        going[phase] = going.get(phase, 0) + count
    stops = []
    for span in edition.spans:
        state = "done" if span.ends <= at else "now" if span.starts <= at else "later"
        stops.append(Stop(str(Phase(span.phase).label), state, span.starts, span.ends, going.get(span.phase, 0)))
    return stops


def share_answered(edition: Edition) -> Answered:
    """Of what everybody reads: how many have their letter, and how many are overdue. What is not public is not even
    counted here; the desk of letters counts it. One query."""
    rows = public_proposals(edition)
    waits = Q(answered_at__isnull=True)
    told = rows.aggregate(
        sent=Count("pk", filter=~waits),
        of=Count("pk"),
        late=Count("pk", filter=waits & Q(answer_due_on__lt=localdate())),
    )
    return Answered(**told)


def promises_of(edition: Edition) -> list[Promise]:
    """What the city promised children of this edition and everybody may read, the nearest day first."""
    rows = Promise.objects.public().filter(became__letter__proposal__edition=edition)
    return list(rows.marked(localdate()).with_names().order_by("due_on")[:PROMISES_SHOWN])


def mayors_of(edition: Edition) -> list[Entry]:
    """The little mayors of an edition, by pseudonym: in the order of the words, since there is no other."""
    rows = Entry.objects.filter(edition=edition, state=EntryState.APPOINTED).select_related("district")
    return list(rows.order_by("pseudonym"))


def steps_of(proposal: Proposal, letter: Letter | None) -> list[Step]:
    """How far a proposal is: handed in, read by two, answered, and each promise that came of it."""
    steps = [Step(_("Proposal handed in"), "done", _day(proposal.handed_in_at))]
    steps.append(Step(_("Read by two grown-ups"), "done", _day(proposal.shown_at)))
    if letter is not None:
        steps.append(Step(_("The city wrote back"), "done", _day(letter.sent_at)))
        promised = [idea.promise for idea in letter.ideas.all() if idea.promise is not None]
        steps += [_step_of(promise) for promise in promised if promise.is_public]
    else:
        late = proposal.answer_due_on is not None and proposal.answer_due_on < localdate()
        steps.append(Step(_("The city writes back"), "late" if late else "now", proposal.answer_due_on))
    return steps


def _step_of(promise: Promise) -> Step:
    state = "done" if promise.state == "kept" else "now" if promise.state == "underway" else "ended"
    if state == "now" and promise.due_on is not None and promise.due_on < localdate():
        state = "late"
    return Step(promise.title, state, promise.due_on, promise)


def _day(at: datetime | None) -> date | None:
    return localdate(at) if at is not None else None
