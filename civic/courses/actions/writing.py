"""A course is written by an organisation, offered, and ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.courses.models import Course, CourseDay, Qualification, Question
from civic.courses.rules import CourseState, QuestionTold, Way, read_test
from civic.lib.holding import lock
from civic.lib.markdown import LONGEST
from civic.lib.only_one import only_one
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import Conflict, NotValid, Sentence
from civic.volunteers.actions import permit_manager
from civic.volunteers.models import Organisation

TONGUES = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}
MOST_MINUTES = 40 * 60
ENDED = _("This course is not offered any more. Write a new one.")


@dataclass(frozen=True)
class CourseTold:
    """What a course is, in up to three languages; `tests` are written as rules.read_test reads them."""

    code: str
    way: str
    minutes: int
    names: Mapping[str, str]
    summaries: Mapping[str, str]
    words: Mapping[str, str]
    tests: Mapping[str, str] = field(default_factory=dict)
    pass_share: int = 80
    gives: Qualification | None = None
    needs_word: bool = False


def hold_course(course: Course) -> Course:
    """The course, locked until the act ends, as it stands now."""
    lock(course)
    return Course.objects.select_related("organisation", "gives").get(pk=course.pk)


@transaction.atomic
def write_course(
    organisation: Organisation, told: CourseTold, *, course: Course | None = None, by: Person, at: datetime
) -> Course:
    """A course is written, or written on (`course`); what volunteers learnt from it stays as it was. Raises NotAllowed
    for whoever does not manage the organisation, NotValid for what is missing, Taken for a code that is used,
    Conflict once it has ended."""
    permit_manager(organisation, by=by)
    questions, values = _checked(told)
    if course is None:
        code = told.code.strip().lower()
        with only_one(_("Another course has this address. Choose another one."), code="code-taken"):
            course = Course.objects.create(code=code, organisation=organisation, made_by=by, made_at=at, **values)
    else:
        course = hold_course(course)
        if course.organisation_id != organisation.pk or course.state == CourseState.ENDED:
            raise Conflict(ENDED)
        for name, value in values.items():
            setattr(course, name, value)
        course.save()
    course.questions.all().delete()
    Question.objects.bulk_create(
        Question(course=course, order=turn, words=one.words, answers=one.answers, right=one.right, why=one.why)
        for turn, one in enumerate(questions, start=1)
    )
    return course


def _checked(told: CourseTold) -> tuple[list[QuestionTold], dict[str, object]]:
    names = {tongue: clean_line(told.names.get(tongue, "")).strip() for tongue in TONGUES}
    summaries = {tongue: clean_line(told.summaries.get(tongue, "")).strip() for tongue in TONGUES}
    words = {tongue: clean_text(told.words.get(tongue, "")).strip() for tongue in TONGUES}
    wrong: dict[str, Sentence] = {}
    for what, texts, longest in (("name", names, 120), ("summary", summaries, 300), ("words", words, LONGEST)):
        if not texts["zh-hans"]:
            wrong[f"{what}_zh_hans"] = _("Write this in simplified Chinese at least.")
        for tongue, column in TONGUES.items():
            if len(texts[tongue]) > longest:
                wrong[f"{what}_{column}"] = _("This is too long. Keep it under %(count)d characters.") % {
                    "count": longest
                }
    if told.way not in Way.values:
        wrong["way"] = _("Choose how the course is taken.")
    if not 1 <= told.minutes <= MOST_MINUTES:
        wrong["minutes"] = _("Say how many minutes it takes, up to forty hours.")
    if not 0 <= told.pass_share <= 100:
        wrong["pass_share"] = _("Give a share between 0 and 100.")
    questions: list[QuestionTold] = []
    if told.way == Way.READ:
        questions, faults = read_test({tongue: clean_text(text) for tongue, text in told.tests.items()})
        wrong |= {f"test_{TONGUES[tongue]}": fault for tongue, fault in faults.items()}
    if wrong:
        raise NotValid(fields=wrong)
    values: dict[str, object] = {"way": told.way, "minutes": told.minutes, "pass_share": told.pass_share}
    values |= {"gives": told.gives, "needs_word": told.needs_word}
    for what, texts in (("name", names), ("summary", summaries), ("words", words)):
        values |= {f"{what}_{column}": texts[tongue] for tongue, column in TONGUES.items()}
    return questions, values


@transaction.atomic
def offer_course(course: Course, *, by: Person, at: datetime) -> Course:
    """It can be taken from now on. Raises NotAllowed, Conflict once it has ended."""
    course = hold_course(course)
    permit_manager(course.organisation, by=by)
    if course.state == CourseState.ENDED:
        raise Conflict(ENDED)
    course.state = CourseState.OFFERED
    course.save(update_fields=["state"])
    return course


@transaction.atomic
def end_course(course: Course, *, by: Person, at: datetime) -> Course:
    """Nobody takes it any more; what was learnt holds as long as it does. Raises NotAllowed, Conflict while people
    wait for one of its days."""
    course = hold_course(course)
    permit_manager(course.organisation, by=by)
    ahead = CourseDay.objects.filter(course=course, starts_at__gt=at, called_off_at__isnull=True)
    if ahead.filter(places__given_up_at__isnull=True, places__isnull=False).exists():
        raise Conflict(_("People have a seat on a day to come. Call that day off first, with a reason."))
    course.state = CourseState.ENDED
    course.save(update_fields=["state"])
    return course
