"""The resident does not agree: until when, who decides, and what happens to a second try."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases.models import Appeal
from tests.people import City

SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)


@pytest.mark.parametrize("state", ["closed", "declined"])
def test_an_answer_and_a_refusal_may_be_appealed_at_an_office_that_never_touched_the_case(
    city: City, as_person: SignIn, state: str
) -> None:
    case, mei = city.case(state, by=city.mei, at=timezone.now() - 3 * DAY), as_person(city.mei)
    told = mei.get(f"/cases/{case.number}/appeal/").content.decode()
    assert "Review Office of Yunqiao decides." in told
    assert "You may appeal until" in told
    assert "within 15 working days" in told
    assert mei.post(f"/cases/{case.number}/appeal/", {"text": "灯还是不亮。"}).status_code == 302
    assert Appeal.objects.get(case=case).office == city.office("review")


@pytest.mark.parametrize(("text", "sentence"), [("", "Write something here"), ("长" * 2001, "This is too long.")])
def test_an_appeal_that_cannot_be_taken_is_told_beside_the_field_and_kept(
    city: City, as_person: SignIn, text: str, sentence: str
) -> None:
    case = city.case("closed", by=city.mei, at=timezone.now() - 3 * DAY)
    answer = as_person(city.mei).post(f"/cases/{case.number}/appeal/", {"text": text})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert answer.context["form"]["text"].value() == text
    assert not Appeal.objects.exists()


def test_after_the_day_the_page_says_so_and_the_act_is_refused_in_place(city: City, as_person: SignIn) -> None:
    case, mei = city.case("closed", by=city.mei, at=timezone.now() - 200 * DAY), as_person(city.mei)
    assert "could be appealed have passed" in mei.get(f"/cases/{case.number}/appeal/").content.decode()
    answer = mei.post(f"/cases/{case.number}/appeal/", {"text": "灯还是不亮。"})
    assert answer.status_code == 409
    assert "have passed" in answer.content.decode()
    assert "灯还是不亮。" in answer.content.decode()


def test_an_appeal_sent_twice_is_one_appeal_and_a_sentence(city: City, as_person: SignIn) -> None:
    case, mei = city.case("closed", by=city.mei, at=timezone.now() - 3 * DAY), as_person(city.mei)
    mei.post(f"/cases/{case.number}/appeal/", {"text": "灯还是不亮。"})
    assert mei.post(f"/cases/{case.number}/appeal/", {"text": "灯还是不亮。"}).status_code == 409
    assert Appeal.objects.count() == 1


def test_what_is_still_being_handled_has_nothing_to_appeal(city: City, as_person: SignIn) -> None:
    case = city.case("in-hand", by=city.mei)
    assert as_person(city.mei).post(f"/cases/{case.number}/appeal/", {"text": "太慢。"}).status_code == 409
