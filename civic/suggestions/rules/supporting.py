"""Who may stand behind a suggestion, and when. Pure."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.rules import CLOSED_STATES, State

OWN = _("This is your own suggestion, so nobody counts you a second time.")
NOT_OPEN_YET = _("This suggestion is not open for support yet. Follow it, and you hear when it is.")
TO_BE_ANSWERED = _("Nobody collects support for this suggestion any more: it is to be answered now.")
ENDED = _("This suggestion is at an end, so nobody can support it any more.")
MERGED = _("This suggestion is handled together with another one. Open that one and support it there.")
OVER = _("The time for support is over. The suggestion goes to be answered now, with the support it has.")
NOT_IN_THIS_PHASE = _("Support is not collected in this phase of the round. Its page says from when until when it is.")
NOT_VERIFIED = _(
    "Each person counts once, so support needs a confirmed contact: sign in with an e-mail address or a telephone "
    "number, or use a code on paper from a desk of the city."
)


def support_fault(
    *, state: str, is_merged: bool, is_own: bool, since: datetime | None, until: datetime | None, at: datetime
) -> Any:
    """Why nobody, or not this person, can support a suggestion now; "" where it can be done."""
    if is_own:
        return OWN
    if is_merged:
        return MERGED
    if state in CLOSED_STATES:
        return ENDED
    if state in (State.FILED, State.ASKED_AT_DESK):
        return NOT_OPEN_YET
    if state != State.SUPPORTING:
        return TO_BE_ANSWERED
    if until is not None and at >= until:
        return OVER
    return NOT_IN_THIS_PHASE if since is not None and at < since else ""
