"""What is said to whoever scanned."""

from django.utils.translation import gettext_lazy as _

from civic.attendances.rules.kinds import Verdict

SAYS = {
    Verdict.COUNTED: _("It is noted."),
    Verdict.AGAIN: _("This was noted before. Nothing changed."),
    Verdict.TOO_FAR: _("Your phone says that you are too far from the place. Ask the leader to write you down."),
    Verdict.WRONG_TIME: _("One can check in from an hour before the shift, and out until three hours after it."),
    Verdict.NOT_IN: _("You have not checked in yet. Check in first, or ask the leader to write down when you came."),
    Verdict.OLD_CODE: _("This code was too old. Scan the one on the screen now."),
    Verdict.NOT_HERS: _("This volunteer is not signed up for this shift. The leader can write down a walk-in."),
    Verdict.CLOSED: _("This shift was closed already. If you were there, object to its hours on your page."),
}
"""Each verdict with its sentence."""


def is_kept_only(verdict: str) -> bool:
    """Was a scan kept without counting?"""
    return verdict not in (Verdict.COUNTED, Verdict.AGAIN)
