"""What a rating leads to: when it is a bad one, who may rate once more, when a resident is asked again. Pure."""

from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.states import Outcome, State, Verdict

BAD_STARS = 2  # of five: the two lowest grades are bad ones
REPAIR_DAYS = 15  # working days to put it right, where the matter says nothing else
CALL_BACK_DAYS = 1  # working day within which whoever rated badly is called
REPAIR_ASKED = timedelta(days=90)  # a bad rating that comes later counts, and brings no repair any more
ASKED_AGAIN_AFTER = timedelta(days=30)
PHOTOS_MOST = 3  # of how it looks now
MENDABLE = frozenset({State.CLOSED, State.CLOSE_APPEALED, State.CLOSE_LAST_APPEAL})
CLAIMS_DONE = frozenset({Outcome.SOLVED, Outcome.ADOPTED, Outcome.ALREADY_SO})  # answers that say it is solved


class Later(TextChoices):
    """What a resident says who is asked again after some weeks."""

    STAYS = "stays", _("It has stayed solved")
    BACK = "back", _("It came back")


def is_bad(solved: str, *stars: int | None) -> bool:
    """Does this rating call for a repair? "No", or "partly", for then something is left to do; or one of the two lowest
    grades (rules of Zhejiang on ratings of government services: whoever is not content is called, and it is put
    right)."""
    return solved in (Verdict.NO, Verdict.PARTLY) or any(star is not None and star <= BAD_STARS for star in stars)


def brings_repair(*, is_bad: bool, reopens: bool, closed_at: datetime | None, at: datetime) -> bool:
    """Does the office have to put something right? Not where the case is open again by the same word."""
    return is_bad and not reopens and closed_at is not None and at <= closed_at + REPAIR_ASKED


def may_rate_again(*, mended_at: datetime | None, repair_due_at: datetime | None, at: datetime) -> bool:
    """May whoever rated badly rate once more? When the office has said what it put right, or when its days are over and
    it has said nothing."""
    return mended_at is not None or (repair_due_at is not None and repair_due_at < at)
