"""An officer types, the desk locks by itself, and behind the lock her words stand where she left them."""

from civic.desk.models import KeptWords
from tests.journeys.conftest import Site

PASSWORD = "lamp-on-the-bridge-7"
TYPED = "电缆已经查过，正在等配件。"


def test_words_half_typed_are_kept_by_themselves_and_come_back_behind_the_lock(site: Site) -> None:
    case, chen = site.city.case("in-hand"), site.city.chen
    chen.set_password(PASSWORD)
    chen.save()
    with site.visitor(chen) as officer:
        page = officer.go(f"/desk/cases/{case.number}/answer/")
        with page.expect_response("**/desk/kept/"):
            page.fill("#act textarea[name=text]", TYPED)
        assert KeptWords.objects.filter(person=chen, place=f"{case.number}/answer").exists()
        with page.expect_navigation():
            page.keyboard.press("Alt+Shift+L")
        page.wait_for_selector("#password")
        assert TYPED not in page.content()
        assert officer.axe() == []
        page.go_back()
        page.wait_for_load_state()
        assert TYPED not in page.content()  # no page of before is left for the button that goes back
        officer.go(f"/accounts/lock/?next=/desk/cases/{case.number}/answer/")
        page.fill("#password", PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.input_value("#act textarea[name=text]") == TYPED
        assert "What you typed is back" in officer.words
        assert officer.axe() == []
