"""The desk of letters: an office writes, an officer of the track reads second, the child has it; what was taken up
becomes a promise, and the family hears of each step."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from civic.accounts.models import Person
from civic.notices.models import Notice
from civic.promises import actions as promises
from civic.promises.models import Promise
from civic.youth import actions as youth
from civic.youth.models import Became, Letter, Proposal
from civic.youth.rules import Phase
from tests.people import City, sign_in
from tests.youth.ground import during, enter, found_track, propose

pytestmark = pytest.mark.django_db
AT = during(Phase.DISTRICT)
WORDS = "木棉你好：我们去桥下看过了。你说得对，那盏灯不够亮。我们先在两头装两盏灯。"


def _rows(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    told = {"ideas-TOTAL_FORMS": str(len(rows)), "ideas-INITIAL_FORMS": "0"}
    for number, (idea, weight, words, by) in enumerate(rows):
        told |= {
            f"ideas-{number}-{name}": said
            for name, said in (("idea", idea), ("weight", weight), ("words", words), ("by", by))
        }
    return told


GIVEN = {"office": "dongqiao-lamps", "words": WORDS} | _rows(
    ("桥洞两头各装一盏灯。", "adopted", "照你说的做。", ""),
    ("灯低一点。", "waits", "要先看看够不够亮。", "2027-06-30"),
    ("", "", "", ""),
)


@pytest.fixture
def proposal(city: City) -> Proposal:
    track = found_track()
    mother = Person.objects.create_user("mother", email="mother@example.com", language="en")
    return propose(enter(track, "木棉", guardian=mother))


def _as(handle: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, Person.objects.get(handle=handle))
    return client


@time_machine.travel(AT, tick=False)
def test_a_letter_goes_from_the_office_past_a_second_reader_to_the_child_and_its_family(proposal: Proposal) -> None:
    chen, bai, where = _as("chen"), _as("bai"), f"/desk/youth/letters/{proposal.number}/"
    assert proposal.title in chen.get("/desk/youth/letters/").content.decode()
    assert chen.post(where, GIVEN).status_code == 302
    assert proposal.number not in Notice.objects.values_list("body", flat=True)
    assert chen.post(f"{where}send/").status_code == 302
    assert Letter.objects.get().state == "written"  # nobody sends her own
    assert WORDS[:8] in bai.get(where).content.decode()
    assert bai.post(f"{where}send/").status_code == 302
    assert Letter.objects.get().state == "sent"
    told = Notice.objects.get(verb="youth-letter")
    assert told.is_bulk
    assert proposal.number in told.body
    assert "木棉" not in told.body


@time_machine.travel(AT, tick=False)
def test_what_the_second_reader_would_say_otherwise_goes_back_with_her_words(proposal: Proposal) -> None:
    chen, bai, where = _as("chen"), _as("bai"), f"/desk/youth/letters/{proposal.number}/"
    chen.post(where, GIVEN)
    assert bai.post(f"{where}back/", {"remark": ""}).status_code == 400
    assert bai.post(f"{where}back/", {"remark": "“够亮”是什么意思？"}).status_code == 302
    shown = chen.get(where).content.decode()
    assert "“够亮”是什么意思？" in shown
    assert "Came back" in chen.get("/desk/youth/letters/").content.decode()


@time_machine.travel(AT, tick=False)
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": "短。"}, "This is very short for a letter."),
        ({"words": WORDS + "请打 13800138000。"}, "A letter names the office, and nobody else."),
        (_rows(("灯", "waits", "再等等。", "")), "What waits needs a day"),
        (_rows(("灯", "", "再等等。", "")), "Say of each idea whether it is taken up"),
        (_rows(("灯", "waits", "再等等。", "soon")), "Write the day like 2026-11-28."),
        ({"office": "nowhere"}, "Choose one of the answers"),
        ({"ideas-TOTAL_FORMS": "many"}, "ManagementForm"),
    ],
)
def test_a_letter_with_a_fault_comes_back_with_a_sentence_and_nothing_lost(
    proposal: Proposal, wrong: dict[str, str], said: str
) -> None:
    answer = _as("chen").post(f"/desk/youth/letters/{proposal.number}/", GIVEN | wrong)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert wrong.get("words", WORDS)[:6] in answer.content.decode()
    assert not Letter.objects.exists()


@time_machine.travel(AT, tick=False)
@pytest.mark.parametrize("state", ["handed-in", "read", "hidden"])
def test_an_office_meets_nothing_that_is_not_public(proposal: Proposal, state: str) -> None:
    Proposal.objects.update(state=state)
    chen, tang = _as("chen"), _as("tang")
    assert chen.get(f"/desk/youth/letters/{proposal.number}/").status_code == 404
    assert proposal.title not in chen.get("/desk/youth/letters/").content.decode()
    assert tang.get(f"/desk/youth/letters/{proposal.number}/").status_code == (200 if state == "read" else 404)


@time_machine.travel(AT, tick=False)
def test_nobody_writes_or_reads_a_letter_to_a_child_she_answers_for(city: City) -> None:
    track = found_track()
    proposal = propose(enter(track, "木棉", guardian=Person.objects.get(handle="tang")))
    assert _as("tang").get(f"/desk/youth/letters/{proposal.number}/").status_code == 404
    assert _as("bai").get(f"/desk/youth/letters/{proposal.number}/").status_code == 200


@time_machine.travel(AT, tick=False)
@pytest.mark.parametrize("who", ["lin", "mei", "ke", "qiu"])
def test_nobody_else_enters(proposal: Proposal, who: str) -> None:
    assert _as(who).get("/desk/youth/letters/").status_code == 403


@time_machine.travel(AT, tick=False)
def test_what_was_taken_up_becomes_a_promise_and_child_and_family_hear_of_each_step_once(proposal: Proposal) -> None:
    chen, shen = _as("chen"), Person.objects.get(handle="shen")
    chen.post(f"/desk/youth/letters/{proposal.number}/", GIVEN)
    _as("bai").post(f"/desk/youth/letters/{proposal.number}/send/")
    idea = Became.objects.get(weight="adopted")
    where = f"/desk/youth/ideas/{idea.pk}/promise/"
    assert "桥洞两头各装一盏灯。" in chen.get("/desk/youth/letters/").content.decode()
    assert chen.post(where, {"title": "", "words": ""}).status_code == 400
    given = {"title": "桥洞两头装灯", "words": "在老桥桥洞两头各装一盏灯。", "due_on": "2027-03-31", "post": "路灯班"}
    assert chen.post(where, given | {"due_on": "2020-01-01"}).status_code == 400
    assert chen.post(where, given).status_code == 302
    assert chen.get(where).status_code == 404  # it has one
    promise = Promise.objects.get()
    assert promise.source == "proposal"
    assert promise.lat is None
    assert youth.tell_promises(at=AT) == 0  # a draft
    promises.publish(promise, by=shen, at=AT)
    assert youth.tell_promises(at=AT) == 1
    assert youth.tell_promises(at=AT) == 0
    told = Notice.objects.get(verb="youth-promise")
    assert "桥洞两头装灯" in told.body
    assert proposal.entry.lines.filter(verb="promise-moved").count() == 1
    later = AT.replace(day=AT.day)
    promises.report(promise, by=Person.objects.get(handle="chen"), progress=50, text="装好一盏。", at=later)
    Promise.objects.update(moved_at=later.replace(minute=1))
    assert youth.tell_promises(at=later.replace(minute=2)) == 1


@time_machine.travel(AT, tick=False)
def test_a_day_that_passed_without_it_is_told_once(proposal: Proposal) -> None:
    chen = _as("chen")
    chen.post(f"/desk/youth/letters/{proposal.number}/", GIVEN)
    _as("bai").post(f"/desk/youth/letters/{proposal.number}/send/")
    idea = Became.objects.get(weight="adopted")
    given = {"title": "桥洞两头装灯", "words": "装灯。", "due_on": "2027-03-31", "post": "路灯班"}
    chen.post(f"/desk/youth/ideas/{idea.pk}/promise/", given)
    promises.publish(Promise.objects.get(), by=Person.objects.get(handle="shen"), at=AT)
    assert youth.tell_promises(at=AT) == 1
    assert youth.tell_promises(at=datetime(2027, 3, 31, 4, tzinfo=UTC)) == 0
    assert youth.tell_promises(at=datetime(2027, 4, 1, 4, tzinfo=UTC)) == 1
    assert youth.tell_promises(at=datetime(2027, 4, 2, 4, tzinfo=UTC)) == 0
    line = proposal.entry.lines.filter(verb="promise-moved").order_by("-seq").first()
    assert line is not None
    assert line.facts["state"] == "late"


@time_machine.travel(AT, tick=False)
def test_the_list_costs_the_same_at_ten_and_at_a_hundred(
    proposal: Proposal, django_assert_max_num_queries: object
) -> None:
    chen = _as("chen")
    chen.get("/desk/youth/letters/")
    for _number in range(30):
        propose(proposal.entry)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        chen.get("/desk/youth/letters/")


def test_a_day_a_child_was_told_lies_ahead(proposal: Proposal) -> None:
    with time_machine.travel(AT, tick=False):
        answer = _as("chen").post(
            f"/desk/youth/letters/{proposal.number}/",
            GIVEN | _rows(("灯", "waits", "再等等。", date(2026, 1, 1).isoformat())),
        )
    assert "A day that was promised to a child lies ahead." in answer.content.decode()
