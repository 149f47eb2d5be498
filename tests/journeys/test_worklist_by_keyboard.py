"""An officer works through her list with the keyboard alone, and without a script; axe looks at each page."""

import pytest

from civic.cases.models import Case
from tests.journeys.conftest import Site


def _state(number: str) -> str:
    return Case.objects.get(number=number).state


def test_rows_are_walked_chosen_and_accepted_by_keyboard_alone(site: Site) -> None:
    cases = [site.city.case("filed", published=False).number for _number in range(3)]
    with site.visitor(site.city.lin) as lin:
        page = lin.go("/desk/?view=filed")
        assert page.is_hidden("#bulk")
        for key in ("j", "x", "j", "x"):
            page.keyboard.press(key)
        assert page.inner_text(".bulk__count") == "Chosen: 2"
        assert lin.axe() == []
        with page.expect_navigation():
            page.keyboard.press("a")
        assert page.inner_text("h1") == "Accept: 2 cases go"
        assert {_state(number) for number in cases} == {"filed"}  # a key opens, and never sends
        assert lin.axe() == []
        lin.press('[name="do"]')
        assert "Accept: 2 cases done." in lin.words
        assert sorted(_state(number) for number in cases) == ["accepted", "accepted", "filed"]
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.keyboard.press("Escape")
        assert page.is_hidden("#bulk")
        with page.expect_navigation():
            page.keyboard.press("d")  # nothing is chosen, so the row in focus opens, at the move behind the letter
        assert page.url.split("?")[0].endswith("/decline/")


def test_no_key_counts_while_somebody_types_or_composes_chinese(site: Site) -> None:
    site.city.case("filed")
    with site.visitor(site.city.lin) as lin:
        page = lin.go("/desk/?view=filed")
        page.keyboard.press("j")
        focused = "document.activeElement.hasAttribute('data-row')"
        assert page.evaluate(focused)
        page.evaluate(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
            "{key: 'x', isComposing: true, bubbles: true, cancelable: true}))"
        )
        page.evaluate(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
            "{key: 'x', keyCode: 229, bubbles: true, cancelable: true}))"
        )
        page.keyboard.press("Control+x")
        assert page.is_hidden("#bulk")
        page.keyboard.press("/")
        page.keyboard.type("jxo?a")
        assert page.input_value("#q") == "jxo?a"
        assert page.is_hidden("#keys-help")
        assert page.is_hidden("#bulk")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert page.is_visible("#keys-help")
        assert lin.axe() == []
        page.keyboard.press("Escape")
        assert page.is_hidden("#keys-help")


def test_the_keys_stay_off_once_they_are_switched_off(site: Site) -> None:
    site.city.case("filed")
    with site.visitor(site.city.lin) as lin:
        page = lin.go("/desk/?view=filed")
        page.click("[data-switch]")
        for _visit in range(2):
            page.keyboard.press("j")
            assert not page.evaluate("document.activeElement.hasAttribute('data-row')")
            assert page.get_attribute("[data-switch]", "aria-pressed") == "false"
            page = lin.go("/desk/?view=filed")
        page.click("[data-switch]")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.hasAttribute('data-row')")


@pytest.mark.parametrize("script", [True, False])
def test_a_view_is_narrowed_saved_and_opened_again(site: Site, script: bool) -> None:
    site.city.case("filed")
    name = f"Lamps {script}"
    with site.visitor(site.city.lin, script=script, width=768) as lin:
        page = lin.go("/desk/")
        page.click(".desk-filter > summary")
        page.select_option("#filter-matter", "0101")
        page.select_option("#filter-area", "990102")
        lin.press(".desk-filter__form button")
        assert [chip.split("\n")[0] for chip in page.locator(".chip").all_inner_texts()]
        lin.press(".desk-views__more a")
        page.fill("#save-name", name)
        lin.press(".save-form button")
        assert page.url.endswith("?view=mine&matter=0101&area=990102")
        lin.go("/desk/")
        lin.press(f'.desk-views a:has-text("{name}")')
        assert page.locator("a[data-row]").count() > 0
        if script:
            assert lin.axe() == []
            lin.go("/desk/views/")
            assert lin.axe() == []


def test_many_are_moved_without_a_script(site: Site) -> None:
    number = site.city.case("filed", published=False).number
    with site.visitor(site.city.lin, script=False, width=360) as lin:
        page = lin.go("/desk/?view=filed")
        page.check(f'input[value="{number}"]')
        lin.press('[name="verb"][value="accept"]')
        lin.press('[name="do"]')
        assert _state(number) == "accepted"
