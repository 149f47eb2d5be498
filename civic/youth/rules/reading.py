"""Two people read everything a child makes before anybody else does, and how their verdicts become one. Pure.

Source: Law on the protection of minors, art. 73 (private things in what a child publishes: tell it, and stop them);
Minors' network protection regulation, art. 38. That two read is our own rule.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.youth.rules.proposals import READERS


class Verdict(TextChoices):
    """What a reader says."""

    SHOW = "show", _("It can be public")
    SEND_BACK = "send-back", _("Back to the child, with a kind word")


class Look(TextChoices):
    """What a reader says of each picture."""

    FINE = "fine", _("Nobody can be recognised in it")
    OUT = "out", _("Leave this picture out")


class Because(TextChoices):
    """Why something goes back; the child reads these words."""

    PRIVATE = "private", _("It tells who you or others are, or where to find you. Please write it without that.")
    UNCLEAR = "unclear", _("We did not understand everything. Please tell it once more in other words.")
    UNKIND = "unkind", _("Something in it could hurt somebody. Please say it in a kinder way.")
    PICTURE = "picture", _("In the picture somebody can be recognised. Please choose another one, or draw it.")
    ELSEWHERE = "elsewhere", _("This is not about the city or the theme. Please look for an idea that is.")
    OTHER = "other", _("Something else, told below.")


NOTE_MOST = 500


def decided(verdicts: Iterable[str]) -> str | None:
    """What the readers decided together: what two of them said. None while one is missing; of two who disagree a
    third decides."""
    counted = list(verdicts)
    return next((verdict for verdict in Verdict if counted.count(verdict) >= READERS), None)


def shown_pictures(looks: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """The pictures that everybody may see: those of which every reader who looked said that nobody is recognised."""
    every = list(looks)
    keys = frozenset(key for look in every for key in look)
    return frozenset(key for key in keys if every and all(look.get(key) == Look.FINE for look in every))


def verdict_fault(verdict: str, *, because: Iterable[str], note: str, looks: Mapping[str, str], keys: set[str]) -> Any:
    """What is wrong with a verdict, as a sentence for the reader, or ""."""
    if verdict not in Verdict.values:
        return _("Choose whether it can be public.")
    if len(note) > NOTE_MOST:
        return _("Keep the word to the child under 500 characters.")
    if verdict == Verdict.SHOW:
        if set(looks) != keys or not set(looks.values()) <= set(Look.values):
            return _("Look at every picture and say whether somebody can be recognised in it.")
        return ""
    reasons = list(because)
    if not reasons or not set(reasons) <= set(Because.values):
        return _("Choose why it goes back: the child reads it, and needs to know what to change.")
    if Because.OTHER in reasons and not note.strip():
        return _("Write a kind word that says what to change.")
    return ""
