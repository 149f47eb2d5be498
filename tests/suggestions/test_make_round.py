"""The city, a district or a community asks for ideas."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.lib.refusals import NotAllowed, NotValid, Taken
from civic.suggestions.actions import make_round
from civic.suggestions.models import Round, RoundLine
from civic.suggestions.rules.phases import Span
from tests.people import NOON, City
from tests.suggestions.ground import given

pytestmark = pytest.mark.django_db


def test_nobody_outside_reads_it_before_it_is_shown(city: City, client: Client) -> None:
    made = make_round(given(), by=city.lin, at=NOON)
    assert (made.opens_at, made.closes_at) == (NOON, NOON + timedelta(days=21))
    assert made.ends_at == NOON + timedelta(days=63)
    assert client.get("/suggestions/rounds/riverside-2026/").status_code == 404
    assert client.get("/report/?for=riverside-2026").content.decode().count("望江路怎么改") == 0
    assert list(RoundLine.objects.values_list("verb", "by__handle")) == [("make", "lin")]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (1, 0, "A phase ends before it starts"),
        (0, 0, "A phase ends before it starts"),
    ],
)
def test_a_round_that_ends_before_it_starts_is_refused_with_a_sentence(
    city: City, first: int, last: int, said: str
) -> None:
    spans = [Span("both", NOON + timedelta(days=first), NOON + timedelta(days=last))]
    with pytest.raises(NotValid, match=said):
        make_round(given(spans=spans), by=city.lin, at=NOON)
    assert not Round.objects.exists()


def test_only_some_posts_ask_and_only_inside_their_area(city: City) -> None:
    for person in (city.mo, city.zhao, city.chen, city.mei):
        with pytest.raises(NotAllowed):
            make_round(given(), by=person, at=NOON)
    made = make_round(given(area=city.area("990102")), by=city.shen, at=NOON)
    assert made.office.code == "dongqiao-lamps"


def test_an_address_is_given_once(city: City) -> None:
    make_round(given(), by=city.lin, at=NOON)
    with pytest.raises(Taken):
        make_round(given(), by=city.lin, at=NOON)


def form(**more: Any) -> dict[str, Any]:
    """What the page of the desk sends."""
    said = {
        "slug": "riverside-2026",
        "name_zh_hans": "望江路怎么改",
        "topic_zh_hans": "望江路要改造。",
        "then_zh_hans": "每条都会答复。",
        "phase_1": "both",
        "starts_1": "2026-11-03T12:00",
        "ends_1": "2026-12-03T12:00",
    }
    return said | more


def test_an_official_makes_one_at_the_desk(city: City, as_person: Any) -> None:
    client = as_person(city.lin)
    answer = client.post("/desk/rounds/new/", form())
    assert answer.status_code == 302
    made = Round.objects.get()
    assert (made.name_zh_hans, [span.phase for span in made.spans]) == ("望江路怎么改", ["both"])
    assert "望江路怎么改" in client.get("/desk/rounds/").content.decode()


def test_what_was_typed_stands_there_again_beside_the_sentence(city: City, as_person: Any) -> None:
    answer = as_person(city.lin).post(
        "/desk/rounds/new/", form(ends_1="2026-11-01T12:00"), headers={"accept-language": "en"}
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "A phase ends before it starts. Put its end after its start." in page
    assert "望江路要改造。" in page
    assert not Round.objects.exists()


def test_half_a_phase_is_no_phase(city: City, as_person: Any) -> None:
    answer = as_person(city.lin).post("/desk/rounds/new/", form(ends_1=""), headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert "Name the phase and both its days" in answer.content.decode()
