"""The states of what a child makes: nothing is public before two have read it. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemState(TextChoices):
    """How far something a child made is on its way."""

    DRAFT = "draft", _("being written")
    HANDED_IN = "handed-in", _("waiting for two readers")
    SHOWN = "shown", _("public")
    SENT_BACK = "sent-back", _("sent back with a kind word")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("taken back")


READERS = 2
