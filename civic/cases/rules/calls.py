"""What may come of a call to a resident."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CallResult(TextChoices):
    """How a call ended."""

    REACHED = "reached", _("Reached")
    SAID_SOLVED = "said-solved", _("Reached, says it is solved")
    SAID_NOT_SOLVED = "said-not-solved", _("Reached, says it is not solved")
    RING_LATER = "ring-later", _("Reached, asks to be rung later")
    NO_ANSWER = "no-answer", _("No answer")
    WRONG_NUMBER = "wrong-number", _("Wrong number")
    REFUSED = "refused", _("Does not want to talk")


REACHED = frozenset(
    {CallResult.REACHED, CallResult.SAID_SOLVED, CallResult.SAID_NOT_SOLVED, CallResult.RING_LATER, CallResult.REFUSED}
)
