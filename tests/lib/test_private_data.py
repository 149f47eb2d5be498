"""What a text tells of a person is found however it is written, and what only looks like it is left."""

import os
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.lib.private_data import MASK, Span, find_private, masked, names_in

REAL = Path(os.environ.get("GONGZHI_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
TAIPEI = REAL / "taipei" / "streetlight_reports_2024_free_text.csv"


def found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in find_private(text)]


@pytest.mark.parametrize(
    "phone",
    [
        "13800138000",
        "138-0013-8000",
        "138 0013 8000",
        "１３８００１３８０００",
        "１３８－００１３－８０００",
        "138—0013—8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "+86 138 0013 8000",
        "8613800138000",
        "0933-757-682",
        "0918-128003",
        "0928 108 143",
        "+886 933 757 682",
        "020-85123456",
        "020 8512 3456",
        "(020)85123456",
        "0755-26001234",
        "+852 2345 6789",
        "02-2239-3757",
        "(04) 2223-4567",
        "０９１２－３４５－６７８",
    ],
)
def test_a_phone_number_is_found_however_it_is_written(phone: str) -> None:
    assert found(f"请联系{phone}，谢谢") == [("phone", phone)]
    assert found(phone) == [("phone", phone)]


def test_a_short_number_is_a_phone_when_the_text_says_so() -> None:
    assert found("电话：85123456") == [("phone", "85123456")]
    assert found("call me on 2345 6789 please") == [("phone", "2345 6789")]


@pytest.mark.parametrize(
    "text",
    [
        "路燈編號0505364與0505365",
        "路燈編號0700956 0700951 0700996",
        "26-7041-5835",
        "编号2670415835",
        "请拨打12345或110",
        "2026年11月21日14:30",
        "2026-11-21 14:30:05",
        "订单20261121143005123456",
        "噪音超过85.5分贝，100米外都能听到",
        "中山路12号门口的路灯",
        "第3栋楼下的路灯坏了",
        "本人多次反映",
        "本人曾多次反映，没有结果",
        "本人于昨日下午，路过此地",
        "本人居住多年，",
        "本人向贵局，",
        "我叫了救护车",
        "我叫他不要停车",
        "粤A的车很多",
        "https://example.cn/@home",
        "李先生说",
        "前行，我叫停车，让孩子上车",
        "我叫她把电话给工作人员",
        "我是业主，住户很多",
        "我是居民，是来反映问题的",
        "燈桿編號：025-2040554",
        "其中一盞路燈號碼:0202257461",
        "LED-1000W的路灯",
        "咨询车牌，4S店告知",
        "強行開通，6栋180户1000余人反对",
        "申请人应当如实提交材料",
        "小区违建一座650吨的水池",
        "",
    ],
)
def test_what_only_looks_private_is_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "number",
    ["11010519491231002X", "440524188001010014", "110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ"],
)
def test_an_identity_number_is_found_by_its_check_digit(number: str) -> None:
    assert found(f"我的号码{number}。") == [("id-number", number)]


def test_a_wrong_identity_number_is_found_when_the_text_says_what_it_is() -> None:
    assert found("流水号110105194912310021。") == []
    assert found("身份证号：110105194912310021。") == [("id-number", "110105194912310021")]
    assert found("身分證A123456789") == [("id-number", "A123456789")]


@pytest.mark.parametrize(
    "plate",
    [
        "粤A12345",
        "粤a·12345",
        "粤AD12345",
        "京A·D12345",
        "粤B1234警",
        "粤ZF123港",
        "粵A-1B2C3",
        "粤AF12345",
        "ABC-1234",
    ],
)
def test_a_plate_is_found(plate: str) -> None:
    assert found(f"一辆{plate}停在路口") == [("plate", plate)]


@pytest.mark.parametrize(
    ("text", "plate"),
    [("車號：AB-1234，擋住路口", "AB-1234"), ("车牌号是 B12345", "B12345"), ("車牌 1234-AB 的貨車", "1234-AB")],
)
def test_a_plate_of_any_form_is_found_where_the_text_says_so(text: str, plate: str) -> None:
    assert found(text) == [("plate", plate)]


def test_identity_numbers_of_taiwan_and_hong_kong_are_found() -> None:
    assert found("我的號碼A123456789。") == [("id-number", "A123456789")]
    assert found("身份證 A123456(7)") == [("id-number", "A123456(7)")]


def test_addresses_and_accounts_of_the_net_are_found() -> None:
    assert found("写信到mei.li+a@example.com.cn谢谢") == [("email", "mei.li+a@example.com.cn")]
    assert found("ｍｅｉ＠ｅｘａｍｐｌｅ．ｃｏｍ") == [("email", "ｍｅｉ＠ｅｘａｍｐｌｅ．ｃｏｍ")]
    assert found("加微信：mei_2026") == [("account", "mei_2026")]
    assert found("QQ 123456789") == [("account", "123456789")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我叫王小美，住在这里", "王小美"),
        ("您好，我叫李明。", "李明"),
        ("我叫李明住在附近", "李明"),
        ("本人张伟，反映问题", "张伟"),
        ("本人欧阳娜娜，反映", "欧阳娜娜"),
        ("姓名：陳大文", "陳大文"),
        ("联系人 赵六", "赵六"),
        ("My name is Mei Li, hello", "Mei Li"),
        ("我叫代小强，男，汉族", "代小强"),
        ("我叫仉小强，男，汉族", "仉小强"),
        ("我是陈小青，家住东桥区", "陈小青"),
        ("本人（彭小华、46岁）", "彭小华"),
        ("投诉人：刘小严联系电话", "刘小严"),
        ("投诉人：黄意日期：2026年", "黄意"),
    ],
)
def test_a_name_is_found_after_the_words_that_announce_it(text: str, name: str) -> None:
    assert found(text) == [("name", name)]


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("我住在中山路12号3栋501室，漏水", "中山路12号3栋501室"),
        ("地址：东桥区沐江街88号2单元301房", "东桥区沐江街88号2单元301房"),
        ("幸福花园5栋2单元301室楼上太吵", "幸福花园5栋2单元301室"),
        ("我家幸福小区5栋301", "幸福小区5栋301"),
        ("忠孝東路五段10號3樓之2", "忠孝東路五段10號3樓之2"),
        ("3号楼2单元1501室漏水", "3号楼2单元1501室"),
        ("2单元301室的门", "2单元301室"),
        ("12巷3弄5號4樓之1", "12巷3弄5號4樓之1"),
        ("沐江街88号东成大厦2108室", "沐江街88号东成大厦2108室"),
    ],
)
def test_an_address_is_found_down_to_the_door(text: str, door: str) -> None:
    assert ("address", door) in found(text)


def test_several_things_are_found_in_order_and_masked_alike() -> None:
    text = "我叫王小美，电话138-0013-8000，车牌粤A12345。"
    spans = find_private(text)
    assert [span.kind for span in spans] == ["name", "phone", "plate"]
    assert masked(text, spans) == f"我叫{MASK}，电话{MASK}，车牌{MASK}。"
    assert masked(text, reversed(spans)) == masked(text, spans)


def test_spans_that_overlap_are_masked_once() -> None:
    assert masked("abcdef", [Span(1, 4, "a"), Span(2, 5, "b")]) == f"a{MASK}f"
    assert masked("abcdef", [Span(1, 5, "a"), Span(2, 3, "b")]) == f"a{MASK}f"
    assert masked("abcdef", []) == "abcdef"


@given(st.text(max_size=100) | st.text(alphabet="0123456789- 138粤A号路栋室，我叫王住在+@.", max_size=100))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    spans = find_private(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    masked(text, spans)


@given(
    st.text(alphabet="路灯坏了，。abc ", max_size=20), st.sampled_from(["13800138000", "138-0013-8000", "0933-757-682"])
)
def test_no_digit_of_a_phone_survives_masking(words: str, phone: str) -> None:
    text = f"{words}，{phone}。{words}"
    assert not re.search("[0-9]", masked(text, find_private(text)))


@pytest.mark.parametrize(
    "hostile",
    [
        "1" * 4000,
        "1-" * 2000,
        "路" * 4000,
        "中山路1号" * 800,
        "A@" * 2000,
        "a." * 2000,
        "一" * 4000,
        "电话" * 2000,
        "1栋" * 1300,
        "我叫" * 2000,
        "本人张" * 1300,
        "车牌" * 2000,
        "1巷" * 2000,
        "0 9 " * 1000,
        "1单元" * 1300,
    ],
)
def test_no_text_takes_long(hostile: str) -> None:
    started = time.process_time()
    find_private(hostile)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "piece", ["我住在中山路12号3栋501室，", "1-", "路1号", "电话1", "一号楼", "a@b.", "我叫王", "車號A-1"]
)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        return min(_timed(text) for _turn in range(3))

    short, whole = seconds(4_000), seconds(16_000)
    assert whole < 8 * short + 0.02


def _timed(text: str) -> float:
    started = time.process_time()
    find_private(text)
    return time.process_time() - started


def test_a_name_that_is_announced_once_is_found_wherever_it_stands() -> None:
    assert found("我叫王小美。请王小美的邻居也来看。") == [("name", "王小美"), ("name", "王小美")]
    spans = find_private("王小美家门口的灯", names=["王小美"])
    assert [(span.start, span.end, span.kind) for span in spans] == [(0, 3, "name")]
    assert names_in(["我叫王小美。", "路灯不亮。"]) == {"王小美"}
