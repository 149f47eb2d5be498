"""Whose act it is, and how a movement of points is written."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.honours.models import PointEntry
from civic.honours.rules import PointKind
from civic.hours.models import BookEntry
from civic.journal import actions as journal
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid, Sentence
from civic.volunteers.models import Volunteer

NO_VOLUNTEER = _("This is for volunteers. Become one first.")
REASON_LONGEST = 300


def ask_own(volunteer: Volunteer, by: Person) -> None:
    """Raises NotAllowed for whoever asks for somebody else, or was never taken on."""
    if volunteer.person_id != by.pk or volunteer.number is None:
        raise NotAllowed(NO_VOLUNTEER)


def said_reason(reason: str, *, sentence: Sentence) -> str:
    """A reason on one line. Raises NotValid with the sentence where there is none."""
    said = clean_line(reason).strip()[:REASON_LONGEST]
    if not said:
        raise NotValid(fields={"reason": sentence})
    return said


def move_points(
    volunteer: Volunteer,
    kind: PointKind,
    points: int,
    *,
    by: Person | None,
    at: datetime,
    entry: BookEntry | None = None,
    other: Volunteer | None = None,
) -> PointEntry:
    """One movement at the end of a time bank account. The caller holds the volunteer."""
    return journal.record(
        PointEntry(volunteer=volunteer, kind=kind, points=points, entry=entry, other=other),
        words=None,
        subject=f"points:{volunteer.pk}",
        last=volunteer.points.order_by("-seq").first(),
        verb=kind.value,
        side="volunteer" if by else "calendar",
        actor_id=by.pk if by else None,
        at=at,
        facts={"points": points, "other": other.number if other else ""},
    )
