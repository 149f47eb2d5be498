"""Tidings of what has a story of its own, above the cases: a row each, spread to followers in batches, told by rows."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from civic.following.models.follows import Follow, Follower


class Tiding(models.Model):
    """Something happened to what is followed under this key: what it is called and what happened, in each language of
    the city, as everybody may read it. Followers up to `reached` have it."""

    key = models.CharField(max_length=60)
    number = models.CharField(max_length=20)
    path = models.CharField(max_length=120)
    names = models.JSONField()
    words = models.JSONField()
    at = models.DateTimeField()
    reached = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(done_at__isnull=True), name="tidings_on_their_way"),
            models.Index(fields=["key", "-id"], name="tidings_of_a_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.at}"


class HeardQuerySet(models.QuerySet["Heard"]):
    """What was heard, in the city's words."""

    def due(self, at: datetime) -> "HeardQuerySet":
        """What may be told now."""
        return self.filter(told_at__isnull=True, due_at__lte=at)


class Heard(models.Model):
    """One tiding that one follow shall be told of, or was."""

    follow = models.ForeignKey(Follow, on_delete=models.CASCADE, related_name="heard")
    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="+")
    tiding = models.ForeignKey(Tiding, on_delete=models.CASCADE, related_name="heard")
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    objects = HeardQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "follower"], condition=Q(told_at__isnull=True), name="heard_due"),
            models.Index(fields=["follow", "told_at"], name="heard_of_a_follow"),
        ]
        constraints = [models.UniqueConstraint(fields=["follow", "tiding"], name="each_follow_hears_a_tiding_once")]

    def __str__(self) -> str:
        return f"{self.follow_id} hears of {self.tiding_id}"
