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
    _publish(as_person(city.mo), case, **said, keep=["13800138000"])
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


# --- what looks private in the words that are to become public ---

MARKED = PRIVATE.replace(" ", "")


def test_one_press_replaces_everything_marked_and_sends_nothing(city: City, as_person: Any) -> None:
    case = city.filed(MARKED).case
    client = as_person(city.mo)
    page = client.get(f"/desk/cases/{case.number}/").content.decode()
    assert 'name="replace"' in page
    said = {"title": "李小明", "text": MARKED, "replace": "1"}
    page = client.post(f"/desk/cases/{case.number}/publish/", said).content.decode()
    text = page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0].strip()
    assert text == "我叫〔姓名〕，电话〔电话〕，〔住址〕门口的路灯不亮。"
    assert "4 places were replaced" in page
    assert 'name="replace"' not in page.split('id="act"')[1].split("</form>")[0]
    case.refresh_from_db()
    assert case.publication == "unscreened"


def test_what_was_ticked_stays_when_the_rest_is_replaced(city: City, as_person: Any) -> None:
    case = city.filed(MARKED).case
    said = {"title": "路灯", "text": MARKED, "keep": ["138-0013-8000"], "replace": "1"}
    page = as_person(city.mo).post(f"/desk/cases/{case.number}/publish/", said).content.decode()
    text = page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0].strip()
    assert text == "我叫〔姓名〕，电话138-0013-8000，〔住址〕门口的路灯不亮。"
    assert re.search(r'name="keep" value="138-0013-8000"[^>]*checked', page)


def test_publishing_what_looks_private_asks_once_more_and_needs_a_tick(city: City, as_person: Any) -> None:
    case = city.filed("路灯不亮，所里电话 020-8512-3456。").case
    client, said = as_person(city.mo), {"title": "路灯不亮", "text": "路灯不亮，所里电话 020-8512-3456。"}
    refused = _publish(client, case, **said)
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "This still looks private: 020-8512-3456 (phone number)" in page
    assert 'value="send"' in page or 'name="send"' in page
    read = re.search(r'name="read" value="([0-9a-f]+)"', page)
    assert read is not None
    case.refresh_from_db()
    assert case.publication == "unscreened"
    url = f"/desk/cases/{case.number}/publish/"
    sent = client.post(url, {**said, "read": read.group(1), "keep": ["020-8512-3456"], "send": "1"})
    assert sent.status_code == 302
    case.refresh_from_db()
    assert case.publication == "published"


def test_later_words_that_look_private_are_held_back_to_begin_with(city: City, as_person: Any) -> None:
    case = city.rated(city.case("closed"), "no", text="还是不亮，电话 13800138000。")
    page = as_person(city.mo).get(f"/desk/cases/{case.number}/publish/").content.decode()
    assert re.search(rf'name="hold_back" value="{case.resident_seq}"[^>]*checked', page)


def test_a_moderator_withholds_with_one_of_the_listed_reasons(city: City, as_person: Any) -> None:
    case = city.filed().case
    client, url = as_person(city.mo), f"/desk/cases/{case.number}/withhold/"
    page = client.get(url).content.decode()
    assert len(re.findall(r'type="radio" name="ground"', page)) == 6
    assert client.post(url, {}).status_code == 400
    assert client.post(url, {"ground": "other"}).status_code == 400
    assert client.post(url, {"ground": "child"}).status_code == 302
    case.refresh_from_db()
    assert case.publication == "withheld"
