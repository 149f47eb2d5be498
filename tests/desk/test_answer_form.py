"""The form of an answer: a template filled in, the rule and the remedy of the matter, and what everybody will read."""

import re
from typing import Any

import pytest

from civic.cases.models import Case
from civic.handling.actions import save_template
from civic.handling.models import AnswerTemplate
from civic.offices.actions import amend_matter, reword_matter
from tests.people import NOON, City, names

pytestmark = pytest.mark.django_db
WORDS = "已更换电缆，灯亮了。"


def _url(case: Case) -> str:
    return f"/desk/cases/{case.number}/answer/"


def _preview(page: str) -> str:
    return page.split('id="preview"')[1].split('id="act"')[0]


def test_a_template_fills_the_form_and_sends_nothing(city: City, as_person: Any) -> None:
    template = save_template(
        None, by=city.chen, name="修好了", texts={"zh-hans": "{编号} 已修好。"}, outcome="solved", at=NOON
    )
    case, chen = city.case("in-hand"), as_person(city.chen)
    page = chen.post(_url(case), {"template": template.pk, "fill": "1", "text": "您好。"}).content.decode()
    assert "您好。\n\n" in page
    assert f"{case.number} 已修好" in page
    assert re.search(r'value="solved"[^>]*checked', page)
    case.refresh_from_db()
    assert case.state == "in-hand"


def test_nobody_fills_in_a_template_she_may_not_use(city: City, as_person: Any) -> None:
    template = save_template(None, by=city.shen, name="沈的", texts={"zh-hans": "只有沈用。"}, at=NOON)
    case = city.case("in-hand")
    page = as_person(city.chen).post(_url(case), {"template": template.pk, "fill": "1"}).content.decode()
    assert "只有沈用。" not in page
    assert "Choose a template first." in page


def test_rule_and_remedy_are_those_of_the_matter_in_the_language_of_the_case(city: City, as_person: Any) -> None:
    texts = {
        "basis": names("《照明规定》", "《照明規定》", "Lighting rules"),
        "remedy": names("可再报。", "", "Report again."),
    }
    reword_matter(city.matter(), by=city.root, texts=texts, at=NOON)
    page = as_person(city.chen).get(_url(city.case("in-hand"))).content.decode()
    assert 'value="《照明规定》"' in page
    assert "可再报。" in page.split('id="answer-remedy"')[1].split("</textarea>")[0]


def test_the_preview_is_the_card_of_the_public_page(city: City, as_person: Any, client: Any) -> None:
    case, chen = city.case("in-hand"), as_person(city.chen)
    said = {"outcome": "not-possible", "text": WORDS, "basis": "《电力法》", "remedy": "可找供电所。"}
    page = chen.post(_url(case), said).content.decode()
    card = re.search(r'<div class="answer">.*?</p></div>', _preview(page), re.DOTALL)
    read = re.search(r'name="read" value="([^"]+)"', page)
    assert card is not None
    assert read is not None
    chen.post(_url(case), {**said, "read": read[1], "send": "1"})
    assert card[0] in client.get(f"/cases/{case.number}/").content.decode()


def test_the_message_is_shown_as_it_will_be_sent(city: City, as_person: Any, settings: Any) -> None:
    settings.SMS_GATEWAY = "console"
    case = city.case("in-hand", email="mei@example.com", phone="13800138000")
    page = as_person(city.chen).post(_url(case), {"outcome": "solved", "text": WORDS}).content.decode()
    shown = _preview(page)
    assert "e-mail" in shown
    assert "text message" in shown
    assert case.number in shown
    assert "mei@example.com" not in page
    assert "13800138000" not in page
    alone = as_person(city.chen).post(_url(city.case("in-hand")), {"outcome": "solved", "text": WORDS})
    assert "No address was left with this case" in alone.content.decode()


def test_who_has_to_sign_first_is_told_before_it_is_sent(city: City, as_person: Any) -> None:
    amend_matter(city.matter(), is_signed=True)
    page = as_person(city.chen).post(_url(city.case("in-hand")), {"outcome": "solved", "text": WORDS}).content.decode()
    assert "The head of your office signs it first." in page
    assert "Answer: hand it on" in page


def test_a_missing_rule_or_remedy_is_told_beside_its_field(city: City, as_person: Any) -> None:
    case = city.case("in-hand")
    said = {"outcome": "not-ours", "text": WORDS}
    refused = as_person(city.chen).post(_url(case), said)
    page = refused.content.decode()
    assert refused.status_code == 400
    assert page.count("Name the rule this rests on") == 2  # in the summary and beside the field
    assert page.count("Say what the resident can do now, and where to turn.") == 2
    assert 'id="preview"' not in page


def test_templates_are_listed_made_changed_and_dropped_on_their_pages(city: City, as_person: Any) -> None:
    chen, lamps = as_person(city.chen), city.office("dongqiao-lamps")
    wrong = chen.post("/desk/templates/new/", {"name": "", "text_zh_hans": "{谁}来修。"})
    assert wrong.status_code == 400
    assert "Give the template a name" in wrong.content.decode()
    refused = chen.post("/desk/templates/new/", {"name": "修", "text_zh_hans": "{谁}来修。"}).content.decode()
    assert "Nothing fills {谁}" in refused
    chen.post("/desk/templates/new/", {"name": "修", "text_zh_hans": "{编号} 修好了。", "office": lamps.code})
    template = AnswerTemplate.objects.get()
    shen, lin = as_person(city.shen), as_person(city.lin)
    assert "{编号} 修好了。" in shen.get("/desk/templates/").content.decode()
    assert lin.get("/desk/templates/").status_code == 403
    assert lin.get(f"/desk/templates/{template.pk}/").status_code == 403
    own = save_template(None, by=city.chen, name="自己的", texts={"en": "Mine."}, at=NOON)
    assert shen.get(f"/desk/templates/{own.pk}/").status_code == 404
    chen.post(f"/desk/templates/{template.pk}/", {"name": "修理", "text_zh_hans": "修好了。"})
    assert shen.get(f"/desk/templates/{template.pk}/").status_code == 404  # shared no more
    chen.post(f"/desk/templates/{template.pk}/drop/")
    assert list(AnswerTemplate.objects.all()) == [own]
