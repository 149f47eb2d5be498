"""How children write what tells who somebody is: numbers in Chinese signs, schools and classes in short, accounts,
house numbers, teachers and friends by name. Pure; `private` says what becomes of it.

The patterns read an evened text, sign for sign as long as the original.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from civic.lib.private_data import evened, find_private

_SIGNS = ("零〇", "一壹弌幺", "二贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_DIGITS = {sign: str(value) for value, signs in enumerate(_SIGNS) for sign in signs}
_NUMBERS = frozenset({"phone", "id-number", "account"})
_JUNK_MOST = 4  # blanks, dots and emojis between two digits
_LIST_MARKS = frozenset("、,，;；。:：/\n")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")

_SURNAME = (
    "(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|慕容|["
    "王李张張刘劉陈陳杨楊赵趙黄黃吴吳徐孙孫胡朱林何郭罗羅梁宋郑鄭谢謝韩韓唐冯馮董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣"
    "蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔崔康毛邱秦江史顾顧侯邵孟龙龍段雷钱錢汤湯尹黎"
    "乔喬贺賀赖賴龚龔高马馬周])"
)
_NO_SURNAME = (  # everyday words that begin or end with the sign of a surname
    "(?!许多|許多|任何|任务|任務|方便|方法|方向|方面|周围|周圍|周边|周邊|周末|周[一二三四五六日]|夏天|夏季|高年|高中|高兴|高興|高大|高个"
    "|江边|江邊|石头|石頭|石板|田里|田裡|田径|金色|金属|黄色|黃色|何时|何種|何种|何处|余下|段时|段時|程度|龙舟|马路|馬路|马上|馬上"
    "|林间|林間|林里|林裡|林中|林荫|秦朝|唐朝|宋朝|汤圆|雷雨|康复|孔子|钱包|曾经|曾經|高级|高級|高空|高楼|高速|高考|金鱼|方形|胡同)"
)
_NO_END = "(?<![其双雙对對各多地四东西南北每本一上下這这几幾十百千不如任主责責兼森树樹竹园園珠长長青提最更很太])"
_IN_NAME = (
    "(?![的了里裡在有和是个個这這那们們上下中不年级級班每所与與及都也要会會说說对對看给給让讓被把到去来來我你他她它就还還很])"
    "[\u4e00-\u9fff]"
)
_FAMILY = "弟弟|妹妹|哥哥|姐姐|爸爸|妈妈|媽媽|爷爷|爺爺|奶奶|外公|外婆|姥姥|姥爷|姥爺|公公|婆婆|舅舅|姑姑|叔叔|阿姨"
_NAMED = f"{_NO_SURNAME}{_SURNAME}"
_PERSONS = (
    rf"{_NO_END}(?P<it>{_NAMED}(?:{_IN_NAME}){{0,2}}?(?:老师|老師|校长|校長|教练|教練|主任|班主任|阿姨|叔叔|医生|醫生))(?![们們])",
    rf"{_NO_END}(?P<it>{_NAMED}(?:{_IN_NAME}){{0,2}}?(?:同学|同學))(?![们們])",
    rf"(?:(?:同桌|朋友|好友|同学|同學|班长|班長|{_FAMILY}|表[哥弟姐妹]|堂[哥弟姐妹]|老师|老師)(?:名叫|叫做|叫|名字是|是)"
    rf"|(?:同桌|好朋友|班长|班長))[ :“\"]?(?P<it>{_NAMED}{_IN_NAME}{{1,2}}?)"
    r"(?=$|[^\u4e00-\u9fff]|[和与與的说說在也是有家跟爱愛每今])",
    r"\b(?P<it>(?:MR|MRS|MS|MISS|TEACHER)\.? (?!(?:THE|AND|WHO|SAID|SAYS|TOLD|IS|CAN)\b)[A-Z][A-Z'’-]{1,20})\b",
)
_FOLLOWS = (  # what stands behind the short name of a school, and never behind a piece of a thing
    r"(?=$|[^\u4e00-\u9fff0-9]|的(?!时|時)|门|門|旁|附近|对面|對面|校|操场|操場|学生|學生|老师|老師|同学|同學|上学|上學|读书|讀書|放学|放學"
    r"|后面|後面|前面|外面|里面|和|是|在)"
)
_ORDINAL = "(?:第?[一二三四五六七八九十]{1,3}|第?[0-9]{1,3})"
_SCHOOLS = (
    rf"(?P<it>[\u4e00-\u9fff]{{0,4}}?(?:附属|附屬|实验|實驗|实|實|附|外国语|外國語)(?:小学|小學|中学|中學|小|中|幼)){_FOLLOWS}",
    rf"(?P<it>(?<![\u4e00-\u9fff]){_ORDINAL}[小中]){_FOLLOWS}",
    rf"(?:我们|我們|我家|我|在|去|到|是|读|讀|上|从|從|和|的)(?P<it>[\u4e00-\u9fff]{{0,4}}?{_ORDINAL}[小中]){_FOLLOWS}",
    rf"(?P<it>[\u4e00-\u9fff]{{1,3}}{_ORDINAL}[小中]){_FOLLOWS}",
)
_NO_BUS = "(?!车|車|次|机|機|船|公交|地铁|地鐵|轮|輪|渡|人|岗|崗|列)"
_WHICH = "[0-9一二三四五六七八九十]"
_CLASSES = (
    rf"(?<!{_WHICH})(?P<it>[一二三四五六七八九1-9] ?[.·•・,_-] ?{_WHICH}{{1,2}} ?班){_NO_BUS}",
    rf"(?<![0-9一二三四五六七八九十第])(?P<it>[一二三四五六七八九][0-9]{{1,2}}班){_NO_BUS}",
    rf"(?P<it>(?:[一二三四五六七八九1-9]年[级級]?|[初高][一二三1-3])第? ?[（(【\[]?"
    rf"{_WHICH}{{1,3}}[)）】\]]?班){_NO_BUS}",
    r"(?P<it>[一二三四五六七八九1-9] ?[(【\[<〔〈《] ?[0-9一二三四五六七八九十]{1,2} ?[)】\]>〕〉》] ?班?)",
    rf"(?:我们|我們|我是|我在|我读|我讀|就读于|就讀於|我们是|我們是|来自|來自)(?:学校|學校|小学|小學)?(?:的)?"
    rf"(?P<it>{_WHICH}{{1,3}}班){_NO_BUS}",
)
_APPS = (
    r"(?:抖音|快手|小红书|小紅書|微博|B站|哔哩哔哩|嗶哩嗶哩|知乎|贴吧|视频号|王者荣耀|王者|原神|蛋仔|迷你世界|我的世界|微信|薇信|威信|V信|WEIXIN"
    r"|WECHAT|(?<![A-Z])VX|(?<![A-Z])WX|加V|QQ|扣扣|企鹅号|TIKTOK|DOUYIN|SNAPCHAT|INSTAGRAM|ROBLOX|DISCORD|WHATSAPP|TELEGRAM"
    r"|(?<![A-Z])UID|(?<![A-Z])ID|账号|帳號|帐号|用户名)"
)
_SAYS = r"(?:账号|帳號|帐号|号码|號碼|号|號|名字|昵称|暱稱|名|ID|NAME|IS|叫做|叫|是|为|為|搜|加|在|[ :=@“\"（(]){0,5}"
_ACCOUNTS = (
    rf"{_APPS}{_SAYS}(?P<it>(?=[0-9._-]*[A-Z])(?!ID\b|NAME\b|IS\b|APP\b|VIDEO)[A-Z0-9_][A-Z0-9_.-]{{3,29}}(?<![.-]))",
    rf"{_APPS}{_SAYS}(?P<it>[0-9]{{6,12}}|(?<=[:号號是])[0-9]{{5}})(?![0-9年月日元])",
    r"(?<![A-Z])加我?(?:的)?(?:微|薇|威|V|Q|扣)(?:信|号|號)?[是:]?[ “\"]?"
    r"(?P<it>(?=[A-Z_-]*[0-9])[A-Z0-9_-]{5,30}|[A-Z][A-Z_-]{5,29})",
    r"(?:我的?|加我)(?:抖音|快手|小红书|小紅書|微博|B站|视频号|微信|QQ)"
    r"(?:账号|帐号|号|號|昵称|名字|名)?(?:叫做|叫|是|:)[ “\"]?"
    r"(?P<it>[\u4e00-\u9fffA-Z0-9_]{2,12})",
)
_COUNT = "(?:[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,5})"
_ESTATE = "(?:小区|小區|花园|花園|新村|公寓|家园|家園|大厦|大廈|宿舍)"
_BLOCK, _STAIRS = "(?:栋|棟|幢|座|号楼|號樓)", "(?:单元|單元|梯|楼|樓|层|層|室|房|号|號)"
_ADDRESSES = (
    rf"(?P<it>[\u4e00-\u9fff]{{1,8}}?(?:路|街|大道|巷|弄|胡同|里|村|坊)(?:[东西南北中])?{_COUNT}(?:-[0-9]{{1,3}})?(?:号|號)"
    rf"(?:[\u4e00-\u9fff]{{0,6}}?{_COUNT}(?:栋|棟|幢|座|单元|單元|楼|樓|室|房)){{0,3}}(?:[0-9]{{3,4}})?)"
    r"(?!线|線|路|车|車|口|门|門|站|公交|地铁|地鐵|桥|橋|灯|燈)",
    # a block of flats, with whose home it is before it or a staircase behind it
    rf"(?:住|我家|家在|家就在)[在是]?(?P<it>[\u4e00-\u9fff]{{2,8}}?{_ESTATE}{_COUNT}{_BLOCK}(?:{_COUNT}{_STAIRS})?)",
    rf"(?P<it>[\u4e00-\u9fff]{{2,8}}?{_ESTATE}{_COUNT}{_BLOCK}{_COUNT}{_STAIRS})",
    r"\b(?P<it>[0-9]{1,4}[A-Z]?,? (?:[A-Z][A-Z'’-]+ ){1,3}(?:ROAD|STREET|LANE|AVENUE|ALLEY))\b",
    r"(?P<it>(?<![0-9.])[0-9]{1,2}\.[0-9]{3,8}[°NE]? ?[,;、 ] ?[0-9]{2,3}\.[0-9]{3,8})(?![0-9.])",
    r"(?P<it>[0-9A-Z一二三四五六七八九十]{1,3} ?(?:栋|棟|幢|号楼|號樓) ?"
    r"(?:[0-9一二三四五六七八九十]{1,2} ?(?:单元|單元|梯) ?)?[0-9]{3,4}"
    r"(?:室|房|号|號)?)(?![0-9年人个個米元])",
)
_BIRTHDAYS = (
    r"(?:生日|出生|生于|生於|BIRTHDAY|BORN)(?:是|在|于|於|IS|ON|:| ){0,3}"
    r"(?P<it>(?:19|20)?[0-9]{2} ?[年./-] ?[0-9]{1,2} ?[月./-] ?[0-9]{1,2}[日号號]?)",
)


class Spot(NamedTuple):
    """A place in the text, and what stands there."""

    start: int
    end: int
    kind: str


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


_KINDS: dict[str, tuple[re.Pattern[str], ...]] = {
    "class": _compiled(*_CLASSES),
    "account": _compiled(*_ACCOUNTS),
    "address": _compiled(*_ADDRESSES),
    "birthday": _compiled(*_BIRTHDAYS),
    "name": _compiled(*_PERSONS),
    "school": _compiled(*_SCHOOLS),
}
_BEFORE = re.compile(
    ".*(?:我们|我們|住在|住址|就在|家在|位于|位於|放学|放學|上学|上學|每天|经过|經過|路过|路過|我家"
    "|[我的在是去到和从從过過离離读讀上])"
)


def spots(text: str) -> Iterator[Spot]:
    """Everything of this sort in a text; the same place may be told twice."""
    even = evened(text)
    digits = "".join(_DIGITS.get(sign, sign) for sign in even)
    yield from _mobiles(digits)
    for span in find_private(digits):
        if span.kind in _NUMBERS:
            yield Spot(*span)
    for kind, patterns in _KINDS.items():
        for pattern in patterns:
            for found in pattern.finditer(even):
                start, end = found.span("it")
                if kind in ("school", "address") and (before := _BEFORE.match(even[start:end])):
                    start += before.end()
                if end - start > 1:
                    yield Spot(start, end, kind)


def _mobiles(text: str) -> Iterator[Spot]:
    """Numbers of eleven digits, whatever stands between them: blanks, dots, emojis."""
    run: list[int] = []
    for at, sign in enumerate(text):
        if not (sign.isascii() and sign.isdigit()):
            continue
        if run and not _may_go_on(text[run[-1] + 1 : at]):
            yield from _mobile(text, run)
            run = []
        run.append(at)
    yield from _mobile(text, run)


def _may_go_on(between: str) -> bool:
    return len(between) <= _JUNK_MOST and all(unicodedata.category(sign)[0] not in "LN" for sign in between)


def _mobile(text: str, run: list[int]) -> Iterator[Spot]:
    if len(run) not in (11, 13):
        return
    number = "".join(text[at] for at in run)
    number = number.removeprefix("86") if len(run) == 13 else number
    gaps = [text[a + 1 : b] for a, b in pairwise(run)]
    is_list = any(set(gap) & _LIST_MARKS for gap in gaps)
    if _MOBILE.fullmatch(number) and (not is_list or all(gaps)):  # a list of counts has numbers of two digits too
        yield Spot(run[0], run[-1] + 1, "phone")
