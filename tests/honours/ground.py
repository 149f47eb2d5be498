"""Ground for honours: minutes in the book, and a policy for stars."""

from datetime import date, datetime

from django.utils.timezone import localdate

from civic.honours.models import StarPolicy
from civic.hours.models import BookEntry
from civic.journal import actions as journal
from civic.shifts.models import Activity
from civic.volunteers.models import Organisation, Volunteer
from tests.people import NOON
from tests.volunteers.ground import DAY, Helpers


def book(
    who: Volunteer,
    minutes: int,
    *,
    of: Organisation,
    activity: Activity | None = None,
    on: date | None = None,
    at: datetime = NOON,
    reverses: BookEntry | None = None,
) -> BookEntry:
    """An entry of the account, as the act that records writes it; with `reverses` it takes one back."""
    kind = "reversal" if reverses else "taken-over"
    entry = BookEntry(
        volunteer=who,
        kind=kind,
        organisation=of,
        activity=activity,
        served_on=on or localdate(at - DAY),
        planned=0,
        actual=abs(minutes),
        credited=-abs(minutes) if reverses else minutes,
        reverses=reverses,
        reason="来自旧系统。" if reverses is None else "记错了。",
    )
    return journal.record(
        entry,
        words=None,
        subject=f"account:{who.pk}",
        last=BookEntry.objects.filter(volunteer=who).order_by("-seq").first(),
        verb=kind,
        side="organisation",
        actor_id=None,
        at=at,
        facts={"credited": entry.credited},
    )


def take_back(entry: BookEntry, *, at: datetime) -> BookEntry:
    """The whole entry is taken back."""
    return book(
        entry.volunteer,
        entry.credited,
        of=entry.organisation,
        activity=entry.activity,
        on=entry.served_on,
        at=at,
        reverses=entry,
    )


def policy(helpers: Helpers) -> StarPolicy:
    """The common thresholds, since a year."""
    return StarPolicy.objects.create(
        from_on=localdate(NOON - 365 * DAY),
        hours=[100, 300, 600, 1000, 1500],
        months=[0, 6, 0, 0, 0],
        source="云志办〔2025〕3 号",
        made_by=helpers.luo,
        made_at=NOON - 365 * DAY,
    )
