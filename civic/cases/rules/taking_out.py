"""Passages that their author takes out of a text: a neutral word stands in their place."""

from collections.abc import Sequence

from civic.cases.rules.objections import Marked, veiled

PASSAGE_SHORTEST, PASSAGE_LONGEST, PASSAGES_MOST = 2, 400, 10
_OUT = {"zh-hans": "〔本人已删去〕", "zh-hant": "〔本人已刪去〕", "en": "[taken out by its author]"}


def taken_out(text: str, passages: Sequence[str], *, language: str) -> str:
    """The text without these passages, however they are written there: blanks, widths and dashes aside."""
    if not text or not passages:
        return text
    word = _OUT.get(language, _OUT["zh-hans"])
    return veiled(text, [Marked(one) for one in passages], language=language, word=word)
