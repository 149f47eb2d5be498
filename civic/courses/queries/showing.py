"""Courses as volunteers, organisations and coordinators read them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import get_language

from civic.courses.models import Claim, Course, CourseDay, Grant, Learning, Place
from civic.courses.rules import ends_soon
from civic.offices.rules import said_in
from civic.volunteers.models import Organisation, Volunteer

TONGUES = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}


def said(course: Course, what: str) -> str:
    """The summary or the words of a course in the reader's language."""
    texts = {tongue: getattr(course, f"{what}_{column}") for tongue, column in TONGUES.items()}
    return said_in(texts, get_language() or "en")


def days_ahead(course: Course, *, at: datetime) -> list[tuple[CourseDay, int]]:
    """The days to come, each with how many seats are left."""
    taken = Count("places", filter=Q(places__given_up_at__isnull=True))
    rows = course.days.filter(starts_at__gt=at, called_off_at__isnull=True).annotate(taken=taken)
    return [(day, max(0, day.seats - day.taken)) for day in rows.order_by("starts_at")]


def seats_of(volunteer: Volunteer | None, course: Course) -> dict[int, Place]:
    """The seats she has in the days of a course, by day."""
    if volunteer is None:
        return {}
    held = Place.objects.filter(volunteer=volunteer, day__course=course, given_up_at__isnull=True)
    return {one.day_id: one for one in held}


@dataclass(frozen=True)
class Listed:
    """A course in the list, and whether the reader has learnt it."""

    course: Course
    summary: str
    is_learnt: bool


def listed(volunteer: Volunteer | None) -> list[Listed]:
    """Every course that is offered; what she has not learnt first."""
    learnt = set(Learning.objects.filter(volunteer=volunteer).values_list("course", flat=True)) if volunteer else set()
    rows = Course.objects.offered().select_related("organisation", "gives").order_by("code")
    found = [Listed(one, said(one, "summary"), one.pk in learnt) for one in rows]
    return sorted(found, key=lambda one: one.is_learnt)


@dataclass(frozen=True)
class Held:
    """A qualification of a volunteer, and whether it holds today."""

    grant: Grant
    holds: bool
    ends_soon: bool


def held_by(volunteer: Volunteer, day: date) -> list[Held]:
    """All she was ever qualified for, what holds first."""
    rows = Grant.objects.filter(volunteer=volunteer).select_related("qualification").order_by("-given_on", "-pk")
    found = [
        Held(
            one,
            one.revoked_at is None and one.given_on <= day and (one.expires_on is None or one.expires_on >= day),
            ends_soon(one.expires_on, day),
        )
        for one in rows
    ]
    return sorted(found, key=lambda one: not one.holds)


def minutes_learnt(volunteer: Volunteer) -> int:
    """Minutes of learning, which are no minutes of service; what waits for a word does not count yet."""
    counted = Learning.objects.filter(volunteer=volunteer).filter(
        Q(verified_at__isnull=False) | Q(course__needs_word=False)
    )
    return counted.aggregate(total=Sum("minutes"))["total"] or 0


def to_confirm(organisation: Organisation | None = None) -> QuerySet[Learning]:
    """What was passed and waits for somebody's word, the oldest first."""
    waiting = Learning.objects.filter(course__needs_word=True, verified_at__isnull=True)
    if organisation is not None:
        waiting = waiting.filter(course__organisation=organisation)
    return waiting.select_related("course__organisation", "volunteer").order_by("passed_at", "pk")


@dataclass(frozen=True)
class Waiting:
    """One thing that waits at the coordinators' desk."""

    kind: str  # "applicant", "organisation", "claim", "learning"
    since: datetime
    due: datetime | None
    url_key: str
    words: str


def waiting_at_desk() -> list[Waiting]:
    """All that waits for a coordinator, the most urgent first; what has no deadline after what has one. Four
    queries."""
    found = [
        Waiting("applicant", one.applied_at, one.answer_due_at, str(one.key), "")
        for one in Volunteer.objects.waiting()[:100]
    ]
    asking = Organisation.objects.filter(state="asked").order_by("answer_due_at")[:100]
    found += [Waiting("organisation", one.asked_at, one.answer_due_at, one.code, one.name) for one in asking]
    claims = Claim.objects.waiting().select_related("qualification")[:100]
    found += [Waiting("claim", one.made_at, None, str(one.key), one.qualification.name) for one in claims]
    found += [Waiting("learning", one.passed_at, None, str(one.pk), one.course.name) for one in to_confirm()[:100]]
    return sorted(found, key=lambda one: (one.due is None, one.due or one.since))
