"""The points a suggestion makes, in one round of it, and how each weighed in the answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.models.case import Case
from civic.cases.models.timeline import Line
from civic.cases.rules.points import POINT_LONGEST, Weight


class Point(models.Model):
    """One thing a suggestion asks for, in a short sentence of an official. It is weighed inside the office; the answer
    that goes out makes that public, and from then on nobody changes it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="points", db_index=False)
    round = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=POINT_LONGEST, blank=True)  # "": as the title of the suggestion says
    language = models.CharField(max_length=8, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField()
    weight = models.CharField(max_length=12, choices=Weight, blank=True)
    reason = models.TextField(blank=True)
    reason_language = models.CharField(max_length=8, blank=True)
    weighed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    weighed_at = models.DateTimeField(null=True)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="points")  # the answer

    class Meta:
        ordering = ["case", "round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "number"], name="a_point_has_a_number_of_its_own"),
            models.CheckConstraint(condition=Q(weight__in=["", *Weight.values]), name="weight_known"),
            models.CheckConstraint(
                condition=Q(weight="", reason="", weighed_at__isnull=True)
                | (~Q(weight="") & ~Q(reason="") & Q(weighed_at__isnull=False)),
                name="a_point_is_weighed_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(line__isnull=True) | ~Q(weight=""), name="an_answer_weighs_each_point"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} point {self.number}"
