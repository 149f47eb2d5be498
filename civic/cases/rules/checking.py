"""Why a check sends a case back: a list, so that it can be counted office by office."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fault(TextChoices):
    """What is wrong with an answer."""

    NOT_DONE = "not-done", _("Nothing was done")
    HALF_DONE = "half-done", _("Only half done")
    WRONG_PLACE = "wrong-place", _("Done at the wrong place")
    UNCLEAR = "unclear", _("The answer cannot be understood")
    NO_EVIDENCE = "no-evidence", _("Evidence is missing")
    OTHER = "other", _("Something else")


RESIDENT_SAYS_NO = "resident"  # counted beside the faults: the resident's own "no" before the check
FAULTS_COUNTED: tuple[tuple[str, Any], ...] = (*Fault.choices, (RESIDENT_SAYS_NO, _("Not solved, says the resident")))
