"""What a resident may still do with words and photos of her own: limits, and what to do instead once it is too late."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.rules.states import CLOSED_STATES, Publication, State

AT_WILL = frozenset({"add", "edit", "redact"})  # what the resident may do whosever turn it is
ADDITIONS_A_DAY = 5  # to one case
ADDITIONS_MOST = 30  # to one case, in its whole life
EDITS_A_DAY = 10
EDITS_MOST = 50  # in its whole life
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


_NO_ANSWER = _("There is no answer to rate yet. You are asked as soon as it has been given and checked.")
_TAKEN_BACK = _("You took this report back, so there is nothing left to do with it. You may report it anew.")
_APPEALED = _("You have appealed. The decision comes in writing; the page of the case says until when.")
_RATE: dict[str, Any] = {
    State.ANSWERED: _(
        "The answer is still being checked, so it is not rated yet. You can already say on the "
        "page of the case whether it is solved."
    ),
    State.DECLINED: _(
        "This report was not accepted, so there is no answer to rate. Appeal if you do not agree, or report it anew."
    ),
    State.WITHDRAWN: _TAKEN_BACK,
    State.MERGED: _(
        "Your report is handled together with another one. You are asked as soon as that one has "
        "been answered and checked."
    ),
    **dict.fromkeys(
        (State.CLOSE_APPEALED, State.CLOSE_LAST_APPEAL, State.DECLINE_APPEALED, State.DECLINE_LAST_APPEAL), _APPEALED
    ),
}
_APPEAL: dict[str, Any] = {
    State.ANSWERED: _(
        "The answer is still being checked. Once it has been, you can rate it, or appeal if you do not agree."
    ),
    State.WITHDRAWN: _TAKEN_BACK,
    **dict.fromkeys(
        (State.CLOSE_APPEALED, State.CLOSE_LAST_APPEAL, State.DECLINE_APPEALED, State.DECLINE_LAST_APPEAL), _APPEALED
    ),
}
_NOT_DECIDED = _(
    "Nothing has been decided yet that could be appealed. With an answer or a refusal, the "
    "page of the case says until when you may."
)
_NOT_ASKED = _("Nobody waits for a reply from you now. You can add words or photos to the case instead.")
_NOT_ASKED_ANY_MORE = _("This case is at an end, so nobody waits for a reply any more. You may report it anew.")
_AT_WORK = _(
    "The report was accepted already, so it cannot be taken back. You can add what has "
    "changed; whoever works on it reads that."
)
_ENDED = _("This case is at an end already, so there is nothing to take back.")
_BY_ITSELF = _("Your report is handled by itself, so there is nothing to take it out of.")


def what_instead(verb: str, state: str, publication: str) -> Any:
    """What the resident can do where an act of hers is not possible now, or not any more; None where the table says all
    there is."""
    if verb == "add":
        return _ADD.get(state)
    if verb == "rate":
        return _RATE.get(state, _NO_ANSWER)
    if verb == "appeal":
        return _APPEAL.get(state, _NOT_DECIDED)
    if verb == "reply":
        return _NOT_ASKED_ANY_MORE if state in CLOSED_STATES else _NOT_ASKED
    if verb == "withdraw":
        return _TAKEN_BACK if state == State.WITHDRAWN else _ENDED if state in CLOSED_STATES else _AT_WORK
    if verb == "separate":
        return _BY_ITSELF
    if verb == "edit" and state in CLOSED_STATES:
        return _OVER
    if verb == "edit":
        return _SCREENED if publication != Publication.UNSCREENED and state in _AT_DESK else _TOO_LATE
    return None


_AT_DESK = (State.FILED, State.ASKED_AT_DESK)
