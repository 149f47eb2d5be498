"""Long lists on a phone: the first row is seen without scrolling far, a whole page is a few turns of the thumb, and
what is folded opens without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cases.test_case_list import clone
from tests.journeys.conftest import Site
from tests.journeys.walking import LANGUAGES
from tests.promises.ground import promised

HIGH = 7000  # of a phone's pixels; it was twice as much


@pytest.fixture(scope="module")
def full(site: Site) -> Site:
    """A city with more cases and promises than a page of a list holds."""
    at = timezone.now() - timedelta(days=2)
    clone(site.city.case("filed", at=at), 30)
    day = timezone.localdate(at)
    stages = [("选好位置", day + timedelta(days=10))]
    for _row in range(20):
        promised(site.city, at=at, due_on=day + timedelta(days=60), stages=stages)
    return site


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_cases_and_of_promises_is_short(full: Site, language: str) -> None:
    with full.visitor(language=language, width=360, script=False) as visitor:
        for path, row in (("/cases/", ".case"), ("/promises/", ".pledge")):
            page = visitor.go(path)
            assert page.locator(row).count() == 20
            box = page.locator(row).first.bounding_box()
            assert box is not None
            assert box["y"] < 900
            assert page.evaluate("document.documentElement.scrollHeight") < HIGH, path


def test_ones_own_page_folds_what_is_many_and_opens_it_without_a_script(site: Site) -> None:
    at = timezone.now() - timedelta(days=1)
    for hour in range(9):
        site.city.filed(by=site.city.mei, at=at + timedelta(hours=hour))
    with site.visitor(site.city.mei, width=360, script=False) as visitor:
        page = visitor.go("/me/")
        assert page.evaluate("document.documentElement.scrollHeight") < HIGH
        assert page.locator(".mine:visible").count() == 3
        page.locator(".rows-more > summary").click()
        assert page.locator(".mine:visible").count() == 9


def test_the_wide_desk_shows_the_first_case_beside_the_list_and_the_narrow_one_the_list_alone(site: Site) -> None:
    site.city.case("accepted", at=timezone.now() - timedelta(days=1))
    with site.visitor(site.city.zhao, width=1440) as visitor:
        page = visitor.go("/desk/")
        assert page.locator(".desk-open .open-foot a").is_visible()
        page.set_viewport_size({"width": 1100, "height": 800})
        assert not page.locator(".desk-open").is_visible()
        page.set_viewport_size({"width": 1440, "height": 800})
        page.locator(".desk-open .open-foot a").click()
        assert page.locator("main.desk-open").is_visible()
