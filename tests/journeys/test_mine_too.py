"""Support instead of a duplicate: one resident finds hers already told and joins it, another says hers is different,
and without a script waits until the city takes more."""

import re
from datetime import timedelta

from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from civic.cases.models import Case
from civic.following.models import Follow
from civic.notices.models import Notice
from tests.journeys.conftest import Site, Visitor

WORDS = "望江路 18 号对面的路灯不亮，晚上看不清路。"
TITLE = "望江路路灯不亮"
EMAIL = "anna@example.com"
ON = "#report-form .govuk-button-group > .govuk-button:not([type=button])"


def case_nearby(site: Site) -> Case:
    """A public case in hand, ten metres from where both residents stand."""
    return site.city.case("in-hand", at=timezone.now() - timedelta(days=2), lat=23.13009, lon=113.30)


def tell(resident: Visitor) -> None:
    """Say what and where; the map's point is typed, as it is without a script."""
    page = resident.go("/report/")
    page.check('[name="kind"][value="complaint"]')
    page.fill('[name="text"]', WORDS)
    page.select_option('[name="matter"]', "0101")
    resident.press("#report-form .govuk-button")
    page.evaluate("""() => { for (const [name, value] of [["lat", "23.13"], ["lon", "113.3"]])
        document.querySelector(`#report-form [name="${name}"]`).value = value }""")
    resident.press(ON)


def confirm_mail(resident: Visitor) -> None:
    """Open the link that came, and press its button."""
    letter = Notice.objects.get(verb="follow-confirm")
    found = re.search(r"/following/confirm/[\w-]+/", letter.body)
    assert found is not None
    resident.go(found[0])
    resident.press("main form .govuk-button")


def test_support_instead_of_a_duplicate(site: Site) -> None:
    case = case_nearby(site)
    before = Case.objects.count()
    with site.visitor(width=360) as resident:
        tell(resident)
        assert resident.page.url.endswith("/report/similar/")
        assert TITLE in resident.words
        assert "10 metres from your point" in resident.words
        resident.press(".likes .govuk-button")
        resident.page.fill('[name="address"]', EMAIL)
        resident.press("main form .govuk-button")
        assert "You are counted" in resident.words
        assert "Your own report has not been sent" in resident.words
        assert resident.axe() == []
        resident.press("text=Throw mine away")
        confirm_mail(resident)
        resident.go(f"/cases/{case.number}/")
        assert "1 more says “mine too”." in resident.words
        assert resident.complaints == []
    case.refresh_from_db()
    assert (case.supports, Case.objects.count()) == (1, before)
    assert Follow.objects.confirmed().filter(case=case).count() == 1

    with site.visitor(width=360, script=False) as other:
        tell(other)
        other.press(".likes__other .govuk-button")
        assert other.page.url.endswith("/report/photos/")
        other.press("#go-on")
        other.press("#report-form .govuk-button")
        with override_settings(LIMITS=settings.LIMITS | {"report-network": (0, 3600)}):
            other.press("#report-form .govuk-button")
            assert "Please come back a little later" in other.words
            assert "Call 12345" in other.words  # no sum is offered where no script could do it
            assert other.page.is_hidden("form[data-puzzle]")
        other.press('main a:has-text("Back to my report"), main button:has-text("Back to my report")')
        other.press("#report-form .govuk-button")
        number = other.page.inner_text("#r-no")
    assert number != case.number
    case.refresh_from_db()
    assert (case.supports, Case.objects.count()) == (1, before + 1)
