"""When somebody may say "this is mine too", and of what. Pure."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.rules.states import CLOSED_STATES, Kind

SUGGESTED_MOST = 3  # similar cases shown before a report is sent; more would be a list to read
CLOSED_SINCE_HOURS = 72  # a case closed so lately is shown too: what came back is told, not supported
JOINED_KINDS = frozenset({Kind.COMPLAINT.value, Kind.HELP.value})  # what others may have as well
ASKED_KINDS = JOINED_KINDS | {Kind.SUGGESTION.value}  # whoever hands one in is asked whether it is one of these

OWN = _("This is your own report, so you are counted already.")
ENDED = _(
    "This case is closed, so nobody can join it. If the trouble is there still or again, report it: "
    "the two are then seen together."
)
MERGED = _("This report is handled together with another one. Open that case and join there.")
BY_THE_VERIFIED = _(
    "A suggestion is supported on its own page, once by each person whose contact is confirmed. Open it there."
)
ONE_PERSONS = _("A question or a word of thanks is one person’s own. Ask your own question: it is answered by itself.")


def support_fault(*, kind: str, state: str, is_merged: bool, is_own: bool) -> Any:
    """Why somebody cannot say "mine too" here, or ""."""
    if is_own:
        return OWN
    if kind == Kind.SUGGESTION:
        return BY_THE_VERIFIED
    if kind not in JOINED_KINDS:
        return ONE_PERSONS
    if is_merged:
        return MERGED
    return ENDED if state in CLOSED_STATES else ""
