"""Words in which a child may be asking for help. A machine decides nothing on them: the child reads at once whom to
call, and its words go on as they are. Pure.

Source: Law on the protection of minors, art. 11 (whoever finds harm reports it at once); the words are our own, and few
on purpose: what they miss, two readers find.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

CALL_NOW = _(
    "What you wrote sounds hard. You are not alone: call 110 when you are in danger, or 12355 to talk to somebody, at "
    "any hour. You may also tell a grown-up you trust. Your words are kept."
)

_WHO = (
    r"(?:爸爸?|妈妈?|媽媽?|叔叔?|伯伯|舅舅|爷爷|爺爺|哥哥"
    r"|老师|老師|教练|教練|同学|同學|他们?|他們?|她们?|她們?|有人|大人)"
)
_HURT = re.compile(
    r"(?:我|俺)?(?:很|真|好)?(?:想死|不想活|想自杀|想自殺|想跳楼|想跳樓|割腕|活着没意思|活著沒意思|活着沒意思)"
    rf"|{_WHO}.{{0,6}}(?:打|踢|掐|烫|燙|虐待|猥亵|猥褻)(?:我|了我)"
    rf"|{_WHO}.{{0,6}}(?:摸我|脱我|脫我|逼我|欺负我|欺負我|霸凌我)"
    r"|(?:i want to die|kill myself|hurt myself|hits me|beats me|touches me)",
    re.IGNORECASE,
)


def sounds_like_trouble(texts: Iterable[str]) -> bool:
    """May a child be asking for help in these words?"""
    return any(_HURT.search(text) for text in texts)
