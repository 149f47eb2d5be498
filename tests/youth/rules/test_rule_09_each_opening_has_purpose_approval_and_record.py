"""Rule 9: who a child is opens for a purpose, with another's approval or looked at afterwards, and the guardian sees
each; names leave the house only when two others approved."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from civic.accounts.models import Person
from civic.families import actions as families
from civic.families.queries.kept import kept_for_guardian
from civic.guardians.models import Child, ChildLine, Export, Guardianship, Opening
from civic.guardians.queries.identities import openings_seen_by
from civic.guardians.rules import REVIEW_WITHIN, is_review_late
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.notices.models import Notice
from civic.youth.models import Duty, Entry
from tests.youth.ground import DAY, TERM_STARTS, during, enter, found_track

pytestmark = pytest.mark.django_db

AT = during("school")
HOUR = timedelta(hours=1)


def _entry() -> Entry:
    return enter(found_track(), "木棉", guardian=Person.objects.get(handle="gu"))


def _person(handle: str) -> Person:
    return Person.objects.get(handle=handle)


def _asked(child: Child, **given: object) -> Opening:
    given = {"by": _person("tang"), "purpose": "reach", "words": "电话打不通，活动改期了。"} | given
    return families.ask_opening(child, at=AT, **given)  # type: ignore[arg-type]


def _verbs(child: Child) -> list[str]:
    return list(ChildLine.objects.filter(child=child).order_by("seq").values_list("verb", flat=True))


def test_an_identity_opens_once_another_approved_and_each_reading_is_a_line() -> None:
    child = _entry().child
    opening = _asked(child)
    with pytest.raises(NotAllowed):
        families.read_identity(opening, by=_person("tang"), at=AT)
    families.decide_opening(opening, by=_person("bai"), approve=True, at=AT + HOUR)
    known = families.read_identity(opening, by=_person("tang"), at=AT + 2 * HOUR)
    assert (known.name, known.guardians[0].name) == ("林小雨", "林妈妈")
    families.read_identity(opening, by=_person("tang"), at=AT + 3 * HOUR)
    assert _verbs(child) == ["ask-opening", "approve-opening", "read-identity", "read-identity"]
    opening.refresh_from_db()
    assert (opening.reads, opening.opened_at) == (2, AT + 2 * HOUR)
    assert "林" not in str(list(ChildLine.objects.values_list("facts", flat=True)))


def test_nobody_approves_her_own_asking_and_nobody_reads_what_another_asked_for() -> None:
    opening = _asked(_entry().child)
    with pytest.raises(NotAllowed):
        families.decide_opening(opening, by=_person("tang"), approve=True, at=AT)
    families.decide_opening(opening, by=_person("bai"), approve=True, at=AT)
    with pytest.raises(NotAllowed):
        families.read_identity(opening, by=_person("bai"), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(decided_by=_person("tang"))


def test_an_asking_says_for_what_and_in_words() -> None:
    child = _entry().child
    for wrong in ({"purpose": "curious"}, {"words": "  "}, {"words": "很" * 301}, {"is_urgent": True}):
        with pytest.raises(NotValid):
            _asked(child, **wrong)
    assert not Opening.objects.exists()
    assert _verbs(child) == []


def test_it_opens_to_nobody_without_a_task_and_to_nobody_whose_check_ran_out() -> None:
    child = _entry().child
    for handle in ("qiu", "ke", "lin", "gu", "root"):
        with pytest.raises(NotAllowed):
            _asked(child, by=_person(handle))
    opening = _asked(child)
    families.decide_opening(opening, by=_person("bai"), approve=True, at=AT)
    _person("tang").vettings.update(ended_on=AT.date(), end_reason="Left.")  # type: ignore[attr-defined]
    with pytest.raises(NotAllowed):
        families.read_identity(opening, by=_person("tang"), at=AT + HOUR)
    assert "read-identity" not in _verbs(child)


def test_an_approval_lasts_a_day() -> None:
    opening = _asked(_entry().child)
    families.decide_opening(opening, by=_person("bai"), approve=True, at=AT)
    with pytest.raises(TooLate):
        families.read_identity(opening, by=_person("tang"), at=AT + 24 * HOUR)


def test_what_was_refused_stays_shut_and_says_why() -> None:
    opening = _asked(_entry().child)
    with pytest.raises(NotValid):
        families.decide_opening(opening, by=_person("bai"), approve=False, at=AT)
    families.decide_opening(opening, by=_person("bai"), approve=False, words="请先通过学校联系。", at=AT)
    with pytest.raises(NotAllowed):
        families.read_identity(opening, by=_person("tang"), at=AT)
    with pytest.raises(Conflict):
        families.decide_opening(opening, by=_person("bai"), approve=True, at=AT)


def test_asking_twice_is_one_asking() -> None:
    child = _entry().child
    _asked(child)
    with pytest.raises(Conflict):
        _asked(child)
    assert Opening.objects.count() == 1
    _asked(child, purpose="protect", words="有人打他。", is_urgent=True)  # another purpose is another asking
    with pytest.raises(Conflict):
        _asked(child, purpose="protect", words="有人打他。", is_urgent=True)


def test_danger_opens_at_once_for_two_hours_and_another_looks_at_it() -> None:
    child = _entry().child
    opening = _asked(child, purpose="protect", words="提案里写了有人打他。", is_urgent=True)
    assert families.read_identity(opening, by=_person("tang"), at=AT).name == "林小雨"
    with pytest.raises(TooLate):
        families.read_identity(opening, by=_person("tang"), at=AT + 2 * HOUR)
    with pytest.raises(NotAllowed):
        families.review_opening(opening, by=_person("tang"), is_sound=True, words="好。", at=AT)
    with pytest.raises(NotValid):
        families.review_opening(opening, by=_person("bai"), is_sound=True, words="", at=AT)
    families.review_opening(opening, by=_person("bai"), is_sound=True, words="确有危险，已报警。", at=AT + 3 * HOUR)
    assert _verbs(child) == ["ask-opening", "read-identity", "review-opening"]
    assert not is_review_late(asked_at=AT, reviewed_at=AT + 3 * HOUR, at=AT + 3 * DAY)
    assert is_review_late(asked_at=AT, reviewed_at=None, at=AT + REVIEW_WITHIN + HOUR)


def test_an_opening_found_wrong_closes_at_once() -> None:
    opening = _asked(_entry().child, purpose="protect", words="看看是谁。", is_urgent=True)
    families.review_opening(opening, by=_person("bai"), is_sound=False, words="没有危险。", at=AT + HOUR / 2)
    with pytest.raises(TooLate):
        families.read_identity(opening, by=_person("tang"), at=AT + HOUR)


def test_the_guardian_sees_each_opening_and_two_may_withhold_those_that_protect_the_child() -> None:
    child = _entry().child
    _asked(child)
    _asked(child, purpose="protect", words="提案里写了有人打他。", is_urgent=True)
    ward = Guardianship.objects.get()
    assert {one.purpose for one in openings_seen_by(ward, at=AT)} == {"reach", "protect"}
    withholding = families.ask_withholding(ward, by=_person("tang"), words="怀疑是家里人。", at=AT)
    assert len(openings_seen_by(ward, at=AT)) == 2  # one alone withholds nothing
    with pytest.raises(NotAllowed):
        families.agree_withholding(withholding, by=_person("tang"), at=AT)
    families.agree_withholding(withholding, by=_person("bai"), at=AT)
    assert {one.purpose for one in openings_seen_by(ward, at=AT)} == {"reach"}
    assert len(openings_seen_by(ward, at=AT + 31 * DAY)) == 2  # nobody has to remember to end it
    families.end_withholding(withholding, by=_person("bai"), at=AT + DAY)
    assert len(openings_seen_by(ward, at=AT + DAY)) == 2
    with pytest.raises(Conflict):
        families.end_withholding(withholding, by=_person("bai"), at=AT + DAY)


def _third() -> Person:
    Duty.objects.create(person=_person("yan"), task="desk", starts=TERM_STARTS.date())
    return _person("yan")


def test_names_leave_the_house_only_when_two_others_approved() -> None:
    entry, yan = _entry(), None
    yan = _third()
    export = families.ask_export([entry.child], by=_person("tang"), purpose="appoint", words="写证书。", at=AT)
    for act in (
        lambda: families.fetch_export(export, by=_person("tang"), at=AT),
        lambda: families.approve_export(export, by=_person("tang"), at=AT),
        lambda: families.ask_export([entry.child], by=yan, purpose="appoint", words="写证书。", at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()
    families.approve_export(export, by=_person("bai"), at=AT)
    with pytest.raises(Taken):
        families.approve_export(export, by=_person("bai"), at=AT)
    with pytest.raises(NotAllowed):
        families.fetch_export(export, by=_person("tang"), at=AT)
    families.approve_export(export, by=yan, at=AT)
    [known] = families.fetch_export(export, by=_person("tang"), at=AT + HOUR)
    assert known.name == "林小雨"
    assert _verbs(entry.child) == ["take-along"]
    with pytest.raises(Conflict):
        families.fetch_export(export, by=_person("tang"), at=AT + HOUR)


def test_one_other_is_enough_to_refuse_a_list_and_it_ends_after_three_days() -> None:
    entry, yan = _entry(), _third()
    first, second = (
        families.ask_export([entry.child], by=_person("tang"), purpose="appoint", words="写证书。", at=AT)
        for _ in range(2)
    )
    families.refuse_export(first, by=yan, words="名单太长。", at=AT)
    with pytest.raises(Conflict):
        families.approve_export(first, by=_person("bai"), at=AT)
    for by in (_person("bai"), yan):
        families.approve_export(second, by=by, at=AT)
    with pytest.raises(TooLate):
        families.fetch_export(second, by=_person("tang"), at=AT + 3 * DAY)
    with pytest.raises(NotValid):
        families.ask_export([], by=_person("tang"), purpose="appoint", words="写证书。", at=AT)
    assert not Export.objects.filter(fetched_at__isnull=False).exists()


@pytest.mark.parametrize(("purpose", "is_told"), [("appoint", True), ("hand-over", False)])
def test_guardians_are_told_of_a_list_but_not_whoever_is_under_suspicion(purpose: str, is_told: bool) -> None:
    entry, yan = _entry(), _third()
    ward = Guardianship.objects.get(child=entry.child)
    Guardianship.objects.filter(pk=ward.pk).update(contact="mama@example.com")
    families.agree_withholding(
        families.ask_withholding(ward, by=_person("tang"), words="有疑点。", at=AT), by=_person("bai"), at=AT
    )
    export = families.ask_export([entry.child], by=_person("tang"), purpose=purpose, words="写证书。", at=AT)
    for by in (_person("bai"), yan):
        families.approve_export(export, by=by, at=AT)
    families.fetch_export(export, by=_person("tang"), at=AT + HOUR)
    kept = kept_for_guardian(ward, at=AT + HOUR)
    assert [(one.is_list, one.words) for one in kept.looks] == ([(True, "写证书。")] if is_told else [])
    letters = Notice.objects.filter(verb="children-taken")
    assert letters.exists() == is_told
    assert not any("林小雨" in one.body for one in letters)
