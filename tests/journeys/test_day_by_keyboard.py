"""An officer's day with the keyboard alone: where the focus goes, that it is seen, how far it is to the next press."""

from civic.cases.models import Case
from tests.journeys.conftest import Site
from tests.journeys.hands import Hands


def _state(number: str) -> str:
    return Case.objects.get(number=number).state


def test_a_day_at_the_desk_without_a_mouse(site: Site) -> None:
    city = site.city
    first, second = (city.case("filed", published=False, email="mei@example.com").number for _number in range(2))
    with site.visitor(city.lin) as lin:
        hands = Hands(lin.go("/desk/?view=filed"))
        hands.press("j", "x", "j", "x", "b")
        assert hands.at.startswith("Accept")  # from the last tick to the bar in one press
        hands.go("a")
        assert hands.at == "Accept: 2 cases go"  # the page begins at what is to be read
        hands.press("Tab", "Enter")  # over a hundred rows to the button
        assert hands.at == "Accept: what is ticked"
        hands.go("Enter")
        assert "Accept: 2 cases done." in hands.at
        assert _state(first) == _state(second) == "accepted"
        hands.press("Tab")
        assert hands.at == "On to the page"

        declined = city.case("filed").number
        hands = Hands(lin.go(f"/desk/cases/{declined}/?view=filed"))
        hands.press("d")
        lin.page.keyboard.type("No rule")
        hands.go("Enter")  # in a line of the form: the move is pressed, not the lock nor what else belongs to the form
        assert "/decline/" in lin.page.url
        assert "to put right" in hands.at
        assert lin.page.input_value("[name=basis]") == "No rule"
        hands.go("Escape", "u")
        assert lin.page.evaluate("document.activeElement.id") == f"at-{declined}"  # back at the row one came from

        lin.go(f"/desk/cases/{first}/")
        hands.press("Tab", "Enter")
        hands.tab_to("Show it, with a reason", within=16)
        hands.press("Enter")
        hands.tab_to("Show the contact", within=3)
        hands.go("Enter")
        assert hands.at == "What do you need the contact for?"  # the first field that is wanting
        hands.press("ArrowDown", "Tab")
        lin.page.keyboard.type("Which lamp?")
        hands.go("Enter")
        assert hands.at.startswith("mei@example.com")
        assert lin.axe() == []

    case = city.case("dispatched")
    with site.visitor(city.chen) as chen:
        hands = Hands(chen.go(f"/desk/cases/{case.number}/"))
        hands.press("t")
        assert hands.at == "Take on"  # a move without a field: its own button, never the lock in the head
        hands.go("Enter")
        assert _state(case.number) == "in-hand"
        hands.press("r")
        assert hands.at == "Reason"


def test_the_keys_can_be_switched_off_on_a_narrow_desk_and_stay_off(site: Site) -> None:
    cases = {site.city.case("answered").number for _number in range(2)}
    with site.visitor(site.city.lin, width=768) as lin:
        hands = Hands(lin.go("/desk/checking/"))
        hands.go("j", "o")
        here = lin.page.url
        hands.go("j")  # no room for the list beside the open case: its neighbour opens
        assert lin.page.url != here
        assert lin.page.inner_text(".open-head a[href*='/desk/cases/']").split()[-1] in cases
        assert lin.axe() == []
        hands.press("?")
        assert hands.at == "Keys on"
        hands.press("Enter", "Escape")
        lin.go("/desk/checking/")
        hands.press("j")
        assert not lin.page.evaluate("document.activeElement.hasAttribute('data-row')")
        hands.tab_to("Keys off", within=2, key="Shift+Tab")
