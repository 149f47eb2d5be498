"""Areas as a tree, and the borders they had, have and will have; polygons are GeoJSON in WGS84 (lon, lat)."""

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


class BorderQuerySet(models.QuerySet["Border"]):
    """Borders in the city's words."""

    def in_force(self, day: date) -> "BorderQuerySet":
        """The borders that count on a day, at most one an area."""
        return self.filter(
            models.Q(ends__isnull=True) | models.Q(ends__gte=day),
            models.Q(starts__isnull=True) | models.Q(starts__lte=day),
        )


class Border(models.Model):
    """The polygon of an area from one day to another; no first day means as long as anybody knows."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="borders")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    polygon = models.JSONField()

    objects = BorderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "starts"], name="one_border_an_area_and_start"),
            models.UniqueConstraint(
                fields=["area"], condition=models.Q(starts__isnull=True), name="one_first_border_an_area"
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True)
                | models.Q(starts__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="border_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.starts or ''}–{self.ends or ''}"


class Switch(models.Model):
    """A part of the service that is on or off in an area; the deepest word up the tree counts, and on is the usual."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="switches")
    part = models.SlugField(max_length=20)
    is_on = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "part"], name="one_switch_an_area_and_part")]

    def __str__(self) -> str:
        return f"{self.part} in {self.area_id}: {'on' if self.is_on else 'off'}"
