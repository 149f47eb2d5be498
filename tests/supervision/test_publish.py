"""Publishing: everybody reads the words the moderator left, and nothing of what she took out."""

from datetime import timedelta

from django.test import Client

from civic.cases.queries import STRANGER, visible_to
from civic.desk.actions import make_move
from civic.search.queries import matching
from civic.supervision import actions as supervision
from tests.people import NOON, City

HOUR = timedelta(hours=1)


def found(words: str) -> bool:
    return visible_to(STRANGER).filter(pk__in=matching("public", "case", words)).exists()


def test_a_door_the_moderator_took_out_is_neither_shown_nor_found(city: City) -> None:
    case = city.filed(address="竹丝街 170 号 3 栋 502").case
    supervision.publish(case, by=city.mo, title="路灯不亮", text="竹丝街的路灯不亮。", address="竹丝街", at=NOON + HOUR)
    page = Client().get(f"/cases/{case.number}/").content.decode()
    assert "竹丝街" in page
    assert "3 栋 502" not in page
    assert found("竹丝街")
    assert not found("3 栋 502")


def test_without_a_word_of_the_place_none_is_shown(city: City) -> None:
    case = city.filed(address="竹丝街 170 号 3 栋 502").case
    supervision.publish(case, by=city.mo, title="路灯不亮", text="路灯不亮。", at=NOON + HOUR)
    assert "3 栋 502" not in Client().get(f"/cases/{case.number}/").content.decode()


def test_publishing_again_keeps_the_place_unless_it_is_given_anew(city: City) -> None:
    case = city.filed(address="竹丝街 170 号").case
    supervision.publish(case, by=city.mo, title="路灯不亮", text="路灯不亮。", address="竹丝街", at=NOON + HOUR)
    supervision.publish(case, by=city.mo, title="路灯不亮", text="路灯又不亮。", at=NOON + 2 * HOUR)
    case.refresh_from_db()
    assert case.public_address == "竹丝街"


def test_withholding_takes_the_case_out_of_list_and_search_at_once(city: City) -> None:
    case = city.filed().case
    supervision.publish(case, by=city.mo, title="路灯不亮", text="望江路的路灯不亮。", at=NOON + HOUR)
    assert found("望江路")
    supervision.withhold(case, by=city.mo, reason="写到了一位邻居。", at=NOON + 2 * HOUR)
    assert not found("望江路")
    assert Client().get(f"/cases/{case.number}/").status_code == 404


def test_words_that_came_after_the_moderator_read_stay_hidden(city: City) -> None:
    case = city.case("closed")
    before_her = case.last_seq
    city.rated(case, "yes", text="打我电话 13800138000")
    case.refresh_from_db()
    supervision.publish(case, by=city.mo, title="路灯", text="路灯不亮。", read_to=before_her, at=NOON + 200 * HOUR)
    case.refresh_from_db()
    assert case.resident_seq > case.screened_seq
    assert "13800138000" not in Client().get(f"/cases/{case.number}/").content.decode()


def test_a_program_that_does_not_say_what_it_read_publishes_the_report_alone(city: City) -> None:
    case = city.rated(city.case("closed"), "yes", text="打我电话 13800138000")
    make_move(case, "publish", by=city.mo, given={"text": "路灯不亮。"}, at=NOON + 200 * HOUR)
    assert "13800138000" not in Client().get(f"/cases/{case.number}/").content.decode()
    make_move(
        case,
        "publish",
        by=city.mo,
        given={"text": "路灯不亮。", "read_to": 50, "keep": ["13800138000"]},
        at=NOON + 201 * HOUR,
    )
    assert "13800138000" in Client().get(f"/cases/{case.number}/").content.decode()
