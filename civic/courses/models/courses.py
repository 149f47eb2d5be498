"""Courses, their test and their days; what a volunteer has learnt, kept apart from hours of service."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.courses.models.qualifications import Qualification
from civic.courses.rules import CourseState, Way
from civic.lib.named import Named
from civic.volunteers.models import Organisation, Volunteer


class CourseQuerySet(models.QuerySet["Course"]):
    """Courses in the city's words."""

    def offered(self) -> "CourseQuerySet":
        """Those that can be taken."""
        return self.filter(state=CourseState.OFFERED)


class Course(Named):
    """A course (培训名称, 主要内容, 学习时长, 举办单位): read with a short test, or on a day."""

    code = models.SlugField(max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="courses")
    way = models.CharField(max_length=4, choices=Way)
    minutes = models.PositiveSmallIntegerField()  # of learning
    summary_zh_hans = models.CharField(max_length=300)
    summary_zh_hant = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=300, blank=True)
    words_zh_hans = models.TextField()  # Markdown
    words_zh_hant = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    pass_share = models.PositiveSmallIntegerField(default=80)  # percent of right answers
    gives = models.ForeignKey(Qualification, on_delete=models.PROTECT, null=True, related_name="courses")
    needs_word = models.BooleanField(default=False)  # a person confirms before it counts
    state = models.CharField(max_length=8, choices=CourseState, default=CourseState.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="a_course_takes_some_time"),
            models.CheckConstraint(condition=Q(pass_share__lte=100), name="a_course_is_passed_by_a_share"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="course_way_known"),
            models.CheckConstraint(condition=Q(state__in=CourseState.values), name="course_state_known"),
        ]


class Question(models.Model):
    """One question of a course's test, with its answers in three languages; which is right never leaves the server."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    words = models.JSONField()  # {"zh-hans": …, "zh-hant": …, "en": …}
    answers = models.JSONField()  # a list of the same
    right = models.PositiveSmallIntegerField()
    why = models.JSONField(default=dict)  # what is told after a wrong answer

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["course", "order"], name="one_question_a_place_of_a_course")]

    def __str__(self) -> str:
        return f"{self.course_id}.{self.order}"


class CourseDay(models.Model):
    """A day on which a course is given."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="days")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=200)
    seats = models.PositiveSmallIntegerField()
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    called_off_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_course_day_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True) | ~Q(reason=""), name="a_course_called_off_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} on {self.starts_at:%Y-%m-%d}"


class Place(models.Model):
    """A volunteer's seat on a course day."""

    day = models.ForeignKey(CourseDay, on_delete=models.PROTECT, related_name="places")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="course_places")
    at = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True)
    was_there = models.BooleanField(null=True)  # None until the teacher says

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "volunteer"], condition=Q(given_up_at__isnull=True), name="one_seat_a_volunteer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} on {self.day_id}"


class Learning(models.Model):
    """What a volunteer has learnt: minutes of learning, never of service. Written once a course is passed."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="learnings")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="learnings")
    day = models.ForeignKey(CourseDay, on_delete=models.PROTECT, null=True, related_name="learnings")
    minutes = models.PositiveSmallIntegerField()
    share = models.PositiveSmallIntegerField(null=True)  # of right answers, in percent
    passed_at = models.DateTimeField()
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-passed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="learning_took_some_time"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__lte=100), name="a_share_of_right_answers_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} by {self.volunteer_id}"
