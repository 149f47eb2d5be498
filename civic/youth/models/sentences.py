"""Sentences that readers need often, ready in the city's three languages, so that nobody types them forty times."""

from typing import Self

from django.db import models
from django.db.models import Q

from civic.youth.rules import Because


class ReadySentenceQuerySet(models.QuerySet["ReadySentence"]):
    """Sentences, in the order of their keys."""

    def in_use(self) -> Self:
        """Those that readers are offered."""
        return self.filter(retired_at__isnull=True)

    def retired(self) -> Self:
        """Those that were put away, the last one first."""
        return self.filter(retired_at__isnull=False).order_by("-retired_at")


class ReadySentence(models.Model):
    """A kind word to a child whose idea goes back, and the reason it belongs to."""

    code = models.SlugField(max_length=40, unique=True)
    because = models.CharField(max_length=10, choices=Because)
    order = models.PositiveSmallIntegerField(default=100)
    words_zh_hans = models.CharField(max_length=300)
    words_zh_hant = models.CharField(max_length=300)
    words_en = models.CharField(max_length=300)
    retired_at = models.DateTimeField(null=True)  # readers are not offered it any more; what was sent with it stays

    objects = ReadySentenceQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(because__in=Because.values), name="sentence_reason_known"),
            models.CheckConstraint(
                condition=~Q(words_zh_hans="") & ~Q(words_zh_hant="") & ~Q(words_en=""),
                name="a_ready_sentence_speaks_three_languages",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def words(self, language: str) -> str:
        """As a child reads it who writes this language."""
        told = {"zh-hant": self.words_zh_hant, "en": self.words_en}
        return told.get(language, self.words_zh_hans)
