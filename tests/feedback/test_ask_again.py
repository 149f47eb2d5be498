"""Matters that tend to return: who is asked again after thirty days, once, and where what she says leads."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from civic.cases.actions import answers_of
from civic.cases.models import Case, Draft, Line
from civic.cases.rules.word_links import word_token
from civic.feedback import actions as feedback
from civic.feedback.models import AskedAgain, Rating
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices.models import Notice
from tests.people import NOON, City

DAY = timedelta(days=1)
MONTH = NOON + 31 * DAY


@pytest.fixture
def returning(city: City) -> City:
    """A city in which lamps tend to go out again."""
    matter = city.matter()
    matter.returns_often = True
    matter.save()
    return city


def closed(city: City, **given: Any) -> Case:
    """A closed case with a contact."""
    return city.case("closed", **({"email": "mei@example.com"} | given))


def asked(city: City) -> Case:
    """The same, asked about again."""
    case = closed(city)
    feedback.ask_again(at=MONTH)
    case.refresh_from_db()
    return case


def test_after_thirty_days_the_resident_is_asked_once(returning: City) -> None:
    case = closed(returning)
    assert feedback.ask_again(at=NOON + 29 * DAY) == 0
    assert feedback.ask_again(at=MONTH) == 1
    assert feedback.ask_again(at=MONTH + DAY) == 0
    letter = Notice.objects.get(about=case.subject, verb="ask-again")
    line = Line.objects.get(case=case, verb="ask-again")
    assert f"/stayed-solved/{word_token(case.number, line.seq)[:8]}" in letter.body
    case.refresh_from_db()
    assert (case.verdict, Rating.objects.count()) == ("", 0)  # being asked says nothing


@pytest.mark.parametrize("why", ["no contact", "said no", "open again", "other matter", "bad rating", "planned"])
def test_nobody_else_is_asked(returning: City, why: str) -> None:
    city = returning
    if why == "no contact":
        city.case("closed")
    elif why == "said no":
        case = closed(city)
        Case.objects.filter(pk=case.pk).update(verdict="no")
    elif why == "open again":
        city.rated(closed(city), "no")
    elif why == "other matter":
        closed(city)
        matter = city.matter()
        matter.returns_often = False
        matter.save()
    elif why == "bad rating":
        city.rated(closed(city), "partly")
    else:
        case = closed(city)
        Case.objects.filter(pk=case.pk).update(outcome="planned")
    assert feedback.ask_again(at=MONTH) == 0


def test_what_stayed_solved_is_said_and_rates_nothing(returning: City) -> None:
    case = asked(returning)
    line = feedback.say_again(case, by=returning.reporter(case), said="stays", at=MONTH + DAY)
    assert (line.case.state, line.case.verdict, Rating.objects.count()) == ("closed", "", 0)
    with pytest.raises(Taken):
        feedback.say_again(case, by=returning.reporter(case), said="back", at=MONTH + 2 * DAY)


def test_what_came_back_within_the_days_of_the_matter_opens_the_case_again(returning: City) -> None:
    matter = returning.matter()
    matter.reopen_days = 60
    matter.save()
    case = asked(returning)
    line = feedback.say_again(case, by=returning.reporter(case), said="back", text="又不亮了。", at=MONTH + DAY)
    assert (line.case.state, line.case.round, line.facts["reopens"]) == ("accepted", 2, True)


def test_what_came_back_later_takes_a_new_report(returning: City) -> None:
    case = asked(returning)
    line = feedback.say_again(case, by=returning.reporter(case), said="back", at=MONTH + DAY)
    assert (line.case.state, line.facts["reopens"]) == ("closed", False)


def test_whoever_was_not_asked_or_is_not_the_reporter_says_nothing(returning: City) -> None:
    silent, case = closed(returning), asked(returning)
    AskedAgain.objects.filter(case=silent).delete()
    with pytest.raises(Conflict):
        feedback.say_again(silent, by=returning.reporter(silent), said="stays", at=MONTH + DAY)
    with pytest.raises(NotAllowed):
        feedback.say_again(case, by=returning.reporter(silent), said="stays", at=MONTH + DAY)
    with pytest.raises(NotValid):
        feedback.say_again(case, by=returning.reporter(case), said="maybe", at=MONTH + DAY)


def test_a_scanner_that_follows_the_link_says_nothing_and_a_button_does(returning: City) -> None:
    with time_machine.travel(MONTH, tick=False):
        case = asked(returning)
        line = Line.objects.get(case=case, verb="ask-again")
        link, client = f"/stayed-solved/{word_token(case.number, line.seq)}/", Client()
        assert client.get(link).status_code == client.head(link).status_code == 200
        assert client.post(link, {"report": "1"}).status_code == 302  # nothing came back: there is nothing to report
        assert not Draft.objects.exists()
        assert AskedAgain.objects.get().said == ""
        page = client.post(link, {"said": "back", "text": "又不亮了。"}, follow=True).content.decode()
        assert "You said that it came back." in page
        onward = client.post(link, {"report": "1"})
        assert onward.status_code == 302
        assert onward.headers["Location"].startswith(f"/report/?of={case.number}&kind=complaint&matter=0101")
        kept = answers_of(Draft.objects.get())
        assert (kept["matter"], kept["lat"]) == ("0101", case.lat)  # the case is public, so its place is no secret
        assert 'value="0101"' in client.get(onward.headers["Location"]).content.decode()


def test_the_link_of_a_case_that_is_not_public_tells_no_place(returning: City) -> None:
    with time_machine.travel(MONTH, tick=False):
        case = closed(returning, published=False)
        feedback.ask_again(at=MONTH)
        line = Line.objects.get(case=case, verb="ask-again")
        link, client = f"/stayed-solved/{word_token(case.number, line.seq)}/", Client()
        client.post(link, {"said": "back"})
        client.post(link, {"report": "1"})
        assert "lat" not in answers_of(Draft.objects.get())
        assert case.address == "" or case.address not in client.get(link).content.decode()


def test_a_link_for_the_answer_is_no_link_for_this(returning: City) -> None:
    with time_machine.travel(MONTH, tick=False):
        case = asked(returning)
        answer = Line.objects.get(case=case, verb="answer")
        assert Client().get(f"/stayed-solved/{word_token(case.number, answer.seq)}/").status_code == 410
        assert Client().get("/stayed-solved/nonsense/").status_code == 410


def test_the_page_of_the_case_asks_it_too(returning: City, as_person: Any) -> None:
    with time_machine.travel(MONTH, tick=False):
        case = closed(returning, by=returning.mei)
        feedback.ask_again(at=MONTH)
        mei = as_person(returning.mei)
        assert f"/cases/{case.number}/stayed-solved/" in mei.get(f"/cases/{case.number}/").content.decode()
        mei.post(f"/cases/{case.number}/stayed-solved/", {"said": "stays"})
        page = mei.get(f"/cases/{case.number}/").content.decode()
        assert f"/cases/{case.number}/stayed-solved/" not in page
        assert "It has stayed solved, says the resident" in page
