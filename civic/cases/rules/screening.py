"""What a moderator decides by: the listed grounds to withhold, what looks private, and the neutral words for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.lib.private_data import Span, evened, find_private, names_in


class Ground(TextChoices):
    """Why a case is kept from the public: PIPL art. 28 (sensitive data), art. 31 (children); Minors Protection Law."""

    PERSONAL_DATA = "personal-data", _("It tells personal data of somebody, and nothing is left without them.")
    INSULT = "insult", _("It insults or accuses somebody by name.")
    COURT = "court-matter", _("It is before a court or under investigation.")
    CHILD = "child", _("It would show who a child is.")
    SECURITY = "security", _("To make it public would endanger people or a facility.")
    OTHER = "other", _("Another reason, said below.")


PRIVATE_KINDS: dict[str, Any] = {
    "phone": _("phone number"),
    "id-number": _("identity number"),
    "plate": _("number plate"),
    "email": _("e-mail address"),
    "account": _("account"),
    "name": _("name"),
    "address": _("address down to the door"),
}
NEUTRAL: dict[str, dict[str, str]] = {
    "zh-hans": {
        "phone": "〔电话〕",
        "id-number": "〔证件号〕",
        "plate": "〔车牌〕",
        "email": "〔邮箱〕",
        "account": "〔账号〕",
        "name": "〔姓名〕",
        "address": "〔住址〕",
    },
    "zh-hant": {
        "phone": "〔電話〕",
        "id-number": "〔證件號〕",
        "plate": "〔車牌〕",
        "email": "〔電郵〕",
        "account": "〔帳號〕",
        "name": "〔姓名〕",
        "address": "〔住址〕",
    },
    "en": {
        "phone": "[phone]",
        "id-number": "[ID number]",
        "plate": "[plate]",
        "email": "[e-mail]",
        "account": "[account]",
        "name": "[name]",
        "address": "[address]",
    },
}


@dataclass(frozen=True)
class Finding:
    """Something in a text that looks private; `kind` is a key of PRIVATE_KINDS."""

    text: str
    kind: str

    @property
    def label(self) -> Any:
        """The kind in words."""
        return PRIVATE_KINDS.get(self.kind, self.kind)


def left_private(texts: Iterable[str], *, kept: Collection[str] = (), told: Iterable[str] = ()) -> list[Finding]:
    """What looks private in these texts, each thing once, but for what somebody decided to keep. Names that other
    texts announce, `told`, are found in these as well."""
    texts = list(texts)
    names = names_in([*texts, *told])
    known = {same(one) for one in kept}
    found: dict[str, Finding] = {}
    for text in texts:
        for span in find_private(text, names=names):
            said = text[span.start : span.end]
            if same(said) not in known:
                found.setdefault(same(said), Finding(said, span.kind))
    return list(found.values())


def replaced(text: str, *, language: str, kept: Collection[str] = (), told: Iterable[str] = ()) -> tuple[str, int]:
    """The text with neutral words for all that looks private, but for what is kept; and how many places changed."""
    words = NEUTRAL.get(language, NEUTRAL["zh-hans"])
    known = {same(one) for one in kept}
    pieces: list[str] = []
    done = 0
    changed = 0
    for span in find_private(text, names=names_in(told)):
        if same(text[span.start : span.end]) in known:
            continue
        pieces += [text[done : span.start], _neutral(words, span)]
        done = span.end
        changed += 1
    return "".join([*pieces, text[done:]]), changed


def _neutral(words: dict[str, str], span: Span) -> str:
    return words.get(span.kind, "＊＊＊")


def same(said: str) -> str:
    """A piece of a text, by which it is known again: widths, blanks and dashes aside."""
    return evened(said).replace(" ", "").replace("-", "")
