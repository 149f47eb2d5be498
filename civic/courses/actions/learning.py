"""A course is read and its short test taken; what was learnt is written once, and counted apart from service."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.courses.actions.granting import grant_for
from civic.courses.models import Course, CourseDay, Learning, Question
from civic.courses.rules import CourseState, Way, ends_soon, is_passed, share_right
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.rules import said_in
from civic.volunteers.actions import hold_volunteer, permit_active, permit_manager, write_volunteer
from civic.volunteers.models import Volunteer

NOT_OFFERED = _("This course cannot be taken at the moment.")


@dataclass(frozen=True)
class Explained:
    """A question that was not answered rightly, with what helps; never the right answer itself."""

    words: str
    why: str


@dataclass(frozen=True)
class Result:
    """How a test went."""

    passed: bool
    share: int
    learning: Learning | None = None
    explained: list[Explained] = field(default_factory=list)


@transaction.atomic
def pass_course(
    course: Course, *, volunteer: Volunteer, answers: Sequence[int | None], by: Person, at: datetime
) -> Result:
    """A volunteer answers the test. Passed, it counts at once or when somebody has confirmed it; not passed, she reads
    what was wrong and may try again at once, and nothing of it is kept. Raises NotAllowed for whoever is no volunteer
    now, Conflict for a course that cannot be taken so, NotValid for answers to another test."""
    volunteer = hold_volunteer(volunteer)
    if volunteer.person_id != by.pk:
        raise NotAllowed()
    permit_active(volunteer)
    course = Course.objects.select_related("gives").get(pk=course.pk)
    if course.state != CourseState.OFFERED or course.way != Way.READ:
        raise Conflict(NOT_OFFERED)
    questions = list(course.questions.all())
    if len(answers) != len(questions):
        raise NotValid(_("This test was changed in the meantime. Answer it anew, please."))
    right = [one.right for one in questions]
    share = share_right(answers, right)
    explained = [_explained(one) for one, given in zip(questions, answers, strict=True) if given != one.right]
    if not is_passed(answers, right, pass_share=course.pass_share):
        return Result(False, share, explained=explained)
    learning = keep_learning(course, volunteer, share=share, at=at)
    return Result(True, share, learning, explained)


def _explained(question: Question) -> Explained:
    language = get_language() or "en"
    return Explained(said_in(question.words, language), said_in(question.why, language))


def keep_learning(
    course: Course,
    volunteer: Volunteer,
    *,
    share: int | None = None,
    day: CourseDay | None = None,
    by: Person | None = None,
    at: datetime,
) -> Learning:
    """What was learnt is written once: again only when what it gave has ended or ends soon. Belongs in the transaction
    of an act that holds the volunteer."""
    earlier = Learning.objects.filter(course=course, volunteer=volunteer).select_related("grant").first()
    if earlier is not None and not _is_due_again(earlier, at=at):
        return earlier
    learning = Learning.objects.create(
        volunteer=volunteer,
        course=course,
        day=day,
        minutes=course.minutes,
        share=share,
        passed_at=at,
        verified_by=by,
        verified_at=at if by else None,
    )
    write_volunteer(volunteer, "learn", by=by or volunteer.person, at=at, facts={"course": course.code})
    if by is not None or not course.needs_word:
        grant_for(learning, volunteer, at=at)
    return learning


def _is_due_again(earlier: Learning, *, at: datetime) -> bool:
    grant = getattr(earlier, "grant", None)
    return grant is not None and (grant.revoked_at is not None or ends_soon(grant.expires_on, localdate(at)))


@transaction.atomic
def confirm_learning(learning: Learning, *, by: Person, at: datetime) -> Learning:
    """Somebody of the organisation has seen that it was learnt, and it counts. Raises NotAllowed for others and for
    oneself, Conflict once confirmed."""
    volunteer = hold_volunteer(learning.volunteer)
    learning = Learning.objects.select_related("course__organisation", "course__gives").get(pk=learning.pk)
    permit_manager(learning.course.organisation, by=by)
    if volunteer.person_id == by.pk:
        raise NotAllowed(_("Somebody else confirms what you have learnt."))
    if learning.verified_at is not None:
        raise Conflict(_("This was confirmed already."))
    learning.verified_by, learning.verified_at = by, at
    learning.save(update_fields=["verified_by", "verified_at"])
    facts = {"course": learning.course.code}
    write_volunteer(volunteer, "confirm-learning", side="organisation", by=by, at=at, facts=facts)
    grant_for(learning, volunteer, at=at)
    return learning
