"""What the resident says of an answer while it is still being checked."""

from django.db import models
from django.db.models import Q

from civic.cases.models.case import Case
from civic.cases.models.timeline import Line
from civic.cases.rules import Verdict


class Word(models.Model):
    """Whether it is solved, said of one answer before somebody checked it. It is no rating yet: it counts once that
    answer stands, unless the resident says otherwise then."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="said_words")
    answer = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="word")
    round = models.PositiveSmallIntegerField()
    solved = models.CharField(max_length=8, choices=Verdict)
    said_at = models.DateTimeField()
    sends_back = models.BooleanField(default=False)  # the case went back to the office with it
    counts_since = models.DateTimeField(null=True)  # the answer was checked and stands

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(solved__in=["yes", "partly", "no"]), name="word_says_something"),
            models.CheckConstraint(
                condition=Q(sends_back=False) | Q(solved="no", counts_since__isnull=True), name="only_a_no_sends_back"
            ),
            models.UniqueConstraint(
                fields=["case", "round"], condition=Q(sends_back=True), name="a_no_sends_back_once_a_round"
            ),
            models.UniqueConstraint(
                fields=["case", "round"], condition=Q(counts_since__isnull=False), name="one_word_counts_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.solved}"
