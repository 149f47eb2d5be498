"""A resident's page shows its form only when the act would take it; else the sentence that says why, and what else she
can do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases import actions as cases
from civic.cases.models import Appeal, Case
from civic.feedback import actions as feedback
from civic.supervision import actions as supervision
from tests.people import City

SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)


def _case(city: City, state: str, *, days: int = 3, **given: Any) -> Case:
    return city.case(state, by=city.mei, at=timezone.now() - days * DAY, **given)


def _page(client: Client, case: Case, name: str) -> str:
    answer = client.get(f"/cases/{case.number}/{name}/")
    assert answer.status_code == 200
    return str(answer.content.decode().partition("<main")[2].partition("</main>")[0])


@pytest.mark.parametrize(
    ("name", "state", "sentence"),
    [
        ("appeal", "in-hand", "Nothing has been decided yet that could be appealed."),
        ("appeal", "answered", "The answer is still being checked."),
        ("rate", "in-hand", "There is no answer to rate yet."),
        ("rate", "answered", "is not rated yet. You can already say"),
        ("rate", "declined", "was not accepted, so there is no answer to rate."),
        ("reply", "in-hand", "Nobody waits for a reply from you now."),
        ("reply", "closed", "nobody waits for a reply any more."),
        ("withdraw", "accepted", "was accepted already, so it cannot be taken back."),
        ("withdraw", "closed", "This case is at an end already"),
        ("separate", "filed", "Your report is handled by itself"),
        ("add", "closed", "nothing can be added to it."),
        ("edit", "accepted", "cannot be changed any more."),
        ("say", "in-hand", "The office has not answered yet."),
        ("stayed-solved", "closed", "Nobody has asked again about this case."),
        ("appeal-withholding", "in-hand", "There is nothing to appeal against"),
    ],
)
def test_what_is_not_possible_says_why_and_shows_no_form(
    city: City, as_person: SignIn, name: str, state: str, sentence: str
) -> None:
    page = _page(as_person(city.mei), _case(city, state), name)
    assert sentence in page
    assert "<form" not in page


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("appeal", "closed"),
        ("appeal", "declined"),
        ("rate", "closed"),
        ("withdraw", "filed"),
        ("add", "in-hand"),
        ("edit", "filed"),
        ("redact", "closed"),
        ("say", "answered"),
    ],
)
def test_what_is_possible_shows_its_form(city: City, as_person: SignIn, name: str, state: str) -> None:
    case = _case(city, state, published=name != "edit")
    assert "<form" in _page(as_person(city.mei), case, name)


def test_an_appeal_that_comes_too_late_or_twice_shows_no_form(city: City, as_person: SignIn) -> None:
    mei = as_person(city.mei)
    late = _page(mei, _case(city, "closed", days=200), "appeal")
    assert "The days in which this could be appealed have passed." in late
    assert "Report something new" in late
    assert "<form" not in late
    case = _case(city, "closed")
    feedback.appeal(case, by=city.reporter(case), text="灯还是不亮。", at=timezone.now())
    again = _page(mei, case, "appeal")
    assert "You have appealed." in again
    assert "<form" not in again
    rated = _page(mei, case, "rate")
    assert "You have appealed." in rated
    assert "<form" not in rated


def test_after_the_last_word_the_page_names_the_court(city: City, as_person: SignIn) -> None:
    case = _case(city, "closed")
    for step in (1, 2):
        feedback.appeal(case, by=city.reporter(case), text="灯还是不亮。", at=timezone.now())
        decides = (feedback.uphold, city.rui) if step == 1 else (supervision.uphold, city.sun)
        decides[0](case, by=decides[1], text="维持。", at=timezone.now())
    page = _page(as_person(city.mei), case, "appeal")
    assert "you may still turn to a court" in page
    assert "<form" not in page
    assert Appeal.objects.count() == 2


def test_what_was_rated_shows_no_form_while_its_words_are_screened_and_after(city: City, as_person: SignIn) -> None:
    case, mei = _case(city, "closed"), as_person(city.mei)
    feedback.rate(case, by=city.reporter(case), solved="yes", text="谢谢。", at=timezone.now())
    page = _page(mei, case, "rate")
    assert "This answer has been rated already." in page
    assert "Your words are still being screened" in page
    assert "<form" not in page
    supervision.publish(case, by=city.mo, title="路灯", text="路灯不亮。", at=timezone.now())
    page = _page(mei, case, "rate")
    assert "This answer has been rated already." in page
    assert "still being screened" not in page


def test_a_bad_rating_shows_its_second_form_when_the_office_has_put_it_right(city: City, as_person: SignIn) -> None:
    case, mei = _case(city, "closed"), as_person(city.mei)
    feedback.rate(case, by=city.reporter(case), solved="partly", at=timezone.now())
    page = _page(mei, case, "rate")
    assert "You can rate once more when the office has said what it put right." in page
    assert "<form" not in page
    Case.objects.filter(pk=case.pk).update(mended_at=timezone.now())
    assert "<form" in _page(mei, case, "rate")


def test_somebody_who_has_added_enough_today_reads_so_before_she_writes(city: City, as_person: SignIn) -> None:
    case = _case(city, "in-hand")
    for n in range(5):
        cases.add(case, by=city.reporter(case), text=f"又坏了 {n}。", at=timezone.now())
    page = _page(as_person(city.mei), case, "add")
    assert "5 times a day" in page
    assert "<form" not in page


@pytest.mark.parametrize("name", ["appeal", "rate", "reply", "separate"])
def test_words_that_came_too_late_are_there_to_be_copied(city: City, as_person: SignIn, name: str) -> None:
    case, mei = _case(city, "accepted"), as_person(city.mei)
    answer = mei.post(f"/cases/{case.number}/{name}/", {"text": "灯还是不亮。", "solved": "yes"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "灯还是不亮。</textarea>" in page
    assert "readonly" in page


def test_a_stranger_reads_whose_act_it_is(city: City, client: Client) -> None:
    case = _case(city, "closed")
    for name in ("appeal", "rate", "reply", "withdraw", "add", "edit", "redact", "separate", "say"):
        answer = client.get(f"/cases/{case.number}/{name}/")
        assert answer.status_code == 403
        assert "Only whoever handed this case in can do this." in answer.content.decode()
        assert 'method="post" novalidate' not in answer.content.decode()
