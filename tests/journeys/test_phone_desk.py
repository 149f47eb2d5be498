"""The phone desk in a browser: a call by keyboard alone, a caller who rings again, another code, a rating."""

from civic.cases.models import Case
from tests.journeys.conftest import Site

WORDS = "望江路 18 号对面的路灯不亮一个星期了。"


def test_a_call_is_handed_in_by_keyboard_alone_found_again_and_rated(site: Site) -> None:
    with site.visitor(site.city.he) as he:
        page = he.go("/desk/phone/")
        pressed: list[str] = []

        def press(key: str) -> None:
            pressed.append(key)
            page.keyboard.press(key)

        page.keyboard.type("13800138000")
        press("Enter")  # on to the words
        page.keyboard.type(WORDS)
        page.evaluate(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
            "{key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true, cancelable: true}))"
        )
        assert page.url.endswith("/desk/phone/")  # a key that composes Chinese hands nothing in
        for _field in ("spoken in", "kind", "find a matter"):
            press("Tab")
        page.keyboard.type("lamp")
        assert page.input_value("#id_matter") == "0101"
        press("Tab")
        press("Tab")
        page.keyboard.type("老桥南站")
        page.wait_for_selector("#kept:has-text('Kept.')")
        assert he.axe() == []
        with page.expect_navigation():
            press("Control+Enter")
        assert len(pressed) <= 8  # beside what was typed
        number = page.url.rstrip("/").rsplit("/", 1)[-1]
        case = Case.objects.get(number=number)
        assert (case.source, case.address, case.matter.code if case.matter else "") == ("phone", "老桥南站", "0101")
        assert page.evaluate("document.activeElement.id") == "next-call"
        assert he.axe() == []
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "id_phone"

    case = site.city.case("closed", phone="13900139000", source="phone", by=site.city.he)
    with site.visitor(site.city.he) as he:
        page = he.go("/desk/phone/again/")
        page.fill("#id_phone", "139 0013 9000")
        page.fill("#id_number", case.number)
        he.press("form.phone-form button")
        assert "Hang up, and call back" in he.words
        he.press('[name="reached"]')
        assert "Tell the caller" in he.words
        assert he.axe() == []
        page.click("summary:has-text('The caller lost the code')")
        he.press("form[action$='/reissue/'] button")
        assert "NEW SECRET CODE" in he.words.upper()
        page.check('[name="rate-solved"][value="partly"]')
        he.press("form[action$='/rate/'] button")
        assert "The rating is written down." in he.words
        case.refresh_from_db()
        assert (case.verdict, case.reissues) == ("partly", 1)
        he.press("form[action$='/end/'] button")
        assert "Open for a caller" not in he.words


def test_the_phone_desk_works_without_a_script_and_on_a_phone(site: Site) -> None:
    with site.visitor(site.city.he, script=False, width=360) as he:
        page = he.go("/desk/phone/")
        page.fill("#id_text", WORDS)
        page.select_option("#id_matter", "0101")
        page.fill("#id_place", "Dongqiao")
        he.press("#look")
        assert "Is it one of these places?" in he.words
        page.check("#found-1", force=True)
        he.press("#send")
        assert "Handed in. Read this out:" in he.words
        case = Case.objects.filter(source="phone").latest("pk")
        assert case.area is not None
