"""When a shift can be closed."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence

NOT_OPEN = _("This shift was closed or called off. What is wrong is corrected in the account of hours.")
LASTS = _("This shift is not over yet. Close it once everybody has gone.")


def closing_fault(*, is_open: bool, ends: datetime, at: datetime) -> Sentence:
    """Why a shift cannot be closed now, or ""."""
    if not is_open:
        return NOT_OPEN
    return LASTS if at < ends else ""
