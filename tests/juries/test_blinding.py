"""Nothing a juror reads says who made it or from where."""

from hypothesis import given
from hypothesis import strategies as st

from civic.juries.rules import HIDDEN, blind, to_hide
from tests.juries.tries import TRIES

WORDS = to_hide(
    pseudonym="木棉",
    schools=["桥东小学", "橋東小學", "Qiaodong Primary"],
    districts=["东桥区", "東橋區", "Dongqiao District"],
)


@TRIES
@given(st.text(alphabet="我在的门口看见木棉桥东小学区abc ", max_size=40), st.sampled_from(WORDS), st.integers(0, 40))
def test_a_name_disappears_wherever_it_stands(text: str, name: str, where: int) -> None:
    told = blind(text[:where] + name + text[where:], WORDS)
    assert not any(word.lower() in told.lower() for word in WORDS)


def test_what_people_shorten_a_name_to_disappears_too() -> None:
    told = blind("我是桥东的木棉，dongqiao 的桥洞很黑。", WORDS)
    assert told == f"我是{HIDDEN}的{HIDDEN}，{HIDDEN} 的桥洞很黑。"


def test_a_class_disappears_whatever_its_number() -> None:
    assert "班" not in blind("我们五年级（3）班和4年2班的同学一起数的。", ())


def test_other_words_stay_as_the_child_wrote_them() -> None:
    text = "桥洞里只有一盏灯，还老是坏。\n小学生放学要走过去。"
    assert blind(text, WORDS) == text
