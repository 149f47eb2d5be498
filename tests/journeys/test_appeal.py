"""An appeal turns an answer round, in a real browser; a bad rating is put right; the committee has the last word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from civic.cases.queries import first_broken_line
from tests.journeys.conftest import Site, Visitor
from tests.journeys.test_whole_loop import READ_FIRST, fill

AGAIN = "这次整段电缆换了，灯亮着。"


def act(officer: Visitor, number: str, verb: str, **given: str) -> None:
    """Make one move at the desk, on the page of its form."""
    page = officer.go(f"/desk/cases/{number}/{verb}/")
    fill(officer, "form#act", **given)
    officer.press(".open-foot .govuk-button")
    if verb in READ_FIRST:
        officer.press(".open-foot [name=send]")
    assert page.locator(".govuk-error-message, .refusal").count() == 0, officer.words


def appealed(resident: Visitor, number: str, why: str) -> None:
    """The resident appeals from the page of her case, where the day and the body that decides stand."""
    resident.go(f"/cases/{number}/")
    resident.press('#appeal a[href$="/appeal/"]')
    assert "You may appeal until" in resident.words
    fill(resident, "form.ask__main", text=why)
    resident.press("form.ask__main .govuk-button")


@pytest.mark.parametrize("script", [True, False], ids=["with-javascript", "without-javascript"])
def test_an_appeal_turns_an_answer_round(site: Site, script: bool) -> None:
    city = site.city
    case = city.case("closed", at=timezone.now() - timedelta(days=3), by=city.mei)
    number = case.number

    with site.visitor(city.mei, width=390, script=script) as resident:
        appealed(resident, number, "晚上去看，灯还是黑的。")
        assert "Answer under review" in resident.words
        with site.visitor(city.rui, script=script) as reviewer:
            act(reviewer, number, "overturn", text="只换灯泡不算修好，重新办理。")
        resident.go(f"/cases/{number}/")
        assert "只换灯泡不算修好，重新办理。" in resident.words
        assert "this is round 2" in resident.words

        with site.visitor(city.zhao, script=script) as dispatcher:
            act(dispatcher, number, "dispatch", office="dongqiao-lamps")
        with site.visitor(city.chen, script=script) as handler:
            act(handler, number, "take")
            act(handler, number, "answer", outcome="solved", text=AGAIN)
        with site.visitor(city.lin, script=script) as supervisor:
            act(supervisor, number, "verify", text="到场看了，亮着。")

    with site.visitor(city.mei, width=390, script=script) as resident:
        resident.go(f"/cases/{number}/")
        resident.press('.solved button[value="yes"]')
        fill(resident, "form.rating", solved="yes", result="5")
        resident.press("form.rating [type=submit]")
        assert AGAIN in resident.words
    case.refresh_from_db()
    assert (case.state, case.round, case.verdict) == ("closed", 2, "yes")
    assert first_broken_line(case) is None


def test_a_bad_rating_is_put_right_and_what_is_upheld_goes_to_the_committee(site: Site) -> None:
    city = site.city
    case = city.case("closed", at=timezone.now() - timedelta(days=3), by=city.mei)
    number = case.number
    with site.visitor(city.mei, width=390) as resident:
        resident.go(f"/cases/{number}/")
        resident.press('.solved button[value="partly"]')
        fill(resident, "form.rating", solved="partly", result="2", text="还差两盏。")
        resident.press("form.rating [type=submit]")
        assert "To be put right by" in resident.words
        with site.visitor(city.chen) as handler:
            act(handler, number, "mend", text="又换了两盏。")
        resident.go(f"/cases/{number}/")
        assert "又换了两盏。" in resident.words
        assert "Is it solved now?" in resident.words
        appealed(resident, number, "其实没有换。")
        with site.visitor(city.rui) as reviewer:
            act(reviewer, number, "uphold", text="记录表明已换。")
        appealed(resident, number, "我拍了照片。")
        assert "Answer before the committee" in resident.words
        with site.visitor(city.sun) as member:
            act(member, number, "uphold", text="现场看过，维持。")
        resident.go(f"/cases/{number}/")
        assert "Upheld by the committee" in resident.words
        assert "The last word in the city" in resident.words
        assert resident.page.locator('#appeal a[href$="/appeal/"]').count() == 0
