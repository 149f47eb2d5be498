"""The tables of a corner: its topics, meetings, agreements, tasks, and one chained timeline for all of them."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.cases.models import Case, PhotoState
from civic.communities.rules import (
    ALT_LONGEST,
    PLACE_LONGEST,
    PRESENT_MOST,
    TITLE_LONGEST,
    WHO_LONGEST,
    Reason,
    Shown,
    Stage,
)
from civic.journal import models as journal
from civic.lib.sealed import SealedText
from civic.places.models import Area


class Corner(models.Model):
    """The corner of one community; whoever acts in it holds this row meanwhile."""

    community = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="corner")
    last_seq = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"corner of {self.community_id}"

    @property
    def subject(self) -> str:
        """As what the chain of its timeline is sealed."""
        return f"corner:{self.pk}"


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics in the city's words."""

    def shown(self) -> "TopicQuerySet":
        """What everybody may read."""
        return self.filter(shown=Shown.SHOWN)

    def counted(self) -> "TopicQuerySet":
        """What the figures count: whatever was shown once, so that hiding it later changes none."""
        return self.filter(shown_at__isnull=False)


class Topic(models.Model):
    """Something residents raised in their community. `title` is as it was raised, for the desk; the public ones are
    what everybody reads."""

    corner = models.ForeignKey(Corner, on_delete=models.PROTECT, related_name="topics")
    number = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=TITLE_LONGEST, blank=True)
    public_title = models.CharField(max_length=TITLE_LONGEST, blank=True)
    public_text = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.RAISED)
    shown = models.CharField(max_length=12, choices=Shown, default=Shown.WAITING)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)  # why it is not shown
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    press_digest = models.CharField(max_length=64, null=True, unique=True)  # of words, day and network: twice is once
    raised_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)  # first
    moved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="+")
    told_round = models.PositiveIntegerField(default=0)  # of the case: which closing was told back last

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        indexes = [
            models.Index(fields=["corner", "shown", "-moved_at", "-id"], name="topics_of_a_corner"),
            models.Index(fields=["raised_at"], condition=Q(shown_at__isnull=False), name="topics_that_count"),
            models.Index(fields=["case"], condition=Q(stage="handed-on"), name="topics_handed_on"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="corner_topic_stage_known"),
            models.CheckConstraint(condition=Q(shown__in=Shown.values), name="corner_topic_shown_known"),
            models.CheckConstraint(condition=Q(reason__in=["", *Reason.values]), name="corner_topic_reason_known"),
            models.CheckConstraint(
                condition=~Q(shown="shown") | Q(shown_at__isnull=False), name="what_is_shown_was_shown_once"
            ),
            models.CheckConstraint(
                condition=Q(stage="handed-on", case__isnull=False) | (~Q(stage="handed-on") & Q(case__isnull=True)),
                name="what_was_handed_on_is_a_case",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["solved", "not-taken", "handed-on"], ended_at__isnull=False)
                | Q(stage__in=["raised", "talked-over", "agreed", "under-way"], ended_at__isnull=True),
                name="an_ended_topic_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class TopicContact(models.Model):
    """How whoever raised a topic is told what came of it; sealed."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="contact")
    email = SealedText(purpose="community", blank=True)
    email_hash = models.CharField(max_length=64, blank=True, db_index=True)
    phone = SealedText(purpose="community", blank=True)
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True)
    language = models.CharField(max_length=8)

    def __str__(self) -> str:
        return f"contact of {self.topic_id}"


class Meeting(models.Model):
    """A meeting of residents that was held, as the committee noted it."""

    corner = models.ForeignKey(Corner, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=PLACE_LONGEST)
    present = models.PositiveIntegerField()
    words = models.TextField()
    language = models.CharField(max_length=8)
    topics = models.ManyToManyField(Topic, related_name="meetings", blank=True)
    is_shown = models.BooleanField(default=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["corner", "-held_on", "-id"], name="meetings_of_a_corner")]
        constraints = [
            models.CheckConstraint(condition=Q(present__range=(1, PRESENT_MOST)), name="a_meeting_has_people")
        ]

    def __str__(self) -> str:
        return f"meeting of {self.held_on}"


class Sheet(models.Model):
    """A photo of a paper sheet of a meeting: the list on the wall, the signed note. Names stand on such paper, so
    nobody outside sees one before a moderator has looked at it. The upload is never served and goes once prepared."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sheets")
    alt = models.CharField(max_length=ALT_LONGEST)  # what stands on it, in words
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=12, choices=PhotoState, default=PhotoState.RECEIVED)
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    is_public = models.BooleanField(default=False)
    screened_at = models.DateTimeField(null=True)
    screened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["received_at"], condition=Q(state="received"), name="sheets_to_prepare"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PhotoState.values), name="sheet_state_known"),
            models.CheckConstraint(condition=~Q(alt=""), name="a_sheet_says_what_stands_on_it"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(state="ready", screened_at__isnull=False, screened_by__isnull=False),
                name="nobody_sees_a_sheet_before_a_moderator",
            ),
            models.UniqueConstraint(fields=["meeting", "digest"], name="one_sheet_a_meeting_and_upload"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class Agreement(models.Model):
    """What was agreed about a topic, and how many were for it; never who."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="agreements")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="agreements")
    agreed_on = models.DateField()
    text = models.TextField()
    language = models.CharField(max_length=8)
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    abstained = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(votes_for__gt=F("votes_against")), name="more_were_for_it_than_against")
        ]

    def __str__(self) -> str:
        return f"agreed on {self.agreed_on}"


class Task(models.Model):
    """What somebody of the community does: who in words, what, by when."""

    class Ended(models.TextChoices):
        """How it ended."""

        DONE = "done"
        DROPPED = "dropped"

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="tasks")
    who = models.CharField(max_length=WHO_LONGEST)
    what = models.TextField()
    language = models.CharField(max_length=8)
    due = models.DateField()
    ended = models.CharField(max_length=8, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended="", ended_at__isnull=True)
                | (Q(ended__in=["done", "dropped"], ended_at__isnull=False) & ~Q(note="")),
                name="a_task_ends_with_a_note",
            )
        ]

    def __str__(self) -> str:
        return f"{self.who} · {self.due}"

    def is_late(self, today: date) -> bool:
        """Has its day passed without an end?"""
        return not self.ended and self.due < today


class Line(journal.Line):
    """One act in a corner; of a topic or a meeting where it was about one."""

    corner = models.ForeignKey(Corner, on_delete=models.PROTECT, related_name="lines")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="lines")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="lines")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["corner", "seq"], name="one_line_a_place_in_a_corner")]
        indexes = [models.Index(fields=["corner", "-at"], name="corner_lines_by_time")]

    def __str__(self) -> str:
        return f"{self.corner_id}#{self.seq} {self.verb}"


class LineWords(journal.Words):
    """What was said in a line."""

    line = models.OneToOneField(Line, on_delete=models.CASCADE, related_name="words")

    def __str__(self) -> str:
        return f"{self.line_id}"
