"""On which papers a guardian without an account says yes or no at a desk, and of which day they may be."""

from datetime import date, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

PAPER_DAYS = 90  # our own number: what was signed longer ago is signed anew


class Paper(TextChoices):
    """What a guardian signed."""

    FORM = "form", _("the city’s form, signed")
    LETTER = "letter", _("a letter in her own hand, signed")


def paper_fault(signed_on: date, today: date) -> Any:
    """Why a paper of that day does not count today, or ""."""
    if signed_on > today:
        return _("This day is still to come. Write the day that stands on the paper.")
    if signed_on < today - timedelta(days=PAPER_DAYS):
        return _("This paper is older than ninety days. Let the guardian sign anew.")
    return ""
