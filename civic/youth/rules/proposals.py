"""What a child makes: its states, its limits, and what each step asks for. Nothing is public before two have read it.
Pure."""

from datetime import timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class ItemState(TextChoices):
    """How far something a child made is on its way."""

    DRAFT = "draft", _("being written")
    HANDED_IN = "handed-in", _("waiting for two readers")
    READ = "read", _("read by two, kept from the public by the family")
    SHOWN = "shown", _("public")
    SENT_BACK = "sent-back", _("sent back with a kind word")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("taken back")


class Kind(TextChoices):
    """What sort of thing it is; each goes the same way past two readers."""

    PROPOSAL = "proposal", _("Proposal")
    REPORT = "report", _("Survey report")
    SPEECH = "speech", _("Speech")
    DEBATE = "debate", _("Debate")


class ItemSide(TextChoices):
    """Who did something to it, as its lines say."""

    CHILD = "child", _("the child")
    CITY = "city", _("the city")
    GUARDIAN = "guardian", _("the family")
    CALENDAR = "calendar", _("the calendar")


READERS = 2
RESTS = timedelta(days=14)  # after it was taken back its words lie sealed, for a mistake; then they are deleted
MINE_MOST = 3  # of one kind, by one child in one edition, besides what was taken back
PICTURES_MOST = 3
TITLE_MOST, WORDS_MOST, HELPS_MOST, ALT_MOST = 60, 1200, 400, 200
WISHES_MOST, WISH_MOST = 4, 200
ROWS_MOST, ROW_MOST, COUNT_MOST = 4, 30, 9999
EDITABLE = frozenset({ItemState.DRAFT, ItemState.SENT_BACK})
CAN_BE_HIDDEN = frozenset({ItemState.HANDED_IN, ItemState.READ, ItemState.SHOWN})  # somebody sees it
LIVE = frozenset(ItemState) - {ItemState.WITHDRAWN}
STEPS = ("saw", "change", "where", "picture", "check")  # five, and not one more

TOO_LONG = _("That is a bit too long for this box. Keep it under {most} characters: short is easier to read.")


def words_fault(field: str, text: str) -> Any:
    """What is wrong with the length of these words, kindly, or ""."""
    most = {"title": TITLE_MOST, "saw": WORDS_MOST, "helps": HELPS_MOST, "alt": ALT_MOST}.get(field)
    if field == "change":
        wishes = wishes_of(text)
        if len(wishes) > WISHES_MOST:
            return format_lazy(_("Keep your {most} best ideas: each of them gets an answer."), most=WISHES_MOST)
        most = WISH_MOST if any(len(wish) > WISH_MOST for wish in wishes) else None
        return format_lazy(TOO_LONG, most=WISH_MOST) if most else ""
    return format_lazy(TOO_LONG, most=most) if most is not None and len(text) > most else ""


def wishes_of(text: str) -> list[str]:
    """What the child would change, one idea a line."""
    return [line for line in (line.strip() for line in text.split("\n")) if line]


def count_fault(question: str, answers: list[tuple[str, int]]) -> Any:
    """What is wrong with the child's own count, kindly, or ""."""
    if answers and not question:
        return _("Write down what you asked, so that others understand your numbers.")
    if question and len(answers) < 2:  # one answer is no count
        return _("Write down at least two answers with their numbers, or leave the count out.")
    if len(answers) > ROWS_MOST:
        return format_lazy(_("Keep {most} answers at most."), most=ROWS_MOST)
    if any(not 0 <= number <= COUNT_MOST for _words, number in answers):
        return format_lazy(_("A number goes from 0 to {most}."), most=COUNT_MOST)
    if any(len(words) > ROW_MOST for words, _number in answers) or len(question) > WISH_MOST:
        return format_lazy(TOO_LONG, most=ROW_MOST)
    return ""


def missing_in(kind: str, *, title: str, saw: str, change: str) -> dict[str, Any]:
    """What still lacks before it can be handed in, each with a kind sentence; place and picture may be left out."""
    lacks: dict[str, Any] = {}
    if not saw.strip():
        lacks["saw"] = _("Tell what you saw: one sentence is enough.")
    if kind == Kind.PROPOSAL and not wishes_of(change):
        lacks["change"] = _("Tell what you would change: one idea is enough.")
    if not title.strip():
        lacks["title"] = _("Give it a name, as a book has one.")
    return lacks
