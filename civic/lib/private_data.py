"""Finds what a text tells of a person: phones, identity numbers, plates, e-mails, accounts, names, doors.

It proposes, a moderator decides: it would rather mark a word too many than leave a phone number on a public page.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

MASK = "＊＊＊"
OF_A_PERSON = frozenset({"id-number", "account", "plate", "phone", "email", "name"})  # but not where it is
NAMES_MOST = 40  # of one text; a list of more is no report


class Span(NamedTuple):
    """A place in the text, and what stands there."""

    start: int
    end: int
    kind: str


def find_private(text: str, *, names: Iterable[str] = ()) -> list[Span]:
    """Every private thing in the text, in order and apart: phone, id-number, plate, email, account, name, address. A
    name that is announced once, here or among those handed in, is found wherever it stands."""
    even = evened(text)
    found = list(_found(even))
    found += _again(even, {*map(evened, names), *(even[one.start : one.end] for one in found if one.kind == "name")})
    found = sorted(found, key=lambda span: (span.start, -span.end))
    apart: list[Span] = []
    for span in found:
        if apart and span.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return apart


def names_in(texts: Iterable[str]) -> set[str]:
    """The names that these texts announce."""
    return {text[span.start : span.end] for text in texts for span in find_private(text) if span.kind == "name"}


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with a mark of always the same length in place of every span."""
    pieces: list[str] = []
    done = 0
    for span in sorted(spans):
        if span.end <= done:
            continue
        pieces += [text[done : max(done, span.start)], MASK if span.start >= done else ""]
        done = span.end
    return "".join([*pieces, text[done:]])


def without_private(text: str, kinds: Container[str], *, names: Iterable[str] = ()) -> str:
    """The text with every private thing of these kinds masked, where nobody reads it before it is shown."""
    return masked(text, [span for span in find_private(text, names=names) if span.kind in kinds])


def evened(text: str) -> str:
    """The text with wide signs narrow, dashes and blanks alike, Latin letters large; every sign keeps its place."""
    return "".join(_even_sign(sign) for sign in text)


def _even_sign(sign: str) -> str:
    if sign.isascii():
        return sign.upper()
    if unicodedata.category(sign) == "Pd" or sign == "−":
        return "-"
    if sign.isspace():
        return " "
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow.upper() if len(narrow) == 1 and narrow.isascii() else sign


# --- numbers: [- ]? lets one dash or blank stand between any two digits, as people write them ---
_DIGITS = r"(?:[- ]?[0-9])"
_NO_CODE = r"(?<!编号)(?<!編號)(?<!编号:)(?<!編號:)(?<!灯号码:)(?<!燈號碼:)(?<![0-9A-Z])"  # of a lamp, a form, an order
_PHONES = (
    rf"(?<![0-9A-Z])(?:\+?86[- ]?)?1[- ]?[3-9]{_DIGITS}{{9}}(?![0-9])",  # mobile, mainland
    rf"(?<![0-9A-Z])(?:\+?886[- ]?)?0?9{_DIGITS}{{8}}(?![0-9])",  # mobile, Taiwan
    rf"{_NO_CODE}(?:\+?86[- ]?)?\(?0(?:10|2[0-9]|[3-9][0-9]{{2}})\)?[- ]?[2-9][0-9]{{2,3}}[- ]?[0-9]{{4}}(?![0-9])",
    rf"{_NO_CODE}(?:\(0[2-8][0-9]?\) ?|0[2-8][0-9]?[- ])[2-9][0-9]{{2,3}}[- ]?[0-9]{{4}}(?![0-9])",  # landline, Taiwan
    rf"(?<![0-9A-Z])\+[0-9]{{1,3}}{_DIGITS}{{6,12}}(?![0-9])",  # any country, written out
    r"(?:电话|電話|手机|手機|联系方式|聯絡方式|座机|致电|致電|PHONE|CALL(?: ME)?|TEL)"
    rf"[^0-9\n]{{0,6}}(?P<phone>[0-9]{_DIGITS}{{6,16}})(?![0-9])",
)
_IDENTITY = re.compile(r"(?<![0-9A-Z])[0-9]{6}[- ]?[0-9]{8}[- ]?[0-9]{3}[0-9X](?![0-9A-Z])")
_IDENTITY_TOLD = (
    r"(?:身份证|身份證|身分證|证件)[^0-9A-Z\n]{0,8}(?P<id>[0-9A-Z](?:[- ]?[0-9A-Z]){7,19})",
    r"(?<![0-9A-Z])(?P<id>[A-Z]{1,2}[0-9]{6}\([0-9A]\)|[A-Z][12][0-9]{8}(?![0-9A-Z]))",  # Hong Kong, Taiwan
)
_PLATE = (
    r"[京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊][A-HJ-NP-Z][·•. -]?"
    r"(?=[A-Z]*[0-9])(?:[A-HJ-NP-Z0-9]{4}[挂学警港澳领使]|[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9]))"
)
_PLATES = (
    _PLATE,
    r"(?<![0-9A-Z-])[A-HJ-NP-Z]{3}-[0-9]{4}(?![0-9A-Z-])",  # Taiwan, of today
    r"(?:车牌|車牌|车号|車號|牌照|号牌|號牌|(?:NUMBER|LICEN[CS]E) PLATE)[号號码碼是为為尾:(\"“ ]{0,4}"
    r"(?P<plate>[\u4e00-\u9fff]?(?=[A-Z. ·-]{0,4}[0-9])[0-9A-Z]{1,4}[. ·-]?[0-9A-Z]{2,5}[学警挂]?)"
    r"(?![0-9A-Z])",  # any, where the text says so
)
_EMAIL = r"[A-Z0-9._%+-]{1,64}@[A-Z0-9-]{1,63}(?:\.[A-Z0-9-]{1,63}){1,4}"
_ACCOUNT = (
    r"(?:微信|薇信|威信|V信|WECHAT|(?<![A-Z])VX|(?<![A-Z])WX|加V|LINE ?ID)"
    r"[^A-Z0-9\n]{0,4}(?P<account>[A-Z0-9][A-Z0-9_-]{5,19})",
    r"(?:QQ|扣扣)[^0-9\n]{0,4}(?P<account>[1-9][0-9]{4,10})(?![0-9])",
)

# --- names ---
_SURNAME = (
    "(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|皇甫|尉迟|公孙|慕容|令狐|["
    "赵趙钱錢孙孫李周吴吳郑鄭王冯馮陈陳褚卫衛蒋蔣沈韩韓杨楊朱秦尤许許何吕呂施张張孔曹严嚴华華金魏陶姜戚谢"
    "謝邹鄒喻柏窦竇章苏蘇潘葛范彭郎鲁魯韦韋马馬苗凤鳳花俞任袁柳鲍鮑史唐费費廉岑薛雷贺賀倪汤湯滕殷罗羅毕畢"
    "郝邬鄔安常乐樂于傅皮齐齊康伍余元卜顾顧孟平黄黃萧蕭尹姚邵汪祁毛狄米贝貝明臧计計伏成戴谈談宋茅庞龐熊纪"
    "紀舒屈项項祝董梁杜阮蓝藍闵閔席季麻强強贾賈路江童颜顏郭梅盛林刁钟鍾徐邱骆駱高夏蔡田樊胡凌霍虞万萬柯卢"
    "盧莫房解应應宗丁宣邓鄧郁单單洪包石崔龚龔程邢裴陆陸荣榮翁荀惠甄封储靳段富巫焦谷车車侯全班秋仲伊宫宮宁"
    "寧仇甘厉厲祖武符刘劉景詹束龙龍叶葉幸韶郜黎蓟薄印白蒲从卓蔺屠蒙池乔喬阴陰能苍双闻聞莘党谭譚贡姬申冉桑"
    "桂牛边邊燕浦尚农温溫庄莊晏柴瞿阎閻慕连連习習容向古易慎戈廖居衡步都耿满滿弘匡国文东東欧歐利师師关關荆"
    "荊游权竺盖益桓涂曾代佘覃邝鄺揭敖"
    "])"
)
# These surnames begin everyday words, so after 本人 they are taken for the word: 本人曾多次, 本人于昨日, 本人居住.
_SOONER_A_WORD = (
    "[于向曾常从应應申居全都安平能成路房车車高白党农单單明强強盖解和有利国文东東步连連满滿计計双任代费費和]"
)
_AFTER_A_NAME = (
    "联系|聯繫|联络|聯絡|投诉|投訴|举报|舉報|日期|电话|電話|身份|身分|手机|手機|"
    "[住是在现現系家男女有于於因想要向为為来來去今的与與和说說]"
)
_GIVEN = f"(?!灯|燈|用|近|先生|小姐|女士)[\u4e00-\u9fff](?:(?!{_AFTER_A_NAME})[\u4e00-\u9fff])?"
_SAYS_WHO = "[，,、 (]{0,2}(?:男|女|今年|现年|現年|身份|身分|系|来自|來自|家住|住在|住址|电话|電話|手机|手機|是[^不否])"
_NO_NAME = "[她他它你您我这這那不了着停去来來救人个個一几幾家老孩]"
_NAMES = (
    rf"(?:我叫|我的名字是|我名叫)(?:做)?[ :]?(?P<name>{_SURNAME}{_GIVEN})",
    rf"(?:我叫|我名叫)[ :]?(?P<name>(?!{_NO_NAME})[\u4e00-\u9fff]{{2,3}}?)(?={_SAYS_WHO})",  # a surname we do not know
    rf"我是[ :]?(?P<name>(?!{_SOONER_A_WORD}){_SURNAME}{_GIVEN})(?={_SAYS_WHO})",
    rf"本人[ :(]?(?P<name>(?!{_SOONER_A_WORD}){_SURNAME}{_GIVEN})(?=[，,。、；;:( 0-9系男女住是]|身份|电话|電話|$)",
    r"(?:姓名|联系人|聯繫人|联络人|聯絡人|投诉人|投訴人|陈情人|陳情人|报案人|举报人|舉報人|(?:申请人|申請人)(?=:))"
    r"[ :是为為]{0,3}"
    rf"(?P<name>(?!应当|應當|符合|房屋|全家|曾|向){_SURNAME}{_GIVEN})",
    r"(?:MY NAME IS|MY NAME'S) (?P<name>[A-Z][A-Z'-]{1,30}(?: [A-Z][A-Z'-]{1,30})?)",
)

# --- addresses down to the door ---
_NUMBER = "[0-9A-Z一二三四五六七八九十百零〇之甲乙丙丁-]{1,8}"
_STREET = "路|街|道|巷|弄|胡同|里|村|坊|小区|小區|社区|社區|花园|花園|苑|公寓|大厦|大廈|广场|廣場"
_INNER = "单元|單元|门|門|楼|樓|层|層"
_HOUSE = "栋|棟|幢|座|号楼|號樓"
_NO_COUNT = "(?![0-9年多余餘来來几幾户戶吨噸米元平㎡%])"
_ADDRESSES = (
    rf"[\u4e00-\u9fff]{{1,12}}(?:{_STREET})(?:{_NUMBER}段)?(?:{_NUMBER}(?:巷|弄)){{0,2}}{_NUMBER}(?:号|號)"
    rf"[\u4e00-\u9fff]{{0,8}}(?:{_NUMBER}(?:{_HOUSE})[\u4e00-\u9fff]{{0,2}})?"
    rf"(?:{_NUMBER}(?:{_HOUSE}|{_INNER}|室|房)(?:之[0-9]{{1,2}})?){{1,4}}(?:[0-9]{{3,4}}(?:室|房|户|戶)?{_NO_COUNT})?",
    rf"[\u4e00-\u9fff]{{0,8}}{_NUMBER}(?:{_HOUSE})(?:{_NUMBER}(?:{_INNER}))?-?[0-9]{{3,4}}(?:室|房|号|號|户|戶)?{_NO_COUNT}",
    rf"[\u4e00-\u9fff]{{0,8}}(?:{_NUMBER}(?:{_HOUSE}))?{_NUMBER}(?:单元|單元)(?:{_NUMBER}(?:楼|樓|层|層))?[0-9]{{3,4}}(?:室|房|号|號|户|戶)?{_NO_COUNT}",
    rf"(?:{_NUMBER}(?:巷|弄|衖)){{1,2}}{_NUMBER}(?:号|號)(?:之[0-9]{{1,2}})?{_NUMBER}(?:楼|樓|室)(?:之[0-9]{{1,2}})?",
)
_BEFORE_AN_ADDRESS = re.compile(".*(?:住在|住址|住|位于|位於|地址是|地址|在|我家|我们|我們|本人|业主|業主)")


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


_KINDS: dict[str, tuple[re.Pattern[str], ...]] = {
    "phone": _compiled(*_PHONES),
    "id-number": _compiled(*_IDENTITY_TOLD),
    "plate": _compiled(*_PLATES),
    "email": _compiled(_EMAIL),
    "account": _compiled(*_ACCOUNT),
    "name": _compiled(*_NAMES),
}
_DOORS = _compiled(*_ADDRESSES)


def _is_identity(number: str) -> bool:
    # Not `ric.is_valid`: it knows only the counties of today, and people carry the codes of counties long gone.
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return bool(ric.calc_check_digit(number) == number[-1])


def _again(even: str, names: Iterable[str]) -> Iterator[Span]:
    known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)[:NAMES_MOST]
    if known:
        for found in re.finditer("|".join(map(re.escape, known)), even):
            yield Span(found.start(), found.end(), "name")


def _found(even: str) -> Iterator[Span]:
    for found in _IDENTITY.finditer(even):
        if _is_identity(re.sub("[- ]", "", found[0])):
            yield Span(found.start(), found.end(), "id-number")
    for kind, patterns in _KINDS.items():
        for pattern in patterns:
            for found in pattern.finditer(even):
                yield Span(*found.span(pattern.groups and 1), kind)
    for pattern in _DOORS:
        for found in pattern.finditer(even):
            words_before = _BEFORE_AN_ADDRESS.match(found[0])
            yield Span(found.start() + (words_before.end() if words_before else 0), found.end(), "address")
