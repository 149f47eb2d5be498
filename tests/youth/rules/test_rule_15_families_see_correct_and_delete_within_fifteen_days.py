"""Rule 15: guardian and child see, copy, correct, complete, delete and withdraw; each request is answered within 15
days, and what is refused is refused in writing with its reasons."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from civic.accounts.models import Person
from civic.families import actions as families
from civic.families.queries.kept import kept_for_guardian
from civic.guardians import actions as guardians
from civic.guardians.models import Child, Guardianship, Identity, RightsRequest
from civic.guardians.rules import OWN_WORD_AGE, due_on, may_erase_at_once
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooMany
from civic.notices.models import Notice
from civic.youth import actions as youth
from civic.youth.models import Entry, Proposal
from tests.youth.ground import DAY, during, enter, found_track, propose

pytestmark = pytest.mark.django_db

AT = during("school")


def _entry(**given: object) -> Entry:
    return enter(found_track(), "木棉", guardian=Person.objects.get(handle="gu"), **given)  # type: ignore[arg-type]


def _person(handle: str) -> Person:
    return Person.objects.get(handle=handle)


def _asked(right: str = "correct", words: str = "名字写错了，是林晓雨。") -> RightsRequest:
    return families.ask_as_guardian(Guardianship.objects.get(), right=right, words=words, at=AT)


def test_a_guardian_asks_and_has_her_answer_in_writing() -> None:
    _entry()
    request = _asked()
    assert request.due_on == due_on(AT.date()) == AT.date() + timedelta(days=15)
    families.answer_request(request, by=_person("tang"), outcome="done", words="已经改好。", at=AT + DAY)
    request.refresh_from_db()
    assert (request.outcome, request.answer) == ("done", "已经改好。")
    notice = Notice.objects.get(verb="rights-answered")
    assert "改好" not in notice.body
    with pytest.raises(Conflict):
        families.answer_request(request, by=_person("bai"), outcome="done", words="又改。", at=AT + DAY)


def test_what_is_refused_has_a_ground_the_law_knows_and_reasons_in_words() -> None:
    _entry()
    request = _asked("delete", "请把举报的记录删掉。")
    for wrong in ({"words": "不行。"}, {"words": "", "ground": "evidence"}, {"words": "不行。", "ground": "no-time"}):
        with pytest.raises(NotValid):
            families.answer_request(request, by=_person("tang"), outcome="refused", at=AT, **wrong)
    told = "这是交给警方的证据，法律要求保存。"
    families.answer_request(request, by=_person("tang"), outcome="refused", ground="evidence", words=told, at=AT)
    request.refresh_from_db()
    assert (request.ground, request.answer) == ("evidence", told)
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsRequest.objects.filter(pk=request.pk).update(ground="")


def test_three_days_before_the_last_one_whoever_is_responsible_is_told_once() -> None:
    _entry()
    _asked()
    assert families.escalate_requests(at=AT + 11 * DAY) == 0
    assert families.escalate_requests(at=AT + 12 * DAY) == 1
    assert families.escalate_requests(at=AT + 13 * DAY) == 0
    told = Notice.objects.filter(verb="rights-due")
    assert {one.address for one in told} == {"tang@city.example", "bai@city.example"}
    assert not any("木棉" in one.body or "林" in one.body for one in told)


def test_a_guardian_who_ended_to_answer_asks_for_nothing() -> None:
    _entry()
    ward = Guardianship.objects.get()
    Guardianship.objects.update(ended_at=AT)
    ward.refresh_from_db()
    for act in (
        lambda: families.ask_as_guardian(ward, right="see", words="给我看。", at=AT + DAY),
        lambda: families.erase_for_guardian(ward, at=AT + DAY),
        lambda: guardians.correct_own_contact(ward, name="梅", contact="", at=AT + DAY),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_desk_writes_down_what_a_family_without_e_mail_asks_and_another_answers() -> None:
    entry = _entry()
    request = families.write_down_request(
        entry.child, ward=Guardianship.objects.get(), by=_person("tang"), right="see", words="存了什么？", at=AT
    )
    with pytest.raises(NotAllowed):
        families.answer_request(request, by=_person("tang"), outcome="done", words="都在这里。", at=AT)
    families.answer_request(request, by=_person("bai"), outcome="done", words="都在这里。", at=AT)
    with pytest.raises(NotAllowed):
        families.write_down_request(entry.child, ward=None, by=_person("lin"), right="see", words="看。", at=AT)


def test_five_requests_wait_and_no_more() -> None:
    entry = _entry()
    for _ in range(5):
        families.ask_as_child(entry, right="explain", words="这是什么意思？", at=AT)
    with pytest.raises(TooMany):
        families.ask_as_child(entry, right="explain", words="这是什么意思？", at=AT)


def test_an_officer_puts_a_name_right_only_through_an_approved_opening() -> None:
    child = _entry().child
    with pytest.raises(NotAllowed):
        guardians.correct_identity(child, by=_person("tang"), name="林晓雨", at=AT)
    opening = families.ask_opening(child, by=_person("tang"), purpose="correct", words="家长要求改名字。", at=AT)
    families.decide_opening(opening, by=_person("bai"), approve=True, at=AT)
    assert guardians.correct_identity(child, by=_person("tang"), name="林晓雨", at=AT) == ["name"]
    assert Identity.objects.get().name == "林晓雨"
    assert "晓" not in str(child.lines.values_list("facts", flat=True))
    with pytest.raises(NotValid):
        guardians.correct_identity(child, by=_person("tang"), at=AT)


def test_a_guardian_puts_her_own_name_right_at_once() -> None:
    _entry()
    ward = guardians.correct_own_contact(Guardianship.objects.get(), name="林 母", contact="13800138000", at=AT)
    assert (ward.name, ward.contact) == ("林 母", "13800138000")


def test_a_guardian_who_alone_answers_for_a_young_child_erases_everything_at_once() -> None:
    entry = _entry()
    propose(entry)
    families.erase_for_guardian(Guardianship.objects.get(), at=AT)
    child = Child.objects.get()
    assert child.erased_at == AT
    assert Identity.objects.get().name == ""
    assert Proposal.objects.get().title == ""
    with pytest.raises(Conflict):
        families.ask_as_child(entry, right="see", words="还在吗？", at=AT)


def test_where_another_has_a_word_erasing_is_asked_for_and_not_pressed() -> None:
    entry = _entry()
    Guardianship.objects.create(
        child=entry.child, person=_person("mei"), relation="father", verified="contact", verified_at=AT
    )
    mine = Guardianship.objects.get(person=_person("gu"))
    with pytest.raises(NotAllowed):
        families.erase_for_guardian(mine, at=AT)
    with pytest.raises(NotAllowed):
        families.erase_for_child(entry, at=AT)
    request = families.ask_as_child(entry, right="delete", words="我不想参加了，请删掉。", at=AT)
    with pytest.raises(NotAllowed):  # nobody answers "yes, erased" with a task that may not erase
        families.erase_on_request(request, by=_person("qiu"), words="删了。", at=AT)
    families.erase_on_request(request, by=_person("tang"), words="都删了。", at=AT)
    assert Child.objects.get().erased_at == AT


def test_nobody_erases_who_a_child_is_while_somebody_looks_after_its_safety() -> None:
    entry = _entry()
    proposal = propose(entry)
    ward = Guardianship.objects.get()
    assert kept_for_guardian(ward, at=AT).may_erase
    said = youth.report(proposal, concern="danger", words="爸爸打他。", by=None, at=AT)
    request = families.ask_as_child(entry, right="delete", words="请删掉。", at=AT)
    assert not kept_for_guardian(ward, at=AT).may_erase
    with pytest.raises(NotAllowed) as refused:
        families.erase_for_guardian(ward, at=AT)
    assert not any(word in str(refused.value).lower() for word in ("danger", "suspicion", "protect", "concern"))
    for erase in (
        lambda: families.erase_on_request(request, by=_person("tang"), words="删了。", at=AT),
        lambda: families.erase_child(entry.child, by=None, side="guardian", at=AT),
    ):
        with pytest.raises(Conflict):
            erase()
    assert Identity.objects.get().name == "林小雨"
    request.refresh_from_db()
    assert request.answered_at is None
    said = youth.take_concern(said, by=_person("tang"), at=AT)
    youth.close_concern(said, by=_person("bai"), outcome="calm", finding="问过了，没事。", at=AT)
    families.erase_for_guardian(ward, at=AT)
    assert Identity.objects.get().name == ""


def test_while_an_officer_reads_who_a_child_is_to_protect_it_nobody_erases_it() -> None:
    entry = _entry()
    ward = Guardianship.objects.get()
    families.ask_opening(entry.child, by=_person("tang"), purpose="protect", words="有危险。", is_urgent=True, at=AT)
    with pytest.raises(NotAllowed):
        families.erase_for_guardian(ward, at=AT)
    families.erase_for_guardian(ward, at=AT + timedelta(hours=2))  # the opening has ended, and nothing else is open


def test_what_was_handed_over_or_is_withheld_keeps_the_name_too() -> None:
    entry = _entry()
    ward = Guardianship.objects.get()
    withholding = families.ask_withholding(ward, by=_person("tang"), words="怀疑是家里人。", at=AT)
    withholding = families.agree_withholding(withholding, by=_person("bai"), at=AT)
    with pytest.raises(NotAllowed):
        families.erase_for_guardian(ward, at=AT)
    families.end_withholding(withholding, by=_person("bai"), at=AT)
    said = youth.report(propose(entry), concern="danger", words="", by=None, at=AT)
    told = youth.HandOverGiven(authority="police", taker="东桥派出所", reference="", words="电话告知。")
    youth.hand_over(said, by=_person("tang"), given=told, at=AT)
    youth.close_concern(said, by=_person("tang"), outcome="handed-over", finding="已报警。", at=AT)
    with pytest.raises(NotAllowed):
        families.erase_for_guardian(ward, at=AT)
    assert youth.let_evidence_go(at=AT + 3 * 366 * DAY) == 1
    families.erase_for_guardian(ward, at=AT + 3 * 366 * DAY)


def test_only_what_was_asked_to_go_is_erased_on_request() -> None:
    _entry()
    request = _asked("see", "存了什么？")
    with pytest.raises(NotAllowed):
        families.erase_on_request(request, by=_person("tang"), words="删了。", at=AT)
    assert Child.objects.get().erased_at is None


def test_from_fourteen_on_the_child_erases_itself_and_its_guardian_asks() -> None:
    entry = _entry(born_on=date(2012, 9, 1), band="g7-9")
    with pytest.raises(NotAllowed):
        families.erase_for_guardian(Guardianship.objects.get(), at=AT)
    families.erase_for_child(entry, at=AT)
    assert Child.objects.get().erased_at == AT


@given(st.booleans(), st.one_of(st.none(), st.integers(8, 17)), st.integers(0, 3))
def test_nothing_is_erased_by_a_press_over_the_head_of_another(is_child: bool, age: int | None, others: int) -> None:
    if may_erase_at_once(is_child=is_child, age=age, other_guardians=others, own_word_age=OWN_WORD_AGE):
        assert age is not None
        assert (age >= OWN_WORD_AGE) if is_child else (age < OWN_WORD_AGE and others == 0)
