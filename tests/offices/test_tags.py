"""The words over matters."""

import pytest

from civic.lib.refusals import NotValid, Taken
from civic.offices.actions import add_tag, amend_tag, lay_out_tags, tag_matter
from civic.offices.models import Tag
from civic.offices.queries import find_matters, tags_by_kind
from tests.people import City, names


def test_the_tags_a_city_begins_with_come_once_and_stay_as_the_city_has_them(city: City) -> None:
    assert lay_out_tags() == 29
    amend_tag(Tag.objects.get(code="disorder-6"), names=names("乱扔烟头", "", "Cigarette ends"), is_active=True)
    assert lay_out_tags() == 0
    assert Tag.objects.get(code="disorder-6").name == "Cigarette ends"
    assert len(tags_by_kind()["disorder"]) == 6  # five named by the State, one by the city
    assert Tag.objects.filter(kind="disorder").count() == 10


def test_a_matter_is_found_under_its_tags(city: City) -> None:
    lay_out_tags()
    tag_matter(city.matter("0102"), ["function-works", "small-manhole"])
    assert [matter.code for matter in find_matters(tag="small-manhole")] == ["0102"]
    assert [matter.code for matter in find_matters("井盖", tag="small-manhole")] == ["0102"]
    assert not find_matters("路灯", tag="small-manhole").exists()


@pytest.mark.parametrize("codes", [[], ["small-bench"], ["function-works", "function-other"], ["function-works", "no"]])
def test_a_matter_belongs_to_exactly_one_function(city: City, codes: list[str]) -> None:
    lay_out_tags()
    with pytest.raises(NotValid):
        tag_matter(city.matter("0101"), codes)


def test_a_new_tag_needs_a_free_code_and_a_known_kind(city: City) -> None:
    tag = add_tag(code="disorder-smoke", kind="disorder", names=names("乱烧", "", ""))
    assert tag.is_active
    with pytest.raises(Taken):
        add_tag(code="disorder-smoke", kind="disorder", names=names("乱烧", "", ""))
    for wrong in ({"code": "a b", "kind": "small"}, {"code": "ab", "kind": "big"}):
        with pytest.raises(NotValid):
            add_tag(**wrong, names=names("词", "", ""))
