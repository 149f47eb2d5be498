"""A meeting is noted, and may be hidden."""

import pytest
from django.test import Client

from civic.communities import actions
from civic.communities.models import Line, Meeting
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from tests.communities.ground import DAY, HOUR, Corner
from tests.people import NOON

AT = "/communities/990102001001/"


def test_every_topic_it_names_was_talked_over_in_one_line(corner: Corner, client: Client) -> None:
    one, two = corner.shown("楼道堆物"), corner.shown("路灯太暗")
    corner.met(one, two)
    assert {corner.fresh(topic).stage for topic in (one, two)} == {"talked-over"}
    assert Line.objects.filter(verb="note-meeting").count() == 1
    page = client.get(f"{AT}{one.number}/").content.decode()
    assert "大家说了说" in page
    assert "23" in page


def test_a_topic_nobody_may_read_is_not_talked_over(corner: Corner) -> None:
    waiting = corner.raised()
    with pytest.raises(Conflict):
        corner.met(waiting)
    assert not Meeting.objects.exists()


def test_only_the_committee_notes_a_meeting(corner: Corner) -> None:
    for other in (corner.city.mo, corner.city.chen, corner.city.mei):
        with pytest.raises(NotAllowed):
            actions.note_meeting(
                *(corner.community,),
                by=other,
                given=actions.MeetingGiven(NOON.date(), "活动室", 5, "说了说。"),
                at=NOON,
            )


def test_a_meeting_of_tomorrow_is_refused(corner: Corner) -> None:
    with pytest.raises(NotValid) as refused:
        corner.met(held_on=(NOON + 2 * DAY).date())
    assert "held_on" in refused.value.fields


def test_a_note_that_tells_too_much_is_hidden_and_the_topic_stays(corner: Corner, client: Client) -> None:
    topic = corner.talked_over()
    meeting = topic.meetings.get()
    actions.hide_meeting(meeting, by=corner.city.mo, reason="private", at=NOON + 5 * HOUR)
    with pytest.raises(Conflict):
        actions.hide_meeting(meeting, by=corner.city.mo, reason="private", at=NOON + 5 * HOUR)
    for path in (AT, f"{AT}{topic.number}/", "/api/v1/communities/990102001001/"):
        assert "大家说了说" not in client.get(path).content.decode()
    assert corner.fresh(topic).stage == "talked-over"
