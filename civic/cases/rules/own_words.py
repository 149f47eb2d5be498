"""What a resident may still do with words and photos of her own: limits, and what to do instead once it is too late."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.rules.states import CLOSED_STATES, Publication, State

AT_WILL = frozenset({"add", "edit", "redact"})  # what the resident may do whosever turn it is
ADDITIONS_A_DAY = 5  # to one case
ADDITIONS_MOST = 30  # to one case, in its whole life
EDITS_A_DAY = 10
PHOTOS_OF_A_CASE = 20  # of its resident, those of the report included

_ASKED = _("The city has asked you something. Reply to that: your words then reach whoever asked.")
_ADD: dict[str, Any] = {
    State.ASKED_AT_DESK: _ASKED,
    State.ASKED_BY_OFFICE: _ASKED,
    State.CLOSED: _(
        "This case is closed, so nothing can be added to it. "
        "Say whether it was solved, appeal if you do not agree, or report it anew."
    ),
    State.DECLINED: _(
        "This report was not accepted, so nothing can be added to it. Appeal if you do not agree, or report it anew."
    ),
    State.WITHDRAWN: _("You took this report back, so nothing can be added to it. You may report it anew."),
}
_TOO_LATE = _(
    "The report was accepted meanwhile, so others work with its words and it cannot be changed any more. "
    "Add what is different instead."
)
_SCREENED = _("Somebody has screened this report already, so it cannot be changed any more. Send an addition instead.")
_OVER = _("This report has ended, so it cannot be changed any more. You may report it anew.")


def what_instead(verb: str, state: str, publication: str) -> Any:
    """What the resident can do where adding or changing is not possible any more; None for all other acts."""
    if verb == "add":
        return _ADD.get(state)
    if verb == "edit" and state in CLOSED_STATES:
        return _OVER
    if verb == "edit":
        return _SCREENED if publication != Publication.UNSCREENED and state in _AT_DESK else _TOO_LATE
    return None


_AT_DESK = (State.FILED, State.ASKED_AT_DESK)
