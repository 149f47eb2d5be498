"""A course is given on a day: seats are taken and given up, and the teacher says who was there."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.courses.actions.learning import NOT_OFFERED, keep_learning
from civic.courses.actions.writing import hold_course
from civic.courses.models import Course, CourseDay, Place
from civic.courses.rules import CourseState, Way
from civic.lib.holding import lock
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence, Taken, TooLate
from civic.volunteers.actions import (
    hold_volunteer,
    permit_active,
    permit_manager,
    reason_said,
    tell_volunteer,
    write_volunteer,
)
from civic.volunteers.models import Volunteer
from civic.volunteers.queries import manages
from civic.volunteers.rules import ManagerTask

MOST_SEATS = 500
FULL = _("The last seat was taken a moment ago. Look at the other days, please.")


@dataclass(frozen=True)
class DayTold:
    """When and where a course is given, by whom, for how many."""

    starts_at: datetime
    ends_at: datetime
    where: str
    seats: int
    teacher: Person


def hold_day(day: CourseDay) -> CourseDay:
    """The day with its course, both locked until the act ends, as they stand now: nobody takes a seat in a course that
    is being ended. Hold the volunteer first."""
    hold_course(day.course)
    lock(day)
    return CourseDay.objects.select_related("course__organisation", "course__gives").get(pk=day.pk)


@transaction.atomic
def plan_day(course: Course, told: DayTold, *, by: Person, at: datetime) -> CourseDay:
    """The course is given on a day. Raises NotAllowed, NotValid for hours and seats that cannot be, Conflict for a
    course that is read or has ended."""
    course = hold_course(course)
    permit_manager(course.organisation, by=by)
    if course.way != Way.DAY or course.state == CourseState.ENDED:
        raise Conflict(_("This course is not given on days."))
    wrong: dict[str, Sentence] = {}
    where = clean_line(told.where).strip()[:200]
    if told.starts_at <= at:
        wrong["starts_at"] = _("Choose a moment to come.")
    if told.ends_at <= told.starts_at:
        wrong["ends_at"] = _("It ends before it begins.")
    if not where:
        wrong["where"] = _("Say where people come to.")
    if not 1 <= told.seats <= MOST_SEATS:
        wrong["seats"] = _("Say how many seats there are, up to 500.")
    if not manages(told.teacher, course.organisation, *ManagerTask.values):
        wrong["teacher"] = _("Choose somebody who manages the organisation or leads for it.")
    if wrong:
        raise NotValid(fields=wrong)
    return CourseDay.objects.create(
        course=course,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        where=where,
        seats=told.seats,
        teacher=told.teacher,
    )


@transaction.atomic
def call_off_day(day: CourseDay, *, by: Person, reason: str, at: datetime) -> CourseDay:
    """The day does not take place, and whoever has a seat is told why. Raises NotAllowed, NotValid without a reason,
    Conflict once it was called off or has begun."""
    day = hold_day(day)
    permit_manager(day.course.organisation, by=by)
    if day.called_off_at is not None or day.starts_at <= at:
        raise Conflict(_("This day was called off already, or has begun."))
    day.reason, day.called_off_at = reason_said(reason), at
    day.save(update_fields=["reason", "called_off_at"])
    page = f"/volunteer/courses/{day.course.code}/"
    told = {"name": day.course.name_zh_hans, "reason": day.reason, "due": day.starts_at}
    for place in day.places.filter(given_up_at__isnull=True).select_related("volunteer__person"):
        tell_volunteer(place.volunteer, "course-day-off", page, at=at, **told)
    return day


@transaction.atomic
def take_seat(day: CourseDay, *, volunteer: Volunteer, by: Person, at: datetime) -> Place:
    """A volunteer takes a seat; of two who want the last one, one has it. Raises NotAllowed for whoever is no
    volunteer now, TooLate once it began, Conflict where it cannot be taken, Taken when it is full or hers already."""
    volunteer = hold_volunteer(volunteer)
    if volunteer.person_id != by.pk:
        raise NotAllowed()
    permit_active(volunteer)
    day = hold_day(day)
    if day.starts_at <= at:
        raise TooLate(_("This day has begun."))
    if day.course.state != CourseState.OFFERED or day.called_off_at is not None:
        raise Conflict(NOT_OFFERED)
    seated = day.places.filter(given_up_at__isnull=True)
    if seated.filter(volunteer=volunteer).exists():
        raise Taken(_("You have a seat already."))
    if seated.count() >= day.seats:
        raise Taken(FULL, code="full")
    place = Place.objects.create(day=day, volunteer=volunteer, at=at)
    write_volunteer(volunteer, "take-seat", by=by, at=at, facts={"course": day.course.code})
    return place


@transaction.atomic
def give_up_seat(place: Place, *, by: Person, at: datetime) -> bool:
    """She cannot come; somebody else may. Raises NotAllowed for anybody else's seat, TooLate once it began. Says
    whether it was this call."""
    volunteer = hold_volunteer(place.volunteer)
    if volunteer.person_id != by.pk:
        raise NotAllowed()
    day = hold_day(place.day)
    if day.starts_at <= at:
        raise TooLate(_("This day has begun."))
    given = Place.objects.filter(pk=place.pk, given_up_at__isnull=True).update(given_up_at=at)
    if given:
        write_volunteer(volunteer, "give-up-seat", by=by, at=at, facts={"course": day.course.code})
    return bool(given)


@transaction.atomic
def say_present(place: Place, *, was_there: bool, by: Person, at: datetime) -> Place:
    """The teacher says whether somebody was there; who was has learnt it. Raises NotAllowed for whoever neither
    teaches nor manages and for oneself, TooLate, the other way round, before it began, Conflict once it counted."""
    volunteer = hold_volunteer(place.volunteer)
    day = hold_day(place.day)
    if day.teacher_id != by.pk:
        permit_manager(day.course.organisation, by=by)
    if volunteer.person_id == by.pk:
        raise NotAllowed(_("Somebody else says that you were there."))
    if at < day.starts_at:
        raise TooLate(_("The day has not begun."), code="too-early")
    place = Place.objects.get(pk=place.pk)
    if place.given_up_at is not None or day.called_off_at is not None:
        raise Conflict(_("This seat was given up, or the day called off."))
    if place.was_there and not was_there:
        raise Conflict(_("That she was there has counted already. Take the qualification back with a reason instead."))
    place.was_there = was_there
    place.save(update_fields=["was_there"])
    if was_there:
        keep_learning(day.course, volunteer, day=day, by=by, at=at)
    return place
