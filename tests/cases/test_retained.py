"""What is kept although its author wants it gone: only while something is being decided, only for the data officer."""

from datetime import timedelta
from typing import Any

import pytest

from civic.cases import actions as cases
from civic.cases.actions import contact_hashes, open_retained
from civic.cases.models import Case, Contact, ContactOpening, Retained
from civic.cases.queries import Viewer
from civic.cases.rules.retention import keep_ground
from civic.feedback import actions as feedback
from civic.lib.refusals import NotAllowed, NotValid
from civic.me.actions import erase
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = NOON + 12 * HOUR
EMAIL = "weilan@example.com"


def erased_under_review(city: City) -> Case:
    """A case whose reporter had herself erased while her appeal is being decided."""
    case = city.case("closed", text="翡翠巷的灯不亮。", email=EMAIL)
    feedback.appeal(case, by=city.reporter(case), text="没修好。", at=NOON + 10 * HOUR)
    erase(Viewer(contact_hash=contact_hashes(EMAIL, "")[0]), at=LATER, public_words_too=True)
    case.refresh_from_db()
    return case


def test_erased_while_an_appeal_is_decided_words_and_address_stay_sealed_until_then(city: City) -> None:
    case = erased_under_review(city)
    assert not Contact.objects.exists()
    kept = Retained.objects.get(case=case)
    assert EMAIL in kept.said
    assert "翡翠巷的灯不亮。" in kept.said
    feedback.uphold(case, by=city.rui, text="维持。", at=LATER + HOUR)
    cases.let_go(at=LATER + HOUR)
    assert not Retained.objects.exists()


def test_without_a_ground_nothing_is_kept(city: City) -> None:
    city.case("closed", text="翡翠巷的灯不亮。", email=EMAIL)
    erase(Viewer(contact_hash=contact_hashes(EMAIL, "")[0]), at=LATER)
    assert not Retained.objects.exists()


def test_the_page_says_what_stays_and_until_when_before_she_is_erased(city: City, as_person: Any) -> None:
    case = city.case("closed", by=city.mei)
    feedback.appeal(case, by=city.reporter(case), text="没修好。", at=NOON + 10 * HOUR)
    page = as_person(city.mei).get("/me/erase/").content.decode()
    assert "What the law keeps sealed for a while" in page
    assert "an appeal is being decided" in page


def test_only_the_data_officer_opens_it_and_says_why(city: City) -> None:
    kept = Retained.objects.get(case=erased_under_review(city))
    for who in (city.lin, city.mo, city.chen, city.rui, city.root):
        with pytest.raises(NotAllowed):
            open_retained(kept, by=who, purpose="看看", at=LATER)
    with pytest.raises(NotValid):
        open_retained(kept, by=city.dong, purpose=" ", at=LATER)
    assert not ContactOpening.objects.exists()
    said = open_retained(kept, by=city.dong, purpose="法院调取", at=LATER)
    assert said["contact"]["email"] == EMAIL
    assert ContactOpening.objects.get().purpose == "法院调取"


def test_her_page_lists_it_and_shows_it_only_once_she_said_why(city: City, as_person: Any) -> None:
    case = erased_under_review(city)
    desk, kept = as_person(city.dong), Retained.objects.get()
    page = desk.get("/desk/records/sealed/").content.decode()
    assert case.number in page
    assert EMAIL not in page
    refused = desk.post("/desk/records/sealed/", {"key": kept.pk, "purpose": ""})
    assert refused.status_code == 400
    assert EMAIL not in refused.content.decode()
    opened = desk.post("/desk/records/sealed/", {"key": kept.pk, "purpose": "法院调取"})
    assert EMAIL in opened.content.decode()
    assert desk.post("/desk/records/sealed/", {"key": "99999", "purpose": "法院调取"}).status_code == 404


def test_what_is_about_her_own_office_is_not_hers_to_open(city: City, as_person: Any) -> None:
    case = city.filed(kind="misconduct", about_office=city.office("records"), email=EMAIL).case
    cases.redact(case, by=city.reporter(case), given=cases.RedactGiven(lines=[1]), at=LATER)
    kept = Retained.objects.get()
    assert kept.ground == "inquiry"
    with pytest.raises(NotAllowed):
        open_retained(kept, by=city.dong, purpose="看看", at=LATER)
    assert case.number not in as_person(city.dong).get("/desk/records/sealed/").content.decode()


@pytest.mark.parametrize(
    ("kind", "state", "objecting", "looks_again", "ground"),
    [
        ("misconduct", "filed", 0, False, "inquiry"),
        ("misconduct", "closed", 0, False, None),
        ("complaint", "close-appealed", 0, False, "review"),
        ("complaint", "decline-appealed", 0, False, "review"),
        ("complaint", "in-hand", 0, True, "review"),
        ("complaint", "in-hand", 1, False, "objection"),
        ("complaint", "in-hand", 0, False, None),
        ("complaint", "closed", 0, False, None),
    ],
)
def test_a_ground_exists_only_while_something_is_decided(
    kind: str, state: str, objecting: int, looks_again: bool, ground: str | None
) -> None:
    assert keep_ground(kind=kind, state=state, objecting=objecting, looks_again=looks_again) == ground
