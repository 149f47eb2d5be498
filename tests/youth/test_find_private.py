"""What tells who somebody is, as children write it, and what only looks like it: one table each."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.lib.refusals import NotValid
from civic.youth import actions as youth
from civic.youth.rules.private import Found, find_in, hints
from tests.youth.making import AT, track_and_child, written

TELLS = (
    ("phone", "一三八零零一三八零零零"),
    ("phone", "壹叁捌零零壹叁捌零零零"),
    ("phone", "１３８００１３８０００"),
    ("phone", "1 3 8 0 0 1 3 8 0 0 0"),
    ("phone", "138-0013-8000"),
    ("phone", "138😀0013😀8000"),
    ("phone", "1😀3😀8😀0😀0😀1😀3😀8😀0😀0😀0"),
    ("phone", "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣"),
    ("phone", "幺三八 零零一三 八零零零"),
    ("phone", "138.0013.8000"),
    ("school", "我在东桥一小上学"),
    ("school", "我读七中。"),
    ("school", "附小门口很堵"),
    ("school", "东桥一小门口"),
    ("school", "老桥附小旁边没有灯"),
    ("school", "市七中的操场"),
    ("class", "我是四2班的"),
    ("class", "四（2）班"),
    ("class", "4.2班的同学"),
    ("class", "4·2班"),
    ("class", "四年2班"),
    ("class", "我是2班的"),
    ("class", "四【2】班"),
    ("account", "我的抖音号是xiaoyu_2015"),
    ("account", "快手：yuyu12345"),
    ("account", "小红书搜 rainrain88"),
    ("account", "加我QQ 12345678"),
    ("account", "QQ:一二三四五六七八"),
    ("account", "微信号 linyu_abc"),
    ("account", "V信：linyu888"),
    ("account", "我的抖音叫小雨爱跳舞"),
    ("account", "my roblox name is coolkid99"),
    ("address", "我家在老桥路12号"),
    ("address", "老桥路十二号"),
    ("address", "我住3栋502"),
    ("address", "3栋2单元502"),
    ("address", "河边大道88号"),
    ("account", "加我微 abc12345"),
    ("account", "加我的Q:xiaoyu_16"),
    ("address", "我家在翠坊小区三栋二单元"),
    ("address", "我住翠坊小区3栋"),
    ("address", "望江花园12座3楼"),
    ("address", "I live at 12 River Road"),
    ("address", "23.1304, 113.2701"),
    ("birthday", "我的生日是2016年5月1日"),
    ("birthday", "出生：2016-05-01"),
    ("birthday", "born on 2016.5.1"),
    ("name", "我爸爸叫林大伟"),
    ("name", "奶奶名叫陈秀英。"),
    ("name", "王老师说过"),
    ("name", "我们班的李小红同学"),
    ("name", "我同桌王小明也怕"),
    ("name", "我的好朋友叫张伟。"),
    ("name", "体育老师是刘强。"),
    ("name", "陈校长"),
    ("name", "Mr. Brown said"),
)
FINE = (
    "小区三栋楼都没有电梯",
    "我们小区门口",
    "住在小区里的老人",
    "小区花园3个",
    "爸爸叫我早点睡",
    "妈妈叫许多人来",
    "奶奶叫我回家",
    "2016年5月1日的活动",
    "国庆节在2026年10月1日",
    "每年生日都去公园",
    "走了1.5公里，用了20.5分钟",
    "加我们的力量",
    "加微小的一点光",
    "There are 12 big trees on the road",
    "三年级同学们都怕",
    "王府井路口很堵",
    "老师们很辛苦",
    "地铁12号线太挤",
    "一路上没有树",
    "许多同学走这条路",
    "任何同学都可以",
    "体育老师教我们",
    "班主任老师",
    "语文老师",
    "周围同学",
    "每周同学们",
    "其余同学",
    "双方同学",
    "高年级同学",
    "我们小学门口",
    "一小块草地",
    "一小时",
    "过了一中午",
    "其中有三个",
    "十中有九",
    "三班地铁",
    "12班车",
    "坐2号线到河边",
    "2024年有 13 人，15 人，16 人，17 人，18 人",
    "14、15、16、13、25、3",
    "下小雨的时候",
    "一、二、三、四、五、六、七、八、九、十、十一",
    "附近的小学",
    "抖音上很多视频",
    "少看抖音",
    "我在抖音2024年看到",
    "用微信扫码就可以",
    "QQ音乐",
    "放学的路上",
    "走路5分钟",
    "3号口有个坑",
    "5号门",
    "人民路3号口",
    "江边小路",
    "高中生",
    "林间小路",
    "我们班同学",
    "全班同学",
    "年轻的老师",
    "石头路",
    "马路对面",
    "二十四小时",
    "实验小组",
    "三中全会",
    "一中一西",
    "初中的同学",
    "小中大三种",
    "第三小组",
    "每组3小块",
    "公园里的3个小亭子",
    "2班人",
    "每天的路边 12 号",
    "周一同学",
    "方便老师和同学",
    "长江同学",
    "夏天同学们",
    "黄色的车",
    "1号楼前面",
    "10栋楼",
    "我是一个学生",
    "我和妈妈",
    "最高的楼",
    "曾经有老师",
    "在一小片草地上",
    "两小无猜",
)
SIGNS = ("〇零0０", "一壹幺1１", "二贰2２", "三叁3３", "四肆4４", "五伍5５", "六陆6６", "七柒7７", "八捌8８", "九玖9９")
BETWEEN = ("", " ", "-", ".", "😀", "\u3000", "*", "~")


@pytest.mark.parametrize(("kind", "words"), TELLS)
def test_it_is_found_however_a_child_writes_it(kind: str, words: str) -> None:
    assert kind in {one.kind for one in find_in({"saw": words})}


@pytest.mark.parametrize("words", FINE)
def test_what_only_looks_like_it_is_let_through(words: str) -> None:
    assert find_in({"saw": words}) == []


@settings(deadline=None)
@given(st.integers(3_000_000_000, 9_999_999_999), st.lists(st.integers(0, 9), min_size=11), st.sampled_from(BETWEEN))
def test_a_phone_number_is_found_in_any_signs_with_anything_between(rest: int, which: list[int], gap: str) -> None:
    signs = [SIGNS[int(digit)] for digit in f"1{rest}"]
    written_out = gap.join(all_of[at % len(all_of)] for all_of, at in zip(signs, which, strict=False))
    assert [one.kind for one in find_in({"saw": f"请找我，{written_out}，谢谢。"})] == ["phone"]


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_words_break_the_finder_and_every_finding_stands_in_the_text(text: str) -> None:
    for one in find_in({"saw": text}):
        assert one.text in text


def test_one_hint_names_every_word_of_a_sort_once() -> None:
    found = find_in({"saw": "王老师和陈校长，还有王老师，电话13800138000。"})
    told = [str(one) for one in hints(found)]
    assert len(told) == 2
    assert told[0].count("王老师") == 1
    assert "“王老师”, “陈校长”" in told[0]
    assert "13800138000" in told[1]


def test_a_place_is_told_once_under_its_surest_name() -> None:
    assert find_in({"saw": "桥东小学"}, schools=["桥东小学"]) == [Found("saw", "school", "桥东小学")]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["我叫林小雨，我想说。", "大家叫我小雨。", "林小雨同学想说。"])
def test_the_childs_own_name_is_its_own_and_never_a_doubt(words: str) -> None:
    _track, entry = track_and_child("林小雨")
    with pytest.raises(youth.TellsWho) as refused:
        youth.keep(written(entry), given=youth.Given(saw=words), at=AT)
    assert [one.kind for one in refused.value.found] == ["own-name"]


@pytest.mark.django_db
def test_the_name_of_somebody_else_stays_a_doubt() -> None:
    _track, entry = track_and_child("林小雨")
    with pytest.raises(NotValid) as refused:
        youth.keep(written(entry), given=youth.Given(saw="王老师说桥洞很黑。"), at=AT)
    assert isinstance(refused.value, youth.TellsWho)
    assert [(one.kind, one.text) for one in refused.value.found] == [("name", "王老师")]


def test_a_long_text_is_read_in_no_time() -> None:
    begun = perf_counter()
    for sign in ("一", "路", "王", "1", "1 ", "同学", "第三中", "A"):
        find_in({"saw": sign * 1000})
    assert perf_counter() - begun < 3
