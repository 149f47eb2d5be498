"""Where comments are open: by matter, by case, off by default, and the case's own word goes first."""

import pytest

from civic.comments import actions as comments
from civic.comments.queries import is_on
from civic.journal.models import Change
from civic.lib.refusals import NotAllowed
from tests.people import NOON, City


def test_a_case_goes_before_its_matter(city: City) -> None:
    case, other = city.case("in-hand"), city.case("in-hand")
    assert not is_on(case)
    comments.set_talk(city.matter(), by=city.root, is_on=True, at=NOON)
    assert is_on(case)
    comments.set_talk(case, by=city.sun, is_on=False, at=NOON)
    assert not is_on(case)
    assert is_on(other)
    comments.set_talk(case, by=None, is_on=True, at=NOON)
    assert is_on(case)


@pytest.mark.parametrize("who", ["lin", "mo", "zhao", "chen", "mei", "dong"])
def test_the_committee_and_the_keepers_say_so(city: City, who: str) -> None:
    with pytest.raises(NotAllowed):
        comments.set_talk(city.matter(), by=getattr(city, who), is_on=True, at=NOON)


def test_each_change_is_written_down_once(city: City) -> None:
    for is_open in (True, True, False):
        comments.set_talk(city.matter(), by=city.sun, is_on=is_open, at=NOON)
    assert Change.objects.filter(about__startswith="comments.talk:").count() == 2
