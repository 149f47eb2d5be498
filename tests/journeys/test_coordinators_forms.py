"""A coordinator at her forms, in Chromium: an activity, its shifts, its patrol row by row, a week copied."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from civic.places.models import Cell
from civic.shifts.models import Activity, PatrolStop, Shift
from tests.journeys.conftest import Site
from tests.journeys.walking import Walk, in_chinese, walked
from tests.volunteers.ground import DAY, Helpers, activity, coming, found_helpers, shift

OF = "/volunteer/organisations/helpers/shifts/"
UNFOLD = "document.querySelectorAll('main details').forEach(one => { one.open = true; })"


@pytest.fixture(scope="module")
def helpers(site: Site) -> Helpers:
    """An activity with two shifts at the same hour; wu comes to both."""
    made = found_helpers()
    lamps = activity(made, is_dangerous=False)
    starts = (timezone.localtime() + 3 * DAY).replace(hour=19, minute=0, second=0, microsecond=0)
    for day in (0, 1):
        coming(shift(lamps, starts=starts + day * DAY), made.wu)
    return made


def test_the_forms_fit_the_phone_and_say_what_is_wrong(site: Site, helpers: Helpers) -> None:
    made = Activity.objects.get()
    page = f"{OF}activities/{made.number}/"

    def walk(one: Walk) -> None:
        one.look(OF)
        one.look(f"{OF}new/")
        one.send("form.groups button[type=submit]", "an activity that lacks everything")
        one.look(page)
        one.visitor.page.evaluate(UNFOLD)
        one.here("every form of the activity")
        one.send("form[action$='/rota/'] button[type=submit]", "a rota that lacks everything")
        one.visitor.page.evaluate(UNFOLD)
        one.send("form[action$='/lay/'] button[type=submit]", "a shift that lacks everything")
        one.look(f"{page}patrol/")
        one.send("form button[type=submit]:not([name]):not(.govuk-visually-hidden)", "a patrol that lacks everything")
        one.look(f"{OF}{Shift.objects.order_by('pk')[0].number}/")

    for language in ("zh-hans", "en"):
        assert walked(site.visitor(helpers.luo, language=language), walk) == []


def test_rows_come_and_go_and_a_tap_on_the_map_names_the_cell(site: Site, helpers: Helpers) -> None:
    made, cell = Activity.objects.get(), Cell.objects.get()
    Activity.objects.update(lat=23.13, lon=113.30)
    first = Shift.objects.order_by("starts_at")[0]
    with override_settings(BASE_MAP="map/yunqiao.geojson"), site.visitor(helpers.luo, language="zh-hans") as visitor:
        page = visitor.page
        page.goto(f"{visitor.site}{OF}activities/{made.number}/patrol/")
        page.locator("[data-says]").wait_for(state="visible")
        rows = page.locator("[data-row]")
        assert rows.count() == 2
        page.fill("[name=stops-0-hour]", "19:15")
        page.locator("[name=stops-0-place]").focus()
        page.locator("[data-map] .mapbox__map").click()
        page.wait_for_function("document.querySelector('[name=stops-0-place]').value")
        assert page.input_value("[name=stops-0-place]") == cell.code
        page.click("[data-more]")
        assert rows.count() == 3
        assert page.evaluate("document.activeElement.name") == "stops-2-hour"
        page.fill("[name=stops-2-hour]", "20:30")
        page.fill("[name=stops-2-place]", cell.code)
        page.check("[name=stops-2-is_key_road]")
        page.locator("[data-less]").nth(1).click()
        assert rows.count() == 2
        assert [one.inner_text() for one in page.locator("[data-row] legend").all()] == [
            in_chinese("Stop %(number)s") % {"number": number} for number in (1, 2)
        ]
        page.locator("[name=shifts]").first.check()
        with page.expect_navigation():
            page.locator("[name=stops-0-hour]").press("Enter")  # the plan is laid, no row is taken out
    stops = list(PatrolStop.objects.order_by("starts_at"))
    assert [(one.shift, one.starts_at - first.starts_at, one.is_key_road) for one in stops] == [
        (first, timedelta(minutes=15), False),
        (first, timedelta(minutes=90), True),
    ]
