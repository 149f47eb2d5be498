"""Stand behind a suggestion: once a person, whoever has confirmed a contact, however often she presses."""

from typing import Any

import pytest
from django.test import Client

from civic.accounts.models import Person
from civic.cases.models import Case, Support
from civic.following.models import Follow
from civic.lib.refusals import Conflict, NotAllowed
from civic.suggestions.actions import support_suggestion
from civic.suggestions.models import Suggestion
from tests.at_once import at_once
from tests.people import City
from tests.suggestions.ground import LATER, backer, fresh, opened, resident, suggested, supported, threshold


def counted(case: Case) -> tuple[int, int]:
    """As the case says, and as the rows are."""
    return Case.objects.get(pk=case.pk).supports, Support.objects.filter(case=case).count()


@pytest.mark.django_db
def test_one_person_counts_once_and_hears_of_every_step(city: City) -> None:
    case, anna = opened(city), resident("anna")
    assert support_suggestion(case, by=backer(anna), language="en", at=LATER).is_new
    assert not support_suggestion(case, by=backer(anna), language="en", at=LATER).is_new
    assert counted(case) == (1, 1)
    assert Follow.objects.confirmed().filter(case=case, follower__person=anna).exists()


@pytest.mark.django_db
def test_who_has_confirmed_no_contact_is_not_counted(city: City) -> None:
    case = opened(city)
    with pytest.raises(NotAllowed, match="Each person counts once"):
        support_suggestion(case, by=None, language="en", at=LATER)
    assert counted(case) == (0, 0)


@pytest.mark.django_db
def test_ones_own_suggestion_is_not_supported(city: City) -> None:
    anna = resident("anna")
    case = opened(city, by=anna)
    with pytest.raises(Conflict, match="your own suggestion"):
        support_suggestion(case, by=backer(anna), language="en", at=LATER)


@pytest.mark.django_db
def test_before_it_is_open_and_after_its_time_nobody_supports_it(city: City) -> None:
    anna, closed = backer(resident("anna")), suggested(city)
    with pytest.raises(Conflict, match="not open for support yet"):
        support_suggestion(fresh(closed), by=anna, language="en", at=LATER)
    case = opened(city)
    until = Suggestion.objects.get(case=case).support_until
    with pytest.raises(Conflict, match="time for support is over"):
        support_suggestion(case, by=anna, language="en", at=until)
    assert counted(case) == (0, 0)


@pytest.mark.django_db
def test_the_one_that_makes_enough_obliges_an_answer(city: City) -> None:
    threshold(city, 2)
    case = opened(city)
    supported(case, resident("anna"))
    assert Suggestion.objects.get(case=case).reached_at is None
    supported(case, resident("boris"))
    assert Suggestion.objects.get(case=case).reached_at == LATER


@pytest.mark.usefixtures("weeks_after_noon")
@pytest.mark.django_db
def test_on_the_page_she_presses_once_and_reads_that_she_is_counted(city: City, as_person: Any) -> None:
    case, client = opened(city), as_person(resident("anna"))
    address = f"/suggestions/{case.number}/"
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "Support this suggestion" in page
    client.post(f"{address}support/")
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "You support this." in page
    assert "1 of 100 supporters" in page


@pytest.mark.django_db
def test_a_stranger_is_led_to_confirm_a_contact(city: City, client: Client) -> None:
    case = opened(city)
    page = client.get(f"/suggestions/{case.number}/", headers={"accept-language": "en"}).content.decode()
    assert f"?next=/suggestions/{case.number}/" in page
    answer = client.post(f"/suggestions/{case.number}/support/", headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert "Each person counts once" in answer.content.decode()


@pytest.mark.django_db
def test_looking_at_an_address_supports_nothing(city: City, as_person: Any) -> None:
    case = opened(city)
    assert as_person(resident("anna")).get(f"/suggestions/{case.number}/support/").status_code == 302
    assert counted(case) == (0, 0)


@pytest.mark.django_db
def test_mine_too_leads_to_the_page_of_the_suggestion(city: City, client: Client) -> None:
    case = opened(city)
    page = client.post(f"/cases/{case.number}/mine-too/", {"address": ""}, headers={"accept-language": "en"})
    assert page.status_code == 409
    assert "once by each person whose contact is confirmed" in page.content.decode()
    assert counted(case) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_one_person_pressing_64_times_at_once_counts_once(city: City) -> None:
    case, anna = opened(city), resident("anna")
    who = backer(anna)
    told = at_once(
        *(lambda: support_suggestion(fresh(case), by=who, language="en", at=LATER).is_new for _ in range(64))
    )
    assert sorted(told) == [False] * 63 + [True]
    assert counted(case) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_all_counted_and_an_answer_is_due_once(city: City) -> None:
    threshold(city, 10)
    case = opened(city)
    people: list[Person] = [resident(f"person-{number}") for number in range(24)]
    who = [backer(person) for person in people]
    at_once(*(lambda one=one: support_suggestion(fresh(case), by=one, language="en", at=LATER).is_new for one in who))
    assert counted(case) == (24, 24)
    assert Suggestion.objects.get(case=case).reached_at == LATER
