"""A part of the service can be off in one district and on in another."""

import pytest

from civic.lib.refusals import NotValid
from civic.places import actions as places
from civic.places.queries import is_on
from tests.people import City
from tests.places.shapes import NAMES


def test_a_part_is_on_until_somebody_switches_it_off(city: City) -> None:
    dongqiao, hexin = city.area("990102"), city.area("990101")
    assert is_on("phone-desk", dongqiao)
    places.switch(dongqiao, part="phone-desk", is_on=False)
    assert not is_on("phone-desk", dongqiao)
    assert is_on("phone-desk", hexin)
    assert is_on("volunteers", dongqiao)
    assert is_on("phone-desk", None)


def test_the_deepest_word_up_the_tree_counts(city: City) -> None:
    dongqiao = city.area("990102")
    street = places.found_area(code="990102001", kind="street", parent=dongqiao, names=NAMES)
    places.switch(city.area("990100"), part="phone-desk", is_on=False)
    assert not is_on("phone-desk", street)
    places.switch(dongqiao, part="phone-desk", is_on=True)
    assert is_on("phone-desk", street)
    assert not is_on("phone-desk", city.area("990101"))
    places.switch(street, part="phone-desk", is_on=False)
    assert not is_on("phone-desk", street)


def test_a_word_is_taken_back_and_the_area_above_decides_again(city: City) -> None:
    dongqiao = city.area("990102")
    places.switch(dongqiao, part="phone-desk", is_on=False)
    places.switch(dongqiao, part="phone-desk", is_on=None)
    assert is_on("phone-desk", dongqiao)


def test_an_odd_part_is_refused(city: City) -> None:
    for part in ("", "a part", "x" * 21):
        with pytest.raises(NotValid):
            places.switch(city.area("990102"), part=part, is_on=False)
