"""How a day with its hour is said in a sentence."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def said_moment(at: datetime) -> str:
    """A day and an hour by the clocks of the city, with the day of the week, in the language of the reader."""
    # Translators: how a message writes a day and an hour, in Django's letters, like "Tue 24 November, 18:00".
    return date_format(localtime(at), _("D j F, H:i"))
