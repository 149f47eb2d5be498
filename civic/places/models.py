"""Areas as a tree, and grid cells in layers; polygons are GeoJSON in WGS84 (lon, lat)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from civic.lib.named import Named


class AreaKind(models.TextChoices):
    """The rungs of the tree."""

    CITY = "city", _("city")
    DISTRICT = "district", _("district")
    STREET = "street", _("street or town")
    COMMUNITY = "community", _("community")


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas in the city's words."""

    def districts(self) -> "AreaQuerySet":
        """The districts in force, in the order of their codes."""
        return self.filter(kind=AreaKind.DISTRICT, is_active=True).order_by("code")

    def within(self, area: "Area") -> "AreaQuerySet":
        """The area and everything below it."""
        return self.filter(path__startswith=area.path)


class Area(Named):
    """A city, district, street or community. `path` lists the codes from the city down, each ended by a slash."""

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12, choices=AreaKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=80, db_index=True)
    revision = models.PositiveIntegerField(
        default=1, editable=False
    )  # grows with every change, so that each process notices
    polygon = models.JSONField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=AreaKind.values), name="area_kind_known"),
            models.CheckConstraint(
                condition=models.Q(kind="city", parent__isnull=True)
                | (~models.Q(kind="city") & models.Q(parent__isnull=False)),
                name="only_the_city_has_no_parent",
            ),
        ]


class CellQuerySet(models.QuerySet["Cell"]):
    """Cells in the city's words."""

    def in_force(self, day: date) -> "CellQuerySet":
        """The cells that count on a day."""
        return self.filter(models.Q(ends__isnull=True) | models.Q(ends__gte=day), starts__lte=day)


class Cell(models.Model):
    """One cell of one layer of the grid, inside one area."""

    layer = models.CharField(max_length=20, default="management")
    code = models.CharField(max_length=20)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="cells")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(
        default=1, editable=False
    )  # grows with every change, so that each process notices
    polygon = models.JSONField()

    objects = CellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["layer", "code", "starts"], name="one_cell_a_code_and_start"),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="cell_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.code
