"""A resident without a mouse hands in, joins a case like hers, follows it, says that another is not solved, appeals."""

from datetime import timedelta

from django.utils import timezone

from civic.cases.models import Case
from civic.following.models import Follow
from tests.journeys.conftest import Site
from tests.journeys.hands import Hands

LAST_LINK = "Complain about this site"


def test_a_resident_needs_no_mouse(site: Site) -> None:
    city, at = site.city, timezone.now() - timedelta(days=2)
    near = city.case("in-hand", at=at, lat=None, lon=None)
    closed = city.case("closed", at=at - timedelta(days=9), by=city.mei)  # too long ago to be asked about
    declined = city.case("declined", at=at, by=city.mei)
    before = Case.objects.count()

    with site.visitor(city.mei) as mei:
        hands = Hands(mei.go("/report/"), marks=True)
        tell(hands)
        hands.tab_to(LAST_LINK, within=60)  # through the map and out again: nothing holds the focus
        hands.tab_to("How does one get there?", within=40, key="Shift+Tab")
        hands.type("老桥南站往南")
        hands.tab_to("Continue", within=4)
        hands.go("Enter")
        assert mei.page.url.endswith("/report/similar/")
        for words, within in (
            ("This is mine too", 24),
            ("Count me", 24),
            ("Go on with mine as well", 24),
            ("No photos", 24),
            ("Skip this", 24),
            ("Send it", 40),
        ):
            hands.tab_to(words, within=within)
            hands.go("Enter")
        assert mei.page.url.endswith("/report/receipt/")

        mei.go(f"/cases/{near.number}/")
        hands.tab_to("Follow this case", within=24)
        hands.go("Enter")
        hands.tab_to("As it happens", within=24)
        hands.press("ArrowDown")
        hands.tab_to("Start following", within=2)
        hands.go("Enter")

        mei.go(f"/cases/{closed.number}/")
        hands.tab_to("No, not solved", within=24)
        hands.go("Enter")
        hands.tab_to("Send the rating", within=24)
        hands.go("Enter")

        mei.go(f"/cases/{declined.number}/")
        hands.tab_to("Appeal", within=30)
        hands.go("Enter")
        hands.tab_to("Hand in the appeal", within=24)
        hands.go("Enter")
        assert hands.at.startswith("One thing to put right")
        hands.press("Tab", "Enter")
        hands.type("这就是你们的事。")
        hands.tab_to("Hand in the appeal", within=4)
        hands.go("Enter")

    for case in (near, closed, declined):
        case.refresh_from_db()
    assert Case.objects.count() == before + 1
    assert (near.supports, closed.verdict, closed.round) == (1, "no", 2)
    assert declined.state == "decline-appealed"
    assert Follow.objects.get(case=near).rhythm == "daily"


def tell(hands: Hands) -> None:
    """Say what it is, from an empty form over its faults to the second question."""
    hands.page.evaluate("document.activeElement.blur()")
    hands.tab_to("Skip to main content", within=1)
    hands.press("Enter")
    hands.tab_to("Complaint", within=2)  # over the head of the page to what is asked first
    hands.tab_to("Continue", within=9)
    hands.go("Enter")
    assert hands.at.startswith("2 things to put right")
    hands.press("Tab", "Enter")
    assert hands.at == "Complaint"  # from the fault to its field
    hands.press("Space")
    hands.tab_to("Tell us in your own words", within=2)
    hands.type("望江路 18 号对面的路灯不亮，晚上看不清路。")
    hands.tab_to("What is it about?", within=2)
    hands.page.keyboard.type("Street")
    hands.tab_to("Continue", within=9)
    hands.go("Enter")
    assert "/report/where/" in hands.page.url
