"""Which words many titles hold, and which texts are alike. Only arithmetic."""

from hypothesis import given
from hypothesis import strategies as some

from civic.suggestions.rules.themes import MOST, alike, themes

SIGNS = some.text(alphabet="路灯噪音公园学校的了请A3 ，。", max_size=30)
TITLES = [
    f"{place}{what}"
    for place in ("望江路", "河心岛", "东桥", "北门", "学校旁", "老街")
    for what in ("噪音太大", "停车难", "缺公厕", "公交少")
]


def test_a_word_is_what_holds_together_and_stands_freely() -> None:
    words = {one.word: len(one.places) for one in themes(TITLES, [""] * len(TITLES))}
    assert words["停车难"] == 6 or words["停车"] == 6
    assert "车难" not in words
    assert not {word for word in words if word.endswith("的") or word in ("请问", "建议")}


def test_words_that_say_nothing_are_no_themes() -> None:
    titles = [f"关于{what}的建议" for what in ("路灯", "公园", "停车", "公交", "学校", "公厕", "河边")]
    assert not {one.word for one in themes(titles, [""] * 7)} & {"关于", "建议", "的建议"}


def test_much_the_same_words_are_alike_and_others_are_not() -> None:
    texts = [
        "望江路夜市的噪音一直响到半夜，老人睡不着。",
        "北门菜场缺一个公厕，买菜的人很不方便。",
        "望江路夜市噪音响到半夜，家里老人睡不着觉。",
        "小区停车位太少，晚上没有地方停。",
    ]
    found = {(one.one, one.other) for one in alike(texts)}
    assert (0, 2) in found
    assert (2, 0) in found
    assert not {pair for pair in found if 1 in pair or 3 in pair}


@given(texts=some.lists(SIGNS, max_size=12))
def test_nothing_is_like_itself_and_what_is_alike_is_so_both_ways(texts: list[str]) -> None:
    found = alike(texts, most=len(texts))
    assert all(one.one != one.other and 0 < one.share <= 100 for one in found)
    assert {(one.one, one.other) for one in found} == {(one.other, one.one) for one in found}


@given(texts=some.lists(SIGNS, max_size=12))
def test_every_theme_stands_in_each_that_is_said_to_hold_it(texts: list[str]) -> None:
    found = themes(texts, texts)
    assert len(found) <= MOST
    for one in found:
        assert list(one.places) == [at for at, text in enumerate(texts) if one.word in text]
