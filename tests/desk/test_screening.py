"""Screening from the page: the words to start from, photos with boxes, and what a resident wrote since."""

import re
from typing import Any
from uuid import uuid4

from civic.cases.actions import forget
from civic.cases.models import Case, LineWords, Photo
from tests.people import NOON, City

PRIVATE = "我叫李小明，电话 138-0013-8000，望江路 18 号 3 栋 502 室门口的路灯不亮。"


def _publish(client: Any, case: Case, **said: Any) -> Any:
    url = f"/desk/cases/{case.number}/publish/"
    page = client.post(url, said).content.decode()
    read = re.search(r'name="read" value="([0-9a-f]+)"', page)
    return client.post(url, {**said, "read": read.group(1) if read else "", "send": "1"})


def _photo(case: Case) -> Photo:
    line = case.lines.get(seq=1)
    return Photo.objects.create(
        key=uuid4(), case=case, line=line, state="ready", digest=str(uuid4()), width=640, height=480, received_at=NOON
    )


def test_a_moderator_starts_from_the_words_as_handed_in_with_private_things_marked(city: City, as_person: Any) -> None:
    case = city.filed(PRIVATE).case
    page = as_person(city.mo).get(f"/desk/cases/{case.number}/").content.decode()
    form = page.split('id="act"')[1]
    assert PRIVATE in form.split("<textarea")[1].split("</textarea>")[0]
    assert re.search(r"<mark[^>]*>138-0013-8000<", page)
    assert "phone number" in page


def test_a_place_that_leads_to_a_door_is_left_out_until_a_moderator_writes_it(city: City, as_person: Any) -> None:
    door = city.filed(address="望江路 18 号 3 栋 502 室").case
    street = city.filed(address="望江路公交站旁").case
    client = as_person(city.mo)
    assert 'value="望江路 18 号 3 栋' not in client.get(f"/desk/cases/{door.number}/").content.decode()
    assert 'value="望江路公交站旁"' in client.get(f"/desk/cases/{street.number}/").content.decode()


def test_only_ticked_photos_become_public(city: City, as_person: Any) -> None:
    case = city.case("filed", published=False)
    shown, hidden = _photo(case), _photo(case)
    page = as_person(city.mo).get(f"/desk/cases/{case.number}/").content.decode()
    assert len(re.findall(r'name="photos" value="[0-9a-f-]+"[^>]*checked', page)) == 2
    answer = _publish(as_person(city.mo), case, title="路灯不亮", text="路灯不亮。", photos=[str(shown.key)])
    assert answer.status_code == 302
    assert set(Photo.objects.filter(is_public=True)) == {shown}
    assert hidden.case_id == case.pk


def test_a_photo_of_another_case_cannot_be_ticked(city: City, as_person: Any) -> None:
    case, other = city.case("filed", published=False), city.case("filed", published=False)
    _photo(case)
    foreign = _photo(other)
    page = as_person(city.mo).post(
        f"/desk/cases/{case.number}/publish/", {"title": "路灯", "text": "路灯不亮。", "photos": [str(foreign.key)]}
    )
    assert page.status_code == 400
    assert not Photo.objects.filter(is_public=True).exists()


def test_words_held_back_stay_with_the_desk(city: City, as_person: Any) -> None:
    case = city.rated(city.case("closed"), "no", text="还是不亮，电话 13800138000。")
    seq = case.resident_seq
    page = as_person(city.mo).get(f"/desk/cases/{case.number}/").content.decode()
    assert f'name="hold_back" value="{seq}"' in page
    said = {"title": "路灯不亮", "text": "路灯不亮。"}
    _publish(as_person(city.mo), case, **said, hold_back=[str(seq)])
    assert not LineWords.objects.get(line__case=case, line__seq=seq).is_screened
    again = as_person(city.mo).get(f"/desk/cases/{case.number}/").content.decode()
    assert re.search(rf'name="hold_back" value="{seq}"[^>]*checked', again)
    _publish(as_person(city.mo), case, **said)
    assert LineWords.objects.get(line__case=case, line__seq=seq).is_screened


def test_screening_is_the_filled_button_only_while_something_waits(city: City, as_person: Any) -> None:
    waiting, done = city.case("filed", published=False), city.case("filed")
    client = as_person(city.mo)
    assert 'id="act"' in client.get(f"/desk/cases/{waiting.number}/").content.decode()
    assert 'id="act"' not in client.get(f"/desk/cases/{done.number}/").content.decode()


def test_an_erased_report_is_shown_as_erased_and_can_still_be_worked_on(city: City, as_person: Any) -> None:
    filed = city.filed(by=city.mei)
    forget(city.mei, at=NOON)
    page = as_person(city.lin).get(f"/desk/cases/{filed.case.number}/")
    assert page.status_code == 200
    assert "erased" in page.content.decode()
