"""A move made from the page: the form, the preview, the act, and every way in which it may not be."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from civic.cases.models import Case
from civic.handling import actions as handling
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.people import NOON, SINCE, City

WORDS = "已更换电缆，11 月 20 日晚上到场看过，灯亮着。"


def _url(case: Case, verb: str = "") -> str:
    return f"/desk/cases/{case.number}/{verb}/" if verb else f"/desk/cases/{case.number}/"


def _hidden(page: Any, name: str) -> str:
    form = page.content.decode().split('id="act"')[1].split("</form>")[0]
    found = re.search(rf'name="{name}" value="([^"]*)"', form)
    return found.group(1) if found else ""


def _state(case: Case) -> str:
    case.refresh_from_db()
    return case.state


def test_a_supervisor_accepts_from_the_page_and_lands_on_the_case(city: City, as_person: Any) -> None:
    case = city.case("filed")
    client: Client = as_person(city.lin)
    assert 'id="act"' in client.get(_url(case)).content.decode()
    answer = client.post(f"{_url(case, 'accept')}?view=mine", {"matter": "0102"})
    assert (answer.status_code, answer["Location"]) == (302, f"{_url(case)}?view=mine")
    assert _state(case) == "accepted"
    assert "Accepted" in client.get(answer["Location"]).content.decode()


def test_every_step_of_the_way_can_be_made_from_the_page(city: City, as_person: Any) -> None:
    case = city.case("filed")
    as_person(city.lin).post(_url(case, "accept"), {"matter": "0101"})
    as_person(city.zhao).post(_url(case, "dispatch"), {"office": "dongqiao-lamps", "text": "请一起查。"})
    as_person(city.chen).post(_url(case, "take"))
    chen: Client = as_person(city.chen)
    said = {"outcome": "solved", "text": WORDS, "basis": ""}
    preview = chen.post(_url(case, "answer"), said)
    assert _state(case) == "in-hand"
    chen.post(_url(case, "answer"), {**said, "read": _hidden(preview, "read"), "send": "1"})
    assert _state(case) == "answered"
    as_person(city.lin).post(_url(case, "verify"), {"text": "看过了。"})
    assert _state(case) == "closed"


def test_the_preview_shows_what_everybody_will_read_and_marks_what_looks_private(city: City, as_person: Any) -> None:
    case = city.case("in-hand")
    said = {"outcome": "planned", "text": f"{WORDS}请打 13800138000。", "basis": "第三条"}
    page = as_person(city.chen).post(_url(case, "answer"), said).content.decode()
    shown = page.split('class="preview"')[1].split("</section>")[0]
    assert "Planned" in shown
    assert WORDS in shown
    assert "第三条" in shown
    assert "<mark>13800138000</mark>" in shown
    assert 'name="send"' in page


def test_words_changed_after_the_preview_are_shown_again_before_they_go(city: City, as_person: Any) -> None:
    case, client = city.case("in-hand"), as_person(city.chen)
    read = _hidden(client.post(_url(case, "answer"), {"outcome": "solved", "text": WORDS}), "read")
    page = client.post(_url(case, "answer"), {"outcome": "planned", "text": "不办了。", "read": read, "send": "1"})
    assert "不办了。" in page.content.decode().split('class="preview"')[1]
    assert _state(case) == "in-hand"


def test_an_answer_without_words_or_outcome_is_told_beside_the_fields(city: City, as_person: Any) -> None:
    case = city.case("in-hand")
    page = as_person(city.chen).post(_url(case, "answer"), {"text": " \n ", "basis": "第三条"})
    text = page.content.decode()
    assert page.status_code == 400
    assert text.count("Choose how it ended.") == 2  # in the summary and beside the field
    assert text.count("Write something here: others will rely on it.") == 2
    assert 'value="第三条"' in text


def test_two_fields_left_empty_are_told_apart(city: City, as_person: Any) -> None:
    page = as_person(city.lin).post(_url(city.case("filed"), "decline"), {"basis": "", "text": ""}).content.decode()
    told = re.findall(r'<li><a href="#[^"]+">([^<]+)</a>', page)
    assert len(told) == len(set(told)) == 2


def test_words_too_long_are_kept_and_counted(city: City, as_person: Any) -> None:
    case = city.case("in-hand")
    page = as_person(city.chen).post(_url(case, "ask"), {"text": "问" * 2001})
    assert page.status_code == 400
    assert "Keep it under 2000 characters" in page.content.decode().replace(",", "")
    assert "问" * 2001 in page.content.decode()


def test_a_handler_who_opens_the_check_reads_why_not(city: City, as_person: Any) -> None:
    case = city.case("answered")
    page = as_person(city.chen).get(_url(case, "verify"))
    text = page.content.decode()
    assert page.status_code == 403
    assert "belongs to the checking side" in text
    assert "you handled this case from" in text
    assert "Somebody who took no part in the work checks it" in text


def test_a_supervisor_who_once_handled_the_case_reads_why_not(city: City, as_person: Any) -> None:
    case = city.case("answered")
    chen = city.chen
    offices.change_side(chen.officer, side="check", at=NOON)
    offices.appoint(
        chen, side="check", role="supervisor", office=city.office("supervision"), area=None, starts=SINCE, at=NOON
    )
    for answer in (
        as_person(chen).get(_url(case, "verify")),
        as_person(chen).post(_url(case, "verify"), {"text": "我看了。"}),
    ):
        assert answer.status_code == 403
        assert "you handled this case from" in answer.content.decode()
    assert "我看了。" in answer.content.decode()
    assert _state(case) == "answered"
    assert case.number not in as_person(chen).get("/desk/").content.decode()  # and it does not wait for her


def test_what_somebody_typed_who_may_not_send_it_is_still_there(city: City, as_person: Any) -> None:
    case = city.case("in-hand")
    page = as_person(city.lin).post(_url(case, "answer"), {"text": "<b>我来答。</b>", "outcome": "solved"})
    assert page.status_code == 403
    assert "&lt;b&gt;我来答。&lt;/b&gt;" in page.content.decode()


def test_a_second_press_of_the_button_changes_nothing_and_says_what_happened(city: City, as_person: Any) -> None:
    case, client = city.case("filed"), as_person(city.lin)
    seq = case.last_seq
    client.post(_url(case, "accept"), {"matter": "0101", "seq": seq})
    page = client.post(_url(case, "accept"), {"matter": "0101", "seq": seq})
    assert page.status_code == 409
    assert "The case has moved on." in page.content.decode()
    assert "What happened meanwhile" in page.content.decode()
    assert case.lines.filter(verb="accept").count() == 1


def test_a_case_that_changed_while_somebody_wrote_asks_once_more_with_the_words_kept(
    city: City, as_person: Any
) -> None:
    case, client = city.case("in-hand", published=False), as_person(city.chen)
    seq = case.last_seq
    supervision.publish(case, by=city.mo, title="路灯", text="路灯不亮。", at=NOON + timedelta(hours=5))
    page = client.post(_url(case, "ask"), {"text": "灯杆号是多少？", "seq": seq})
    assert page.status_code == 409
    assert "灯杆号是多少？" in page.content.decode()
    assert "Published" in page.content.decode().split("What happened meanwhile")[1]
    assert _state(case) == "in-hand"
    client.post(_url(case, "ask"), {"text": "灯杆号是多少？", "seq": _hidden(page, "seq")})
    assert _state(case) == "asked-by-office"


def test_somebody_who_was_quicker_is_told_instead_of_an_error(city: City, as_person: Any, monkeypatch: Any) -> None:
    case = city.case("dispatched")
    asked = handling.take

    def too_late(case: Case, *, by: Any, at: Any) -> Any:
        asked(case, by=city.shen, at=at)
        return asked(case, by=by, at=at)

    monkeypatch.setitem(__import__("civic.desk.actions", fromlist=["ACTS"]).ACTS, ("act", "take"), too_late)
    page = as_person(city.chen).post(_url(case, "take"))
    assert page.status_code == 409
    assert "Taken on" in page.content.decode().split("What happened meanwhile")[1]


def test_a_number_typed_without_dashes_leads_to_the_case(city: City, as_person: Any) -> None:
    case = city.case("filed")
    answer = as_person(city.lin).get(f"/desk/cases/{case.number.replace('-', '')}/?view=all")
    assert answer["Location"] == f"{_url(case)}?view=all"


def test_the_office_that_answers_is_proposed_with_the_reason(city: City, as_person: Any) -> None:
    case = city.case("accepted")
    page = as_person(city.zhao).get(_url(case)).content.decode()
    assert re.search(r'value="dongqiao-lamps"[^>]*checked', page)
    assert "Dongqiao Street Lighting answers for “Street lamp is out”" in page
    assert "supervision" not in re.findall(r'name="office" value="([a-z-]+)"', page)


def test_one_filled_button_and_the_reasons_for_what_is_not_mine(city: City, as_person: Any) -> None:
    page = as_person(city.lin).get(_url(city.case("answered"))).content.decode()
    assert page.count('class="govuk-button"') == 1
    assert "Not yours here" in page
    assert "belongs to another post on your side" in page


def test_nobody_else_s_words_become_markup(city: City, as_person: Any) -> None:
    case = city.filed('<script>alert(1)</script> <img src=x onerror="x"> 电话 13800138000').case
    page = as_person(city.lin).get(_url(case)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
