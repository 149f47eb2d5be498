"""Templates of answers: whose they are, what may stand in one, and how one is filled for a case."""

from datetime import timedelta
from typing import Any

import pytest

from civic.cases.rules.blanks import blanks_fault, filled, strange_blanks
from civic.handling.actions import drop_template, forget, save_template
from civic.handling.models import AnswerTemplate
from civic.handling.queries import templates_for, templates_of, written_for
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.offices.queries import OfficerHand, hand_of
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
TEXTS = {"zh-hans": "{单位}于{日期}修好了{地点}的路灯（{number}）。", "en": "{office} mended the lamp at {place}."}


def kept(city: City, who: str = "chen", **given: Any) -> AnswerTemplate:
    """A template of somebody's."""
    told = {"name": "修好了", "texts": TEXTS} | given
    return save_template(told.pop("template", None), by=getattr(city, who), at=told.pop("at", NOON), **told)


def hand(city: City, who: str) -> OfficerHand:
    """Somebody's hand that day."""
    officer = hand_of(getattr(city, who), on=NOON.date())
    assert officer is not None
    return officer


def test_blanks_are_a_closed_list_in_english_and_in_both_scripts() -> None:
    assert filled("{编号} {編號} {number} { number }", {"number": "26"}) == "26 26 26 26"
    assert filled("{地点}", {"place": ""}) == "{地点}"
    assert strange_blanks("{number}{哪一段}") == ["哪一段"]
    assert str(blanks_fault("写好了，没有空。")) == ""
    assert "{哪一段}" in str(blanks_fault("在{哪一段}。"))


def test_a_template_is_filled_from_the_case_in_its_language(city: City) -> None:
    case, template = city.case("in-hand"), kept(city)
    words, language = written_for(template, case, at=NOON)
    assert language == "zh-hans"
    assert words == f"东桥区照明所于2026 年 11 月 3 日修好了东桥区的路灯（{case.number}）。"
    case.language = "en"
    assert written_for(template, case, at=NOON)[0] == "Dongqiao Street Lighting mended the lamp at Dongqiao District."
    case.language = "zh-hant"
    assert written_for(template, case, at=NOON)[1] == "zh-hans"


def test_a_template_with_a_blank_that_nothing_fills_is_refused_under_its_language(city: City) -> None:
    for given, missing in (
        ({"texts": {"en": "At {wherever}."}}, {"en"}),
        ({"texts": {}}, {"zh-hans"}),
        ({"name": " "}, {"name"}),
        ({"outcome": "perhaps"}, {"outcome"}),
        ({"texts": {"en": "x" * 4001}}, {"en"}),
    ):
        with pytest.raises(NotValid) as refused:
            kept(city, **given)
        assert set(refused.value.fields) == missing
    assert not AnswerTemplate.objects.exists()


def test_a_shared_template_is_for_its_office_and_nobody_else(city: City) -> None:
    own, shared = kept(city, name="自己的"), kept(city, office=city.office("dongqiao-lamps"))
    assert set(templates_of(hand(city, "chen"))) == {own, shared}
    assert set(templates_of(hand(city, "shen"))) == {shared}
    for who in ("zhao", "lin", "rui"):
        assert not templates_of(hand(city, who)).exists()
        with pytest.raises(NotAllowed):
            kept(city, who)
    with pytest.raises(NotAllowed, match="do not answer for this office"):
        kept(city, name="别人的", office=city.office("drains"))


def test_only_the_owner_and_the_head_of_the_office_change_a_shared_one(city: City) -> None:
    shared = kept(city, "shen", office=city.office("dongqiao-lamps"))
    with pytest.raises(NotAllowed, match="belongs to a colleague"):
        kept(city, template=shared)
    with pytest.raises(NotAllowed, match="belongs to a colleague"):
        drop_template(shared, by=city.chen, at=NOON)
    own = kept(city, name="陈的", office=city.office("dongqiao-lamps"))
    kept(city, "shen", template=own, name="改过的", office=city.office("dongqiao-lamps"))
    drop_template(own, by=city.shen, at=NOON)
    with pytest.raises(Conflict, match="dropped in the meantime"):
        kept(city, template=own)


def test_a_name_is_taken_once_and_a_change_behind_ones_back_is_told(city: City) -> None:
    template = kept(city)
    with pytest.raises(Taken):
        kept(city)
    kept(city, template=template, name="改了名", seen=NOON, at=NOON + timedelta(hours=1))
    with pytest.raises(Conflict, match="changed this template in the meantime"):
        kept(city, template=template, name="又改", seen=NOON)


def test_only_templates_that_fit_the_case_are_offered_its_matter_first(city: City) -> None:
    any_matter, lamp = kept(city, name="一般"), kept(city, name="专门", matter=city.matter())
    kept(city, name="井盖", matter=city.matter("0102"))
    assert templates_for(hand(city, "chen"), city.case("in-hand")) == [lamp, any_matter]


def test_whoever_is_forgotten_leaves_only_what_she_shared(city: City) -> None:
    kept(city)
    shared = kept(city, name="大家的", office=city.office("dongqiao-lamps"))
    forget(city.chen, at=NOON)
    assert list(AnswerTemplate.objects.all()) == [shared]
