"""Rule 10: a vote is on proposals and never on children, off without an approval number, one for each verified
person, in random order, without any count before its close, weighing less than the jury; what is taken back vanishes
with a public note; the box is sealed and may be counted again by anybody."""

from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from civic.ballots import actions as ballots
from civic.ballots.models import Ballot, Candidate, Paper, VoteCode, Voter, VoteSheet
from civic.ballots.queries.voting import candidates_for, figures, running, seed_of, sheets_in, taken_back
from civic.ballots.rules import MOST_WEIGHT, Came, Chosen, Sheet, blend, findings, order_for, seal_of, tally
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.youth import actions as youth
from civic.youth.models import Entry, Proposal
from tests.ballots.ground import AFTER, BEFORE, CLOSES, OPENS, WITHIN, opened, person, planned, resident, track_of
from tests.youth.ground import DAY, during, enter, propose

pytestmark = pytest.mark.django_db


def test_without_an_approval_number_there_is_no_vote() -> None:
    ballot = planned(track_of())
    mei = resident("voter")
    with pytest.raises(TooLate):
        ballots.vote(ballot, by=mei, chosen=[1], at=WITHIN)
    approval = {"number": "云教办〔2026〕46号", "authority": "市教育局", "approved_on": BEFORE.date()}
    for wrong in ({"number": " "}, {"authority": ""}, {"approved_on": None}, {"approved_on": date(2027, 1, 1)}):
        with pytest.raises(NotValid):
            ballots.open_vote(ballot, by=person("tang"), at=BEFORE, **(approval | wrong))  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.update(opened_at=BEFORE)
    assert running(WITHIN) is None
    ballots.open_vote(ballot, by=person("tang"), at=BEFORE, **approval)  # type: ignore[arg-type]
    assert running(WITHIN) == ballot
    ballots.vote(ballot, by=mei, chosen=[1], at=WITHIN)


def test_an_approval_is_good_for_one_vote() -> None:
    ballot = opened()
    ballots.stop_vote(ballot, by=person("tang"), reason="数字写错了。", at=BEFORE)
    with pytest.raises(TooLate):
        ballots.vote(ballot, by=resident("voter"), chosen=[1], at=WITHIN)
    other = planned(SimpleNamespace(edition=ballot.edition))  # type: ignore[arg-type]
    with pytest.raises(NotValid):
        ballots.open_vote(
            other, by=person("tang"), number="云教办〔2026〕46号", authority="局", approved_on=BEFORE.date(), at=BEFORE
        )


def test_the_city_votes_on_proposals_of_a_round_that_allows_it() -> None:
    track = track_of()
    for wrong in (
        {"phase": "school"},
        {"closes_at": during("final")},
        {"weight": MOST_WEIGHT + 1},
        {"picks": 0},
        {"opens_at": BEFORE - DAY},
    ):
        with pytest.raises(NotValid):
            planned(track, **wrong)
    with pytest.raises(NotAllowed):
        ballots.plan_vote(track.edition, by=person("qiu"), phase="second", opens_at=OPENS, closes_at=CLOSES, at=BEFORE)
    planned(track)
    with pytest.raises(Taken):
        planned(track)
    assert {field.name for field in Candidate._meta.get_fields()} & {"child", "entry", "person"} == set()


def test_only_public_proposals_of_families_that_agree_stand() -> None:
    track = track_of(2)
    propose(enter(track, "白兰", purposes=("enter",)), "没有同意公开")
    propose(enter(track, "紫荆"), "还没看过", state="handed-in")
    Entry.objects.update(reached="second")
    assert set(planned(track).candidates.values_list("proposal__title", flat=True)) == {"第0个主意", "第1个主意"}


def test_each_person_votes_once_and_has_proved_a_contact() -> None:
    ballot, voter = opened(), resident("voter")
    ballots.vote(ballot, by=voter, chosen=[1, 2], at=WITHIN)
    with pytest.raises(Taken):
        ballots.vote(ballot, by=voter, chosen=[3], at=WITHIN)
    with pytest.raises(NotAllowed):
        ballots.vote(ballot, by=person("mei"), chosen=[1], at=WITHIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voter.objects.create(ballot=ballot, person=voter, at=WITHIN)
    assert Paper.objects.count() == 1


def test_whoever_decides_in_the_track_does_not_vote_as_well() -> None:
    ballot = opened()
    for handle in ("tang", "qiu"):
        EmailAddress.objects.create(user=person(handle), email=f"{handle}@city.example", verified=True)
        with pytest.raises(NotAllowed):
            ballots.vote(ballot, by=person(handle), chosen=[1], at=WITHIN)


@pytest.mark.parametrize("chosen", [[], [1, 1], [1, 2, 3], [99], [0]])
def test_what_cannot_be_counted_is_refused_and_may_be_sent_again(chosen: list[int]) -> None:
    ballot, voter = opened(), resident("voter")
    with pytest.raises(NotValid):
        ballots.vote(ballot, by=voter, chosen=chosen, at=WITHIN)
    assert not Voter.objects.exists()
    ballots.vote(ballot, by=voter, chosen=[1], at=WITHIN)


def test_nobody_votes_before_it_opens_or_after_it_closed() -> None:
    ballot, voter = opened(), resident("voter")
    for at in (OPENS - timedelta(seconds=1), CLOSES, AFTER):
        with pytest.raises(TooLate):
            ballots.vote(ballot, by=voter, chosen=[1], at=at)


def test_everybody_reads_in_an_order_of_their_own_and_in_the_same_one_again() -> None:
    ballot = opened(8)
    orders = []
    for number in range(6):
        voter = resident(f"voter{number}")
        seed = seed_of(voter, at=WITHIN)
        orders.append([one.number for one in candidates_for(ballot, seed=seed)])
        assert orders[-1] == [one.number for one in candidates_for(ballot, seed=seed)]
    assert len({tuple(order) for order in orders}) == 6
    assert seed_of(None, at=WITHIN) == seed_of(None, at=WITHIN + timedelta(hours=1))


def test_nothing_leads_from_who_voted_to_what_was_chosen() -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("voter"), chosen=[2], at=WITHIN)
    related = {
        field.related_model for model in (Voter, Paper) for field in model._meta.get_fields() if field.related_model
    }
    assert related & {Voter, Paper} == set()
    assert not any(field.name in ("at", "made_at", "voter", "person", "code") for field in Paper._meta.get_fields())


def test_before_the_close_and_its_minute_nothing_is_counted() -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("voter"), chosen=[1], at=WITHIN)
    assert not ballots.count_vote(ballot, at=WITHIN)
    assert not ballots.count_vote(ballot, at=CLOSES)
    ballot.refresh_from_db()
    assert (ballot.papers, ballot.seal, figures(ballot)) == (None, "", [])
    assert ballots.count_due(at=AFTER) == 1
    assert ballots.count_due(at=AFTER) == 0
    ballot.refresh_from_db()
    assert ballot.papers == 1
    assert [one["votes"] for one in figures(ballot)] == [1, 0, 0, 0]


def test_a_proposal_taken_back_in_mid_vote_vanishes_and_the_other_choices_count() -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("voter"), chosen=[1, 2], at=WITHIN)
    Proposal.objects.filter(candidacies__number=1).update(state="withdrawn")
    assert [one.number for one in sorted(candidates_for(ballot, seed="x"), key=lambda one: one.number)] == [2, 3, 4]
    assert taken_back(ballot) == [1]
    late = resident("late")
    with pytest.raises(Conflict):
        ballots.vote(ballot, by=late, chosen=[1, 3], at=WITHIN)
    ballots.vote(ballot, by=late, chosen=[3], at=WITHIN)  # nothing was spent by the refusal
    ballots.count_due(at=AFTER)
    ballot.refresh_from_db()
    assert {one["candidate"].number: one["votes"] for one in figures(ballot)} == {2: 1, 3: 1, 4: 0}
    assert Candidate.objects.get(number=1).votes is None


@pytest.mark.parametrize("no_to", ["publish", "enter"])
def test_a_family_that_takes_its_word_back_in_mid_vote_takes_the_proposal_out_with_a_public_note(no_to: str) -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("voter"), chosen=[1, 2], at=WITHIN)
    gone, stays = (Candidate.objects.get(number=number).proposal for number in (1, 2))
    child = gone.entry.child
    youth.decide(child, words={no_to: False}, ward=child.guardianships.get(), at=WITHIN)
    assert taken_back(ballot) == [1]
    with time_machine.travel(WITHIN, tick=False):
        page = Client(headers={"accept-language": "en"}).get("/little-mayor/vote/").content.decode()
    assert "Proposal number 1 was taken back" in page
    assert gone.title not in page
    assert stays.title in page
    with pytest.raises(Conflict, match="taken back"):
        ballots.vote(ballot, by=resident("late"), chosen=[1], at=WITHIN)
    ballots.count_due(at=AFTER)
    ballot.refresh_from_db()
    assert {one["candidate"].number: one["votes"] for one in figures(ballot)} == {2: 1, 3: 0, 4: 0}
    assert ballot.edition.lines.get(verb="count-vote").facts["taken_back"] == [1]
    again = tally(sheets_in(ballot), numbers=[1, 2, 3, 4], taken_back=[1])
    assert again == {2: 1, 3: 0, 4: 0}  # whoever counts the box again finds the same


def test_a_proposal_taken_back_after_the_result_leaves_it_and_the_seal_holds() -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("voter"), chosen=[1, 2], at=WITHIN)
    ballots.count_due(at=AFTER)
    Proposal.objects.filter(candidacies__number=2).update(state="hidden")
    ballot.refresh_from_db()
    assert [one["candidate"].number for one in figures(ballot)] == [1, 3, 4]
    assert seal_of(sheets_in(ballot)) == ballot.seal


def test_the_box_counted_again_gives_the_same_and_a_changed_paper_shows() -> None:
    ballot = opened()
    for number in range(30):
        ballots.vote(ballot, by=resident(f"voter{number}"), chosen=[number % 4 + 1], at=WITHIN + number * DAY / 10)
    ballots.count_due(at=AFTER)
    ballot.refresh_from_db()
    again = tally(sheets_in(ballot), numbers=[1, 2, 3, 4])
    assert again == {one["candidate"].number: one["votes"] for one in figures(ballot)}
    assert seal_of(sheets_in(ballot)) == ballot.seal
    paper = Paper.objects.first()
    assert paper is not None
    Paper.objects.filter(pk=paper.pk).update(chosen=[4, 3])
    assert seal_of(sheets_in(ballot)) != ballot.seal


def test_a_paper_put_in_past_the_act_shows_among_the_findings() -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("voter"), chosen=[1], at=WITHIN)
    Paper.objects.create(ballot=ballot, chosen=[2], mark="-")
    ballots.count_due(at=AFTER)
    ballot.refresh_from_db()
    assert [(one["sort"], one["about"]) for one in ballot.findings] == [("count", ""), ("count", "mark")]


def test_the_vote_weighs_less_than_the_jury_whatever_is_entered() -> None:
    assert MOST_WEIGHT < 100 - MOST_WEIGHT  # the jury has the rest
    ballot = planned(track_of())
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(weight=MOST_WEIGHT + 1)


@given(st.floats(0, 100), st.integers(0, 1000), st.integers(0, 1000), st.integers(-50, 300))
def test_the_best_voted_never_passes_one_the_jury_put_far_above(
    jury: float, votes: int, more: int, weight: int
) -> None:
    papers = votes + more
    mark = blend(jury, votes, papers=papers, weight=weight)
    assert abs(mark - jury) <= MOST_WEIGHT + 1e-6
    assert -1e-6 <= mark <= 100 + 1e-6


_boxes = st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=3, unique=True), max_size=40)


@given(_boxes, st.randoms(use_true_random=False))
def test_the_count_does_not_depend_on_the_order_of_the_papers(box: list[list[int]], dice: object) -> None:
    sheets = [Sheet(f"{place:04d}", tuple(chosen)) for place, chosen in enumerate(box)]
    mixed = list(sheets)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert seal_of(mixed) == seal_of(sheets)
    counts = tally(mixed, numbers=range(1, 7), taken_back=[6])
    assert counts == tally(sheets, numbers=range(1, 7), taken_back=[6])
    assert sum(counts.values()) == sum(number != 6 for chosen in box for number in chosen)


@given(st.integers(1, 40), st.text(max_size=20))
def test_an_order_holds_each_number_once(count: int, seed: str) -> None:
    assert sorted(order_for(seed, range(1, count + 1))) == list(range(1, count + 1))


def _sheet(ballot: Ballot, track_school: object) -> tuple[VoteSheet, list[str]]:
    sheet = ballots.make_vote_sheet(ballot, school=track_school, count=20, by=person("tang"), at=BEFORE)  # type: ignore[arg-type]
    return sheet, ballots.print_vote_sheet(sheet, by=person("tang"), at=BEFORE)


def test_a_code_from_school_votes_once_and_only_its_digest_is_kept() -> None:
    ballot = opened()
    school = Entry.objects.model.school.field.related_model.objects.get(code="s1")  # type: ignore[attr-defined]
    sheet, codes = _sheet(ballot, school)
    sheet.refresh_from_db()
    assert sheet.codes == ""
    assert len(set(codes)) == VoteCode.objects.count() == 20
    assert not set(codes) & set(VoteCode.objects.values_list("digest", flat=True))
    with pytest.raises(Conflict):
        ballots.print_vote_sheet(sheet, by=person("tang"), at=BEFORE)
    ballots.vote_with_code(ballot, typed=f" {codes[0].lower()} ", chosen=[1], at=WITHIN)
    with pytest.raises(Taken):
        ballots.vote_with_code(ballot, typed=codes[0], chosen=[2], at=WITHIN)
    for wrong in ("", "AAAAA-AAAAA", "很长" * 50):
        with pytest.raises(NotValid):
            ballots.vote_with_code(ballot, typed=wrong, chosen=[1], at=WITHIN)


def test_a_lost_sheet_is_void_and_its_papers_are_not_counted() -> None:
    ballot = opened()
    school = Entry.objects.model.school.field.related_model.objects.get(code="s1")  # type: ignore[attr-defined]
    sheet, codes = _sheet(ballot, school)
    ballots.vote_with_code(ballot, typed=codes[0], chosen=[1], at=WITHIN)
    ballots.vote(ballot, by=resident("voter"), chosen=[2], at=WITHIN)
    with pytest.raises(NotValid):
        ballots.void_vote_sheet(sheet, by=person("tang"), reason="", at=WITHIN)
    ballots.void_vote_sheet(sheet, by=person("tang"), reason="整张纸丢了。", at=WITHIN)
    with pytest.raises(Conflict):
        ballots.vote_with_code(ballot, typed=codes[1], chosen=[1], at=WITHIN)
    ballots.count_due(at=AFTER)
    ballot.refresh_from_db()
    assert ballot.papers == 1
    assert [one["votes"] for one in figures(ballot)] == [0, 1, 0, 0]


def test_codes_nobody_printed_within_a_day_are_wiped() -> None:
    ballot = opened()
    school = Entry.objects.model.school.field.related_model.objects.get(code="s1")  # type: ignore[attr-defined]
    sheet = ballots.make_vote_sheet(ballot, school=school, count=10, by=person("tang"), at=BEFORE)
    assert ballots.wipe_unprinted_codes(at=BEFORE + timedelta(hours=23)) == 0
    assert ballots.wipe_unprinted_codes(at=BEFORE + DAY) == 1
    with pytest.raises(Conflict):
        ballots.print_vote_sheet(sheet, by=person("tang"), at=BEFORE + DAY)
    for count in (None, 9, 1001):
        with pytest.raises(NotValid):
            ballots.make_vote_sheet(ballot, school=school, count=count, by=person("tang"), at=BEFORE)


def test_a_swarm_of_fresh_accounts_is_found_and_nothing_is_struck_out() -> None:
    ballot = opened()
    for number in range(25):
        ballots.vote(ballot, by=resident(f"old{number}"), chosen=[1], at=WITHIN + number * timedelta(hours=2))
    for number in range(22):
        fresh = resident(f"new{number}", joined=WITHIN - timedelta(hours=1))
        ballots.vote(ballot, by=fresh, chosen=[2], network="203.0.113.7", at=WITHIN)
    ballots.count_due(at=AFTER)
    ballot.refresh_from_db()
    assert {one["sort"] for one in ballot.findings} == {"fresh", "network", "rush"}
    assert "203" not in str(ballot.findings)
    assert [one["votes"] for one in figures(ballot)] == [25, 22, 0, 0]
    assert ballots.wipe_networks(at=CLOSES + 29 * DAY) == 0
    assert ballots.wipe_networks(at=CLOSES + 31 * DAY) == 22


def test_a_quiet_vote_has_no_findings() -> None:
    came = [Came(WITHIN + hour * timedelta(hours=1), f"n{hour}") for hour in range(40)]
    chosen = [Chosen((hour % 4 + 1,), is_fresh=hour % 10 == 0) for hour in range(40)]
    assert findings(came, chosen) == []
    rush = [Came(WITHIN, sheet=1) for _ in range(30)]
    assert [one.sort for one in findings(rush, [Chosen((1,), False)] * 30)] == ["sheet"]


def test_a_person_who_is_forgotten_leaves_her_vote_behind_without_herself() -> None:
    ballot, voter = opened(), resident("voter")
    ballots.vote(ballot, by=voter, chosen=[1], network="203.0.113.7", at=WITHIN)
    ballots.forget(voter, at=WITHIN)
    assert Voter.objects.values_list("person", "network").get() == (None, "")
    assert Paper.objects.count() == 1
    with pytest.raises(NotAllowed):
        ballots.forget(person("tang"), at=WITHIN)


def test_what_was_done_about_a_vote_stands_in_the_line_of_the_edition() -> None:
    ballot = opened()
    ballots.count_due(at=AFTER)
    lines = list(ballot.edition.lines.order_by("seq"))
    assert [line.verb for line in lines if "vote" in line.verb] == ["plan-vote", "open-vote", "count-vote"]
    assert all(before.digest == after.previous for before, after in pairwise(lines))
    with pytest.raises(Conflict):
        ballots.stop_vote(ballot, by=person("tang"), reason="晚了。", at=AFTER)
