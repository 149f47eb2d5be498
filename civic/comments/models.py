"""Words of residents and offices under a case that is open for comments, reports about them, and their story."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.models import Case
from civic.comments.rules import CommentState, Worry
from civic.journal import models as journal
from civic.offices.models import Matter, Office


class Talk(models.Model):
    """Comments are open under one case, or under the cases of one matter, or were closed again. Without a row they are
    off; the row of a case goes before that of its matter."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, null=True, related_name="talk")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, null=True, related_name="talk")
    is_on = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(matter__isnull=True, case__isnull=False) | Q(matter__isnull=False, case__isnull=True),
                name="talk_is_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{'on' if self.is_on else 'off'}: {self.matter_id or self.case_id}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments in the city's words."""

    def shown(self) -> "CommentQuerySet":
        """What everybody may read, where the case is public."""
        stands = Q(parent=None) | Q(parent__standing=CommentState.SHOWN)  # a reply goes with what it replies to
        return self.filter(stands, standing=CommentState.SHOWN, case__publication="published")

    def to_look_at(self) -> "CommentQuerySet":
        """What waits for a moderator: fresh ones, and those that were reported."""
        return self.filter(Q(standing=CommentState.WAITING) | Q(reported__gt=0))


class Comment(models.Model):
    """Somebody's words under a case, at most one level deep. Nobody is named: residents are numbered, offices say who
    they are. What is hidden stays here as evidence, and is nobody's outside the desk."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="comments", db_index=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="comments")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, related_name="+"
    )  # speaks through an officer
    speaker = models.PositiveIntegerField(default=0)  # the n-th resident who speaks under this case; 0 is an office
    text = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)  # of the digest in its first line
    language = models.CharField(max_length=8, blank=True)
    standing = models.CharField(max_length=12, choices=CommentState, default=CommentState.WAITING)
    at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    reported = models.PositiveIntegerField(default=0)  # reports nobody has looked at
    was_hidden_by_report = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["case", "standing", "at", "id"], name="comments_of_a_case"),
            models.Index(
                fields=["at", "id"], condition=Q(standing="waiting") | Q(reported__gt=0), name="comments_to_look_at"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=CommentState.values), name="comment_state_known"),
            models.CheckConstraint(
                condition=~Q(standing="shown") | Q(shown_at__isnull=False), name="a_shown_comment_is_dated"
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=False, speaker=0) | Q(office__isnull=True, speaker__gte=1),
                name="a_comment_is_an_offices_or_a_residents",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on {self.case_id}"

    @property
    def subject(self) -> str:
        """The name under which its story and the outbox know it."""
        return f"comment:{self.pk}"

    @property
    def is_of_a_resident(self) -> bool:
        """Was it said by a resident, not for an office?"""
        return self.office_id is None


class CommentReport(models.Model):
    """Somebody finds that a comment should not stand there. Known by a keyed digest, once for each comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports", db_index=False)
    who = models.CharField(max_length=64)
    worry = models.CharField(max_length=12, choices=Worry)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "who"], name="reported_once_by_each"),
            models.CheckConstraint(condition=Q(worry__in=Worry.values), name="worry_known"),
        ]

    def __str__(self) -> str:
        return f"{self.worry} about {self.comment_id}"


class CommentLine(journal.Line):
    """One step in the story of a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["comment", "seq"], name="one_line_a_place_of_a_comment")]

    def __str__(self) -> str:
        return f"{self.comment_id}#{self.seq} {self.verb}"


class CommentWords(journal.Words):
    """What was said in a step: a moderator's reason."""

    line = models.OneToOneField(CommentLine, on_delete=models.CASCADE, related_name="words")

    def __str__(self) -> str:
        return f"{self.line_id}"
