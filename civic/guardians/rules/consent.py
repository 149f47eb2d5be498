"""What a guardian may agree to, each by itself, and when a child's own word is asked too. Pure.

Sources: PIPL art. 28, 29, 31 (under 14: a guardian's separate consent); Minors' network protection regulation art. 31,
32, 34; docs/rules.md tells them in our words.
"""

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.lib.bigrams import fold
from civic.lib.sealed import keyed_hash

OWN_WORD_AGE = 14  # from this birthday on the child agrees for itself, and the guardian is told
GROWN_AGE = 18
UNFINISHED_LASTS = timedelta(days=14)  # an asking that nobody finished leaves no trace after that


class Purpose(TextChoices):
    """What a child's data may be used for; each is ticked by itself."""

    ENTER = "enter", _("Take part in the edition")
    PUBLISH = "publish", _("Publish what the child makes, under a pseudonym")
    REAL_NAME = "real-name", _("Publish the real name")
    PICTURE = "picture", _("Take and publish photos and videos of the child")
    DIALOGUE = "dialogue", _("Take part in a dialogue in person")
    JURY = "jury", _("Show what the child makes to the jury, without name and school")
    VOLUNTEER = "volunteer", _("Help the city as a volunteer, from fourteen on")


class Relation(TextChoices):
    """Who answers for the child."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    GRANDPARENT = "grandparent", _("grandparent")
    OTHER = "other", _("another guardian by law")


class Verified(TextChoices):
    """How it is known who somebody is."""

    ROSTER = "roster", _("by the school's own list")
    CONTACT = "contact", _("by a confirmed contact")
    DESK = "desk", _("at a desk, with a document")


class KnownAs(TextChoices):
    """What a desk says where a child of the same name and birthday is known."""

    SAME = "same", _("It is the same child; this guardian answers for it too.")
    ANOTHER = "another", _("It is another child who has the same name and birthday.")


class Voice(TextChoices):
    """Whose word a row of consent is."""

    GUARDIAN = "guardian", _("guardian")
    CHILD = "child", _("the child’s own word")


class AskingKind(TextChoices):
    """Why a grown-up is written to."""

    MAY_I = "may-i", _("a child asks whether it may take part")
    TOLD = "told", _("a child of fourteen or older takes part by its own word")
    JOIN = "join", _("another guardian asks to answer for the child too")


ALWAYS_GUARDIAN = frozenset({Purpose.REAL_NAME, Purpose.PICTURE, Purpose.DIALOGUE, Purpose.VOLUNTEER})  # from 14 too
YOUTH, VOLUNTEERS = "youth", "volunteers"  # the tracks, as their texts call them
# a track cannot be entered without its one purpose; nothing else may be a condition
NEEDED = {YOUTH: Purpose.ENTER, VOLUNTEERS: Purpose.VOLUNTEER}
PURPOSES_OF = {
    YOUTH: tuple(purpose for purpose in Purpose if purpose != Purpose.VOLUNTEER),
    VOLUNTEERS: (Purpose.VOLUNTEER,),
}
# where the child says its own word later, by itself: until then nothing may be used, whatever its guardian said
OWN_WORD_LATER = frozenset({VOLUNTEERS})


@dataclass(frozen=True)
class Word:
    """One word given: whose it was, for what, yes or no, and when. The latest of each voice counts."""

    voice: str
    speaker: int  # the guardianship; 0 for the child
    purpose: str
    is_yes: bool
    at: datetime


def age_on(born_on: date, day: date) -> int:
    """Whole years on a calendar day. Whoever was born on 29 February grows older on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def may_use(purpose: str, words: Iterable[Word], *, age: int) -> bool:
    """May the child's data be used for this today? Under 14 a guardian agreed and none refused; from 14 on the child
    agreed itself, and for name, face and presence a guardian too. One guardian's no outweighs the other's yes."""
    latest: dict[tuple[str, int], Word] = {}
    for word in sorted((word for word in words if word.purpose == purpose), key=lambda word: word.at):
        latest[(word.voice, word.speaker)] = word
    guardians = [word.is_yes for (voice, _who), word in latest.items() if voice == Voice.GUARDIAN]
    own = [word.is_yes for (voice, _who), word in latest.items() if voice == Voice.CHILD]
    if (guardians and not stricter_holds(guardians)) or not all(own):
        return False
    if age < OWN_WORD_AGE:
        return bool(guardians)
    return bool(own) and (bool(guardians) or purpose not in ALWAYS_GUARDIAN)


def stricter_holds(last_words: Iterable[bool]) -> bool:
    """Do a child's guardians agree, by what each of them said last? One yes is needed, and one no outweighs every yes:
    who disagrees with the other has the stricter word, and it holds (Civil Code art. 34, 35; PIPL art. 31)."""
    said = list(last_words)
    return bool(said) and all(said)


def uses_from(words: Iterable[Word], *, age: int | None) -> frozenset[str]:
    """All that the child's data may be used for today; of a track without taking part in it there is nothing else.
    Where the day of birth was erased, no word is new any more and the guardian's counts as before."""
    said = list(words)
    years = age if age is not None else OWN_WORD_AGE - 1
    allowed = frozenset(purpose.value for purpose in Purpose if may_use(purpose, said, age=years))
    entered = (PURPOSES_OF[track] for track, needed in NEEDED.items() if needed in allowed)
    return allowed & frozenset(purpose.value for purposes in entered for purpose in purposes)


def identity_digest(name: str, born_on: date) -> str:
    """By which the same child is known again, however its name was typed: in either script, with spaces or without."""
    letters = "".join(sign for sign in fold(name) if sign.isalnum())
    return keyed_hash(f"{letters}|{born_on.isoformat()}", purpose="child-identity")


def turning_day(born_on: date) -> date:
    """The day from which on the child agrees for itself."""
    year = born_on.year + OWN_WORD_AGE
    if (born_on.month, born_on.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born_on.replace(year=year)


def turning_digest(day: date) -> str:
    """By which those who turn fourteen on a day are found, without a birthday that could be read."""
    return keyed_hash(day.isoformat(), purpose="child-turning")
