"""What came of a topic that was handed to the city is told back to the community, once for each closing."""

from datetime import datetime

from django.db.models import F

from civic.cases.rules import CLOSED_STATES, Publication
from civic.communities.actions.holding import go, hold, tell, write
from civic.communities.models import Topic
from civic.communities.rules import CALENDAR, Shown, Stage, move_of
from civic.lib.sweeping import one_by_one

BATCH = 200


def tell_back(*, at: datetime, most: int = BATCH) -> int:
    """The clock's hand looks at every case that came out of a corner and was closed; how many were told. Each in a
    transaction of its own."""
    closed = Topic.objects.filter(stage=Stage.HANDED_ON, case__state__in=CLOSED_STATES)
    waiting = closed.filter(case__round__gt=F("told_round")).order_by("pk")[:most]
    return one_by_one(waiting, lambda topic: _tell(topic, at=at))


def _tell(topic: Topic, *, at: datetime) -> bool:
    held = hold(topic)
    move = move_of("tell-back", stage=held.stage, shown=held.shown)
    if move is None or held.case is None or held.case.round <= held.told_round:
        return False  # another hand was quicker
    if held.case.state not in CLOSED_STATES:
        return False
    held.told_round = held.case.round
    go(held, move, at=at)
    facts = {"case": held.case.number, "state": held.case.state, "outcome": held.case.outcome}
    write(held.corner, "tell-back", by=None, at=at, topic=held, facts=facts, side=CALENDAR)
    if held.shown == Shown.SHOWN and held.case.publication == Publication.PUBLISHED:
        tell([held], verb="corner-answered", at=at)
    return True
