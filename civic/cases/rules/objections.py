"""What somebody who is named or shown may object to, what of it is hidden at once, and within how many days it is
decided. Pure: words come in, and what is found in them goes out."""

import itertools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.screening import NEUTRAL, left_private, same
from civic.lib.private_data import evened

OBJECTION_DAYS = 2  # working days in which a moderator decides
SECOND_LOOK_DAYS = 2  # working days in which a second person confirms that something public was taken back
WORDS_LONGEST = 2000
QUOTE_LONGEST = 400
WORDS_SHORTEST = 5
PIECE_SHORTEST = 2
PIECE_LONGEST = 30  # what is longer than a name, a number or an address waits for the moderator
PIECES_MOST = 3  # marked by hand, hidden at once and not yet decided in one case
TIMES_MOST = 5  # a word that stands there more often is an everyday word
OPEN_MOST = 20  # objections of one case that wait for a decision
MARKED = "marked"  # the kind of a piece that nobody but the objector found
_HIDDEN = {"zh-hans": "〔已隐去〕", "zh-hant": "〔已隱去〕", "en": "[hidden]"}
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\s-]+(?=[0-9])")


class Concern(TextChoices):
    """What somebody objects to: PIPL art. 47 (erasure), 46 (correction); Civil Code art. 1028 (reply, correction)."""

    DATA = "data", _("My personal data can be read there")
    PHOTO = "photo", _("I can be seen in a photo")
    UNTRUE = "untrue", _("It is untrue")
    REPLY = "reply", _("I want my side to be heard")


class SpeaksFor(TextChoices):
    """For whom somebody objects."""

    PERSON = "person", _("For myself")
    ORGANISATION = "organisation", _("For a shop, a company or an organisation")


class Decision(TextChoices):
    """How an objection ended; empty while it waits."""

    UPHELD = "upheld", _("Upheld")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken-back", _("Taken back")


class Remedy(TextChoices):
    """What a moderator does about an objection."""

    HIDE = "hide", _("Right: what is marked stays hidden for good")
    REPLY = "reply", _("Right: the reply stands beside the answer")
    UNFOUNDED = "unfounded", _("Right: the complaint was found unfounded, its page collapses")
    WITHDRAW = "withdraw", _("Right: the whole case leaves the public")
    REFUSE = "refuse", _("Not right: the page stays as it is")


class SecondLook(TextChoices):
    """How a withholding ended; empty while a second person may still look at it."""

    CONFIRMED = "confirmed", _("Confirmed by a second person")
    RESTORED = "restored", _("Restored by a second person")
    LIFTED = "lifted", _("Published again")


@dataclass(frozen=True)
class Marked:
    """A piece of the words that is to be hidden; `kind` is one of the finder's, or MARKED."""

    text: str
    kind: str = MARKED


def check_objection(
    *, concern: str, words: str, quote: str, is_said: bool, photos: int, has_photos: bool
) -> dict[str, Any]:
    """What is wrong with an objection, by field. `is_said`: the quote stands in what everybody reads."""
    wrong: dict[str, Any] = {}
    if concern not in Concern.values:
        return {"concern": _("Choose what it is about.")}
    if concern == Concern.PHOTO and not photos:
        none = _("This case shows no photo. Choose another point, or say it in your words.")
        wrong["photos" if has_photos else "concern"] = (
            _("Choose the photo in which you can be seen.") if has_photos else none
        )
    if quote and not is_said:
        wrong["quote"] = _(
            "These words do not stand on the page, or not any more. Write them exactly as they stand there, "
            "or leave this empty."
        )
    if len(words) > WORDS_LONGEST:
        wrong["words"] = _("This is too long. Keep it under %(count)d characters.") % {"count": WORDS_LONGEST}
    if concern in (Concern.UNTRUE, Concern.REPLY) and len(words) < WORDS_SHORTEST:
        wrong["words"] = _("Write what is untrue, or your side of it: a few words are enough.")
    if concern == Concern.DATA and not quote and len(words) < WORDS_SHORTEST:
        wrong["quote"] = _("Write the words that show your data, or say below where they stand.")
    return wrong


def hidden_at_once(*, concern: str, quote: str, texts: Sequence[str], names: Iterable[str] = ()) -> list[Marked]:
    """What leaves the page before anybody decides: what looks private in the words somebody marked, or in all of them
    where none are marked; and a marked piece itself while it is as short as a name, a number or an address. `texts`
    begin with the title, `names` are the city's own. Whoever says it is untrue hides nothing."""
    if concern != Concern.DATA:
        return []
    found = left_private([quote] if quote else texts, told=texts)
    pieces = [Marked(one.text, one.kind) for one in found if len(one.text) >= PIECE_SHORTEST]
    if _goes_at_once(quote, texts, names) and same(quote) not in {same(one.text) for one in pieces}:
        pieces.append(Marked(quote))
    return pieces


def _goes_at_once(quote: str, texts: Sequence[str], names: Iterable[str]) -> bool:
    """Is it no longer than a name, a number or an address, and neither the title, an everyday word nor the city's own
    name for an office, a matter or an area?"""
    said, pattern = same(quote), _pattern(quote)
    if pattern is None or len(quote) > PIECE_LONGEST or said == same(texts[0]):
        return False
    if sum(len(pattern.findall(evened(text))) for text in texts) > TIMES_MOST:
        return False
    return not any(said in same(name) for name in names if name)


def stands_in(piece: str, texts: Iterable[str]) -> bool:
    """Do these words stand in one of the texts, blanks and widths aside?"""
    pattern = _pattern(piece)
    return pattern is not None and any(pattern.search(evened(text)) for text in texts)


def veiled(text: str, pieces: Collection[Marked], *, language: str, word: str = "") -> str:
    """The text with a neutral word in place of each of these pieces, wherever it stands; `word` is another one."""
    known = language if language in NEUTRAL else "zh-hans"
    words = NEUTRAL[known] | {MARKED: word or _HIDDEN[known]}
    for piece in sorted(pieces, key=lambda one: -len(one.text)):
        pattern = _pattern(piece.text)
        if pattern is None:
            continue
        done, kept = 0, []
        for found in pattern.finditer(evened(text)):
            kept += [text[done : found.start()], words.get(piece.kind, words[MARKED])]
            done = found.end()
        text = "".join([*kept, text[done:]])
    return text


def _pattern(piece: str) -> re.Pattern[str] | None:
    """The piece as it may be written: any blanks between its signs, dashes or none between its digits; and never the
    middle of a longer number or Latin word."""
    signs = [sign for sign in _BETWEEN_DIGITS.sub("", evened(piece)) if not sign.isspace()]
    if len(signs) < PIECE_SHORTEST:
        return None
    joined = re.escape(signs[0])
    for before, sign in itertools.pairwise(signs):
        joined += (r"[\s-]*" if before.isdigit() and sign.isdigit() else r"\s*") + re.escape(sign)
    head = "(?<![A-Z0-9])" if signs[0].isascii() and signs[0].isalnum() else ""
    tail = "(?![A-Z0-9])" if signs[-1].isascii() and signs[-1].isalnum() else ""
    return re.compile(head + joined + tail)
