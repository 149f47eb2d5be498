"""An appeal against the answer of a suggestion goes as for any case; a new round weighs every point anew."""

import pytest
from django.test import Client

from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import Conflict
from tests.people import City
from tests.suggestions.ground import DAY, HOUR, fresh
from tests.suggestions.weighing import AT_WORK, POINTS, answered, named, weighed

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def test_what_was_not_adopted_is_appealed_upheld_and_stays_as_it_was_weighed(city: City, client: Client) -> None:
    case = answered(city, weighed(city, named(city), *["not-taken"] * 3), outcome="not-adopted")
    feedback.appeal(case, by=city.reporter(case), text="公园真的需要长椅。", at=AT_WORK + DAY)
    assert fresh(case).state == "close-appealed"
    assert "How each point weighed" in client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    feedback.uphold(case, by=city.rui, text="答复站得住。", at=AT_WORK + 2 * DAY)
    case = fresh(case)
    assert (case.state, case.outcome, case.round, case.unweighed) == ("closed", "not-adopted", 1, 0)


def test_what_is_overturned_is_weighed_anew_point_by_point(city: City, client: Client) -> None:
    case = answered(city, weighed(city, named(city), *["not-taken"] * 3), outcome="not-adopted")
    feedback.appeal(case, by=city.reporter(case), text="公园真的需要长椅。", at=AT_WORK + DAY)
    feedback.overturn(case, by=city.rui, text="第一点没有说清楚。", at=AT_WORK + 2 * DAY)
    case = fresh(case)
    assert (case.round, case.point_count, case.unweighed) == (2, 3, 3)
    page = client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    assert "Weighed once more now" in page
    assert "How each point weighed" in page
    later = AT_WORK + 3 * DAY
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=later)
    handling.take(case, by=city.chen, at=later)
    with pytest.raises(Conflict, match="3 points"):
        handling.answer(case, by=city.chen, outcome="not-adopted", text="还是不行。", at=later)
    weighed(city, fresh(case), "taken", "not-taken", "not-taken", at=later)
    handling.answer(case, by=city.chen, outcome="in-part", text="门口装一张。", at=later)
    handling.sign(case, by=city.shen, at=later + HOUR)
    told = client.get(f"/api/v1/suggestions/{case.number}/").json()["weighed"]
    assert [(one["round"], [p["weight"] for p in one["points"]]) for one in told] == [
        (2, ["taken", "not-taken", "not-taken"])
    ]
    assert [p["text"] for p in told[0]["points"]] == POINTS
