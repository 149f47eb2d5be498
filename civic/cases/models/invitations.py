"""What the city asked people to hand in, and until when. Why it asks and what becomes of it, the floor above knows."""

from django.db import models
from django.db.models import F, Q

from civic.cases.rules import Kind
from civic.lib.named import Named
from civic.offices.models import Matter
from civic.places.models import Area


class Invitation(Named):
    """The city asks for something: of which kind, about what, where, from when until when."""

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SUGGESTION)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)  # nobody outside knows of it before

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="an_invitation_ends_after_its_start"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="invitation_kind_known"),
        ]
