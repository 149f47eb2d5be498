"""A swarm of fresh accounts is marked for a person to look at, and never silently dropped."""

from typing import Any

import pytest

from civic.accounts.actions import join
from civic.cases.models import Case
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.suggestions.actions import look_at_swarm, mark_swarms, support_suggestion
from civic.suggestions.models import SupportTally, Swarm
from civic.suggestions.queries import Backer
from tests.people import City
from tests.suggestions.ground import DAY, HOUR, LATER, backer, opened, resident, supported

pytestmark = pytest.mark.django_db


def swarm(city: City, count: int = 20, *, network: str = "") -> Case:
    """So many accounts made an hour ago support one thing."""
    case = opened(city)
    for number in range(count):
        person = join(email=f"new-{number}@example.com", at=LATER - HOUR)
        by = backer(person)
        by = Backer(by.who, by.viewer, by.person, by.since, network)
        support_suggestion(case, by=by, language="en", at=LATER)
    return case


def test_every_one_is_counted_and_a_person_is_asked_to_look(city: City) -> None:
    case = swarm(city)
    assert Case.objects.get(pk=case.pk).supports == 20
    assert mark_swarms(at=LATER + HOUR) == 1
    assert mark_swarms(at=LATER + HOUR) == 0  # it is marked already
    marked = Swarm.objects.get()
    assert (marked.mark, marked.count, marked.given) == ("fresh", 20, 20)
    assert Case.objects.get(pk=case.pk).supports == 20


def test_people_known_for_long_are_no_swarm(city: City) -> None:
    case = opened(city)
    supported(case, *(resident(f"old-{number}") for number in range(20)))
    assert mark_swarms(at=LATER + HOUR) == 0


def test_very_many_from_one_network_are_marked_and_the_network_is_not_kept(city: City) -> None:
    swarm(city, 40, network="192.0.2.0/24")
    assert mark_swarms(at=LATER + HOUR) == 2
    assert set(Swarm.objects.values_list("mark", flat=True)) == {"fresh", "network"}
    assert not [one for one in SupportTally.objects.values_list("network", flat=True) if "192" in one]
    mark_swarms(at=LATER + 3 * DAY)
    assert not SupportTally.objects.exists()


def test_whoever_looks_says_what_she_found_and_nobody_is_dropped(city: City, client: Any) -> None:
    case = swarm(city)
    mark_swarms(at=LATER + HOUR)
    marked = Swarm.objects.get()
    with pytest.raises(NotAllowed):
        look_at_swarm(marked, by=city.chen, finding="genuine", at=LATER + HOUR)
    with pytest.raises(NotValid):
        look_at_swarm(marked, by=city.lin, finding="doubtful", words="", at=LATER + HOUR)
    words = "二十个账号在同一小时注册并支持。"
    look_at_swarm(marked, by=city.lin, finding="doubtful", words=words, at=LATER + HOUR)
    with pytest.raises(Conflict):
        look_at_swarm(marked, by=city.mo, finding="genuine", at=LATER + HOUR)
    page = client.get(f"/suggestions/{case.number}/", headers={"accept-language": "en"}).content.decode()
    assert words in page
    assert "Every support stays counted" in page
    assert "20 of 100 supporters" in page
    assert mark_swarms(at=LATER + HOUR) == 0  # nothing new since


def test_at_the_desk_it_waits_for_somebody(city: City, as_person: Any) -> None:
    swarm(city)
    mark_swarms(at=LATER + HOUR)
    marked = Swarm.objects.get()
    client = as_person(city.lin)
    assert "To be looked at" in client.get("/desk/swarms/", headers={"accept-language": "en"}).content.decode()
    answer = client.post(f"/desk/swarms/{marked.pk}/", {}, headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert "Choose what you found." in answer.content.decode()
    client.post(f"/desk/swarms/{marked.pk}/", {"finding": "genuine"})
    marked.refresh_from_db()
    assert marked.finding == "genuine"
    assert as_person(city.chen).get("/desk/swarms/").status_code == 403
