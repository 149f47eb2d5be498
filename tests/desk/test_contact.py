"""The contact behind its lock: shown once, to posts that need it, for a purpose that is written down."""

from typing import Any

import pytest

from civic.cases.models import Case, ContactOpening
from tests.people import City

EMAIL = "reporter@example.com"


def _ask(client: Any, case: Case, purpose: str, reason: str = "call-back") -> Any:
    return client.post(f"/desk/cases/{case.number}/contact/", {"purpose": purpose, "reason": reason})


def test_nobody_sees_the_contact_by_opening_the_case(city: City, as_person: Any) -> None:
    case = city.case("in-hand", email=EMAIL, phone="13800138000")
    for who in ("lin", "chen", "mo", "zhao"):
        page = as_person(getattr(city, who)).get(f"/desk/cases/{case.number}/").content.decode()
        assert EMAIL not in page
        assert "13800138000" not in page


@pytest.mark.parametrize("who", ["lin", "chen"])
def test_a_purpose_opens_it_once_and_is_kept(city: City, as_person: Any, who: str) -> None:
    case, client = city.case("in-hand", email=EMAIL), as_person(getattr(city, who))
    page = _ask(client, case, "回访")
    assert EMAIL in page.content.decode()
    again = client.get(f"/desk/cases/{case.number}/").content.decode()
    assert EMAIL not in again
    assert "回访" in again
    opening = ContactOpening.objects.get(case=case)
    assert (opening.by.handle, opening.purpose) == (who, "回访")


@pytest.mark.parametrize("purpose", ["", "  ", "a", "\u200b\u200b\u200b\u200b"])
def test_without_a_purpose_nothing_opens(city: City, as_person: Any, purpose: str) -> None:
    case = city.case("in-hand", email=EMAIL)
    page = _ask(as_person(city.chen), case, purpose)
    assert page.status_code == 400
    assert EMAIL not in page.content.decode()
    assert not ContactOpening.objects.exists()


def test_a_confidential_reporter_stays_unknown_to_the_handling_office(city: City, as_person: Any) -> None:
    case = city.case("in-hand", email=EMAIL, is_confidential=True)
    seen = as_person(city.chen).get(f"/desk/cases/{case.number}/").content.decode()
    assert "asked to stay unknown to the handling office" in seen
    assert f"/desk/cases/{case.number}/contact/" not in seen
    page = _ask(as_person(city.chen), case, "约时间上门")
    assert page.status_code == 403
    assert EMAIL not in page.content.decode()
    assert not ContactOpening.objects.exists()
    assert EMAIL in _ask(as_person(city.lin), case, "核实情况").content.decode()


@pytest.mark.parametrize("who", ["mo", "zhao"])
def test_posts_that_do_not_need_it_read_why(city: City, as_person: Any, who: str) -> None:
    case = city.case("in-hand", email=EMAIL)
    page = _ask(as_person(getattr(city, who)), case, "想看看")
    assert page.status_code == 403
    assert "Your post does not need the contact" in page.content.decode()
    assert EMAIL not in page.content.decode()


def test_looking_needs_a_press_of_the_button(city: City, as_person: Any) -> None:
    case = city.case("in-hand", email=EMAIL)
    assert as_person(city.chen).get(f"/desk/cases/{case.number}/contact/").status_code == 405
