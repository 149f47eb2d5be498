"""The words by which scans and absences are told apart."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Coming or going."""

    IN = "in", _("came")
    OUT = "out", _("went")


class How(TextChoices):
    """By what it is known."""

    LEADERS_CODE = "leaders-code", _("the leader’s code, scanned by the volunteer")
    VOLUNTEERS_CODE = "volunteers-code", _("the volunteer’s code, scanned by the leader")
    BY_HAND = "by-hand", _("written down by the leader, with a reason")
    CLOSING = "closing", _("said by the leader when the shift was closed")


class Verdict(TextChoices):
    """What became of a scan: kept either way, so that nothing acknowledged is lost."""

    COUNTED = "counted", _("counted")
    AGAIN = "again", _("counted before")
    TOO_FAR = "too-far", _("too far from the place")
    WRONG_TIME = "wrong-time", _("too early or too late")
    NOT_IN = "not-in", _("did not check in before")
    OLD_CODE = "old-code", _("the code was too old")
    NOT_HERS = "not-hers", _("not signed up for this shift")
    CLOSED = "closed", _("arrived after the shift was closed")


class NoShowState(TextChoices):
    """What an absence counts as."""

    UNEXCUSED = "unexcused", _("did not come")
    EXCUSED = "excused", _("excused")
    APPEALED = "appealed", _("disputed")
