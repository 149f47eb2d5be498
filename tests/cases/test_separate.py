"""A report that is handled together with others, as its reporter, a stranger and a rival read it."""

from datetime import timedelta
from typing import Any

from django.test import Client

from civic.cases import actions as cases
from civic.cases.models import Case
from civic.handling import actions as handling
from civic.supervision import actions as supervision
from tests.pages import read
from tests.people import NOON, City

HOUR = timedelta(hours=1)
AT = NOON + 6 * HOUR


def merged(city: City, *, published: bool = True, **given: Any) -> tuple[Case, Case]:
    """A case, public or not, and Mei's report merged into it."""
    parent = city.case("in-hand", published=published, title="整条望江路的灯都不亮")
    child = city.filed("望江路 20 号门口的灯也不亮。", by=city.mei, **given).case
    supervision.merge(child, by=city.lin, into=parent, at=AT)
    return parent, child


def answered(city: City, parent: Case) -> None:
    """The office answers and the answer is checked."""
    handling.answer(parent, by=city.chen, outcome="solved", text="已更换整条电缆。", at=AT + HOUR)
    supervision.verify(parent, by=city.lin, at=AT + 2 * HOUR)
    cases.follow(at=AT + 2 * HOUR)


def test_the_reporter_is_led_to_a_public_case_and_reads_its_answer_on_her_own_page(city: City, as_person: Any) -> None:
    parent, child = merged(city)
    mei = as_person(city.mei)
    page = mei.get(f"/cases/{child.number}/")
    assert f'href="/cases/{parent.number}/"' in page.content.decode()
    assert "Handled together with others" in read(page)
    answered(city, parent)
    page = mei.get(f"/cases/{child.number}/")
    assert "已更换整条电缆。" in read(page)
    assert "Was it solved? Only you can say." in read(page)
    assert mei.post(f"/cases/{child.number}/rate/", {"solved": "no"}).status_code == 302
    assert Case.objects.get(pk=child.pk).state == "accepted"


def test_a_hidden_case_is_never_named_nor_its_answer_told_to_those_merged_into_it(
    city: City, as_person: Any, client: Client
) -> None:
    parent, child = merged(city, published=False, email="mei@example.com")
    answered(city, parent)
    supervision.publish(child, by=city.mo, title="路灯不亮", text="望江路 20 号门口的灯也不亮。", at=AT + 3 * HOUR)
    for who in (as_person(city.mei), client):
        page = read(who.get(f"/cases/{child.number}/"))
        assert "That case is not public" in page
        timeline = who.get(f"/api/v1/cases/{child.number}/timeline/").content.decode()
        whole = who.get(f"/api/v1/cases/{child.number}/").content.decode()
        for told in (page, timeline, whole):
            assert parent.number not in told
            assert "整条望江路" not in told
            assert "已更换整条电缆" not in told


def test_a_case_that_is_withheld_later_takes_its_answer_back_from_the_merged_too(city: City, as_person: Any) -> None:
    parent, child = merged(city)
    answered(city, parent)
    supervision.withhold(parent, by=city.mo, reason="里面有住户的姓名。", at=AT + 3 * HOUR)
    page = read(as_person(city.mei).get(f"/cases/{child.number}/"))
    assert "已更换整条电缆。" not in page
    assert parent.number not in page


def test_everybody_reads_how_many_people_reported_it_on_page_list_and_api(city: City, client: Client) -> None:
    parent, _child = merged(city)
    assert "2 people reported this." in read(client.get(f"/cases/{parent.number}/"))
    assert "2 people reported this." in read(client.get("/cases/"))
    told = client.get(f"/api/v1/cases/{parent.number}/").json()
    assert (told["persons"], told["merged_into"], told["parts"]) == (2, "", [])


def test_mine_is_different_is_a_page_for_the_reporter_alone(city: City, as_person: Any, client: Client) -> None:
    _parent, child = merged(city)
    address = f"/cases/{child.number}/separate/"
    assert client.get(address).status_code == 404
    assert as_person(city.gu).post(address, {"text": "x"}).status_code == 404
    mei = as_person(city.mei)
    assert address in mei.get(f"/cases/{child.number}/").content.decode()
    assert mei.post(address, {"text": "  "}).status_code == 400
    assert mei.post(address, {"text": "我说的是对面那根。"}).status_code == 302
    assert Case.objects.get(pk=child.pk).state == "filed"
    assert mei.post(address, {"text": "我说的是对面那根。"}).status_code == 409


def test_parts_stand_on_the_public_page_with_office_and_state_and_have_no_page_of_their_own(
    city: City, client: Client
) -> None:
    whole = city.case("in-hand")
    supervision.split(
        whole, by=city.lin, title="换井盖", text="北侧三米，电话 13800000000。", matter=city.matter("0102"), at=AT
    )
    part = Case.objects.get(whole=whole)
    handling.dispatch(part, by=city.zhao, office=city.office("drains"), at=AT + HOUR)
    page = read(client.get(f"/cases/{whole.number}/"))
    assert "Several offices work on it" in page
    assert "换井盖" in page
    assert "Drainage Office No. 2" in page
    assert "13800000000" not in page
    assert part.number not in page
    assert client.get(f"/cases/{part.number}/").status_code == 404
    assert client.get(f"/api/v1/cases/{part.number}/").status_code == 404
    told = client.get(f"/api/v1/cases/{whole.number}/").json()["parts"]
    assert [(one["title"], one["state"], one["is_mandatory"]) for one in told] == [("换井盖", "dispatched", False)]


def test_unscreened_parts_are_no_glimpse_on_list_or_map(city: City, client: Client) -> None:
    whole = city.case("in-hand")
    supervision.split(whole, by=city.lin, title="换井盖", text="北侧。", matter=city.matter("0102"), at=AT)
    part = Case.objects.get(whole=whole)
    assert part.number not in client.get("/cases/").content.decode()
    assert "waiting to be screened" not in read(client.get("/cases/")).lower()
