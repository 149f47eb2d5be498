"""An answer that is read, signed and kept ready inside the office: who may, in which order, and what nobody sees."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from civic.accounts.models import Person
from civic.cases.models import Case, DraftedAnswer, LineWords
from civic.cases.queries import STRANGER, Viewer, timeline, visible_to
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.offices.actions import amend_matter
from civic.search.queries import matching
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
AT = NOON + 5 * HOUR
WORDS = "已更换变压器和三根电缆。"


def demanding(city: City, *, reads: bool = False, signs: bool = False, **given: Any) -> Case:
    """A case in Chen's hands whose matter demands more than her own eyes."""
    amend_matter(city.matter(), is_read_twice=reads, is_signed=signs)
    return city.case("in-hand", **given)


def drafted(case: Case, city: City, *, at: Any = AT, **given: Any) -> Case:
    """Chen's answer, on its way inside the office."""
    handling.answer(case, by=city.chen, **({"outcome": "solved", "text": WORDS} | given), at=at)
    case.refresh_from_db()
    return case


def colleague(city: City, handle: str = "jin", role: str = "handler") -> Person:
    """Another officer of Chen's office."""
    person: Person = Person.objects.create_user(handle, name=handle.title())
    offices.appoint(
        person, side="act", role=role, office=city.office("dongqiao-lamps"), area=None, starts=SINCE, at=NOON
    )
    return person


def test_nobody_outside_reads_a_word_before_the_answer_is_out(city: City, client: Any, as_person: Any) -> None:
    case = drafted(
        demanding(city, signs=True, email="mei@example.com"), city, basis="《电力法》第九条", remedy="可再来电。"
    )
    sent = Notice.objects.count()
    assert (case.state, case.station, case.outcome, case.answered_at) == ("in-hand", "head", "", None)
    for reader in ("public", "party"):
        entries = timeline(case, reader)
        assert "draft" not in [entry.line.verb for entry in entries]
        assert not [entry for entry in entries if "变压器" in entry.text or "变压器" in str(entry.facts)]
    for page in (f"/cases/{case.number}/", f"/api/v1/cases/{case.number}/", f"/api/v1/cases/{case.number}/timeline/"):
        told = client.get(page).content.decode()
        assert "变压器" not in told
        assert "电力法" not in told
        assert "station" not in told
    assert not LineWords.objects.filter(text__contains="变压器").exists()
    for index in ("public", "desk"):
        found = matching(index, "case", "变压器")
        assert found is None or not Case.objects.filter(pk__in=found).exists()
    export = b"".join(as_person(city.lin).get("/desk/export/?view=all").streaming_content).decode()
    assert "变压器" not in export
    assert Notice.objects.count() == sent
    assert visible_to(STRANGER).filter(pk=case.pk).exists()


def test_the_checking_side_sees_that_an_answer_waits_and_not_what_it_says(city: City, as_person: Any) -> None:
    case = drafted(demanding(city, signs=True), city)
    page = as_person(city.lin).get(f"/desk/cases/{case.number}/").content.decode()
    assert "waiting for the signature" in page
    assert WORDS not in page
    assert WORDS in as_person(city.shen).get(f"/desk/cases/{case.number}/").content.decode()


def test_the_promised_day_runs_until_the_answer_is_really_given(city: City) -> None:
    case = drafted(demanding(city, signs=True), city)
    promised = case.deadlines.get(kind="answer")
    assert promised.done_at is None
    assert case.due_at == promised.due_at
    assert Case.objects.overdue(promised.due_at + HOUR).filter(pk=case.pk, office=case.office).exists()
    handling.sign(case, by=city.shen, at=AT + HOUR)
    case.refresh_from_db()
    assert (case.state, case.station, case.answered_at) == ("answered", "", AT + HOUR)
    assert case.deadlines.get(kind="answer").done_at == AT + HOUR


def test_what_the_head_signed_is_the_answer_everybody_reads(city: City, client: Any) -> None:
    case = drafted(demanding(city, signs=True, email="mei@example.com"), city)
    line = handling.sign(case, by=city.shen, at=AT + HOUR)
    assert (line.verb, line.words.text, line.facts["signed"]) == ("answer", WORDS, True)
    assert Notice.objects.filter(verb="answer").count() == 1
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert WORDS in page
    assert "Signed by the head of the office." in page
    said = DraftedAnswer.objects.get(case=case)
    assert (said.ended_at, said.line, said.signed_by) == (AT + HOUR, line, city.shen)


def test_a_second_read_and_a_signature_come_one_after_the_other(city: City) -> None:
    jin = colleague(city)
    case = drafted(demanding(city, reads=True, signs=True), city)
    assert case.station == "reader"
    with pytest.raises(Conflict):
        handling.sign(case, by=city.shen, at=AT + HOUR)
    handling.pass_answer(case, by=jin, at=AT + HOUR)
    case.refresh_from_db()
    assert (case.state, case.station) == ("in-hand", "head")
    handling.sign(case, by=city.shen, at=AT + 2 * HOUR)
    case.refresh_from_db()
    assert case.state == "answered"


def test_whoever_wrote_an_answer_neither_reads_nor_signs_it(city: City) -> None:
    case = drafted(demanding(city, reads=True), city)
    with pytest.raises(NotAllowed, match="You wrote this answer yourself"):
        handling.pass_answer(case, by=city.chen, at=AT + HOUR)
    case = demanding(city, signs=True)
    handling.answer(case, by=city.shen, outcome="solved", text=WORDS, at=AT)
    with pytest.raises(NotAllowed, match="You wrote this answer yourself"):
        handling.sign(case, by=city.shen, at=AT + HOUR)
    said = DraftedAnswer.objects.get(case=case)
    with pytest.raises(IntegrityError), transaction.atomic():
        DraftedAnswer.objects.filter(pk=said.pk).update(signed_by=city.shen)


def test_a_handler_does_not_sign_and_a_head_of_another_office_neither(city: City) -> None:
    case = drafted(demanding(city, signs=True), city)
    jin = colleague(city)
    with pytest.raises(NotAllowed, match="another post"):
        handling.sign(case, by=jin, at=AT + HOUR)
    offices.appoint(jin, side="act", role="head", office=city.office("drains"), area=None, starts=SINCE, at=NOON)
    with pytest.raises(NotAllowed, match="Only the head of the office that holds the case"):
        handling.sign(case, by=jin, at=AT + HOUR)


def test_whoever_stands_in_for_the_head_signs_and_her_own_answers_not(city: City) -> None:
    jin, today = colleague(city), AT.date()
    for stand_in in (jin, city.chen):
        case = drafted(demanding(city, signs=True), city)
        absence = offices.stand_in(city.shen.officer, stand_in=stand_in.officer, starts=today, ends=today, at=NOON)
        if stand_in == city.chen:
            with pytest.raises(NotAllowed, match="You wrote this answer yourself"):
                handling.sign(case, by=stand_in, at=AT + HOUR)
        else:
            handling.sign(case, by=stand_in, at=AT + HOUR)
            case.refresh_from_db()
            assert case.state == "answered"
            absence.delete()


def test_what_is_handed_back_lies_with_its_handler_again_and_the_reason_stays_inside(city: City) -> None:
    case = drafted(demanding(city, signs=True), city)
    with pytest.raises(NotValid):
        handling.hand_back(case, by=city.shen, reason=" ", at=AT + HOUR)
    handling.hand_back(case, by=city.shen, reason="写明是哪一段。", at=AT + HOUR)
    case.refresh_from_db()
    assert (case.state, case.station) == ("in-hand", "handler")
    assert "写明是哪一段。" not in [entry.text for entry in timeline(case, "party")]
    case = drafted(case, city, text="滨江路一段已修好。", at=AT + 3 * HOUR)
    said = DraftedAnswer.objects.get(case=case)
    assert (said.station, said.text) == ("head", "滨江路一段已修好。")
    assert said.spent(AT + 4 * HOUR)["head"] == 2 * HOUR
    assert said.spent(AT + 4 * HOUR)["handler"] == 2 * HOUR + (AT - (NOON + 3 * HOUR))


def test_an_answer_kept_for_an_occasion_goes_out_when_it_is_released(city: City) -> None:
    case = drafted(demanding(city), city, occasion="12 月 3 日例会")
    assert (case.state, case.station) == ("in-hand", "ready")
    with pytest.raises(Conflict):
        handling.answer(case, by=city.chen, outcome="solved", text="再答一次。", at=AT + HOUR)
    handling.release(case, by=city.chen, at=AT + HOUR)
    case.refresh_from_db()
    assert (case.state, case.station) == ("answered", "")


def test_a_case_that_leaves_the_office_takes_no_draft_along(city: City) -> None:
    case = drafted(demanding(city, signs=True), city)
    handling.return_case(case, by=city.chen, reason="不归我们。", at=AT + HOUR)
    case.refresh_from_db()
    assert case.station == ""
    said = DraftedAnswer.objects.get(case=case)
    assert (said.ended_at, said.line) == (AT + HOUR, None)


def test_a_question_closes_with_the_signature(city: City) -> None:
    case = drafted(demanding(city, signs=True, kind="question"), city)
    handling.sign(case, by=city.shen, at=AT + HOUR)
    case.refresh_from_db()
    assert case.state == "closed"


@pytest.mark.parametrize("outcome", ["not-ours", "not-possible"])
def test_nobody_is_told_that_it_is_not_done_without_a_basis_and_a_remedy(city: City, outcome: str) -> None:
    case = city.case("in-hand")
    for given, missing in (
        ({}, {"basis", "remedy"}),
        ({"basis": "《电力法》"}, {"remedy"}),
        ({"remedy": "可找供电所。"}, {"basis"}),
        ({"basis": " ", "remedy": "\n"}, {"basis", "remedy"}),
    ):
        with pytest.raises(NotValid) as refused:
            handling.answer(case, by=city.chen, outcome=outcome, text="不归我们办。", at=AT, **given)
        assert set(refused.value.fields) == missing
    line = handling.answer(
        case, by=city.chen, outcome=outcome, text="不归我们办。", basis="《电力法》", remedy="可找供电所。", at=AT
    )
    assert line.facts["remedy"] == "可找供电所。"


def test_a_blank_left_open_goes_nowhere(city: City) -> None:
    case = city.case("in-hand")
    with pytest.raises(NotValid, match=r"still to be filled in: \{编号\}, \{哪一段\}"):
        handling.answer(case, by=city.chen, outcome="solved", text="{编号} 的 {哪一段} 已修好，{编号}。", at=AT)


def test_an_officer_of_the_office_alone_moves_a_draft(city: City) -> None:
    case = drafted(demanding(city, reads=True), city)
    for who in ("lin", "zhao", "rui", "sun", "he", "mei"):
        for act in (handling.pass_answer, handling.sign, handling.release):
            with pytest.raises(NotAllowed):
                act(case, by=getattr(city, who), at=AT + HOUR)
        with pytest.raises(NotAllowed):
            handling.hand_back(case, by=getattr(city, who), reason="不行。", at=AT + HOUR)
    assert Viewer(person=city.mei).officer is None
