"""The words by which honours are told apart."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StarState(TextChoices):
    """How far a star is."""

    APPLIED = "applied", _("applied for")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("not yet")


class PointKind(TextChoices):
    """Why points of the time bank moved."""

    EARNED = "earned", _("earned by service")
    TAKEN_BACK = "taken-back", _("taken back with the hours")
    DONATED = "donated", _("given to somebody")
    RECEIVED = "received", _("received from somebody")
    SPENT = "spent", _("spent")
    EXPIRED = "expired", _("expired")


class CertificateState(TextChoices):
    """Whether a certificate holds."""

    VALID = "valid", _("valid")
    REVOKED = "revoked", _("revoked")
