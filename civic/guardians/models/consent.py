"""The texts that are read before anybody agrees, and every word given on them: rows are added, never changed."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from civic.guardians.models.children import Child, Guardianship
from civic.guardians.rules import Purpose, Voice
from civic.offices.rules import said_in


class ConsentText(models.Model):
    """One version of what is read, once for a child of ten and once for grown-ups, in three languages. Never changed:
    a new wording is a new version."""

    track = models.SlugField(max_length=20)  # what it is for: "youth", "volunteers"
    version = models.PositiveSmallIntegerField()
    child_zh_hans = models.TextField()
    child_zh_hant = models.TextField()
    child_en = models.TextField()
    adult_zh_hans = models.TextField()
    adult_zh_hant = models.TextField()
    adult_en = models.TextField()
    digest = models.CharField(max_length=64)
    shown_at = models.DateTimeField(null=True)  # from then on it is the one that is read
    # what is asked for has changed: from then on nobody's yes to an earlier text holds (PIPL art. 14)
    is_renewal = models.BooleanField(default=False, db_default=False)
    # who published it and when; of versions from before this was written down, both are empty
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["track", "version"], name="one_consent_text_a_version"),
            models.CheckConstraint(condition=~Q(digest=""), name="a_consent_text_has_its_digest"),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                | Q(published_by__isnull=False, published_at__isnull=False),
                name="whoever_published_a_consent_text_did_so_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.track} v{self.version}"

    def text(self, audience: str) -> str:
        """What a "child" or an "adult" reads, in the reader's language."""
        columns = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}
        texts = {tongue: getattr(self, f"{audience}_{column}") for tongue, column in columns.items()}
        return said_in(texts, get_language() or "en")

    @property
    def for_child(self) -> str:
        """What a child reads."""
        return self.text("child")

    @property
    def for_adult(self) -> str:
        """What a grown-up reads."""
        return self.text("adult")

    @property
    def short_digest(self) -> str:
        """Enough of the digest to compare two papers by."""
        return self.digest[:12]

    def reckoned_digest(self) -> str:
        """The digest of its six texts, to compare with the one that was kept."""
        columns = (f"{who}_{tongue}" for who in ("child", "adult") for tongue in ("zh_hans", "zh_hant", "en"))
        return hashlib.sha256("\0".join(getattr(self, column) for column in columns).encode()).hexdigest()


class Consent(models.Model):
    """One word on one purpose: yes or no, by whom, on which text. The latest word of each voice counts; one guardian's
    no outweighs another's yes (rules/consent.py)."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="consents")
    guardianship = models.ForeignKey(Guardianship, on_delete=models.PROTECT, null=True, related_name="consents")
    voice = models.CharField(max_length=8, choices=Voice)
    purpose = models.CharField(max_length=12, choices=Purpose)
    is_yes = models.BooleanField()
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    text_digest = models.CharField(max_length=64)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # the vetted officer, where it was said at a desk
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["child", "purpose", "at"], name="consent_of_a_child")]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="consent_purpose_known"),
            models.CheckConstraint(
                condition=Q(voice="guardian", guardianship__isnull=False) | Q(voice="child", guardianship__isnull=True),
                name="a_guardians_word_names_the_guardian",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {'yes' if self.is_yes else 'no'} for child {self.child_id}"
