"""What is kept sealed although its author wants it gone: only while something about it is being decided."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.states import APPEALED, CLOSED_STATES, Kind


class KeepGround(TextChoices):
    """Why words stay sealed for the data officer: PIPL art. 47 (2), where the law still needs what was to be erased."""

    INQUIRY = "inquiry", _("a report about an office is being looked into")
    REVIEW = "review", _("an appeal is being decided")
    OBJECTION = "objection", _("somebody who is named or shown has objected, and it is being decided")


UNTIL: dict[str, Any] = {
    KeepGround.INQUIRY: _("until the inquiry has ended"),
    KeepGround.REVIEW: _("until the appeal has been decided"),
    KeepGround.OBJECTION: _("until the objection has been decided"),
}


def keep_ground(*, kind: str, state: str, objecting: int, looks_again: bool) -> KeepGround | None:
    """The ground on which words of a case are kept now, or None. `looks_again`: a second person still decides about its
    withholding."""
    if kind == Kind.MISCONDUCT and state not in CLOSED_STATES:
        return KeepGround.INQUIRY
    if state in APPEALED or looks_again:
        return KeepGround.REVIEW
    return KeepGround.OBJECTION if objecting else None
