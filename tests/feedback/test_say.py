"""The resident is asked while the answer is being checked: a word counts once it stands, a first "no" sends back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from civic.accounts.models import Person
from civic.cases.actions import count_word, forget_reporter, keep_word
from civic.cases.models import Case, Word
from civic.cases.queries import standing_answer
from civic.cases.rules.word_links import LINK_HOLDS, read_word_token, word_token
from civic.feedback import actions as feedback
from civic.feedback.models import Rating
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices.models import Notice
from civic.supervision import actions as supervision
from tests.cases.api_door import is_problem, send
from tests.insights.counting import counted
from tests.pages import read
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = NOON + 6 * HOUR
SignIn = Callable[[Person], Client]


def answered(city: City, **given: Any) -> Case:
    """A case that is answered and waits for its check."""
    return city.case("answered", email="mei@example.com", **given)


def say(city: City, case: Case, solved: str, *, at: Any = LATER, text: str = "") -> Case:
    """What the resident says of it."""
    feedback.say(case, by=city.reporter(case), solved=solved, text=text, at=at)
    case.refresh_from_db()
    return case


def again(city: City, case: Case, at: Any) -> Case:
    """The office answers once more."""
    handling.answer(case, by=city.chen, outcome="solved", text="换了整根电缆。", at=at)
    case.refresh_from_db()
    return case


def link_of(case: Case) -> str:
    """The address in the newest message of an answer."""
    body = Notice.objects.filter(about=case.subject, verb="answer").latest("pk").body
    found = re.search(r"https?://\S+?(/solved/\S+/)", body)
    assert found is not None, body
    return found.group(1)


# --- the word ---


@pytest.mark.parametrize("solved", ["yes", "partly"])
def test_a_word_before_the_check_moves_nothing_and_counts_once_the_case_closes(city: City, solved: str) -> None:
    case = say(city, answered(city), solved)
    assert (case.state, case.verdict, Rating.objects.count()) == ("answered", "", 0)
    supervision.verify(case, by=city.lin, at=LATER + HOUR)
    case.refresh_from_db()
    assert (case.state, case.verdict) == ("closed", solved)
    assert case.lines.get(verb="verify").facts["solved"] == solved


def test_silence_before_the_check_is_no_verdict_after_it(city: City) -> None:
    case = answered(city)
    supervision.verify(case, by=city.lin, at=LATER)
    case.refresh_from_db()
    assert case.verdict == ""
    assert counted().silent == 1


def test_the_first_no_sends_the_case_back_by_itself(city: City) -> None:
    case = say(city, answered(city), "no", text="晚上还是黑的。")
    line = case.lines.get(verb="say")
    assert (case.state, case.round, case.verdict) == ("in-hand", 1, "")
    assert line.facts | {"solved": "no", "sends_back": True, "held_by": "dongqiao-lamps"} == line.facts
    assert line.side == "resident"
    assert case.due_at is not None  # the office has its days for what was sent back
    assert case.due_at > LATER
    assert Notice.objects.filter(about=case.subject, verb="say-sends-back").count() == 1


def test_a_no_sends_back_once_a_round_then_the_checker_decides(city: City) -> None:
    case = again(city, say(city, answered(city), "no"), LATER + HOUR)
    case = say(city, case, "no", at=LATER + 2 * HOUR)
    assert case.state == "answered"
    supervision.verify(case, by=city.lin, at=LATER + 3 * HOUR)
    case.refresh_from_db()
    assert (case.state, case.verdict) == ("closed", "no")
    with pytest.raises(IntegrityError), transaction.atomic():
        Word.objects.update(sends_back=True, counts_since=None)


def test_one_word_an_answer(city: City) -> None:
    case = say(city, answered(city), "yes")
    with pytest.raises(Taken, match="said already"):
        say(city, case, "no")
    answer = standing_answer(case)
    assert answer is not None
    with pytest.raises(Taken):
        keep_word(case, answer, solved="yes", sends_back=False, at=LATER)
    assert case.lines.filter(verb="say").count() == 1


def test_what_was_said_of_an_answer_that_did_not_hold_does_not_count(city: City) -> None:
    case = say(city, answered(city), "yes")
    supervision.send_back(case, by=city.lin, fault="half-done", at=LATER + HOUR)
    case = again(city, case, LATER + 2 * HOUR)
    assert count_word(case, at=LATER + 3 * HOUR) == ""
    supervision.verify(case, by=city.lin, at=LATER + 3 * HOUR)
    case.refresh_from_db()
    assert case.verdict == ""


def test_the_word_may_be_changed_once_the_case_is_closed(city: City) -> None:
    case = say(city, answered(city), "yes")
    supervision.verify(case, by=city.lin, at=LATER + HOUR)
    feedback.rate(case, by=city.reporter(case), solved="no", at=LATER + 2 * HOUR)
    case.refresh_from_db()
    assert (case.state, case.round, case.verdict) == ("accepted", 2, "no")
    said = counted()
    assert (said.asked, said.yes, said.no) == (1, 0, 1)


def test_figures_count_the_word_as_said_and_the_no_as_sent_back(city: City) -> None:
    supervision.verify(say(city, answered(city), "yes"), by=city.lin, at=LATER + HOUR)
    say(city, answered(city), "no")
    told = counted()
    assert (told.asked, told.yes, told.silent) == (1, 1, 0)
    assert (told.sent_back, told.due) == (1, 2)


@pytest.mark.parametrize("state", ["in-hand", "closed"])
def test_nothing_is_said_before_an_answer_nor_after_the_check(city: City, state: str) -> None:
    case = city.case(state)
    with pytest.raises(Conflict):
        feedback.say(case, by=city.reporter(case), solved="no", at=LATER)
    assert not Word.objects.exists()


def test_a_question_is_rated_not_checked_so_no_word_is_asked_before(city: City) -> None:
    case = city.case("answered", kind="question", email="mei@example.com")
    assert case.state == "closed"
    letter = Notice.objects.filter(verb="answer").latest("pk").body
    assert "/solved/" in letter  # one press rates it
    assert "goes straight back" not in letter
    assert "进行核查" not in letter


def test_only_the_reporter_says_it_and_says_something(city: City) -> None:
    case, other = answered(city), answered(city)
    with pytest.raises(NotAllowed):
        feedback.say(case, by=city.reporter(other), solved="no", at=LATER)
    with pytest.raises(NotValid):
        feedback.say(case, by=city.reporter(case), solved="maybe", at=LATER)
    with pytest.raises(NotAllowed):
        feedback.say(case, by=city.chen, solved="yes", at=LATER)  # type: ignore[arg-type]


# --- the link in the message ---


def test_looking_at_the_link_says_nothing_and_a_button_says_it_once(city: City, client: Client) -> None:
    case = answered(city)
    link = link_of(case)
    for method in (client.get, client.head):
        assert method(link).status_code == 200
        assert method(f"{link}?solved=no").status_code == 200
    assert not Word.objects.exists()
    with time_machine.travel(LATER, tick=False):
        assert client.post(link, {"solved": "no", "text": "还是不亮"}).status_code == 302
        again_page = client.post(link, {"solved": "yes"})
    assert again_page.status_code == 409
    assert Word.objects.get().solved == "no"
    assert "one press" not in read(client.get(link)).lower()


def test_the_same_link_rates_once_somebody_has_checked(city: City, client: Client) -> None:
    case = answered(city)
    link = link_of(case)
    supervision.verify(case, by=city.lin, at=LATER)
    with time_machine.travel(LATER + HOUR, tick=False):
        client.post(link, {"solved": "yes"})
    assert (Rating.objects.get().solved, Word.objects.count()) == ("yes", 0)


def test_a_link_to_an_older_answer_asks_no_more(city: City, client: Client) -> None:
    case = answered(city)
    old = link_of(case)
    supervision.send_back(case, by=city.lin, fault="not-done", at=LATER)
    assert client.post(old, {"solved": "yes"}).status_code == 409
    again(city, case, LATER + HOUR)
    assert client.post(old, {"solved": "yes"}).status_code == 409
    assert "answered anew" in read(client.get(old))
    assert link_of(case) != old
    assert not Word.objects.exists()


def test_the_question_of_one_answer_is_a_word_then_a_rating_then_over(city: City) -> None:
    case = answered(city)
    seq = case.lines.get(verb="answer").seq
    given: dict[str, Any] = {"by": city.reporter(case), "seq": seq}
    feedback.answer_question(case, solved="yes", at=LATER, **given)
    with pytest.raises(Conflict):
        feedback.answer_question(case, solved="no", at=LATER, **given)
    supervision.verify(case, by=city.lin, at=LATER + HOUR)
    assert feedback.answer_question(case, solved="partly", at=LATER + 2 * HOUR, **given).verb == "rate"
    with pytest.raises(Conflict, match="said already"):
        feedback.answer_question(case, solved="no", at=LATER + 3 * HOUR, **given)
    with pytest.raises(Conflict, match="answered anew"):
        feedback.answer_question(case, solved="no", at=LATER, by=city.reporter(case), seq=seq - 1)


def test_a_spoilt_or_old_link_and_one_whose_contact_was_erased_open_nothing(city: City, client: Client) -> None:
    case = answered(city)
    link = link_of(case)
    assert client.get(link[:-3] + "x/").status_code == 410
    assert client.get("/solved/26-0000-0000:1:x:y/").status_code == 410
    assert read_word_token(word_token("x", 4)) == ("x", 4)
    with time_machine.travel(LATER + LINK_HOLDS + timedelta(days=400)):
        assert client.get(link).status_code == 410
    forget_reporter(case, at=LATER, public_words_too=False)
    assert client.post(link, {"solved": "no"}).status_code == 410
    assert not Word.objects.exists()


def test_a_link_opens_no_session_and_shows_no_words_of_the_report(city: City, client: Client) -> None:
    case = answered(city, published=False)
    page = read(client.get(link_of(case)))
    assert "望江路" not in page
    assert client.get(f"/cases/{case.number}/").status_code == 200  # the bare page
    assert "望江路" not in read(client.get(f"/cases/{case.number}/"))


# --- the reporter's own page, and programs ---


def test_the_case_page_leads_to_the_question_until_it_was_answered(city: City, as_person: SignIn) -> None:
    case = city.case("answered", by=city.mei)
    mei = as_person(city.mei)
    assert f"/cases/{case.number}/say/" in mei.get(f"/cases/{case.number}/").content.decode()
    assert f"/cases/{case.number}/say/" in mei.get("/me/").content.decode()
    with time_machine.travel(LATER, tick=False):
        assert mei.post(f"/cases/{case.number}/say/", {"solved": "partly"}).status_code == 302
    assert f"/cases/{case.number}/say/" not in mei.get(f"/cases/{case.number}/").content.decode()
    assert f"/cases/{case.number}/say/" not in mei.get("/me/").content.decode()
    assert mei.post(f"/cases/{case.number}/say/", {"solved": "perhaps"}).status_code == 400


def test_strangers_and_officers_cannot_say_it_for_her(city: City, as_person: SignIn, client: Client) -> None:
    case = city.case("answered", by=city.mei)
    for who in (client, as_person(city.gu), as_person(city.chen), as_person(city.lin)):
        assert who.post(f"/cases/{case.number}/say/", {"solved": "no"}).status_code == 403
    assert not Word.objects.exists()


def test_a_program_says_it_with_the_tracking_code(city: City, client: Client) -> None:
    filed = city.filed()
    case, hour = filed.case, HOUR
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + hour)
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=NOON + 2 * hour)
    handling.take(case, by=city.chen, at=NOON + 3 * hour)
    handling.answer(case, by=city.chen, outcome="solved", text="灯亮了。", at=NOON + 4 * hour)
    with time_machine.travel(LATER, tick=False):
        told = send(client, f"cases/{case.number}/verdict/", {"solved": "no"}, Tracking_Code=filed.tracking_code)
        assert told.status_code == 201, told.content
        assert {"state": "in-hand", "sends_back": True, "solved": "no"}.items() <= told.json().items()
        is_problem(send(client, f"cases/{case.number}/verdict/", {"solved": "no"}, Tracking_Code="x"), 403)
    is_problem(send(client, f"cases/{case.number}/verdict/", {"solved": "no"}, Tracking_Code=filed.tracking_code), 409)


def test_a_no_costs_no_more_than_a_rating(city: City, django_assert_max_num_queries: Any) -> None:
    case = answered(city)
    with django_assert_max_num_queries(25):
        feedback.say(case, by=city.reporter(case), solved="no", text="不亮。", at=LATER)
