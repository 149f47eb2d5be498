"""What was agreed, and the tasks."""

import pytest
from django.test import Client

from civic.communities import actions
from civic.communities.models import Agreement, Line
from civic.lib.refusals import Conflict, NotValid
from tests.communities.ground import HOUR, Corner
from tests.people import NOON

AT = "/communities/990102001001/"


def test_it_is_written_down_with_counts_and_no_names(corner: Corner, client: Client) -> None:
    topic = corner.agreed()
    page = client.get(f"{AT}{topic.number}/").content.decode()
    assert "18 for it, 2 against, 3 abstained" in page
    assert topic.stage == "agreed"


@pytest.mark.parametrize("counts", [(0, 0, 0), (3, 3, 0), (2, 5, 0), (20, 2, 2), (-1, 0, 0)])
def test_counts_that_cannot_be_are_refused(corner: Corner, counts: tuple[int, int, int]) -> None:
    topic = corner.talked_over()
    with pytest.raises(NotValid):
        corner.agree(topic, counts)
    assert not Agreement.objects.exists()


def test_nothing_is_agreed_before_it_was_talked_over(corner: Corner) -> None:
    topic = corner.shown()
    with pytest.raises(Conflict):
        corner.agree(topic)


def test_the_meeting_named_is_one_that_talked_about_it(corner: Corner) -> None:
    topic, other = corner.talked_over(title="楼道"), corner.talked_over(title="路灯")
    with pytest.raises(NotValid) as refused:
        actions.agree(
            *(topic,),
            by=corner.ning,
            text="清走。",
            agreed_on=NOON.date(),
            votes_for=5,
            votes_against=0,
            abstained=0,
            meeting=other.meetings.get(),
            at=NOON + 3 * HOUR,
        )
    assert "meeting" in refused.value.fields


def test_a_task_is_under_way_until_it_is_done_or_dropped(corner: Corner) -> None:
    topic, task = corner.under_way()
    assert topic.stage == "under-way"
    second = corner.task(topic)
    actions.finish_task(task, by=corner.ning, note="清完了。", at=NOON + 5 * HOUR)
    with pytest.raises(Conflict):
        actions.finish_task(task, by=corner.ning, note="又清了。", at=NOON + 5 * HOUR)
    with pytest.raises(NotValid):
        actions.drop_task(second, by=corner.ning, note=" ", at=NOON + 5 * HOUR)
    actions.drop_task(second, by=corner.ning, note="没人有车。", at=NOON + 5 * HOUR)
    verbs = list(Line.objects.filter(topic=topic).values_list("verb", flat=True))
    assert verbs == ["raise", "show", "agree", "add-task", "add-task", "finish-task", "drop-task"]


def test_a_topic_does_not_end_while_a_task_is_open(corner: Corner) -> None:
    topic, _task = corner.under_way()
    with pytest.raises(NotValid):
        actions.solve(topic, by=corner.ning, note="好了。", at=NOON + 6 * HOUR)
