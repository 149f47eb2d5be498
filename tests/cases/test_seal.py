"""What was promised of privacy stays; what the city makes private is taken back from strangers everywhere."""

from datetime import timedelta
from typing import Any

import pytest

from civic.cases import actions as cases
from civic.cases.models import Case, MapCount
from civic.cases.queries import first_broken_line, glimpse_of
from civic.cases.rules.privacy import stricter
from civic.lib.refusals import Conflict
from civic.offices import actions as offices
from civic.search.queries import matching
from civic.supervision import actions as supervision
from tests.people import NOON, City

HOUR = timedelta(hours=1)


def on_map() -> int:
    """How many cases the public map counts."""
    return sum(
        MapCount.objects.filter(resolution=MapCount.objects.latest("resolution").resolution).values_list(
            "count", flat=True
        )
    )


def test_of_two_promises_the_stricter_counts() -> None:
    assert stricter("public", "private") == stricter("private", "public") == "private"
    assert stricter("anonymous", "confidential") == "confidential"
    assert stricter("public", "public") == "public"


def test_a_matter_made_private_takes_its_public_cases_back_everywhere(city: City, client: Any) -> None:
    case = city.case("accepted", text="东桥路口的路灯不亮。", lat=23.13, lon=113.30)
    other = city.case("filed", text="另一件。", matter=city.matter("0102"))
    assert client.get(f"/api/v1/cases/{case.number}/").json()["reading"] == "public"
    assert on_map() == 2
    offices.amend_matter(city.matter("0101"), privacy="private")
    assert cases.seal(at=NOON + HOUR) == 1
    case = Case.objects.get(pk=case.pk)
    assert (case.privacy, case.publication) == ("private", "unscreened")
    assert on_map() == 1
    assert not Case.objects.filter(pk__in=matching("public", "case", "东桥路口")).exists()
    said = client.get(f"/cases/{case.number}/").content.decode()
    assert "东桥路口" not in said
    assert case.number not in [one["number"] for one in client.get("/api/v1/cases/").json()["results"]]
    assert client.get(f"/api/v1/cases/{case.number}/timeline/").status_code == 404
    assert case.lines.order_by("-seq")[0].verb == "seal"
    assert first_broken_line(case) is None
    assert Case.objects.get(pk=other.pk).publication == "published"
    assert cases.seal(at=NOON + HOUR) == 0  # once


def test_what_was_not_public_yet_or_withheld_is_only_promised_anew(city: City) -> None:
    fresh, held = city.case("filed", published=False), city.case("filed", published=False)
    supervision.withhold(held, by=city.mo, reason="不宜公开。", at=NOON)
    offices.amend_matter(city.matter("0101"), privacy="private")
    lines = fresh.lines.count()
    assert cases.seal(at=NOON + HOUR) == 0
    assert Case.objects.get(pk=fresh.pk).privacy == "private"
    assert (Case.objects.get(pk=held.pk).publication, Case.objects.get(pk=held.pk).privacy) == ("withheld", "private")
    assert fresh.lines.count() == lines
    assert glimpse_of(Case.objects.get(pk=fresh.pk)).hour is None


def test_a_matter_made_public_later_changes_nothing_for_those_who_were_promised_privacy(city: City) -> None:
    offices.amend_matter(city.matter("0102"), privacy="private")
    case = city.filed(matter=city.matter("0102"), at=NOON).case
    offices.amend_matter(city.matter("0102"), privacy="public")
    case = Case.objects.get(pk=case.pk)
    glimpse = glimpse_of(case)
    assert (glimpse.matter, glimpse.hour, glimpse.state) == (None, None, "")
    with pytest.raises(Conflict, match="never published"):
        supervision.publish(case, by=city.mo, title="吵", text="隔壁吵闹。", at=NOON + HOUR)
    supervision.accept(case, by=city.lin, matter=city.matter("0101"), at=NOON + HOUR)
    assert Case.objects.get(pk=case.pk).privacy == "private"


def test_a_case_sorted_under_a_confidential_matter_hides_its_reporter_from_then_on(city: City) -> None:
    offices.amend_matter(city.matter("0102"), privacy="confidential")
    case = city.case("filed", email="mei@example.com")
    assert not case.is_confidential
    supervision.accept(case, by=city.lin, matter=city.matter("0102"), at=NOON + HOUR)
    assert Case.objects.get(pk=case.pk).is_confidential


def test_who_said_no_to_confidence_under_the_same_matter_is_taken_at_her_word(city: City) -> None:
    offices.amend_matter(city.matter("0101"), privacy="confidential")
    case = city.filed(at=NOON, is_confidential=False).case
    supervision.accept(case, by=city.lin, matter=city.matter("0101"), at=NOON + HOUR)
    assert not Case.objects.get(pk=case.pk).is_confidential
