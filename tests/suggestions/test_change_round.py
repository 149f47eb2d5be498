"""What a round says is changed in public, and what was there before stays written down."""

from datetime import timedelta
from typing import Any

import pytest

from civic.cases.models import Case
from civic.lib.refusals import NotAllowed, NotValid
from civic.suggestions.actions import change_round, open_for_support
from civic.suggestions.models import Round, RoundLine, Suggestion
from civic.suggestions.rules.phases import Span
from tests.people import NOON, City
from tests.suggestions.ground import DAY, HOUR, both, given, running, suggested

pytestmark = pytest.mark.django_db


def test_what_was_there_before_stays_written_down(city: City) -> None:
    known = running(city)
    names = {"zh-hans": "望江路", "zh-hant": "望江路", "en": "Riverside Road"}
    change_round(known, given(names=names), by=city.lin, at=NOON + HOUR)
    line = RoundLine.objects.get(verb="change")
    assert line.facts["name_zh-hans"] == ["望江路怎么改", "望江路"]
    assert "name_en" not in line.facts


def test_suggestions_that_collect_support_go_by_its_new_days(city: City) -> None:
    known = running(city, spans=both())
    case = suggested(city)
    open_for_support(case, by=city.lin, in_round=known, at=NOON + HOUR)
    assert Suggestion.objects.get(case=case).support_until == NOON + 60 * DAY
    change_round(
        known, given(spans=[Span("both", NOON, NOON + 30 * DAY)], hides_count=True), by=city.lin, at=NOON + HOUR
    )
    assert Suggestion.objects.get(case=case).support_until == NOON + 30 * DAY
    assert Case.objects.get(pk=case.pk).hides_supports


def test_its_address_and_its_three_languages_stay_once_it_is_shown(city: City) -> None:
    known = running(city)
    with pytest.raises(NotValid, match="People know this address"):
        change_round(known, given(slug="another"), by=city.lin, at=NOON)
    with pytest.raises(NotValid):
        change_round(known, given(topics={"zh-hans": "望江路。"}), by=city.lin, at=NOON)
    assert Round.objects.get().topic_en == "What do you want?"


def test_it_cannot_be_made_to_end_before_its_start(city: City) -> None:
    known = running(city)
    with pytest.raises(NotValid, match="ends before it starts"):
        change_round(known, given(spans=[Span("both", NOON, NOON - timedelta(days=1))]), by=city.lin, at=NOON)


def test_who_holds_no_such_post_changes_nothing(city: City, as_person: Any) -> None:
    known = running(city)
    with pytest.raises(NotAllowed):
        change_round(known, given(), by=city.mo, at=NOON)
    assert as_person(city.mo).get(f"/desk/rounds/{known.pk}/").status_code == 403
    page = as_person(city.lin).get(f"/desk/rounds/{known.pk}/").content.decode()
    assert "riverside-2026" in page
