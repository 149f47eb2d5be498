"""Disputes between private people are never published: strangers know the place and the day, at every door."""

import re
from datetime import timedelta
from typing import Any

import pytest

from civic.cases.models import Case
from civic.cases.queries import glimpse_of, glimpses
from civic.cases.rules import Hand, denial
from civic.cases.rules.privacy import hides_reporter, is_never_public
from civic.handling import actions as handling
from civic.lib.refusals import Conflict
from civic.offices.models import Matter
from civic.offices.rules import Privacy
from civic.search.queries import matching
from civic.supervision import actions as supervision
from tests.people import NOON, City

HOUR = timedelta(hours=1)


@pytest.fixture
def quarrel(city: City) -> Case:
    """A dispute between neighbours, just handed in at 12:20."""
    Matter.objects.filter(code="0102").update(privacy="private", name_en="Noise next door", name_zh_hans="邻里纠纷")
    return city.filed(matter=city.matter("0102"), at=NOON + HOUR / 3).case


def test_only_a_private_matter_is_kept_for_good_and_only_a_confidential_one_hides_the_reporter() -> None:
    told = {privacy: (is_never_public(privacy), hides_reporter(privacy)) for privacy in Privacy.values}
    assert told == {
        "public": (False, False),
        "confidential": (False, True),
        "anonymous": (False, False),
        "private": (True, False),
    }


def test_publishing_it_is_refused_with_a_sentence(city: City, quarrel: Case) -> None:
    with pytest.raises(Conflict) as refused:
        supervision.publish(quarrel, by=city.mo, title="吵闹", text="隔壁吵闹。", at=NOON + HOUR)
    assert "never published" in str(refused.value)
    quarrel.refresh_from_db()
    assert quarrel.publication == "unscreened"
    hand = Hand(side="check", roles=frozenset({"moderator"}), privacy="private")
    reason = denial("publish", kind="complaint", state="filed", publication="unscreened", hand=hand)
    assert reason is not None
    assert reason.family == "privacy"


def test_withholding_it_is_still_possible(city: City, quarrel: Case, client: Any) -> None:
    supervision.withhold(quarrel, by=city.mo, reason="连地点也不宜公开。", at=NOON + HOUR)
    assert client.get(f"/cases/{quarrel.number}/").status_code == 404


def test_strangers_see_the_place_and_the_day_on_every_page(city: City, quarrel: Case, client: Any) -> None:
    for address in ("/cases/", f"/cases/{quarrel.number}/"):
        page = client.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
        assert "Dongqiao District" in page
        assert "A private matter" in page
        assert "Noise next door" not in re.sub(r"<option.*?</option>", "", page)
        assert "12:00 to 12:59" not in page
    told = client.get(f"/api/v1/cases/{quarrel.number}/").json()
    assert (told["matter"], told["hour"], told["state"], told["day"]) == (None, None, "", "2026-11-03")
    assert (told["area"]["code"], told["cell"]["code"]) == ("990102", "99010200100101")
    assert set(told) == {"number", "reading", "matter", "area", "cell", "state", "day", "hour"}


def test_a_report_of_another_matter_shows_its_hour_as_before(city: City, client: Any) -> None:
    case = city.filed().case
    page = client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "12:00 to 12:59" in page
    assert client.get(f"/api/v1/cases/{case.number}/").json()["matter"]["code"] == "0101"


def test_its_place_in_the_list_tells_no_hour(city: City, quarrel: Case) -> None:
    before, after = city.filed(at=NOON).case, city.filed(at=NOON + 2 * HOUR).case
    yesterday = city.filed(at=NOON - 24 * HOUR).case
    assert [one.case for one in glimpses(10)] == [after, before, quarrel, yesterday]
    assert glimpse_of(quarrel).hour is None


def test_a_case_that_turns_out_to_be_private_leaves_strangers_again(city: City, client: Any) -> None:
    Matter.objects.filter(code="0102").update(privacy="private")
    case = city.case("filed")
    assert client.get(f"/cases/{case.number}/").status_code == 200
    supervision.accept(case, by=city.lin, matter=city.matter("0102"), at=NOON + 2 * HOUR)
    case.refresh_from_db()
    assert case.publication == "unscreened"
    assert "路灯" not in client.get(f"/cases/{case.number}/").content.decode()
    assert not Case.objects.public().exists()
    found = matching("public", "case", "望江路")
    assert found is not None
    assert not Case.objects.filter(pk__in=found).exists()


def test_the_history_of_an_earlier_system_is_not_published_either(city: City) -> None:
    Matter.objects.filter(code="0102").update(privacy="private")
    case = city.filed(matter=city.matter("0102"), source="import", source_ref="old-7").case
    handling.record(case, text="已调解。", at=NOON + HOUR)
    case.refresh_from_db()
    assert (case.state, case.publication) == ("closed", "unscreened")


def test_it_waits_for_no_moderator(city: City, quarrel: Case, as_person: Any) -> None:
    other = city.filed().case
    page = as_person(city.mo).get("/desk/?view=to-screen").content.decode()
    assert other.number in page
    assert quarrel.number not in page
    desk = as_person(city.mo).get(f"/desk/cases/{quarrel.number}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "never published" in desk
