"""What looks private is taken out or kept knowingly; cases are withheld on listed grounds; the original never leaks."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.cases.models import Line
from civic.cases.rules.screening import NEUTRAL, PRIVATE_KINDS, Ground, left_private, replaced
from civic.lib.refusals import NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.people import NOON, SINCE, City

HOUR = timedelta(hours=1)
PRIVATE = "我叫李小明，电话 138-0013-8000，望江路 18 号 3 栋 502 室门口的路灯不亮。"


# --- the rule ---


def test_everything_marked_becomes_a_neutral_word_and_nothing_private_is_left() -> None:
    text, places = replaced(PRIVATE.replace(" ", ""), language="zh-hans")
    assert text == "我叫〔姓名〕，电话〔电话〕，〔住址〕门口的路灯不亮。"
    assert places == 3
    assert left_private([text]) == []
    assert replaced(text, language="zh-hans") == (text, 0)


def test_the_neutral_words_speak_the_language_of_the_text_and_there_is_one_for_every_kind() -> None:
    assert replaced("電話 0912-345-678", language="zh-hant")[0] == "電話 〔電話〕"
    assert replaced("Call me on 0912-345-678.", language="en")[0] == "Call me on [phone]."
    assert all(set(words) == set(PRIVATE_KINDS) for words in NEUTRAL.values())


def test_what_is_kept_stays_however_its_digits_are_grouped() -> None:
    text = "所里电话 020-8512-3456，我的 13800138000。"
    assert replaced(text, language="zh-hans", kept=["020 85123456"])[0] == "所里电话 020-8512-3456，我的 〔电话〕。"
    assert [one.text for one in left_private([text], kept=["020 85123456"])] == ["13800138000"]


# --- the act ---


@pytest.mark.parametrize(
    "said",
    [
        {"title": "路灯不亮", "text": "路灯不亮，打 13800138000。"},
        {"title": "打 13800138000", "text": "路灯不亮。"},
        {"title": "路灯不亮", "text": "路灯不亮。", "address": "望江路18号3栋502室"},
    ],
)
def test_what_still_looks_private_is_named_and_not_published(city: City, said: dict[str, str]) -> None:
    case = city.filed().case
    with pytest.raises(NotValid) as refused:
        supervision.publish(case, by=city.mo, **said, at=NOON + HOUR)
    assert list(refused.value.fields) == ["keep"]
    case.refresh_from_db()
    assert case.publication == "unscreened"
    found = left_private(said.values())[0].text
    assert found in str(refused.value.fields["keep"])
    supervision.publish(case, by=city.mo, **said, keep=[found], at=NOON + HOUR)
    case.refresh_from_db()
    assert case.publication == "published"


def test_later_words_of_the_resident_are_asked_about_unless_they_are_held_back(city: City) -> None:
    case = city.rated(city.case("closed"), "yes", text="打我电话 13800138000")
    said: dict[str, Any] = {"title": "路灯", "text": "路灯不亮。", "at": NOON + 200 * HOUR}
    with pytest.raises(NotValid):
        supervision.publish(case, by=city.mo, **said)
    supervision.publish(case, by=city.mo, **said, hold_back=[case.resident_seq])


def test_a_stranger_gets_nothing_of_the_words_that_were_replaced(city: City) -> None:
    case = city.filed(PRIVATE, address="望江路 18 号 3 栋 502 室", title="李小明家门口路灯不亮").case
    text, _places = replaced(PRIVATE.replace(" ", ""), language="zh-hans")
    supervision.publish(case, by=city.mo, title="路灯不亮", text=text, at=NOON + HOUR)
    stranger = Client()
    for address in (
        f"/cases/{case.number}/",
        f"/api/v1/cases/{case.number}/",
        f"/api/v1/cases/{case.number}/timeline/",
        "/cases/",
        "/api/v1/cases/",
        "/cases/?q=13800138000",
        "/cases/?q=李小明",
        "/",
    ):
        told = stranger.get(address)
        assert told.status_code == 200, address
        words = told.content.decode().replace("13800138000", "", 2) if "q=" in address else told.content.decode()
        for secret in ("138-0013-8000", "李小明家", "502 室", "502室"):
            assert secret not in words, address
    assert "路灯不亮" in stranger.get(f"/cases/{case.number}/").content.decode()
    assert case.lines.get(seq=1).words.text == PRIVATE


def test_a_moderator_of_the_office_that_holds_the_case_decides_nothing_of_it(city: City) -> None:
    case = city.case("in-hand", published=False)
    offices.appoint(
        city.gu, side="check", role="moderator", office=city.office("dongqiao-lamps"), area=None, starts=SINCE, at=NOON
    )
    for act in (
        lambda: supervision.publish(case, by=city.gu, title="路灯", text="路灯不亮。", at=NOON + 9 * HOUR),
        lambda: supervision.withhold(case, by=city.gu, ground="insult", at=NOON + 9 * HOUR),
    ):
        with pytest.raises(NotAllowed, match="own office"):
            act()


# --- withholding ---


@pytest.mark.parametrize("ground", [ground for ground in Ground if ground != Ground.OTHER])
def test_a_case_is_withheld_on_a_listed_ground_and_the_resident_reads_it_with_the_appeal(
    city: City, ground: Ground, as_person: Any
) -> None:
    case = city.filed(by=city.mei, email="mei@example.com", language="en").case
    supervision.withhold(case, by=city.mo, ground=ground, at=NOON + HOUR)
    line = Line.objects.get(case=case, verb="withhold")
    assert (line.facts["ground"], line.facts["contest_until"]) == (ground.value, "2026-12-03T05:00:00+00:00")
    page = as_person(city.mei).get(f"/cases/{case.number}/", headers={"Accept-Language": "en"}).content.decode()
    assert str(ground.label) in page
    assert "another moderator then decides, not the one who withheld it" in page
    letter = Notice.objects.filter(verb="withhold").latest("pk").body
    assert "another moderator" in letter or "另一位" in letter
    assert Client().get(f"/cases/{case.number}/").status_code == 404


def test_another_reason_needs_words_and_one_that_is_not_listed_is_refused(city: City) -> None:
    case = city.filed().case
    for given in ({}, {"ground": "other"}, {"ground": "other", "reason": "  "}):
        with pytest.raises(NotValid) as refused:
            supervision.withhold(case, by=city.mo, **given, at=NOON + HOUR)
        assert list(refused.value.fields) == ["reason"]
    with pytest.raises(NotValid) as refused:
        supervision.withhold(case, by=city.mo, ground="because", reason="有人名。", at=NOON + HOUR)
    assert list(refused.value.fields) == ["ground"]


def test_a_program_may_name_the_ground_in_the_one_field_it_knows(city: City) -> None:
    case = city.filed().case
    supervision.withhold(case, by=city.mo, reason="child", at=NOON + HOUR)
    assert Line.objects.get(case=case, verb="withhold").facts["ground"] == "child"
    other = city.filed().case
    supervision.withhold(other, by=city.mo, reason="写到了一位邻居。", at=NOON + HOUR)
    assert Line.objects.get(case=other, verb="withhold").facts["ground"] == "other"


def test_a_name_the_report_announces_is_found_in_the_title_too(city: City) -> None:
    case = city.filed(PRIVATE).case
    with pytest.raises(NotValid) as refused:
        supervision.publish(case, by=city.mo, title="李小明家门口路灯不亮", text="路灯不亮。", at=NOON + HOUR)
    assert "李小明" in str(refused.value.fields["keep"])


def test_a_program_reads_what_still_looks_private_and_names_what_stays(city: City, as_person: Any) -> None:
    case, client = city.filed().case, as_person(city.mo)
    url = f"/api/v1/desk/cases/{case.number}/moves/"
    said: dict[str, Any] = {"verb": "publish", "text": "所里电话 020-8512-3456 没人接。"}
    refused = client.post(url, said, "application/json")
    assert refused.status_code == 400
    assert "020-8512-3456" in str(refused.json()["errors"]["keep"])
    assert client.post(url, {**said, "keep": "020"}, "application/json").status_code == 400
    assert client.post(url, {**said, "keep": ["020-8512-3456"]}, "application/json").status_code == 201
    open_to_her = {move["verb"]: move for move in client.get(url).json()["open"]}
    ground = next(demand for demand in open_to_her["withhold"]["demands"] if demand["name"] == "ground")
    assert ground["choices"] == Ground.values
    withheld = client.post(url, {"verb": "withhold", "ground": "security"}, "application/json")
    assert withheld.json()["publication"] == "withheld"
