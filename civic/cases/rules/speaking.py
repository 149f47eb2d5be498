"""The language in which a caller said something, and in which script it is usually written down."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Spoken(TextChoices):
    """The language in which something was said on the telephone."""

    MANDARIN = "cmn", _("Mandarin")
    CANTONESE = "yue", _("Cantonese")
    ENGLISH = "eng", _("English")
    OTHER = "other", _("Another language")


WRITTEN_IN = {Spoken.MANDARIN: "zh-hans", Spoken.CANTONESE: "zh-hant", Spoken.ENGLISH: "en", Spoken.OTHER: ""}
"""In which script the words of such a caller are usually written down; "" is told from the words."""
MESSAGES_IN = {Spoken.MANDARIN: "zh-hans", Spoken.CANTONESE: "zh-hant", Spoken.ENGLISH: "en", Spoken.OTHER: "en"}
