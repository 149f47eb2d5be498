"""Word a matter anew: numbered, with who and when, and never under somebody else's feet."""

from datetime import timedelta
from typing import Any

import pytest

from civic.lib.refusals import Conflict, NotValid
from civic.offices.actions import reword_matter
from civic.offices.models import Matter, Wording
from civic.offices.queries import worded
from tests.people import NOON, City, names

TEXTS = {
    "filing": names("灯不亮。", "燈不亮。", "A lamp is out."),
    "closing": names("灯亮了。", "", ""),
    "emergency": names("先打119。", "先打119。", "Call 119 first."),
}
ASKED = [{"key": "pole", "kind": "text", "label": names("灯杆号？", "燈杆號？", "Number of the pole?")}]


def reword(city: City, **given: Any) -> Wording:
    facts: dict[str, Any] = {
        "texts": TEXTS,
        "questions": ASKED,
        "calls": ["119"],
        "at": NOON,
        "by": city.root,
    }
    return reword_matter(city.matter("0101"), **facts | given)


def test_a_wording_says_who_wrote_it_and_when(city: City) -> None:
    wording = reword(city)
    assert (wording.number, wording.at, wording.by) == (1, NOON, city.root)
    assert city.matter("0101").wording == wording


def test_only_what_changed_makes_a_new_wording(city: City) -> None:
    first = reword(city)
    untouched = {name: {language: f" {text} " for language, text in words.items()} for name, words in TEXTS.items()}
    assert reword(city, texts=untouched, at=NOON + timedelta(days=1)) == first
    second = reword(city, questions=[], at=NOON + timedelta(days=1))
    assert (second.number, second.questions) == (2, [])
    first.refresh_from_db()
    assert len(first.questions) == 1  # a case keeps the wording it was asked with


def test_a_wording_is_read_in_the_language_of_the_reader_and_falls_back_on_simplified(city: City) -> None:
    told = worded(reword(city), "en")
    assert (told.filing, told.closing, told.basis) == ("A lamp is out.", "灯亮了。", "")
    assert told.calls == ("119",)
    assert [asked.key for asked in told.questions] == ["pole"]
    assert worded(None).filing == ""


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"texts": {"filing": names("", "", "Only English."), "emergency": TEXTS["emergency"]}}, "filing.zh-hans"),
        ({"texts": TEXTS | {"basis": names("长" * 2001, "", "")}}, "basis.zh-hans"),
        ({"questions": [{"key": "pole", "kind": "picture", "label": names("图", "", "")}]}, "questions.0.kind"),
        ({"calls": ["javascript:1"]}, "calls"),
        ({"texts": {}}, "calls"),
    ],
)
def test_a_fault_is_told_at_its_place_and_nothing_is_worded(city: City, given: dict[str, Any], place: str) -> None:
    with pytest.raises(NotValid) as refused:
        reword(city, **given)
    assert list(refused.value.fields) == [place]
    assert not Wording.objects.exists()


def test_two_editors_do_not_overwrite_one_another(city: City) -> None:
    reword(city, after=0)
    with pytest.raises(Conflict):
        reword(city, calls=["120"], after=0)
    assert reword(city, calls=["120"], after=1).number == 2


def test_a_matter_without_words_is_no_obstacle(city: City) -> None:
    assert worded(Matter.objects.get(code="0900").wording).questions == ()
