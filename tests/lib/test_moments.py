"""A day and an hour are said with their weekday, in the language of whoever reads."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from civic.lib.moments import said_moment


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Tue 24 November, 18:00"),
        ("zh-hans", "11 月 24 日 星期二 18:00"),
        ("zh-hant", "11 月 24 日 星期二 18:00"),
    ],
)
def test_it_is_said_by_the_clocks_of_the_city(language: str, said: str) -> None:
    with override(language):
        assert said_moment(datetime(2026, 11, 24, 10, tzinfo=UTC)) == said
