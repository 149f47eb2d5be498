"""How the finder of private things does on a pile of texts: what it found, missed, and may have marked wrongly.

It looks a second time by other means: digits alone for mobile numbers, the number plans for phones, the words around a
finding for the rest. What the second look does not bear out counts as a possible false alarm, for a person to judge.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import phonenumbers

from civic.lib.private_data import Span, evened, find_private

# by digits alone, and blind to what stands around them
_MOBILE = re.compile(
    r"(?<![0-9])(?:09[0-9]{2}[- ]?[0-9]{3}[- ]?[0-9]{3}|1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4})(?![0-9])"
)
_CALLED = "我叫"
_NEAR = 12  # signs on either side of a finding that are shown and looked at


@dataclass
class Trial:
    """What became of the texts so far."""

    texts: int = 0
    with_mobile: int = 0
    hyphenated: int = 0
    missed_mobile: list[str] = field(default_factory=list)
    called: int = 0
    not_named: list[str] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    texts_with: Counter[str] = field(default_factory=Counter)
    doubtful: Counter[str] = field(default_factory=Counter)
    shown: list[tuple[str, bool, str]] = field(default_factory=list)  # kind, is it doubtful, in its surroundings


def try_out(texts: Iterable[str]) -> Trial:
    """Find what is private in every text, look a second time, and count."""
    trial = Trial()
    for text in texts:
        even, spans = evened(text), find_private(text)
        trial.texts += 1
        _count_mobiles(trial, even, spans)
        _count_called(trial, even, spans)
        trial.texts_with.update({span.kind for span in spans})
        for span in spans:
            is_doubtful = not _is_borne_out(even, span)
            trial.found[span.kind] += 1
            trial.doubtful[span.kind] += is_doubtful
            trial.shown.append((span.kind, is_doubtful, _around(text, span.start, span.end)))
    return trial


def _count_mobiles(trial: Trial, even: str, spans: list[Span]) -> None:
    told = list(_MOBILE.finditer(even))
    trial.with_mobile += bool(told)
    trial.hyphenated += any("-" in number[0] for number in told)
    missed = [one for one in told if not any(s.start <= one.start() and one.end() <= s.end for s in spans)]
    trial.missed_mobile += [_around(even, one.start(), one.end()) for one in missed[:1]]


def _count_called(trial: Trial, even: str, spans: list[Span]) -> None:
    for called in re.finditer(_CALLED, even):
        trial.called += 1
        if not any(span.kind == "name" and 0 <= span.start - called.end() <= 3 for span in spans):
            trial.not_named.append(_around(even, called.start(), called.end()))


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    return re.sub(r"\s+", " ", f"{before}[{text[start:end]}]{after}")


def _is_borne_out(even: str, span: Span) -> bool:
    said, after = even[span.start : span.end], even[span.end : span.end + 2]
    around = even[max(0, span.start - 2 * _NEAR) : span.end + 2 * _NEAR]
    if span.kind == "phone":
        return _is_of_a_number_plan(said) or _is_local(said, around)
    if span.kind == "plate":
        return bool(re.search("[车車牌驾駕撞停]", around))
    if span.kind == "id-number":
        return len(re.sub("[^0-9A-Z]", "", said)) in (8, 9, 10, 15, 18)
    if span.kind == "name":
        return any(_is_after_a_name(even[one.end() :][:2]) for one in re.finditer(re.escape(said), even))
    if span.kind == "address":
        return bool(re.search("[0-9]{3,4}|室|房", said)) and not re.match("[吨年元米]|余户", after)
    return True


def _is_after_a_name(after: str) -> bool:
    return not after or bool(re.match(r"[\s，,。.、；;:!?()*0-9]|[男女系是住来來今现電电身手联聯投举日]", after))


def _is_of_a_number_plan(said: str) -> bool:
    digits = re.sub("[^0-9]", "", said)
    if digits.endswith("00000000"):
        return True  # blackened by whoever gave the texts out
    for region in ("CN", "TW", "HK", "MO"):
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(said, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def _is_local(said: str, around: str) -> bool:
    """A number without its area code, where the words beside it say that it is a phone."""
    return len(re.sub("[^0-9]", "", said)) in (7, 8) and bool(re.search("电话|電話|致电|致電|拨打|撥打", around))
