"""The city's vote beside the jury: only where the rules said so beforehand, by its capped weight, reckoned again by
anybody with the same result."""

from datetime import timedelta
from fractions import Fraction

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from civic.ballots import actions as ballots
from civic.ballots.models import Ballot
from civic.ballots.rules import MOST_WEIGHT
from civic.juries import actions as juries
from civic.juries.models import Outcome, Panel, Sheet
from civic.juries.queries import reckon
from civic.juries.rules import Decided, Judged, Marks, Outlier, Voted, digest, marks, standings
from civic.lib.refusals import Conflict, NotValid
from civic.youth.rules import Phase
from tests.ballots.ground import resident
from tests.juries.ground import LATE, OPENED, READING, judge, lead, more_jurors, person, pupils, sit, write_rubric
from tests.juries.tries import TRIES
from tests.people import sign_in
from tests.youth.ground import during, found_track

pytestmark = pytest.mark.django_db
CLOSES = during(Phase.SECOND, 9)
COUNTED = CLOSES + timedelta(minutes=2)


def _vote(weight: int = 30) -> Ballot:
    return ballots.plan_vote(
        Panel.objects.get().edition,
        by=lead(),
        phase=Phase.SECOND,
        opens_at=OPENED + timedelta(hours=1),
        closes_at=CLOSES,
        picks=1,
        weight=weight,
        at=OPENED,
    )


def _panel(count: int = 4, *, counts: bool = True) -> Panel:
    track = found_track()
    track.edition.places.filter(phase="second").update(count=1)
    pupils(track, count)
    given = juries.PanelGiven(
        phase=Phase.SECOND, rubric=write_rubric(track), judge_by=during(Phase.SECOND, 10), counts_vote=counts
    )
    panel = juries.found_panel(track.edition, by=lead(), given=given, at=OPENED)
    sit(panel, person("qiu"), person("rong"), person("yan"))
    return panel


def _opened(vote: Ballot) -> Ballot:
    return ballots.open_vote(
        vote, by=lead(), number="云教办〔2026〕46号", authority="市教育局", approved_on=OPENED.date(), at=OPENED
    )


def _judge_alike(panel: Panel, better: int) -> None:
    """All alike, but one work that is a little better."""
    for sheet in Sheet.objects.owed().filter(piece__panel=panel).select_related("seat__person", "piece"):
        judge(sheet, *((4, 4, 4, 4) if sheet.piece.number == better else (4, 3, 4, 4)))


def _number_of(vote: Ballot, panel: Panel, piece: int) -> int:
    return vote.candidates.get(proposal__pieces__panel=panel, proposal__pieces__number=piece).number


def _decided() -> tuple[Panel, Ballot]:
    panel = _panel()
    vote = _opened(_vote())
    panel = juries.open_panel(panel, by=lead(), at=OPENED)
    _judge_alike(panel, better=1)
    for name in ("an", "bo", "cai"):
        ballots.vote(vote, by=resident(name), chosen=[_number_of(vote, panel, 2)], at=READING)
    ballots.count_due(at=COUNTED)
    juries.decide(panel, by=lead(), at=COUNTED)
    panel.refresh_from_db()
    vote.refresh_from_db()
    return panel, vote


def test_the_vote_lifts_one_that_lies_close_and_the_record_says_that_it_did() -> None:
    panel, vote = _decided()
    first, second = Outcome.objects.order_by("place")[:2]
    assert (first.piece.number, second.piece.number) == (2, 1)
    assert first.votes == 3
    assert second.decided_by == Decided.VOTE
    assert first.points < second.points
    line = panel.lines.get(verb="decide")
    assert (line.facts["vote"], line.facts["seal"]) == (str(vote.key), vote.seal)
    assert digest(reckon(panel, at=LATE)) == panel.result_digest


def test_without_the_rule_said_beforehand_the_vote_changes_nothing() -> None:
    panel = _panel(counts=False)
    vote = _opened(_vote())
    panel = juries.open_panel(panel, by=lead(), at=OPENED)
    _judge_alike(panel, better=1)
    ballots.vote(vote, by=resident("an"), chosen=[_number_of(vote, panel, 2)], at=READING)
    ballots.count_due(at=COUNTED)
    placed = juries.decide(panel, by=lead(), at=COUNTED)
    assert placed[0].number == 1
    assert {one.mark for one in placed} == {None}


def test_no_result_is_reckoned_before_the_vote_has_its_own() -> None:
    panel = _panel()
    vote = _opened(_vote())
    panel = juries.open_panel(panel, by=lead(), at=OPENED)
    _judge_alike(panel, better=1)
    with pytest.raises(Conflict, match="no result yet"):
        juries.decide(panel, by=lead(), at=READING)
    ballots.stop_vote(vote, by=lead(), reason="批文有误", at=READING)
    assert juries.decide(panel, by=lead(), at=READING)[0].number == 1  # stopped: the jury alone counts


def test_a_vote_that_nobody_approved_is_not_waited_for_after_its_close() -> None:
    panel = _panel()
    _vote()
    panel = juries.open_panel(panel, by=lead(), at=OPENED)
    _judge_alike(panel, better=1)
    with pytest.raises(Conflict):
        juries.decide(panel, by=lead(), at=READING)
    assert juries.decide(panel, by=lead(), at=COUNTED)[0].mark is None


def test_a_jury_that_counts_a_vote_opens_once_it_is_planned() -> None:
    panel = _panel()
    with pytest.raises(Conflict, match="none is planned"):
        juries.open_panel(panel, by=lead(), at=OPENED)
    vote = _vote(weight=25)
    panel = juries.open_panel(panel, by=lead(), at=OPENED)
    assert panel.vote == vote
    assert panel.lines.get(verb="open").facts["weight"] == 25


def test_the_city_votes_in_no_early_round() -> None:
    track = found_track()
    given = juries.PanelGiven(
        phase=Phase.DISTRICT, rubric=write_rubric(track), judge_by=during(Phase.DISTRICT, 9), counts_vote=True
    )
    with pytest.raises(NotValid) as told:
        juries.found_panel(track.edition, by=lead(), given=given, at=OPENED)
    assert set(told.value.fields) >= {"counts_vote"}


def test_everybody_reads_how_much_it_weighs_and_the_desk_what_came_of_it() -> None:
    panel = _decided()[0]
    client = Client(headers={"accept-language": "en"})
    told = client.get(f"/little-mayor/editions/{panel.edition.number}/jury/").content.decode()
    assert "weighs 30 of 100" in told
    with time_machine.travel(COUNTED, tick=False):
        sign_in(client, lead())
        page = client.get(f"/desk/youth/juries/{panel.pk}/").content.decode()
    assert "more together with the city’s vote" in page


def test_more_jurors_change_nothing_of_the_vote() -> None:
    panel = _panel()
    sit(panel, *more_jurors(2))
    _vote()
    assert juries.open_panel(panel, by=lead(), at=OPENED).vote is not None


_points = st.dictionaries(st.integers(1, 9), st.fractions(1, 5, max_denominator=60), min_size=1, max_size=9)


@TRIES
@given(_points, st.integers(0, 200), st.integers(-20, 200), st.data())
def test_a_work_far_ahead_with_the_jury_is_never_passed(
    points: dict[int, Fraction], papers: int, weight: int, data: st.DataObject
) -> None:
    stood = data.draw(st.sets(st.sampled_from(sorted(points))))
    votes = {number: data.draw(st.integers(0, papers)) for number in stood}
    made = marks(points, Voted(weight, papers, votes))
    for one in points:
        for other in points:
            if (points[one] - points[other]) * 20 * (100 - MOST_WEIGHT) > 100 * MOST_WEIGHT:
                assert made[one] > made[other]


def test_whoever_did_not_stand_gets_the_mean_of_those_who_did() -> None:
    points = {1: Fraction(4), 2: Fraction(4), 3: Fraction(4)}
    made = marks(points, Voted(20, 10, {1: 8, 2: 2}))
    assert made[1] > made[3] > made[2]
    assert made[3] == Fraction(4 * 20 * 80 + 50 * 20, 100)


def test_an_empty_box_leaves_the_order_of_the_jury() -> None:
    works = [Judged(number, tuple(Marks(juror, (number,)) for juror in range(3))) for number in (1, 2, 3)]
    alone = standings(works, [100], outlier=Outlier.NONE, seed="s", places=1)
    beside = standings(works, [100], outlier=Outlier.NONE, seed="s", places=1, voted=Voted(30, 0, {}))
    assert [one.number for one in alone] == [one.number for one in beside] == [3, 2, 1]
    assert digest(alone) != digest(beside)
