"""Where comments are open: by matter, by case, off by default, and the case's own word goes first."""

from typing import Any

import pytest

from civic.comments import actions as comments
from civic.comments.models import Talk
from civic.comments.queries import is_on
from civic.journal.models import Change
from civic.lib.refusals import NotAllowed
from tests.pages import read
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


def test_the_committee_opens_and_closes_them_at_the_desk(city: City, as_person: Any) -> None:
    case, sun = city.case("in-hand"), as_person(city.sun)
    assert "Comments are not open anywhere." in read(sun.get("/desk/talks/"))
    assert sun.post("/desk/talks/", {"about": case.number, "is_on": "1"}).status_code == 302
    assert is_on(case)
    assert sun.post("/desk/talks/", {"about": "0101", "is_on": "0"}).status_code == 302
    page = read(sun.get("/desk/talks/"))
    assert case.number in page
    assert "0101" in page
    assert is_on(case)  # the word about one case goes first
    assert sun.post("/desk/talks/", {"about": case.number, "is_on": "0"}).status_code == 302
    assert not is_on(case)


@pytest.mark.parametrize("given", [{}, {"about": "9999", "is_on": "1"}, {"about": "26-0000-0000", "is_on": "1"}])
def test_what_is_not_there_is_told_and_kept(city: City, as_person: Any, given: dict[str, str]) -> None:
    hidden = city.case("in-hand", published=False)
    for asked in (given, {"about": hidden.number, "is_on": "1"}):
        page = as_person(city.sun).post("/desk/talks/", asked)
        assert page.status_code == 400
        assert asked.get("about", "") in page.content.decode()
    assert not Talk.objects.exists()
