"""Rule 7. Reasons: bullying, shows who I am, made me uncomfortable, danger. Danger and shows-who-I-am hide first, page
the duty officer, run a one-hour clock, lock a copy as evidence, are handed over to police or education on record."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest

from civic.accounts.models import Person
from civic.guardians.models import Vetting
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.search.models import Document
from civic.youth import actions as youth
from civic.youth.models import (
    ConcernReport,
    Duty,
    Entry,
    EntryLine,
    Evidence,
    EvidenceView,
    HandOver,
    Proposal,
    Reading,
)
from civic.youth.rules import HIDES_FIRST, Concern, ItemState
from tests.youth.making import AT, HOUR, SAW, handed_in, person, read_by, track_and_child

pytestmark = pytest.mark.django_db
NIGHT = AT.replace(hour=18)  # two in the morning, in the city
POLICE = youth.HandOverGiven(authority="police", taker="东桥派出所值班民警", reference="2026-17", words="电话告知。")


def test_the_four_reasons_are_those_of_the_rule() -> None:
    assert set(Concern.values) == {"bullying", "shows-who", "uncomfortable", "danger"}
    assert {"danger", "shows-who"} == HIDES_FIRST


@pytest.mark.parametrize("concern", sorted(HIDES_FIRST))
def test_danger_and_shows_who_i_am_hide_before_anybody_asks(concern: str) -> None:
    proposal = _shown()
    said = _report(proposal, concern)
    assert proposal.state == ItemState.HIDDEN
    assert said.is_hiding
    assert said.due_at - said.at == timedelta(hours=1)
    assert not Proposal.objects.public().exists()
    assert not Document.objects.filter(side="public", kind="proposal").exists()


@pytest.mark.parametrize("concern", ["bullying", "uncomfortable"])
def test_the_other_two_are_looked_at_within_a_day_and_hide_nothing_by_themselves(concern: str) -> None:
    proposal = _shown()
    said = _report(proposal, concern)
    assert proposal.state == ItemState.SHOWN
    assert said.due_at - said.at == timedelta(days=1)
    assert not Notice.objects.filter(verb="youth-concern").exists()


def test_every_duty_officer_is_called_at_night_too_and_the_message_tells_nothing_of_the_child() -> None:
    proposal = _shown()
    _report(proposal, Concern.DANGER, words="她叫林小雨，住在桥洞。")
    letters = Notice.objects.filter(verb="youth-concern")
    assert letters.count() == 2  # tang and bai
    assert Notice.objects.due(NIGHT).filter(verb="youth-concern").count() == 2
    for letter in letters:
        told = letter.body + letter.subject_line
        assert not any(secret in told for secret in ("林小雨", "桥洞", proposal.number, proposal.title, "木棉"))
        assert "/desk/youth/concerns/" in told


def test_where_every_check_has_run_out_the_administrators_are_called_and_nothing_waits_unheard() -> None:
    proposal = _shown()
    Person.objects.filter(handle="root").update(email="root@city.example")
    Vetting.objects.filter(person__handle__in=("tang", "bai")).update(due_on=NIGHT.date())
    _report(proposal, Concern.DANGER, words="她叫林小雨，住在桥洞。")
    [letter] = Notice.objects.filter(verb__startswith="youth-concern")
    assert (letter.verb, letter.address) == ("youth-concern-nobody", "root@city.example")
    assert Notice.objects.due(NIGHT).filter(pk=letter.pk).exists()
    assert "/desk/youth/people/" in letter.body
    assert not any(
        secret in letter.body + letter.subject_line for secret in ("林小雨", "桥洞", proposal.number, "木棉")
    )
    assert youth.tell_late(at=NIGHT + HOUR) == 1
    assert Notice.objects.filter(verb="youth-concern-nobody").count() == 2


def test_where_no_duty_officer_is_there_those_responsible_are_called_at_once() -> None:
    proposal = _shown()
    Duty.objects.filter(task="duty").delete()
    _report(proposal, Concern.DANGER)
    page = f"/desk/youth/concerns/{ConcernReport.objects.get().key}/"
    told = {one.address for one in Notice.objects.filter(verb="youth-concern-nobody") if page in one.body}
    assert told == {"tang@city.example", "bai@city.example"}


def test_after_an_hour_without_anybody_those_responsible_are_told_once() -> None:
    proposal = _shown()
    _report(proposal, Concern.DANGER)
    assert youth.tell_late(at=NIGHT + HOUR - timedelta(seconds=1)) == 0
    assert youth.tell_late(at=NIGHT + HOUR) == 1
    assert youth.tell_late(at=NIGHT + 2 * HOUR) == 0
    assert Notice.objects.filter(verb="youth-concern-late").count() == 2


def test_whoever_looked_in_time_stops_the_clock() -> None:
    proposal = _shown()
    youth.take_concern(_report(proposal, Concern.DANGER), by=person("tang"), at=NIGHT + HOUR / 2)
    assert youth.tell_late(at=NIGHT + 5 * HOUR) == 0
    with pytest.raises(Conflict):
        youth.take_concern(ConcernReport.objects.get(), by=person("bai"), at=NIGHT + HOUR)


def test_the_copy_is_locked_as_it_was_whatever_the_child_does_afterwards() -> None:
    proposal = _shown()
    said = _report(proposal, Concern.SHOWS_WHO, words="这里写了学校。")
    youth.take_back(proposal, at=NIGHT + HOUR)
    Proposal.objects.filter(pk=proposal.pk).update(saw="", title="")
    kept = Evidence.objects.get(report=said)
    told = json.loads(kept.body)
    assert (told["saw"], told["said"]) == (SAW, "这里写了学校。")
    assert sha256(kept.body.encode()).hexdigest() == kept.digest
    assert kept.kept_until.year == NIGHT.year + 3


def test_the_copy_cannot_be_read_in_the_database() -> None:
    said = _report(_shown(), Concern.DANGER)
    row = Evidence.objects.filter(report=said).extra(select={"raw": "youth_evidence.body"}).values("raw").get()
    assert "桥洞" not in row["raw"]


def test_whoever_opens_the_copy_says_what_for_and_is_written_down() -> None:
    said = _report(_shown(), Concern.DANGER)
    with pytest.raises(NotAllowed):
        youth.open_evidence(said, by=person("lin"), purpose="看看。", at=NIGHT)
    with pytest.raises(NotValid):
        youth.open_evidence(said, by=person("tang"), purpose=" ", at=NIGHT)
    copy = youth.open_evidence(said, by=person("tang"), purpose="移交派出所。", at=NIGHT)
    assert (copy.told["saw"], copy.is_whole) == (SAW, True)
    view = EvidenceView.objects.get()
    assert (view.by, view.at, view.purpose) == (person("tang"), NIGHT, "移交派出所。")
    Evidence.objects.update(body="{}")
    assert not youth.open_evidence(said, by=person("tang"), purpose="移交。", at=NIGHT).is_whole


def test_after_three_years_the_copy_is_wiped_and_its_digest_stays() -> None:
    said = youth.take_concern(_report(_shown(), Concern.DANGER, words="有人打他。"), by=person("tang"), at=NIGHT)
    over = NIGHT + timedelta(days=3 * 365 + 1)
    assert youth.let_evidence_go(at=over) == 0  # not closed yet
    youth.hand_over(said, by=person("tang"), given=POLICE, at=NIGHT)
    youth.close_concern(said, by=person("tang"), outcome="handed-over", finding="已报警。", at=NIGHT)
    assert youth.let_evidence_go(at=over - timedelta(days=1)) == 0
    assert youth.let_evidence_go(at=over) == 1
    said.refresh_from_db()
    assert (said.words, said.finding, Evidence.objects.get().body, HandOver.objects.get().words) == ("", "", "", "")
    assert Evidence.objects.get().digest


def test_handing_over_says_to_whom_and_which_copy() -> None:
    said = youth.take_concern(_report(_shown(), Concern.DANGER), by=person("tang"), at=NIGHT)
    with pytest.raises(Conflict):  # nothing was handed over yet
        youth.close_concern(said, by=person("tang"), outcome="handed-over", finding="已报警。", at=NIGHT)
    handed = youth.hand_over(said, by=person("tang"), given=POLICE, at=NIGHT + HOUR)
    assert handed.evidence_digest == Evidence.objects.get(report=said).digest
    closed = youth.close_concern(said, by=person("tang"), outcome="handed-over", finding="已报警。", at=NIGHT + HOUR)
    assert closed.closed_at == NIGHT + HOUR
    assert HandOver.objects.get().taker == "东桥派出所值班民警"
    assert EntryLine.objects.filter(verb="handed-over").exists()
    for wrong in (
        youth.HandOverGiven("army", "x", "", "y"),
        youth.HandOverGiven("police", " ", "", "y"),
        youth.HandOverGiven("police", "x", "", " "),
    ):
        with pytest.raises((NotValid, Conflict)):
            youth.hand_over(_report(_shown_again(said), Concern.BULLYING), by=person("tang"), given=wrong, at=NIGHT)


def test_that_a_child_is_in_no_danger_two_people_say() -> None:
    said = youth.take_concern(_report(_shown(), Concern.DANGER), by=person("tang"), at=NIGHT)
    with pytest.raises(NotAllowed):
        youth.close_concern(said, by=person("tang"), outcome="calm", finding="没事。", at=NIGHT)
    youth.close_concern(said, by=person("bai"), outcome="calm", finding="问过了，没事。", at=NIGHT)


def test_what_was_hidden_is_shown_again_by_nobody_alone() -> None:
    proposal = _shown()
    said = _report(proposal, Concern.SHOWS_WHO)
    with pytest.raises(Conflict):
        youth.read_anew(proposal, by=person("tang"), at=NIGHT)
    youth.take_concern(said, by=person("tang"), at=NIGHT)
    youth.close_concern(said, by=person("tang"), outcome="calm", finding="没有写出谁。", at=NIGHT)
    assert Proposal.objects.get().state == ItemState.HIDDEN
    again = youth.read_anew(proposal, by=person("tang"), at=NIGHT)
    assert not Reading.objects.filter(is_void=False).exists()
    assert read_by(again, "tang", at=NIGHT + HOUR).state == ItemState.HANDED_IN
    assert read_by(again, "bai", at=NIGHT + HOUR).state == ItemState.SHOWN


def test_a_button_pressed_again_and_again_takes_no_childs_words_away() -> None:
    proposal = _shown()
    first = _report(proposal, Concern.SHOWS_WHO)
    assert _report(proposal, Concern.SHOWS_WHO).pk == first.pk  # one row, counted twice, one call
    assert ConcernReport.objects.get().count == 2
    assert Notice.objects.filter(verb="youth-concern").count() == 2
    youth.take_concern(first, by=person("tang"), at=NIGHT)
    youth.close_concern(first, by=person("tang"), outcome="calm", finding="没有写出谁。", at=NIGHT)
    proposal = _shown_again(first)
    _report(proposal, Concern.SHOWS_WHO)
    assert proposal.state == ItemState.SHOWN  # looked into before: the officer is called, nothing is hidden
    assert Notice.objects.filter(verb="youth-concern").count() == 4
    _report(proposal, Concern.DANGER)
    assert proposal.state == ItemState.HIDDEN  # another reason was never looked into


def test_a_reader_who_marks_danger_hides_it_and_calls_at_once() -> None:
    _track, entry = track_and_child()
    danger = youth.VerdictGiven("send-back", because=("unclear",), is_danger=True, danger_words="写到有人打他。")
    proposal = read_by(handed_in(entry), "tang", danger)
    assert proposal.state == ItemState.HIDDEN
    said = ConcernReport.objects.get()
    assert (said.origin, said.words, said.said_by) == ("reader", "写到有人打他。", person("tang"))
    assert Notice.objects.filter(verb="youth-concern").count() == 2


def test_the_family_hears_of_danger_only_when_an_officer_says_so() -> None:
    said = _report(_shown(), Concern.DANGER)
    assert said.family_told_at is None
    told = youth.tell_family(said, by=person("tang"), at=NIGHT)
    assert told.family_told_at == NIGHT
    with pytest.raises(Conflict):
        youth.tell_family(said, by=person("tang"), at=NIGHT)


def test_only_vetted_officers_touch_a_concern() -> None:
    said = _report(_shown(), Concern.DANGER)
    for handle in ("qiu", "ke", "lin", "mo", "root", "gu"):
        with pytest.raises(NotAllowed):
            youth.take_concern(said, by=person(handle), at=NIGHT)
        with pytest.raises(NotAllowed):
            youth.hand_over(said, by=person(handle), given=POLICE, at=NIGHT)


def test_a_report_that_is_none_changes_nothing() -> None:
    proposal = _shown()
    for concern, words in (("boring", ""), ("danger", "长" * 1001)):
        with pytest.raises(NotValid):
            youth.report(proposal, concern=concern, words=words, by=None, at=NIGHT)
    youth.take_back(proposal, at=NIGHT)
    with pytest.raises(Conflict):
        youth.report(proposal, concern="danger", words="", by=None, at=NIGHT)
    assert not ConcernReport.objects.exists()


def _shown() -> Proposal:
    _track, entry = track_and_child()
    assert isinstance(entry, Entry)
    return read_by(read_by(handed_in(entry), "tang"), "bai")


def _shown_again(said: ConcernReport) -> Proposal:
    proposal = Proposal.objects.get(pk=said.proposal_id)
    if proposal.state == ItemState.HIDDEN:
        proposal = youth.read_anew(proposal, by=person("tang"), at=NIGHT)
        proposal = read_by(read_by(proposal, "tang", at=NIGHT), "bai", at=NIGHT)
    return proposal


def _report(proposal: Proposal, concern: str, *, words: str = "") -> ConcernReport:
    said = youth.report(proposal, concern=concern, words=words, by=None, at=NIGHT)
    proposal.refresh_from_db()
    return said
