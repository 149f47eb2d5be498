"""The words by which entries of the account are told apart."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    """Why minutes were written down."""

    SERVICE = "service", _("served")
    REVERSAL = "reversal", _("taken back")
    CORRECTION = "correction", _("corrected")
    TAKEN_OVER = "taken-over", _("from an earlier system")


class Ground(TextChoices):
    """A standing reason for an entry, kept as a word and said in the language of whoever reads it."""

    OBJECTION = "objection", _("After an objection.")


class ObjectionState(TextChoices):
    """How far an objection is."""

    OPEN = "open", _("being looked at")
    UPHELD = "upheld", _("corrected")
    REFUSED = "refused", _("stays as it is")
    WITHDRAWN = "withdrawn", _("taken back")
