"""The city's letter to a child: what became of each idea. Pure.

Source: General Comment 12 of the Committee on the Rights of the Child, no. 45: children are told what weight their view
was given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.offices.rules import Role
from civic.youth.rules.people import Task
from civic.youth.rules.proposals import ItemState

LETTER_LEAST, LETTER_LONGEST = 30, 1500
IDEA_LONGEST, IDEAS_MOST = 200, 8
OF_TRACK = frozenset({Task.LEAD, Task.SCREENER})  # these write too, and read second
LETTER_WRITERS = frozenset({Role.HANDLER.value, Role.HEAD.value})  # of the offices that do the work
ANSWERABLE = frozenset({ItemState.SHOWN, ItemState.READ, ItemState.SENT_BACK})
SENTENCE_MOST = 60  # signs between two full stops: a child of ten reads no further


class Weight(TextChoices):
    """What became of one idea."""

    ADOPTED = "adopted", _("Taken up")
    CHANGED = "changed", _("Taken up, a little changed")
    WAITS = "waits", _("Has to wait")
    NOT = "not", _("Not taken up")


class LetterState(TextChoices):
    """How far a letter is."""

    WRITTEN = "written", _("waiting for a second reader")
    SENT = "sent", _("sent")


@dataclass(frozen=True)
class IdeaTold:
    """One idea of the child, what became of it, in words for the child, and by which day more is known."""

    idea: str
    weight: str
    words: str
    by: date | None = None


def ideas_fault(ideas: Sequence[IdeaTold], *, today: date) -> Any:
    """What is wrong with what is said of the ideas, as a sentence, or ""."""
    if not ideas:
        return _("Say of at least one idea what became of it: the child asked for something.")
    if len(ideas) > IDEAS_MOST:
        return format_lazy(_("More than {most} ideas nobody of ten keeps apart. Join some of them."), most=IDEAS_MOST)
    for told in ideas:
        if not told.idea.strip() or not told.words.strip():
            return _("Each idea needs its own words: what it was, and what became of it.")
        if len(told.idea) > IDEA_LONGEST or len(told.words) > IDEA_LONGEST:
            return format_lazy(_("Say it shorter: up to {most} characters each."), most=IDEA_LONGEST)
        if told.weight not in Weight.values:
            return _("Say of each idea whether it is taken up, changed, waits or is not taken up.")
        if told.weight == Weight.WAITS and told.by is None:
            return _("What waits needs a day: by when does the child hear more?")
        if told.by is not None and told.by <= today:
            return _("A day that was promised to a child lies ahead. Name a later one.")
    return ""


def words_fault(words: str) -> Any:
    """Why a child could not read this letter, as a sentence, or ""."""
    if len(words) < LETTER_LEAST:
        return _("This is very short for a letter. Tell what you looked at, and what you will do.")
    if len(words) > LETTER_LONGEST:
        return format_lazy(_("This is long for a child. Keep it under {most} characters."), most=LETTER_LONGEST)
    longest = max((len(part) for part in _sentences(words)), default=0)
    if longest > _most(words):
        return format_lazy(
            _("One sentence has {length} signs. A child of ten loses its way: make two of it."), length=longest
        )
    return ""


def _sentences(words: str) -> list[str]:
    for mark in "。！？!?\n.":
        words = words.replace(mark, "\n")
    return [part.strip() for part in words.split("\n") if part.strip()]


def _most(words: str) -> int:
    """English takes three signs where Chinese takes one."""
    is_chinese = any("\u4e00" <= sign <= "\u9fff" for sign in words)
    return SENTENCE_MOST if is_chinese else SENTENCE_MOST * 3
