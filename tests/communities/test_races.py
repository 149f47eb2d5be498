"""Two hands at once in one corner, on both databases: one line a place, one topic a press, one end a task."""

import pytest

from civic.communities import actions
from civic.communities.actions import TopicGiven
from civic.communities.models import Line, Topic
from civic.journal.rules import broken_at
from civic.lib.refusals import Conflict
from tests.at_once import at_once
from tests.communities.ground import HOUR, TEXT, found_corner
from tests.people import NOON, City

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_hands_at_once_leave_one_chain_and_each_thing_once(city: City) -> None:
    corner = found_corner(city)
    pressed = TopicGiven(text=TEXT, press="once")
    at_once(*(lambda: actions.raise_topic(corner.community, given=pressed, by=None, at=NOON) for _hand in range(4)))
    assert Topic.objects.count() == 1
    topic = Topic.objects.get()
    told = at_once(
        lambda: actions.show(topic, by=corner.ning, title="楼道", text=TEXT, at=NOON + HOUR),
        lambda: actions.show(topic, by=city.mo, title="楼道", text=TEXT, at=NOON + HOUR),
        lambda: actions.keep_back(topic, by=city.mo, reason="insult", at=NOON + HOUR),
    )
    assert sum(isinstance(one, Conflict) for one in told) == 2
    _topic, task = corner.under_way(title="路灯")
    told = at_once(
        lambda: actions.finish_task(task, by=corner.ning, note="做完了。", at=NOON + 6 * HOUR),
        lambda: actions.drop_task(task, by=corner.ning, note="不做了。", at=NOON + 6 * HOUR),
    )
    assert sum(isinstance(one, Conflict) for one in told) == 1
    lines = list(Line.objects.order_by("seq"))
    assert broken_at(lines[0].corner.subject, lines, {}) is None
