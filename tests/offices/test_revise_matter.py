"""Revise a matter: everything the catalogue says of it at once, or nothing."""

from dataclasses import replace
from typing import Any

import pytest

from civic.journal.models import Change
from civic.lib.refusals import Conflict, NotValid
from civic.offices.actions import (
    add_matter,
    amend_matter,
    lay_out_tags,
    revise_matter,
    reword_matter,
    set_keywords,
    set_limit,
    tag_matter,
)
from civic.offices.models import Keyword, Wording
from civic.offices.queries import drafted, limits_of, mark_of
from civic.offices.rules import LimitDraft, MatterDraft
from tests.people import NOON, City, names

pytestmark = pytest.mark.django_db
STAGE = {"key": "lit", "names": names("修好", "修好", "Mended"), "amount": 2, "unit": "working-days"}
DRAFT = MatterDraft(
    names=names("路灯灭", "路燈滅", "Lamp is dark"),
    facts={"family": "lamp", "answer_days": 4, "privacy": "private"},
    tags=["function-works"],
    texts={"filing": names("灯不亮。", "", "")},
    keywords=[("灯灭", 3)],
    limits=[LimitDraft("", {}, 0, [STAGE])],
)


def test_what_an_editor_changed_is_written_down_and_what_a_file_changed_is_not(city: City) -> None:
    lay_out_tags()
    revise_matter(city.matter(), DRAFT, by=None, at=NOON)
    assert not Change.objects.exists()
    revise_matter(city.matter(), replace(DRAFT, facts=DRAFT.facts | {"answer_days": 9}), by=city.root, at=NOON)
    line = Change.objects.get()
    assert (line.actor, line.about) == (city.root, f"offices.matter:{city.matter().pk}")
    assert (line.facts["before"]["answer_days"], line.facts["after"]["answer_days"]) == (4, 9)
    add_matter(code="0777", names=names("新事项", "新事項", "New"), by=city.root, at=NOON)
    assert Change.objects.latest("seq").facts["after"]["code"] == "0777"


def test_all_of_it_is_as_the_draft_has_it(city: City) -> None:
    lay_out_tags()
    matter = revise_matter(city.matter(), DRAFT, by=city.root, at=NOON, seen=mark_of(city.matter()))
    assert (matter.name_en, matter.answer_days, matter.privacy) == ("Lamp is dark", 4, "private")
    assert matter.wording is not None
    assert matter.wording.texts == {"filing": {"zh-hans": "灯不亮。"}}
    assert [plan.stages[0].key for plan in limits_of(matter)] == ["lit"]
    assert [tag.code for tag in matter.tags.all()] == ["function-works"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"tags": ["ghost"]},
        {"names": names("", "", "Only English")},
        {"facts": {"answer_days": 0}},
        {"keywords": [("灯", 9)]},
        {"limits": [LimitDraft("", {}, 0, [{**STAGE, "amount": 0}])]},
    ],
)
def test_one_fault_leaves_everything_as_it_was(city: City, wrong: dict[str, Any]) -> None:
    lay_out_tags()
    with pytest.raises(NotValid):
        revise_matter(city.matter(), replace(DRAFT, **wrong), by=city.root, at=NOON)
    assert not Wording.objects.exists()
    assert not Keyword.objects.exists()
    assert city.matter().name_en == "Street lamp is out"


def test_whoever_comes_second_is_refused_and_changes_nothing(city: City) -> None:
    lay_out_tags()
    seen = mark_of(city.matter())
    revise_matter(city.matter(), DRAFT, by=city.root, at=NOON, seen=seen)
    with pytest.raises(Conflict):
        revise_matter(city.matter(), replace(DRAFT, facts={"answer_days": 9}), by=city.root, at=NOON, seen=seen)
    assert city.matter().answer_days == 4


@pytest.mark.parametrize(
    "change",
    [
        lambda city: amend_matter(city.matter(), order=7),
        lambda city: tag_matter(city.matter(), ["function-other"]),
        lambda city: set_keywords(city.matter(), ["暗"]),
        lambda city: set_limit(city.matter(), stages=[STAGE]),
        lambda city: reword_matter(city.matter(), by=None, texts={"filing": names("新", "", "")}, at=NOON),
    ],
    ids=["a fact", "tags", "keywords", "a limit", "words"],
)
def test_any_change_in_between_is_noticed(city: City, change: Any) -> None:
    lay_out_tags()
    seen = mark_of(city.matter())
    assert mark_of(city.matter()) == seen
    change(city)
    with pytest.raises(Conflict):
        revise_matter(city.matter(), DRAFT, by=city.root, at=NOON, seen=seen)


def test_a_draft_is_looked_at_and_nothing_is_written(city: City, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        matter, plans = drafted("0101", DRAFT)
    assert (matter.name_zh_hans, matter.wording.texts["filing"]["zh-hans"]) == ("路灯灭", "灯不亮。")  # type: ignore[union-attr]
    assert [(stage.amount, stage.unit) for stage in plans[0].stages] == [(2, "working-days")]
