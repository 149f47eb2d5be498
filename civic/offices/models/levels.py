"""Which level of the city is told of a case that stays unanswered, and after how long."""

from django.db import models
from django.db.models import Q

from civic.offices.models.offices import OfficeKind
from civic.offices.rules import Role, Unit
from civic.places.models import AreaKind

TELLING = (Role.HANDLER, Role.HEAD)


class Rung(models.Model):
    """One level: after so long unanswered, the officers of its office are told. The time counts from the acceptance."""

    level = models.CharField(
        max_length=12, choices=[(kind, kind.label) for kind in AreaKind if kind != AreaKind.CITY], unique=True
    )
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16, choices=Unit, default=Unit.WORKING_DAYS)
    office_kind = models.CharField(max_length=16, choices=OfficeKind)  # which office of that area is told
    role = models.CharField(
        max_length=12, choices=[(role, role.label) for role in TELLING], blank=True
    )  # who of it; empty: everybody who handles
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=["community", "street", "district"]), name="rung_level_known"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="no_level_is_told_at_once"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="rung_unit_known"),
            models.CheckConstraint(condition=Q(office_kind__in=OfficeKind.values), name="rung_office_kind_known"),
            models.CheckConstraint(condition=Q(role__in=["", *TELLING]), name="rung_role_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_level_display())
