"""What everybody reads of suggestions that were joined or divided, and how whoever supports one is asked."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.cases.models import Case, Merged, Support
from civic.comments.actions import set_talk
from civic.notices.models import Notice
from civic.suggestions.actions import call_due, divide, join, join_into, rank_anew, supporting
from civic.suggestions.queries import together
from civic.supervision.actions import withhold
from tests.comments.talking import shown
from tests.following.hands import begin_reading, letters, swept
from tests.people import NOON, City
from tests.suggestions.ground import (
    DAY,
    HOUR,
    LATER,
    fresh,
    opened,
    resident,
    supported,
    threshold,
)

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
WHY = "两条说的是同一把长椅。"


def read(client: Client, case: Case) -> str:
    """Its page."""
    return client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()


def test_the_page_says_how_many_people_in_all_and_names_each_original(city: City, client: Client) -> None:
    lead, other = opened(city), opened(city, text="公园门口加座位吧，等车的人站着很累。")
    ann, ben = resident("ann"), resident("ben")
    supported(lead, ann, ben)
    supported(other, ann)
    join_into(other, by=city.lin, into=lead, reason=WHY, at=LATER)
    page = read(client, lead)
    assert "2 people in all" in page
    assert f"/suggestions/{other.number}/" in page
    page = read(client, other)
    assert f"/suggestions/{lead.number}/" in page
    assert "Joined with another suggestion" in page
    told = client.get(f"/api/v1/suggestions/{lead.number}/").json()
    assert (told["persons_in_all"], [one["number"] for one in told["originals"]]) == (2, [other.number])
    assert client.get(f"/api/v1/suggestions/{other.number}/").json()["joined_with"]["number"] == lead.number


@pytest.mark.usefixtures("weeks_after_noon")
def test_whoever_supports_an_original_is_asked_once_and_yes_is_a_support_of_her_own(city: City, as_person: Any) -> None:
    lead, other, anna = opened(city), opened(city, text="公园门口加座位吧。"), resident("anna")
    supported(other, anna)
    join(lead, by=city.lin, others=[other], reason=WHY, at=LATER + HOUR)
    assert not Notice.objects.filter(verb="follow-news").exists()  # later, in bulk
    client = as_person(anna)
    page = read(client, other)
    assert "Yes, I support that too" in page
    assert "you are not counted there" in page
    assert client.get(f"/suggestions/{lead.number}/support/").status_code == 302
    assert fresh(lead).supports == 0
    client.post(f"/suggestions/{lead.number}/support/")
    assert (fresh(lead).supports, fresh(other).supports) == (1, 1)
    assert "Yes, I support that too" not in read(client, other)


def test_one_message_asks_whoever_follows_several_of_them(city: City) -> None:
    begin_reading()
    lead, one, other, anna = (
        opened(city),
        opened(city, text="加座位吧。"),
        opened(city, text="加椅子。"),
        resident("anna"),
    )
    supported(one, anna)
    supported(other, anna)
    join(lead, by=city.lin, others=[one, other], reason=WHY, at=LATER + HOUR)
    assert swept(LATER + 2 * HOUR) == 1
    [letter] = letters("anna@example.com")
    assert "您支持这条建议吗" in letter.body or "You support it?" in letter.body
    assert f"/suggestions/{one.number}/" in letter.body
    assert f"/suggestions/{other.number}/" in letter.body


def test_a_hidden_original_is_neither_named_nor_counted_and_a_hidden_count_hides_the_total(
    city: City, client: Client
) -> None:
    lead, other, third = opened(city), opened(city, text="公园门口加座位吧。"), opened(city, text="加几把椅子。")
    supported(other, resident("ann"))
    supported(third, resident("ben"))
    join(lead, by=city.lin, others=[other, third], reason=WHY, at=LATER)
    withhold(fresh(other), by=city.mo, ground="insult", reason="", at=LATER + HOUR)
    page = read(client, lead)
    assert other.number not in page
    assert "1 person in all" in page
    Case.objects.filter(pk=third.pk).update(hides_supports=True)
    page = read(client, lead)
    assert "in all" not in page
    assert client.get(f"/api/v1/suggestions/{lead.number}/").json()["persons_in_all"] is None


def test_the_page_of_one_that_was_divided_lists_the_pieces(city: City, client: Client) -> None:
    case = opened(city)
    words = {"title_1": "加长椅", "text_1": "加几把长椅。", "title_2": "加路灯", "text_2": "加几盏路灯。"}
    divide(case, by=city.lin, reason="是两件事。", at=LATER, **words)
    page = read(client, case)
    assert "加长椅" in page
    assert "加路灯" in page
    piece = Case.objects.filter(source="desk").first()
    assert piece is not None
    assert case.number in read(client, piece)


def asked(client: Client, case: Case) -> int:
    """How many questions the page asks the database."""
    read(client, case)
    with CaptureQueriesContext(connection) as told:
        assert client.get(f"/suggestions/{case.number}/", headers=EN).status_code == 200
    return len([one for one in told if "SAVEPOINT" not in one["sql"]])


def test_the_page_asks_eight_questions_at_most_with_a_hundred_originals(
    city: City, client: Client, as_person: Any
) -> None:
    lead, other = opened(city), opened(city, text="公园门口加座位吧。")
    join(lead, by=city.lin, others=[other], reason=WHY, at=LATER)
    anna = as_person(resident("anna"))
    before = asked(client, lead), asked(anna, lead)
    made = [_like(other, number) for number in range(99)]
    Merged.objects.bulk_create([Merged(case=one, parent=lead, at=LATER) for one in made])
    Support.objects.bulk_create(
        [Support(case=one, who=f"{n:064d}", at=LATER) for k, one in enumerate(made) for n in range(k, k + 5)]
    )
    Case.objects.filter(pk=lead.pk).update(joined=100)
    assert (asked(client, lead), asked(anna, lead)) == before
    assert max(before) <= 8, before
    assert "103 people in all" in read(client, lead)


def _like(case: Case, number: int) -> Case:
    """Another one just like it, written below the acts."""
    copy = Case.objects.get(pk=case.pk)
    copy.pk, copy.number, copy.supports = None, f"26-{number:04d}-0000", 5
    copy.tracking_digest = f"{number:064d}"
    copy.save(force_insert=True)
    return copy


def test_the_desk_joins_and_divides_by_its_own_forms(city: City, as_person: Any) -> None:
    lead, other, lin = opened(city), opened(city, text="公园门口加座位吧。"), as_person(city.lin)
    page = lin.get(f"/desk/cases/{lead.number}/join/", headers=EN)
    assert page.status_code == 200
    done = lin.post(f"/desk/cases/{lead.number}/join/", {"others": "12", "reason": WHY}, headers=EN)
    assert done.status_code in (200, 400)
    assert fresh(other).state == "supporting"
    told = {"others": f"{other.number}\n", "reason": WHY, "title": "", "text": ""}
    done = lin.post(f"/desk/cases/{lead.number}/join/", told, headers=EN)
    assert (done.status_code, fresh(other).state) == (302, "merged")
    assert lin.get(f"/desk/cases/{other.number}/set-apart/", headers=EN).status_code == 200


def test_of_very_many_behind_several_the_sweep_counts_the_persons(
    city: City, client: Client, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "COUNTED_AT_ONCE", 3)
    lead, other, ann = opened(city), opened(city, text="公园门口加座位吧。"), resident("ann")
    supported(lead, ann, resident("ben"))
    supported(other, ann, resident("cem"), resident("dana"))
    join_into(other, by=city.lin, into=lead, reason=WHY, at=LATER)
    assert "3 people in all" in read(client, lead)  # no sweep yet: no fewer than stand behind one of them
    rank_anew()
    page = read(as_person(ann), lead)
    assert "4 people in all" in page
    assert "counted once a minute" in page
    assert "Take my support back" in page
    assert client.get(f"/api/v1/suggestions/{lead.number}/").json()["persons_in_all"] == 4
    withhold(fresh(other), by=city.mo, ground="insult", reason="", at=LATER + HOUR)
    page = read(client, lead)  # what is hidden is not counted, and does not wait for the sweep
    assert "people in all" not in page
    assert f"2 of {fresh(lead).suggestion.needed:,} supporters" in page


def test_behind_very_many_joined_the_sweep_finds_out_that_they_are_enough(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supporting, "COUNTED_AT_ONCE", 3)
    threshold(city, 4)
    lead, other, ann = opened(city), opened(city, text="公园门口加座位吧。"), resident("ann")
    supported(lead, ann, resident("ben"))
    supported(other, ann, resident("cem"))
    join_into(other, by=city.lin, into=lead, reason=WHY, at=LATER)
    supported(fresh(lead), resident("dana"), at=LATER)
    assert fresh(lead).suggestion.reached_at is None
    call_due(at=LATER + HOUR)
    assert fresh(lead).state == "accepted"


def test_a_count_that_was_hidden_until_the_end_is_swept_once_it_is_told(city: City) -> None:
    lead, other = opened(city), opened(city, text="公园门口加座位吧。")
    supported(lead, resident("ann"))
    supported(other, resident("ben"))
    join_into(other, by=city.lin, into=lead, reason=WHY, at=LATER)
    both = Case.objects.filter(pk__in=[lead.pk, other.pk])
    both.update(hides_supports=True)
    rank_anew()
    call_due(at=NOON + 90 * DAY)
    both.update(hides_supports=False)
    rank_anew()
    assert fresh(lead).suggestion.rank == 2


def test_comments_of_one_that_was_joined_are_closed_and_lead_to_where_it_is_answered(
    city: City, client: Client, as_person: Any
) -> None:
    lead, second = opened(city), opened(city, text="公园门口加座位吧，等车的人站着很累。")
    set_talk(second, by=city.sun, is_on=True, at=LATER)
    shown(city, second, "我也想要。")
    join(lead, by=city.lin, others=[second], reason=WHY, at=LATER + HOUR)
    address = f"/cases/{second.number}/comments/"
    page = client.get(address, headers=EN).content.decode()
    assert "我也想要。" in page  # what was said stays
    assert f'<a href="/cases/{lead.number}/">Go to {lead.number}</a>' in page
    assert "<textarea" not in page
    assert as_person(city.mei).post(address, {"text": "还有我。"}, headers=EN).status_code == 409
    Case.objects.filter(pk=lead.pk).update(publication="withheld")
    assert lead.number not in client.get(address, headers=EN).content.decode()
