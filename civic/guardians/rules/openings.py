"""For what an identity may be opened, for how long, and who looks at it afterwards. Pure.

Source: Minors' network protection regulation art. 36: whoever works with minors' data is approved by a responsible
person for each access, which is written down, and sees no more than the task needs.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

OPEN_FOR = timedelta(hours=24)  # so long an approved opening may be read by whoever asked
URGENT_FOR = timedelta(hours=2)
REVIEW_WITHIN = timedelta(hours=24)  # an urgent opening is looked at by somebody else within this
WITHHELD_FOR = timedelta(days=30)  # then two look again, or the guardian sees it
EXPORT_FOR = timedelta(days=3)
APPROVALS_FOR_EXPORT = 2
MOST_EXPORTED = 500


class OpeningPurpose(TextChoices):
    """Why somebody has to know who a child is."""

    PROTECT = "protect", _("The child may be in danger")
    REACH = "reach", _("Reach the family about something that cannot wait")
    CORRECT = "correct", _("Put right what the family asked to be put right")
    APPOINT = "appoint", _("Write a certificate that carries the name")
    HAND_OVER = "hand-over", _("Hand over to police or education, as the law asks")


class LookUp(TextChoices):
    """For what an officer at a desk looks a family up; the family reads it."""

    DECIDE = "decide", _("The family decides, or takes its word back")
    SLIP = "slip", _("The family lost its slip")
    ASK = "ask", _("The family asks what is kept")
    HELP = "help", _("The family needs help with something else")
    AGAIN = "again", _("The page was opened again, without looking it up anew")


LOOK_UP_HOLDS = timedelta(hours=1)  # so long one look-up serves the same officer

URGENT = frozenset({OpeningPurpose.PROTECT})  # only this opens without waiting for anybody
HIDEABLE = frozenset({OpeningPurpose.PROTECT, OpeningPurpose.HAND_OVER})  # from a guardian under suspicion


def may_read(*, is_urgent: bool, is_approved: bool | None, until: datetime | None, at: datetime) -> bool:
    """May whoever asked read it now? Only when approved or urgent, and only until its end."""
    return until is not None and at < until and (is_approved is True or (is_urgent and is_approved is not False))


def is_review_late(*, asked_at: datetime, reviewed_at: datetime | None, at: datetime) -> bool:
    """Has nobody looked at an urgent opening in time?"""
    return (reviewed_at or at) > asked_at + REVIEW_WITHIN


def may_export(approvers: Collection[int], *, asker: int) -> bool:
    """Did two others approve, of whom neither asked?"""
    return len(set(approvers) - {asker}) >= APPROVALS_FOR_EXPORT
