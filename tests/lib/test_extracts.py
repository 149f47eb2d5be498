"""A piece of a text around what was looked for: marked is just what the index finds."""

from hypothesis import given
from hypothesis import strategies as st

from civic.lib.extracts import extract, marked


def hits(line: str, query: str) -> list[str]:
    return [piece.text for piece in marked(line, query) if piece.is_hit]


def test_runs_of_chinese_words_of_latin_and_single_signs_are_marked() -> None:
    assert hits("楼道里不能停放电动车", "电动车 停放") == ["停放", "电动车"]
    assert hits("樓道裡不能停放電動車", "电动车") == ["電動車"], "either script finds the other"
    assert hits("No e-bikes in a BIKE room", "bike") == ["BIKE"], "a Latin word stands alone"
    assert hits("灯灯灯", "灯") == ["灯", "灯", "灯"]
    assert hits("ＡＢＣ １２", "abc 12") == ["ＡＢＣ", "１２"]
    assert hits("什么都没有", "!!!") == []


def test_an_extract_begins_near_the_first_place_and_says_that_it_is_a_piece() -> None:
    pieces = extract("前" * 400 + "电动车" + "后" * 400, "电动车")
    words = "".join(piece.text for piece in pieces)
    assert words.startswith("…")
    assert words.endswith("…")
    assert [piece.text for piece in pieces if piece.is_hit] == ["电动车"]
    assert len(words) <= 142
    assert "".join(piece.text for piece in extract("短", "电")) == "短"


@given(st.text(max_size=200), st.text(max_size=20))
def test_no_text_and_no_question_loses_or_doubles_a_sign(line: str, query: str) -> None:
    assert "".join(piece.text for piece in marked(line, query)) == line
    extract(line, query)
