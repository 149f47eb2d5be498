"""The resident says whether it was solved, on a page that works without a script."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from civic.accounts.models import Person
from civic.feedback.models import Rating
from tests.people import City

SignIn = Callable[[Person], Client]


def _closed(city: City) -> str:
    return city.case("closed", by=city.mei, at=timezone.now() - timedelta(days=3)).number


def test_the_case_page_asks_and_the_rating_page_has_the_answer_chosen(city: City, as_person: SignIn) -> None:
    number, mei = _closed(city), as_person(city.mei)
    assert f'action="/cases/{number}/rate/"' in mei.get(f"/cases/{number}/").content.decode()
    form = mei.get(f"/cases/{number}/rate/", {"solved": "partly"}).context["form"]
    assert form["solved"].value() == "partly"


def test_a_rating_is_public_at_once_its_words_are_not(city: City, as_person: SignIn, client: Client) -> None:
    number = _closed(city)
    given = {"solved": "yes", "result": "5", "attitude": "4", "speed": "", "text": "修好了，谢谢王师傅。"}
    assert as_person(city.mei).post(f"/cases/{number}/rate/", given).headers["Location"] == f"/cases/{number}/"
    told = client.get(f"/cases/{number}/").content.decode()
    assert "verdict--yes" in told
    assert "5 / 5" in told
    assert "王师傅" not in told
    rating = Rating.objects.get(case__number=number)
    assert (rating.solved, rating.result, rating.attitude, rating.speed) == ("yes", 5, 4, None)


def test_the_page_says_until_when_a_no_reopens_and_it_does(city: City, as_person: SignIn) -> None:
    number, mei = _closed(city), as_person(city.mei)
    assert "The case opens again and is answered anew." in mei.get(f"/cases/{number}/rate/").content.decode()
    answer = mei.post(f"/cases/{number}/rate/", {"solved": "no"}, follow=True)
    assert "so the case is open again" in answer.content.decode()
    assert answer.context["case"].round == 2


def test_the_second_round_is_told_that_a_no_does_not_reopen_again(city: City, as_person: SignIn) -> None:
    old = city.case("closed", by=city.mei, at=timezone.now() - timedelta(days=300))
    assert "you can also appeal" in as_person(city.mei).get(f"/cases/{old.number}/rate/").content.decode()


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({}, "solved", "Say whether it was solved"),
        ({"solved": "maybe"}, "solved", "Say whether it was solved"),
        ({"solved": "yes", "result": "6"}, "result", "Give 1 to 5"),
        ({"solved": "yes", "speed": "viel"}, "speed", "Give 1 to 5"),
        ({"solved": "yes", "text": "长" * 1001}, "text", "This is too long."),
    ],
)
def test_a_rating_that_cannot_be_taken_is_told_beside_the_field_and_kept(
    city: City, as_person: SignIn, given: dict[str, str], field: str, sentence: str
) -> None:
    number = _closed(city)
    answer = as_person(city.mei).post(f"/cases/{number}/rate/", {"text": "还是不亮", **given})
    assert answer.status_code == 400
    assert sentence in str(answer.context["form"].errors[field])
    assert answer.context["form"]["text"].value() == given.get("text", "还是不亮")
    assert not Rating.objects.exists()


def test_a_rating_sent_twice_is_one_rating_and_a_sentence(city: City, as_person: SignIn) -> None:
    number, mei = _closed(city), as_person(city.mei)
    mei.post(f"/cases/{number}/rate/", {"solved": "yes"})
    again = mei.post(f"/cases/{number}/rate/", {"solved": "yes", "text": "好"})
    assert again.status_code == 409
    assert "This answer has been rated already." in again.content.decode()
    assert again.context["form"]["text"].value() == "好"
    assert Rating.objects.count() == 1


def test_what_has_no_answer_yet_cannot_be_rated(city: City, as_person: SignIn) -> None:
    case = city.case("in-hand", by=city.mei)
    answer = as_person(city.mei).post(f"/cases/{case.number}/rate/", {"solved": "yes"})
    assert answer.status_code == 409
    assert "There is no answer to rate yet." in answer.content.decode()


def test_a_no_sent_twice_is_told_that_the_case_is_open_again(city: City, as_person: SignIn) -> None:
    number, mei = _closed(city), as_person(city.mei)
    mei.post(f"/cases/{number}/rate/", {"solved": "no"})
    again = mei.post(f"/cases/{number}/rate/", {"solved": "no"})
    assert again.status_code == 409
    assert "You have rated this answer already, and the case is open again." in again.content.decode()
    assert Rating.objects.count() == 1
