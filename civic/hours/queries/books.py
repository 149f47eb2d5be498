"""One volunteer's own book: its lines, and three figures that are never mixed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Count, QuerySet
from django.utils.timezone import get_current_timezone

from civic.attendances.models import Attendance
from civic.hours.models import BookEntry, Evaluation, Objection
from civic.hours.rules import RECORD_WORKDAYS, ObjectionState, minutes_between
from civic.offices.queries.workdays import by_workdays
from civic.shifts.models import Signup
from civic.shifts.rules import SignupState
from civic.volunteers.models import Volunteer

LONGEST = timedelta(days=30)  # ten working days are never longer, holidays included


@dataclass(frozen=True)
class Figures:
    """A month in minutes: what one signed up for, what one was there, what is written down."""

    planned: int
    actual: int
    credited: int


def own_book(volunteer: Volunteer) -> QuerySet[BookEntry]:
    """The lines of an account, the newest first, each with what it is about and what became of it."""
    rows = BookEntry.objects.filter(volunteer=volunteer).select_related(
        "activity", "shift", "organisation", "reversed_by", "reverses"
    )
    return rows.prefetch_related("objections").order_by("-seq")


def figures(volunteer: Volunteer, month: date) -> Figures:
    """The three figures of the month this day lies in, in the city's time. Three queries."""
    first, last = _month(month)
    spans = Signup.objects.filter(
        volunteer=volunteer, state=SignupState.COMING, shift__starts_at__gte=first, shift__starts_at__lt=last
    ).values_list("shift__starts_at", "shift__ends_at")
    stays = Attendance.objects.filter(
        volunteer=volunteer, shift__starts_at__gte=first, shift__starts_at__lt=last, out_at__isnull=False
    ).values_list("in_at", "out_at")
    entries = BookEntry.objects.filter(volunteer=volunteer, served_on__gte=first.date(), served_on__lt=last.date())
    return Figures(
        planned=sum(minutes_between(begins, ends) for begins, ends in spans),
        actual=sum(minutes_between(came, went) for came, went in stays if went is not None),
        credited=entries.credited_minutes(),
    )


def open_objections(volunteer: Volunteer) -> QuerySet[Objection]:
    """What a volunteer said is wrong and nobody has answered yet."""
    return Objection.objects.filter(volunteer=volunteer, state=ObjectionState.OPEN)


def standing(attendance: Attendance) -> BookEntry | None:
    """The entry that stands for an attendance now: the last that was not taken back."""
    rows = BookEntry.objects.filter(attendance=attendance, reverses__isnull=True, reversed_by__isnull=True)
    return rows.order_by("-seq").first()


def line_now(entry: BookEntry) -> BookEntry | None:
    """The line that stands where this one stood: itself, what it was corrected to, or none once it was taken back
    altogether. One query."""
    same = BookEntry.objects.filter(
        volunteer=entry.volunteer_id,
        organisation=entry.organisation_id,
        activity=entry.activity_id,
        shift=entry.shift_id,
        attendance=entry.attendance_id,
        served_on=entry.served_on,
        seq__gte=entry.seq,
    )
    return same.filter(reverses__isnull=True, reversed_by__isnull=True).order_by("seq").first()


def _month(day: date) -> tuple[datetime, datetime]:
    zone = get_current_timezone()
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return datetime.combine(first, time(), tzinfo=zone), datetime.combine(after, time(), tzinfo=zone)


def service_mean(volunteer: Volunteer) -> tuple[int, float]:
    """How often a volunteer's service was spoken of, and the mean of it. One statement."""
    rows = Evaluation.objects.filter(volunteer=volunteer, is_by_volunteer=False)
    told = rows.aggregate(count=Count("pk"), mean=Avg("stars"))
    return int(told["count"]), round(float(told["mean"] or 0), 1)


def how_to_say(volunteer: Volunteer, *, at: datetime) -> set[int]:
    """The shifts of which she may still say how they were: she was there, not ten working days have passed, and she has
    not said it yet."""
    said = Evaluation.objects.filter(volunteer=volunteer, is_by_volunteer=True).values("shift")
    stays = Attendance.objects.filter(volunteer=volunteer, out_at__isnull=False, shift__ends_at__gt=at - LONGEST)
    ends = stays.exclude(shift__in=said).values_list("shift", "shift__ends_at")
    return {shift for shift, ended in ends if at <= by_workdays(ended, RECORD_WORKDAYS)}
