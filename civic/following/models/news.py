"""What happened on what somebody follows: read off the timeline, spread to the followers in batches, told by rows."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from civic.cases.models import Case, Line
from civic.following.models.follows import Follow, Follower
from civic.notices.models import Notice


class Cursor(models.Model):
    """How far the timeline has been read."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class Wave(models.Model):
    """One line of the timeline on its way to its followers, in batches: those up to `reached` have it."""

    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reached = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(done_at__isnull=True), name="waves_on_their_way"),
            models.Index(fields=["done_at"], name="waves_done"),
        ]

    def __str__(self) -> str:
        return f"wave of {self.line_id}"


class NewsQuerySet(models.QuerySet["News"]):
    """News in the city's words."""

    def due(self, at: datetime) -> "NewsQuerySet":
        """What may be told now."""
        return self.filter(told_at__isnull=True, due_at__lte=at)


class News(models.Model):
    """One line that one follow shall be told of, or was."""

    follow = models.ForeignKey(Follow, on_delete=models.CASCADE, related_name="news")
    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    notice = models.ForeignKey(Notice, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = NewsQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "follower"], condition=Q(told_at__isnull=True), name="news_due"),
            models.Index(fields=["follower", "told_at"], name="news_of_a_follower"),
            models.Index(fields=["told_at"], name="news_told"),
        ]
        constraints = [models.UniqueConstraint(fields=["follow", "line"], name="each_follow_hears_a_line_once")]

    def __str__(self) -> str:
        return f"{self.follow_id} hears of {self.line_id}"
