"""Minutes, stars and points of one volunteer, as they stand now."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Avg, Min, Sum
from django.utils.timezone import localdate

from civic.honours.models import PointEntry, Star, StarPolicy
from civic.honours.rules import Badge, PointKind, Record, StarState, Thresholds, badges
from civic.hours.models import BookEntry, Evaluation
from civic.volunteers.models import Volunteer
from civic.volunteers.queries import identity_of
from civic.volunteers.rules import is_minor


@dataclass(frozen=True)
class Account:
    """What a volunteer has behind her; `policy` is the one in force today, the common one where none was written."""

    record: Record
    policy: Thresholds
    policy_row: StarPolicy | None
    balance: int
    is_minor: bool
    badges: list[Badge] = field(default_factory=list)


def account_of(volunteer: Volunteer, *, at: datetime) -> Account:
    """Everything the page of honours and the acts ask for. Seven queries."""
    today = localdate(at)
    entries = BookEntry.objects.filter(volunteer=volunteer)
    summed = entries.aggregate(minutes=Sum("credited"), first=Min("served_on"))
    held = Star.objects.filter(volunteer=volunteer, state=StarState.GRANTED).order_by("-level").first()
    mean = Evaluation.objects.filter(volunteer=volunteer, is_by_volunteer=False).aggregate(mean=Avg("stars"))["mean"]
    row = StarPolicy.objects.on(today)
    born_on = identity_of(volunteer)[1]
    young = born_on is None or is_minor(born_on, today)
    kinds = entries.filter(activity__isnull=False).values_list("activity__kind").annotate(minutes=Sum("credited"))
    since: date | None = localdate(held.decided_at) if held and held.decided_at else summed["first"]
    return Account(
        record=Record(
            minutes=summed["minutes"] or 0,
            level=held.level if held else 0,
            since=since,
            quality=None if mean is None else Decimal(str(round(mean, 2))),
        ),
        policy=thresholds_of(row),
        policy_row=row,
        balance=balance_of(volunteer),
        is_minor=young,
        badges=badges(dict(kinds.order_by()), is_minor=young),
    )


def thresholds_of(row: StarPolicy | None) -> Thresholds:
    """A policy as the rules know it."""
    return Thresholds(row.hours, row.months, row.least_quality) if row else Thresholds()


def balance_of(volunteer: Volunteer) -> int:
    """The points somebody has."""
    return PointEntry.objects.filter(volunteer=volunteer).aggregate(sum=Sum("points"))["sum"] or 0


def earned_of(volunteer: Volunteer) -> int:
    """The points somebody earned by service, less what was taken back with hours."""
    kinds = [PointKind.EARNED, PointKind.TAKEN_BACK]
    return PointEntry.objects.filter(volunteer=volunteer, kind__in=kinds).aggregate(sum=Sum("points"))["sum"] or 0
