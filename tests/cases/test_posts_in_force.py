"""A post counts by the city's own day, not by Greenwich's."""

from datetime import UTC, date, datetime

import pytest

from civic.lib.refusals import NotAllowed
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.people import City


def test_a_post_that_begins_today_counts_from_the_citys_midnight(city: City) -> None:
    case = city.filed().case
    [post] = city.lin.officer.posts.all()
    offices.end_post(post, ends=date(2026, 11, 3))
    half_past_midnight = datetime(2026, 11, 3, 16, 30, tzinfo=UTC)  # 4 November 00:30 in the city
    with pytest.raises(NotAllowed):
        supervision.accept(case, by=city.lin, matter=city.matter(), at=half_past_midnight)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=datetime(2026, 11, 3, 15, 30, tzinfo=UTC))
