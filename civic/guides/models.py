"""Notices, guides and rules, and every text each of them ever had."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from civic.guides.rules import LONGEST_LINK, LONGEST_REASON, LONGEST_SLUG, LONGEST_SOURCE, Kind, Stage, Text, spoken
from civic.offices.models import Matter, Post
from civic.places.models import Area


class GuideQuerySet(models.QuerySet["Guide"]):
    """Guides in the city's words."""

    def shown(self, on: date) -> "GuideQuerySet":
        """What everybody may read on a day: published, begun, and not over."""
        in_time = Q(ends__isnull=True) | Q(ends__gte=on)
        return self.filter(in_time, stage=Stage.PUBLISHED, starts__lte=on)

    def of_offices(self, offices: frozenset[int]) -> "GuideQuerySet":
        """Those that some offices wrote."""
        return self.filter(post__office__in=offices)


class Guide(models.Model):
    """Something officials say to everybody about a matter: shown from a day to a day, in the words of its newest
    version."""

    slug = models.SlugField(max_length=LONGEST_SLUG, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT)
    starts = models.DateField()  # days of the city's own calendar
    ends = models.DateField(null=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="guides")
    matters = models.ManyToManyField(Matter, related_name="guides")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")  # none: the city itself
    version = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-pk"]
        indexes = [models.Index(fields=["stage", "-starts", "-id"], name="guides_by_stage")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="guide_kind_known"),
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="guide_ends_later"),
            models.CheckConstraint(
                condition=Q(stage=Stage.DRAFT, published_at__isnull=True, withdrawn_at__isnull=True)
                | Q(stage=Stage.PUBLISHED, published_at__isnull=False, withdrawn_at__isnull=True)
                | Q(stage=Stage.WITHDRAWN, published_at__isnull=False, withdrawn_at__isnull=False),
                name="guide_stage_and_its_days",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Its title in the reader's language, or the one that is there."""
        return self.version.title if self.version else self.slug

    @property
    def language(self) -> str:
        """The language that title is in."""
        return self.version.language if self.version else ""

    def is_shown(self, on: date) -> bool:
        """May everybody read it on a day?"""
        return self.stage == Stage.PUBLISHED and self.starts <= on and (self.ends is None or on <= self.ends)


class Version(models.Model):
    """One text of a guide; never changed, only followed by the next one. What was public tells when, and why it
    changed."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    titles = models.JSONField(default=dict)
    bodies = models.JSONField(default=dict)
    law = models.CharField(max_length=LONGEST_SOURCE, blank=True)
    article = models.CharField(max_length=LONGEST_SOURCE, blank=True)
    link = models.CharField(max_length=LONGEST_LINK, blank=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    public_at = models.DateTimeField(null=True)  # since when everybody may read it; none: only ever a draft

    class Meta:
        ordering = ["guide", "-number"]
        constraints = [models.UniqueConstraint(fields=["guide", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.guide_id} №{self.number}"

    @property
    def text(self) -> Text:
        """What is said in it."""
        return Text(self.titles, self.bodies, self.law, self.article, self.link)

    @property
    def title(self) -> str:
        """The title, as whoever reads now can read it."""
        return spoken(self.titles, get_language() or "en")[1]

    @property
    def body(self) -> str:
        """The text likewise."""
        return spoken(self.bodies, get_language() or "en")[1]

    @property
    def language(self) -> str:
        """The language in which that is."""
        return spoken(self.titles, get_language() or "en")[0]
