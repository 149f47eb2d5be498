"""A suggestion of such a round stands here as it was read there: at its end, public without what is private, its likes
told apart from supports."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from civic.cases.models import Case
from civic.cases.queries import appeal_until, first_broken_line
from civic.feedback.actions import rate
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.suggestions.actions import bring_in, call_due, open_for_support, rank_anew, support_suggestion
from civic.suggestions.models import Suggestion, TakenOver
from civic.supervision.actions import withhold
from tests.people import NOON, City
from tests.suggestions.ground import DAY, backer, fresh, opened, past, resident, supported, taken_over

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def page(client: Client, address: str) -> str:
    return client.get(address, headers=EN).content.decode()


def test_it_stands_at_its_end_with_its_own_words_for_that(city: City, client: Client) -> None:
    case = taken_over(city, past(city), likes=2097)
    assert (case.state, case.outcome, case.publication, case.supports) == ("closed", "taken-over", "published", 0)
    assert first_broken_line(case) is None
    said = page(client, f"/suggestions/{case.number}/")
    assert "Taken over from 民声网" in said
    assert "2,097 likes at the source" in said
    assert "they count as no support here" in said
    assert "supporter" not in said.split('id="thread"')[0].split('class="now"')[1]
    assert "has been answered" not in page(client, f"/cases/{case.number}/")


def test_its_likes_are_told_as_such_in_list_program_and_file(city: City, client: Client) -> None:
    case = taken_over(city, past(city), likes=12)
    assert "12 likes at the source" in page(client, "/suggestions/?round=letters-2024")
    told = client.get(f"/api/v1/suggestions/{case.number}/").json()
    assert (told["likes_at_source"], told["supports"], told["taken_from"]) == (12, 0, "民声网")
    assert told["stands"] == "taken-over"
    rows = b"".join(client.get("/suggestions/suggestions.csv?round=letters-2024")).decode().splitlines()
    head, row = rows[0].lstrip("\ufeff").split(","), rows[1].split(",")
    assert (row[head.index("likes_at_source")], row[head.index("supports")]) == ("12", "0")


def test_where_none_were_told_none_are_shown(city: City, client: Client) -> None:
    case = taken_over(city, past(city), likes=None)
    assert "at the source" not in page(client, f"/suggestions/{case.number}/")
    assert client.get(f"/api/v1/suggestions/{case.number}/").json()["likes_at_source"] is None


def test_nobody_supports_rates_or_opens_it_here(city: City) -> None:
    case = taken_over(city, past(city), likes=5)
    with pytest.raises(Conflict):
        support_suggestion(fresh(case), by=backer(resident("anna")), language="en", at=NOON)
    with pytest.raises(Conflict):
        open_for_support(case, by=city.lin, matter=city.matter(), at=NOON)
    with pytest.raises((Conflict, NotAllowed)):
        rate(case, by=city.mei, solved="yes", at=NOON)
    assert appeal_until(case) is None
    with pytest.raises(Conflict):
        bring_in(case, likes=6, at=NOON)
    assert TakenOver.objects.get().likes == 5


def test_what_is_private_is_masked_since_nobody_screened_it(city: City) -> None:
    text = "我叫王建国，电话 13812345678，望江路要加一张长椅。"
    case = taken_over(city, past(city), title="王建国请求加长椅", text=text)
    for private in ("王建国", "13812345678"):
        assert private not in case.public_title + case.public_text
    assert "望江路要加一张长椅" in case.public_text


def test_only_what_was_handed_in_for_such_a_round_is_taken_over(city: City) -> None:
    with pytest.raises(Conflict):
        bring_in(city.filed(kind="suggestion", source="import", source_ref="x:1").case, at=NOON)
    known = past(city)
    filed = city.filed(kind="suggestion", source="import", source_ref="x:2", invitation=known, at=NOON - 500 * DAY)
    for likes in (-1, 3_000_000_000):
        with pytest.raises(NotValid):
            bring_in(filed.case, likes=likes, at=NOON)


def test_a_withheld_one_leaves_every_list(city: City, client: Client) -> None:
    known = past(city)
    kept, gone = taken_over(city, known, likes=1), taken_over(city, known, likes=900)
    withhold(gone, by=city.mo, reason="里面有住户的姓名。", at=NOON)
    for address in ("/suggestions/?round=letters-2024&order=liked", "/suggestions/rounds/letters-2024/"):
        said = page(client, address)
        assert kept.number in said
        assert gone.number not in said
        assert "900" not in said
    assert gone.number not in b"".join(client.get("/suggestions/suggestions.csv")).decode()


def test_they_are_ordered_by_likes_only_among_themselves(city: City, client: Client) -> None:
    known = past(city)
    few, many, none = (taken_over(city, known, likes=likes) for likes in (3, 800, None))
    here = opened(city)
    supported(here, resident("anna"))
    rank_anew()
    liked = page(client, "/suggestions/?round=letters-2024&order=liked")
    assert liked.index(many.number) < liked.index(few.number)
    assert none.number not in liked
    ranked = page(client, "/suggestions/?order=supported")
    assert here.number in ranked
    assert many.number not in ranked


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(likes=some.lists(some.one_of(some.none(), some.integers(0, 2_000_000_000)), min_size=1, max_size=4))
def test_likes_never_become_supports_whatever_they_are(city: City, likes: list[int | None]) -> None:
    known = past(city)
    cases = [taken_over(city, known, likes=one) for one in likes]
    rank_anew()
    call_due(at=NOON + 900 * DAY)
    mine = Case.objects.filter(pk__in=[case.pk for case in cases])
    assert set(mine.values_list("supports", "outcome", "answer_due_at")) == {(0, "taken-over", None)}
    assert not Suggestion.objects.filter(case__in=mine).exists()
    assert list(TakenOver.objects.filter(case__in=mine).order_by("pk").values_list("likes", flat=True)) == likes
