"""When grown-ups and children may sit together, and when what was said may be read. Pure.

Sources: rule 13 of the track (agenda, vetted adults present, minutes approved by the children, delay, no place); Law on
the protection of minors, art. 76 (no live account under 16); Minors' network protection regulation art. 38; General
Comment 12 of the UN committee, paragraph 45 (children learn what became of their words). docs/rules.md.
"""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LEAST_ADULTS = 2  # with a check that holds on the day; never one alone with children
READERS = 1  # of the minutes beside whoever wrote them: with her two, before any child is asked
DELAY = timedelta(hours=24)  # after the end: nobody can come to where the children still are
AGENDA_MOST = 20
WORDS_LONGEST = 2000
LINE_LONGEST = 200

_LINKS = re.compile(r"https?://|www\.|直播间|直播間|live\s*stream", re.IGNORECASE)


class Stage(TextChoices):
    """How far a dialogue is."""

    PREPARED = "prepared", _("being prepared")
    HELD = "held", _("held; its minutes are being written")
    OFFERED = "offered", _("the children read the minutes")
    PUBLISHED = "published", _("the minutes are public")


class Word(TextChoices):
    """What a child who was there says to the minutes as they stand."""

    NONE = "none", _("has not said yet")
    AGREED = "agreed", _("agreed")
    WISHES = "wishes", _("wishes something else")
    ANEW = "anew", _("is asked anew")


def links_to_a_stream(text: str) -> bool:
    """Does a text lead somewhere, or to a live account? No dialogue has one."""
    return _LINKS.search(text) is not None


def held_fault(*, adults: int, children: int) -> Any:
    """Why a dialogue cannot have been held like this, or ""."""
    if adults < LEAST_ADULTS:
        return _("Two grown-ups whose check holds that day are there at least. Name who was.")
    if not children:
        return _("No child was there whose family agreed. Without children it is no dialogue.")
    return ""


def waiting_for(present: Iterable[int], agreed: Collection[int]) -> set[int]:
    """The children who were there and have not agreed to these minutes."""
    return set(present) - set(agreed)


def publish_fault(*, ended_at: datetime | None, readers: int, waiting: int, exchanges: int, at: datetime) -> Any:
    """Why minutes cannot be public yet, or ""."""
    if ended_at is None:
        return _("The dialogue was not held yet.")
    if not exchanges:
        return _("The minutes hold no question yet.")
    if readers < READERS:
        return _("Somebody else than whoever wrote the minutes reads them first.")
    if waiting:
        return _("Not every child has agreed to the minutes. Ask them, change what they wish, or leave their part out.")
    if at < ended_at + DELAY:
        return _("Minutes are public a day after the end at the earliest: by then the children are gone from there.")
    return ""
