"""What people type, made safe to store and show as plain text; the first sentence of it; the language it is in.

Bidi embeddings, overrides and isolates are all removed, balanced or not: they can turn a text around on the reader's
screen, no report needs them, and pages set each text's direction themselves. The three plain marks (LRM, RLM, ALM)
stay, one at a time: they move no letter and Uyghur writers put them beside numbers.
"""

import re
import unicodedata
from functools import lru_cache

import opencc

MARKS_ON_ONE_LETTER = 4
BLANK_LINES_IN_A_ROW = 3
ROUNDS = 4

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls, lone surrogates, what turns the direction, the invisible, annotations, tags, pasted objects, noncharacters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
    "\u202a-\u202e\u2066-\u206f"
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u3164\ufeff\uffa0"
    "\ufdd0-\ufdef\ufff0-\ufffc\ufffe\uffff\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
# Joiners and selectors shape emoji, Uyghur, Mongolian and rare names: one at a time is a letter's, more is a flood.
_JOINER_FLOOD = re.compile(
    "([\u061c\u200c-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef])[\u061c\u200c-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
_BLANKS_AT_LINE_END = re.compile(r"[^\S\n]+(?=\n|\Z)")
_TOO_MANY_LINES = re.compile(rf"\n{{{BLANK_LINES_IN_A_ROW + 2},}}")

_DOMAIN = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})")

_SENTENCE_END = re.compile(r"[。！？!?…]+[”’」』）)\"']*|\.(?=\s|\Z)|\n")
_GREETING = re.compile(
    r"\W*(?:尊敬|敬爱|敬愛)的[^。！？!?]{0,24}\Z"
    r"|\W*(?:各位)?(?:领导|領導|书记|書記|市长|市長|局长|局長|工作人员|工作人員|同志|老师|老師)?[:：,，\s]*(?:您们?|你们?|您們?|你們?|大家)?(?:早上|上午|下午|晚上)?好\W*\Z"
    r"|\W*(?:hello|hi|dear|good (?:morning|afternoon|evening))\b(?:\W+\w+){0,4}\W*\Z",
    re.IGNORECASE,
)

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")
_LATIN = re.compile("[A-Za-z]")
_LATIN_WORD = re.compile("[A-Za-z]+")


def clean_text(text: str) -> str:
    """The text as it may be stored and shown: same words, no controls, no hidden or turning signs, no floods."""
    cleaned = _tidied(_LINE_ENDS.sub("\n", text))
    for _round in range(ROUNDS):
        again = _tidied(cleaned)
        if again == cleaned:
            break
        cleaned = again
    return cleaned


def _tidied(text: str) -> str:
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    text = _few_marks(_JOINER_FLOOD.sub(r"\1", text))
    text = _TOO_MANY_LINES.sub("\n" * (BLANK_LINES_IN_A_ROW + 1), _BLANKS_AT_LINE_END.sub("", text))
    return text.strip()


def _few_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MARKS_ON_ONE_LETTER:
            kept.append(sign)
    return "".join(kept)


def clean_line(text: str) -> str:
    """The text as one clean line."""
    return " ".join(clean_text(text).split())


def unlinked(text: str) -> str:
    """The text with a blank wherever a mail program would make a link of it: what somebody types must not lead anybody
    anywhere in a letter of the city's."""
    return _DOMAIN.sub(". ", text.replace("://", ": //"))


def first_sentence(text: str, limit: int = 60) -> str:
    """A title from a text: its first sentence that is no mere greeting, in at most `limit` signs, none cut in two."""
    sentences = [line for part in _SENTENCE_END.split(clean_text(text)[: limit * 20]) if (line := clean_line(part))]
    told = next(
        (sentence for sentence in sentences if not _GREETING.match(sentence)), sentences[0] if sentences else ""
    )
    return shortened(told, limit)


def shortened(line: str, limit: int) -> str:
    """The line in at most `limit` signs, with an ellipsis if it was longer; Latin words stay whole at a low cost."""
    if len(line) <= limit:
        return line
    kept = ""
    for cluster in clusters(line):
        if len(kept) + len(cluster) > limit - 1:
            break
        kept += cluster
    words, _gap, rest = kept.rpartition(" ")
    following = line[len(kept) : len(kept) + 1]
    if words and rest and len(rest) <= limit // 3 and _is_latin_word(rest) and following.isalnum():
        kept = words
    return kept.rstrip(" ,，、;；:：-—") + "…" if limit > 0 else ""


def _is_latin_word(word: str) -> bool:
    return not _HAN.search(word)


def clusters(text: str) -> list[str]:
    """The text in pieces a reader sees as one sign: a letter with its marks, an emoji family, a flag."""
    pieces: list[str] = []
    for sign in text:
        if pieces and _joins(pieces[-1], sign):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _joins(before: str, sign: str) -> bool:
    if (
        sign in "\u200c\u200d"
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or unicodedata.category(sign) in ("Mn", "Me", "Mc")
    ):
        return True
    if before[-1] == "\u200d":
        return True
    is_flag_half = "\U0001f1e6" <= sign <= "\U0001f1ff"
    return is_flag_half and len(before) == 1 and "\U0001f1e6" <= before <= "\U0001f1ff"


def mostly_chinese(text: str) -> bool:
    """Whether a reader of Chinese is meant: a Chinese word has about two signs, so two weigh as one Latin word."""
    han = len(_HAN.findall(text))
    return han > 0 and han >= 2 * len(_LATIN_WORD.findall(text))


def guess_language(text: str) -> str:
    """zh-hans, zh-hant or en, by the signs alone; "" when it is none of them. A guess: people may correct it."""
    letters = sum(sign.isalpha() for sign in text)
    if not letters:
        return ""
    han = _HAN.findall(text)
    latin = len(_LATIN.findall(text))
    if mostly_chinese(text) and len(han) * 3 >= letters - latin:
        only_hant = sum(_folded(sign)[0] for sign in han)
        only_hans = sum(_folded(sign)[1] for sign in han)
        return "zh-hant" if only_hant > only_hans else "zh-hans"
    return "en" if latin and latin * 10 >= (letters - len(han)) * 9 else ""


@lru_cache(maxsize=8192)
def _folded(sign: str) -> tuple[bool, bool]:
    to_hans, to_hant = _converters()
    return to_hans.convert(sign) != sign, to_hant.convert(sign) != sign


@lru_cache(maxsize=1)
def _converters() -> tuple[opencc.OpenCC, opencc.OpenCC]:
    return opencc.OpenCC("hk2s"), opencc.OpenCC("s2t")
