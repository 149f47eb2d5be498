"""Words in which a child may be asking for help. A machine decides nothing on them: the child reads at once whom to
call, a duty officer is called and looks within the hour, and readers find them first. Pure.

Source: Law on the protection of minors, art. 11 (whoever finds harm reports it at once); the words are our own. They
would rather call once too often: setting a false alarm aside is one press.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from civic.lib.private_data import evened

CALL_NOW = _(
    "What you wrote sounds hard. You are not alone: call 110 when you are in danger, or 12355 to talk to somebody, at "
    "any hour. You may also tell a grown-up you trust. Somebody of the city whose work is to help children reads these "
    "words too."
)
SENTENCE_MOST = 200

_WHO = (
    r"(?:爸爸?|妈妈?|媽媽?|叔叔?|伯伯|舅舅|姑姑|阿姨|后妈|後媽|继父|繼父|爷爷|爺爺|奶奶|外公|外婆|哥哥|姐姐|父母|家里人|家裡人|大人"
    r"|老师|老師|校长|校長|教练|教練|同学|同學|同桌|男生|女生|高年级|高年級|他们?|他們?|她们?|她們?|有人|别人|別人|陌生人)"
)
_FAR = r"[^，。！？,.!?\n]{0,14}?"
_DONE_TO_ME = (
    r"(?:打了?(?!电话|電話|招呼|扫|掃|气|氣|球|个|個|饭|飯|针|針|车|車)|踢了?|掐了?|烫了?|燙了?|骂死|罵死|虐待|猥亵|猥褻|强奸|強姦"
    r"|摸了?|亲了?|親了?|脱了?|脫了?|逼着?|逼著?|欺负|欺負|霸凌|欺凌|威胁|威脅|勒索|跟踪|跟蹤|孤立|关了?|關了?|绑了?|綁了?)"
)
_HURT = re.compile(
    r"想死(?!你|了你)|不想活|活不下去|想自杀|想自殺|自杀|自殺|自残|自殘|想跳楼|想跳樓|割腕|割自己|划自己|劃自己|伤害自己|傷害自己"
    r"|死了算了|死掉算了|想消失|活着没意思|活著沒意思|活着没有意思|活著沒有意思|活着沒意思"
    rf"|{_WHO}{_FAR}{_DONE_TO_ME}我(?!们的球|們的球)"
    r"|(?:我|俺)[^，。！？,.!?\n]{0,6}被[^，。！？,.!?\n]{0,8}"
    r"(?:打(?!扫|掃|扰|擾|动|動|断|斷|湿|濕|败|敗)|踢|掐|虐待|欺负|欺負|霸凌|欺凌|摸|猥亵|猥褻|强奸|強姦|威胁|威脅|跟踪|跟蹤|孤立)"
    r"|救救我|救命|离家出走|離家出走|(?:不敢|害怕|怕)回家|没人要我|沒人要我|(?:不给|不給|不让|不讓)我(?:吃饭|吃飯|睡觉|睡覺)"
    r"|\bI(?: REALLY| JUST)? (?:WANT|WANNA|WISH) (?:TO )?(?:DIE|DISAPPEAR|BE DEAD|I WAS DEAD|I WERE DEAD)"
    r"|KILL MYSELF|SUICIDE"
    r"|(?:HURT|HURTS|HURTING|CUT|CUTS|CUTTING|HARM|HARMING) MYSELF"
    r"|(?<!LIGHT )\b(?:HITS|BEATS|BEAT|KICKS|TOUCHES|TOUCHED|HURTS|BULLIES|BULLY|BULLIED|THREATENS|FOLLOWS) ME\b"
    r"|\b(?:HIT|HURT) ME\b|(?:AFRAID|SCARED) (?:TO GO|OF GOING) HOME|\bHELP ME PLEASE\b|PLEASE HELP ME",
)
_APART = re.compile(r"(?<=[\u4e00-\u9fff])[ .·*_~-]+(?=[\u4e00-\u9fff])")
_SENTENCES = re.compile(r"[^。！？!?\n；;]+[。！？!?；;]*")


def troubled(texts: Iterable[str]) -> list[str]:
    """The sentences in which a child may be asking for help, each once, in their order."""
    found: dict[str, None] = {}
    for text in texts:
        for sentence in _SENTENCES.findall(text):
            if _HURT.search(_APART.sub("", evened(sentence))):
                found[sentence.strip()[:SENTENCE_MOST]] = None
    return list(found)


def sounds_like_trouble(texts: Iterable[str]) -> bool:
    """May a child be asking for help in these words?"""
    return bool(troubled(texts))
