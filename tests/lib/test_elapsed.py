"""How long something has waited, as one says it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from civic.lib.elapsed import elapsed

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("waited", "english", "chinese"),
    [
        (timedelta(hours=3, minutes=10), "3 hours", "3 小时"),
        (timedelta(days=5), "5 days", "5 天"),
        (timedelta(days=312), "10 months", "10 个月"),  # not "10 月", which is October
    ],
)
def test_a_wait_of_months_is_no_month_of_the_calendar(waited: timedelta, english: str, chinese: str) -> None:
    for language, told in (("en", english), ("zh-hans", chinese)):
        with override(language):
            assert elapsed(NOW - waited, NOW).replace("\xa0", " ") == told
