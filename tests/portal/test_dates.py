"""Dates read as people of each language write them."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "24 November 2026"), ("zh-hans", "2026 年 11 月 24 日"), ("zh-hant", "2026 年 11 月 24 日")],
)
def test_a_day_is_written_in_the_language_of_the_reader(language: str, written: str) -> None:
    with translation.override(language):
        assert date_format(date(2026, 11, 24), "DATE_FORMAT") == written
