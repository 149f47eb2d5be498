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
