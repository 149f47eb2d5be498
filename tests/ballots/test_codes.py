"""Codes of a school: printed once, kept as digests, good once, and void when lost."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from civic.ballots import actions as ballots
from civic.ballots.models import Ballot, Paper, VoteCode, Voter, VoteSheet
from civic.ballots.rules import GRACE
from civic.ballots.views.public import TRIES
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.youth.models import School
from tests.ballots.ground import BEFORE, CLOSES, WITHIN, opened, person

pytestmark = pytest.mark.django_db


def _sheet(ballot: Ballot, *, count: int = 10) -> VoteSheet:
    school = School.objects.get(code="s1")
    return ballots.make_vote_sheet(ballot, school=school, count=count, by=person("tang"), at=BEFORE)


def _codes(sheet: VoteSheet) -> list[str]:
    return ballots.print_vote_sheet(sheet, by=person("tang"), at=BEFORE)


@pytest.mark.parametrize("count", [None, 0, 9, 1001, -5])
def test_so_many_codes_are_not_made(count: int | None) -> None:
    with pytest.raises(NotValid) as refused:
        _sheet(opened(), count=count)  # type: ignore[arg-type]
    assert list(refused.value.fields) == ["count"]


def test_a_printed_code_is_kept_nowhere() -> None:
    sheet = _sheet(opened())
    codes = _codes(sheet)
    assert len(set(codes)) == 10
    sheet.refresh_from_db()
    assert sheet.codes == ""
    kept = set(VoteCode.objects.values_list("digest", flat=True))
    assert not kept & set(codes)
    with pytest.raises(Conflict):
        _codes(sheet)


def test_whoever_made_a_sheet_prints_it() -> None:
    sheet = _sheet(opened())
    for handle in ("bai", "qiu", "ke"):
        with pytest.raises(NotAllowed):
            ballots.print_vote_sheet(sheet, by=person(handle), at=BEFORE)


def test_what_nobody_printed_in_a_day_is_void() -> None:
    sheet = _sheet(opened())
    assert ballots.wipe_unprinted_codes(at=BEFORE + timedelta(hours=23)) == 0
    assert ballots.wipe_unprinted_codes(at=BEFORE + timedelta(days=1)) == 1
    sheet.refresh_from_db()
    assert (sheet.codes, sheet.void_reason) == ("", "not printed")


def test_a_code_is_good_once_and_for_its_own_vote() -> None:
    ballot = opened()
    code = _codes(_sheet(ballot))[0]
    for wrong in ("", "?", "AAAAA-AAAAA", code[:-1]):
        with pytest.raises(NotValid) as refused:
            ballots.vote_with_code(ballot, typed=wrong, chosen=[1], at=WITHIN)
        assert list(refused.value.fields) == ["code"]
    with pytest.raises(TooLate):
        ballots.vote_with_code(ballot, typed=code, chosen=[1], at=CLOSES)
    with pytest.raises(NotValid):
        ballots.vote_with_code(ballot, typed=code, chosen=[], at=WITHIN)
    ballots.vote_with_code(ballot, typed=f"  {code.lower()} ", chosen=[1], at=WITHIN)
    with pytest.raises(Taken):
        ballots.vote_with_code(ballot, typed=code, chosen=[2], at=WITHIN)
    assert (Voter.objects.count(), Paper.objects.get().chosen) == (1, [1])


def test_papers_of_a_sheet_that_was_lost_are_not_counted() -> None:
    ballot = opened()
    lost, kept = _sheet(ballot), _sheet(ballot)
    codes = _codes(lost)
    ballots.vote_with_code(ballot, typed=codes[0], chosen=[1], at=WITHIN)
    ballots.vote_with_code(ballot, typed=_codes(kept)[0], chosen=[2], at=WITHIN)
    with pytest.raises(NotValid):
        ballots.void_vote_sheet(lost, by=person("bai"), reason=" ", at=WITHIN)
    ballots.void_vote_sheet(lost, by=person("bai"), reason="在校门口丢了。", at=WITHIN)
    with pytest.raises(Conflict, match="void"):
        ballots.vote_with_code(ballot, typed=codes[1], chosen=[1], at=WITHIN)
    ballots.count_due(at=CLOSES + GRACE)
    ballot.refresh_from_db()
    assert ballot.papers == 1
    assert dict(ballot.candidates.values_list("number", "votes"))[1] == 0
    with pytest.raises(Conflict):
        ballots.void_vote_sheet(kept, by=person("bai"), reason="晚了。", at=CLOSES + GRACE)


def test_no_codes_are_made_for_a_vote_that_is_over() -> None:
    ballot = opened()
    with pytest.raises(Conflict):
        ballots.make_vote_sheet(ballot, school=School.objects.get(code="s1"), count=10, by=person("tang"), at=CLOSES)


@pytest.mark.usefixtures("clock_stands")
def test_whoever_guesses_codes_is_stopped_long_before_a_hit() -> None:
    ballot, at = opened(), timezone.now()
    code = _codes(_sheet(ballot))[0]
    Ballot.objects.update(opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=1))
    cache.clear()
    browser = Client(headers={"accept-language": "en"})
    guess = {"chosen": ["1"], "code": "AAAAA-AAAAA"}
    told = [browser.post("/little-mayor/vote/", guess).status_code for _ in range(TRIES + 1)]
    assert told == [400] * TRIES + [429]
    assert not Voter.objects.exists()
    assert browser.post("/little-mayor/vote/", guess | {"code": code}).status_code == 302  # hers, from the same school


def test_a_whole_class_votes_from_one_address_within_the_hour() -> None:
    ballot, at = opened(), timezone.now()
    codes = _codes(_sheet(ballot, count=TRIES + 10))
    Ballot.objects.update(opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=1))
    cache.clear()
    for code in codes:
        assert Client().post("/little-mayor/vote/", {"chosen": ["1"], "code": code}).status_code == 302
    assert Paper.objects.count() == TRIES + 10
