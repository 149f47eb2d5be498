"""What people may report about something a child made, what is hidden before anybody asks, and by when a duty officer
must have looked. Pure.

Sources: Law on the protection of minors, art. 11 (whoever finds harm reports it at once), 77 and 78 (bullying, an easy
way to complain), 80 (stop, delete, keep records, report); Minors' network protection regulation, art. 26, 29, 38. The
hour is our own.
"""

from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Concern(TextChoices):
    """What is wrong, in the words of a child."""

    DANGER = "danger", _("A child may be in danger")
    SHOWS_WHO = "shows-who", _("It shows who a child is, or where to find it")
    BULLYING = "bullying", _("It is mean to somebody")
    UNCOMFORTABLE = "uncomfortable", _("It makes me feel bad")


class Origin(TextChoices):
    """Who noticed."""

    PUBLIC = "public", _("somebody who read it")
    READER = "reader", _("a reader of the city")
    OFFICER = "officer", _("an officer of the track")
    FAMILY = "family", _("the child or its family")
    WORDS = "words", _("the words themselves: the machine marked them, and nobody said it")


class Outcome(TextChoices):
    """What became of a concern."""

    CALM = "calm", _("Looked into: nothing harms a child")
    CHANGED = "changed", _("Two read it again before it is shown")
    HIDDEN = "hidden", _("It stays hidden")
    HANDED_OVER = "handed-over", _("Handed over to another authority")


class Authority(TextChoices):
    """To whom the city hands a child's danger over."""

    POLICE = "police", _("Police")
    EDUCATION = "education", _("Education authority")
    CIVIL = "civil", _("Civil affairs authority")


HIDES_FIRST = frozenset({Concern.DANGER, Concern.SHOWS_WHO})
HOUR = timedelta(hours=1)
OTHERS_WAIT = timedelta(days=1)
EVIDENCE_KEPT = timedelta(days=3 * 365)
WORDS_MOST = 1000


def due_of(concern: str, at: datetime) -> datetime:
    """By when a duty officer has looked: within the hour where a child could come to harm, by day and by night."""
    return at + (HOUR if concern in HIDES_FIRST else OTHERS_WAIT)


def hides(concern: str, *, origin: str, was_cleared: bool) -> bool:
    """Is it hidden before anybody asks? Yes, unless two people looked into the very same thing in the very same words
    before and found no harm: then the duty officer is called all the same, but nobody can take a child's words away
    again and again by pressing a button."""
    if origin == Origin.WORDS:  # nobody but the readers sees it, and they find it first
        return False
    return concern in HIDES_FIRST and not (was_cleared and origin == Origin.PUBLIC)


def kept_until(day: date) -> date:
    """Until when the locked copy is kept."""
    return day + EVIDENCE_KEPT
