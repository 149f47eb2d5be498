"""The index of what can be found: a public side and a desk side, one row a thing and side."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Who searches: strangers find only what is public, the desk finds everything."""

    PUBLIC = "public", _("everybody")
    DESK = "desk", _("the desk")


class Document(models.Model):
    """One thing on one side of the index; its grams lie in the database's own full-text table under the same key."""

    side = models.CharField(max_length=8, choices=Side)
    kind = models.CharField(max_length=16)
    ref = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["side", "kind", "ref"], name="one_document_a_thing_and_side"),
            models.CheckConstraint(condition=models.Q(side__in=Side.values), name="document_side_known"),
        ]

    def __str__(self) -> str:
        return f"{self.side}:{self.kind}:{self.ref}"
