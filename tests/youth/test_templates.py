"""Pages of children, families and juries ask a row how it stands; none compares its state with a word."""

import re
from pathlib import Path

import pytest
from django.conf import settings

COMPARES = re.compile(
    r"\b(?:proposal|entry|picture|asking|panel|request|one)\.(?:state|kind|outcome|stage|verdict)\s*(?:==|!=)"
)


@pytest.mark.parametrize("app", ["youth", "families", "juries"])
def test_no_page_compares_the_state_of_a_row_with_a_word(app: str) -> None:
    pages = (Path(settings.BASE_DIR) / "templates" / app).rglob("*.html")
    found = {page.name: COMPARES.findall(page.read_text(encoding="utf-8")) for page in pages}
    assert len(found) > 8
    assert {name: hits for name, hits in found.items() if hits} == {}
