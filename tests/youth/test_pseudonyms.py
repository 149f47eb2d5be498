"""A drawn name has a form in each of the three languages, and each form is the name of one child alone."""

import random

from civic.youth.rules import called, draw, is_drawn
from civic.youth.rules.pseudonyms import HOW, WHERE, WHO


def test_a_name_reads_in_three_languages() -> None:
    assert called("早起的木棉", "en") == "Early-rising Kapok"
    assert called("轻轻的萤火虫", "zh-hant") == "輕輕的螢火蟲"
    assert called("桥上看云的榕树", "en") == "Cloud-watching Banyan on the Bridge"
    assert called("桥上看云的榕树", "zh-hans") == "桥上看云的榕树"


def test_two_parts_never_share_a_form() -> None:
    for parts in (HOW, WHO, WHERE):
        for at in (0, 1):
            assert len({forms[at] for forms in parts.values()}) == len(parts)


def test_every_drawn_name_has_an_english_form_without_a_chinese_sign() -> None:
    for name in draw(random.Random(7), count=200) + draw(random.Random(8), count=200, is_long=True):
        assert is_drawn(name)
        assert called(name, "en").isascii()


def test_what_was_not_drawn_stays_as_it_is() -> None:
    assert called("–12", "en") == "–12"
    assert not is_drawn("林小雨")
