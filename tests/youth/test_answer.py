"""A letter to a child: written by one, read by another, in words a child reads; what was taken up becomes a promise."""

from datetime import date, timedelta

import pytest

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.models import Office
from civic.promises.actions import PromiseGiven
from civic.promises.rules import Source
from civic.youth import actions as youth
from civic.youth.models import Letter, Proposal
from civic.youth.rules import Phase
from civic.youth.rules.letters import IdeaTold
from tests.people import City
from tests.youth.ground import during, enter, found_track, propose

pytestmark = pytest.mark.django_db
AT = during(Phase.DISTRICT)
WORDS = "木棉你好：我们去桥下看过了。你说得对，那盏灯不够亮。我们先在两头试装两盏灯。"
IDEAS = (
    IdeaTold("灯装低一点", "adopted", "照你说的做。"),
    IdeaTold("中间装两盏", "waits", "要先检查桥。", date(2027, 6, 30)),
)

OFFICIALESE = (
    "我们经过认真研究讨论并会同有关部门进行了多次现场踏勘之后认为你所提出的关于在桥下"
    "增设照明设施的建议具有较强的现实意义和可操作性值得肯定。"
)


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


@pytest.fixture
def proposal(city: City) -> Proposal:
    return propose(enter(found_track(), "木棉"))


def _write(proposal: Proposal, *, by: str = "chen", words: str = WORDS, ideas: tuple[IdeaTold, ...] = IDEAS) -> Letter:
    office = Office.objects.get(code="dongqiao-lamps")
    return youth.write_letter(proposal, by=_who(by), office=office, words=words, ideas=ideas, at=AT)


def test_an_office_writes_and_another_person_of_the_track_reads_before_the_child_has_it(proposal: Proposal) -> None:
    letter = _write(proposal)
    with pytest.raises(NotAllowed):
        youth.send_letter(letter, by=_who("chen"), at=AT)
    youth.send_letter(letter, by=_who("bai"), at=AT)
    proposal.refresh_from_db()
    assert proposal.answered_at == AT
    assert list(proposal.entry.lines.values_list("verb", "side")) == [("write-letter", "city"), ("answer", "city")]


def test_who_wrote_a_letter_does_not_read_it_second(proposal: Proposal) -> None:
    letter = _write(proposal, by="tang")
    with pytest.raises(NotAllowed):
        youth.send_letter(letter, by=_who("tang"), at=AT)


@pytest.mark.parametrize("who", ["lin", "mei", "ke", "qiu", "zhao"])
def test_nobody_else_writes_to_a_child(proposal: Proposal, who: str) -> None:
    with pytest.raises(NotAllowed):
        _write(proposal, by=who)
    assert not Letter.objects.exists()


def test_an_office_does_not_see_what_is_not_public_and_writes_no_letter_on_it(proposal: Proposal) -> None:
    Proposal.objects.update(state="read")
    with pytest.raises(NotAllowed):
        _write(proposal)
    _write(proposal, by="tang")  # every proposal has its answer, also one a family keeps to itself


@pytest.mark.parametrize(
    ("words", "ideas", "field"),
    [
        ("好的。", IDEAS, "words"),
        ("木棉你好" * 500, IDEAS, "words"),
        (
            OFFICIALESE,
            IDEAS,
            "words",
        ),
        (WORDS + "请打 13800138000。", IDEAS, "words"),
        (WORDS, (), "ideas"),
        (WORDS, (IdeaTold("灯", "waits", "再等等。"),), "ideas"),
        (WORDS, (IdeaTold("灯", "waits", "再等等。", date(2026, 1, 1)),), "ideas"),
        (WORDS, (IdeaTold("灯", "perhaps", "也许。"),), "ideas"),
        (WORDS, (IdeaTold("灯", "adopted", " "),), "ideas"),
    ],
)
def test_what_a_child_could_not_read_or_rely_on_is_refused(
    proposal: Proposal, words: str, ideas: tuple[IdeaTold, ...], field: str
) -> None:
    with pytest.raises(NotValid) as refused:
        _write(proposal, words=words, ideas=ideas)
    assert set(refused.value.fields) == {field}
    assert not Letter.objects.exists()


def test_a_letter_that_came_back_is_written_anew_and_one_that_went_is_not(proposal: Proposal) -> None:
    letter = _write(proposal)
    with pytest.raises(NotValid):
        youth.return_letter(letter, by=_who("tang"), remark=" ", at=AT)
    youth.return_letter(letter, by=_who("tang"), remark="“试装”孩子不懂。", at=AT)
    letter = _write(proposal, words=WORDS.replace("试装", "先装"))
    assert letter.remark == ""
    assert letter.ideas.count() == 2
    youth.send_letter(letter, by=_who("tang"), at=AT)
    for again in (
        lambda: _write(proposal),
        lambda: youth.send_letter(letter, by=_who("bai"), at=AT),
        lambda: youth.return_letter(letter, by=_who("bai"), remark="Too late.", at=AT),
    ):
        with pytest.raises(Conflict):
            again()


def test_what_was_taken_up_becomes_a_promise_with_owner_and_day_once(proposal: Proposal) -> None:
    letter = _write(proposal)
    adopted, waiting = letter.ideas.all()
    given = PromiseGiven(
        titles={"zh-hans": "桥下装灯", "zh-hant": "", "en": ""},
        words="在老桥两头各装一盏灯。",
        source=Source.PROPOSAL,
        owner=letter.office,
        due_on=date(2027, 3, 31),
    )
    with pytest.raises(Conflict):
        youth.promise_idea(adopted, given, by=_who("chen"), at=AT)  # the child does not have the letter yet
    youth.send_letter(letter, by=_who("bai"), at=AT)
    with pytest.raises(Conflict):
        youth.promise_idea(waiting, given, by=_who("chen"), at=AT)
    promise = youth.promise_idea(adopted, given, by=_who("chen"), at=AT)
    assert (promise.source, promise.owner, promise.due_on) == ("proposal", letter.office, date(2027, 3, 31))
    with pytest.raises(Conflict):
        youth.promise_idea(adopted, given, by=_who("chen"), at=AT)


def test_every_proposal_has_a_day_for_its_answer(proposal: Proposal) -> None:
    assert youth.set_answer_days(at=AT) == 1
    proposal.refresh_from_db()
    assert proposal.handed_in_at is not None
    assert proposal.answer_due_on == proposal.handed_in_at.date() + timedelta(days=60)
    assert youth.set_answer_days(at=AT) == 0
