"""What the acting side itself keeps: templates of answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.rules import Outcome
from civic.offices.models import Matter, Office

LONGEST_NAME = 60
LONGEST_TEXT = 4000


class AnswerTemplate(models.Model):
    """Words for an answer that an officer keeps, for herself or for an office of hers, with blanks that are filled from
    the case, in up to three languages."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answer_templates")
    name = models.CharField(max_length=LONGEST_NAME)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, related_name="answer_templates"
    )  # whose officers use it too; nobody else where none is named
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, null=True, related_name="answer_templates"
    )  # only for cases about it; for any where none is named
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    text_zh_hans = models.TextField(blank=True)
    text_zh_hant = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_template_a_name_and_owner"),
            models.CheckConstraint(condition=~Q(name=""), name="template_has_a_name"),
            models.CheckConstraint(
                condition=~Q(text_zh_hans="", text_zh_hant="", text_en=""), name="template_says_something"
            ),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="template_outcome_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def texts(self) -> dict[str, str]:
        """The words by language, as far as they were written."""
        told = {"zh-hans": self.text_zh_hans, "zh-hant": self.text_zh_hant, "en": self.text_en}
        return {language: text for language, text in told.items() if text}
