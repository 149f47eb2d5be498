"""The shape of a timeline: lines chained by digest, their words apart so that words can be blanked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Line(models.Model):
    """One act, written once. The digest covers everything but the words themselves, of which it covers a salted
    digest."""

    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=24)
    side = models.CharField(max_length=12)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    words_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        abstract = True


class Audience(models.TextChoices):
    """Who may read the words of a line, once they may be read at all."""

    PUBLIC = "public", _("everybody")
    PARTIES = "parties", _("the resident and the desk")
    DESK = "desk", _("the desk")


class Words(models.Model):
    """What was said in a line. May be blanked, salt and all: the chain still proves the act."""

    text = models.TextField()
    salt = models.CharField(max_length=32)
    language = models.CharField(max_length=8, blank=True)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.PUBLIC)
    is_screened = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Chain(models.Model):
    """The end of a chain that has no other row to hold: whoever writes the next line holds this one meanwhile."""

    subject = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.subject


class Act(models.TextChoices):
    """What an administrator did to a row."""

    ADD = "add", _("added")
    CHANGE = "change", _("changed")
    DELETE = "delete", _("deleted")


class Change(Line):
    """What an administrator did to the settings of the city: written once, in the transaction of the change itself.

    The facts hold what each field was before and is after; of what is secret or private only that it changed.
    """

    about = models.CharField(max_length=80)  # the table and the row, as offices.post:12
    name = models.CharField(max_length=200)  # what the row is called, as it was printed then

    class Meta:
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["actor", "-seq"], name="changes_by_person"),
            models.Index(fields=["about", "-seq"], name="changes_by_row"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["seq"], name="one_change_a_place"),
            models.CheckConstraint(condition=models.Q(verb__in=Act.values), name="change_is_of_a_known_sort"),
            models.CheckConstraint(condition=models.Q(actor__isnull=False), name="change_has_an_author"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.about}"
