"""Say "this is mine too" and hear how it goes on: both or neither."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from civic.cases import actions as cases
from civic.cases.models import Case
from civic.cases.queries import Supporter
from civic.following.actions.following import Followed, follow
from civic.following.actions.subjects import of_case
from civic.following.rules import Rhythm


@dataclass(frozen=True)
class Joined:
    """What came of it: whether she was counted now, and the follow, where she wants to hear of it."""

    is_new: bool
    followed: Followed | None = None


@transaction.atomic
def support_and_follow(
    case: Case, *, by: Supporter, language: str, at: datetime, told: dict[str, Any] | None
) -> Joined:
    """One more person stands behind the case, and hears of it where she says how: `told` is what `follow` takes to know
    her (by, or contact and is_proved); None for nothing. Raises Conflict, NotValid, TooMany; then nothing is done."""
    is_new = cases.support(case, by=by, at=at)
    if told is None:
        return Joined(is_new)
    return Joined(is_new, follow(of_case(case), rhythm=Rhythm.AT_ONCE, language=language, at=at, **told))
