"""How a topic ends, and what is counted of it."""

import csv
import io

import pytest
from django.test import Client

from civic.cases.models import Case, Part
from civic.communities import actions
from civic.communities.models import Corner as CornerRow
from civic.communities.models import Line, LineWords
from civic.communities.queries import figures, summed
from civic.insights.actions import reckon
from civic.journal.rules import broken_at
from civic.lib.refusals import Conflict
from civic.notices.models import Notice
from civic.supervision import actions as supervision
from tests.communities.ground import DAY, HOUR, TEXT, Corner
from tests.insights.counting import LATER
from tests.people import NOON

AT = "/communities/990102001001/"


def test_a_topic_solved_in_the_community_never_reaches_an_office_and_counts(corner: Corner, client: Client) -> None:
    topic = corner.solved()
    assert Case.objects.count() == 0
    assert "Solved here" in client.get(f"{AT}{topic.number}/").content.decode()
    told = b"".join(client.get("/open-data/communities.csv").streaming_content).decode()  # type: ignore[attr-defined]
    [row] = csv.DictReader(io.StringIO(told.lstrip("\ufeff")))
    assert (row["month"], row["community"]) == ("2026-11", "990102001001")
    assert (row["raised"], row["solved_there"], row["handed_on"], row["not_taken"]) == ("1", "1", "0", "0")
    corner.city.case("closed")
    reckon(at=LATER)
    assert "Solved there: 1" in client.get("/scores/?month=2026-11").content.decode()


def test_not_taking_it_further_takes_a_reason_everybody_reads(corner: Corner, client: Client) -> None:
    topic = corner.talked_over()
    actions.not_take(topic, by=corner.ning, note="物业下月统一换，不必再议。", at=NOON + 4 * HOUR)
    assert "统一换" in client.get(f"{AT}{topic.number}/").content.decode()
    assert summed(figures()).not_taken == 1


def test_what_was_not_over_is_taken_up_again(corner: Corner) -> None:
    topic = corner.solved()
    actions.take_up_again(topic, by=corner.ning, note="又堆上了。", at=NOON + 8 * HOUR)
    topic = corner.fresh(topic)
    assert (topic.stage, topic.ended_at) == ("talked-over", None)
    assert summed(figures()).solved == 0


def test_handed_on_it_is_a_case_in_the_communitys_name(corner: Corner) -> None:
    topic = corner.handed_on(email="mei@example.com")
    case = Case.objects.get()
    assert topic.case == case
    assert (case.source, case.source_ref, case.area) == ("corner", topic.number, corner.community)
    assert case.reporter is None
    assert not hasattr(case, "contact")  # nobody's contact goes along
    assert not Part.objects.filter(case=case).exists()
    with pytest.raises(Conflict):
        actions.hand_on(topic, by=corner.ning, given=actions.GivenOn(text=TEXT), at=NOON + 9 * HOUR)


def test_each_leads_to_the_other_once_everybody_may_read_the_case(corner: Corner, client: Client) -> None:
    topic = corner.handed_on()
    case = Case.objects.get()
    assert case.number not in client.get(f"{AT}{topic.number}/").content.decode()
    assert client.get(f"/communities/cases/{case.number}/topic/").status_code == 404
    supervision.publish(case, by=corner.city.mo, title="楼道灯", text="楼道灯坏了。", at=NOON + 6 * HOUR)
    assert f"/cases/{case.number}/" in client.get(f"{AT}{topic.number}/").content.decode()
    back = f"/communities/cases/{case.number}/topic/"
    assert back in client.get(f"/cases/{case.number}/").content.decode()
    assert client.get(back).headers["Location"] == f"{AT}{topic.number}/"


def test_what_came_of_it_is_told_back_once(corner: Corner, client: Client) -> None:
    topic = corner.handed_on(email="mei@example.com", language="en")
    case = Case.objects.get()
    supervision.publish(case, by=corner.city.mo, title="楼道灯", text="楼道灯坏了。", at=NOON + 6 * HOUR)
    assert actions.tell_back(at=NOON + DAY) == 0
    supervision.decline(case, by=corner.city.lin, basis="not-public", text="归物业管，请找物业。", at=NOON + DAY)
    assert actions.tell_back(at=NOON + 2 * DAY) == 1
    assert actions.tell_back(at=NOON + 3 * DAY) == 0
    assert "The city has answered" in client.get(f"{AT}{topic.number}/").content.decode()
    assert Notice.objects.filter(verb="corner-answered").count() == 1


def test_the_chain_of_a_corner_holds(corner: Corner) -> None:
    corner.solved()
    corner.handed_on(title="灯")
    row = CornerRow.objects.get()
    said = {one.line.seq: (one.text, one.salt) for one in LineWords.objects.select_related("line")}
    lines = list(Line.objects.filter(corner=row).order_by("seq"))
    assert broken_at(row.subject, lines, said) is None
    assert row.last_seq == len(lines)
    lines[3].facts = {"changed": True}
    assert broken_at(row.subject, lines, said) == 4
