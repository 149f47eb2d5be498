"""The grid: layers, how their codes are built, and cells with the days they count; polygons are WGS84 (lon, lat)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from civic.lib.named import Named
from civic.places.models.areas import Area


class CodeStructure(Named):
    """How an official code is built: its parts from left to right, each {"name", "digits"}, as its standard says."""

    class Of(models.TextChoices):
        """What the codes are of."""

        CELL = "cell", _("cell")
        COMPONENT = "component", _("component")

    code = models.SlugField(max_length=20, unique=True)
    of = models.CharField(max_length=12, choices=Of)
    parts = models.JSONField()
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(of__in=["cell", "component"]), name="structure_of_something")]


class Layer(Named):
    """One way the city is cut into cells: management cells, social grids, and more by data."""

    code = models.SlugField(max_length=20, unique=True)
    structure = models.ForeignKey(CodeStructure, on_delete=models.PROTECT, null=True, blank=True, related_name="layers")
    is_complete = models.BooleanField(default=True)  # its cells are to fill each district, without gap or overlap
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "code"]


class CellQuerySet(models.QuerySet["Cell"]):
    """Cells in the city's words."""

    def in_force(self, day: date) -> "CellQuerySet":
        """The cells that count on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class Cell(models.Model):
    """One cell of one layer of the grid, inside one area. Grade 1 is kept best and answered fastest."""

    layer = models.ForeignKey(
        Layer, to_field="code", db_column="layer", on_delete=models.PROTECT, default="management", related_name="cells"
    )
    code = models.CharField(max_length=20)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="cells")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(
        default=1, editable=False
    )  # grows with every change, so that each process notices
    polygon = models.JSONField()
    grade = models.PositiveSmallIntegerField(default=2, db_default=2)
    land_use = models.CharField(max_length=40, blank=True, default="", db_default="")
    area_m2 = models.FloatField(null=True, blank=True)
    length_m = models.FloatField(null=True, blank=True)  # around it

    objects = CellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["layer", "code", "starts"], name="one_cell_a_code_and_start"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="cell_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(grade__range=(1, 3)), name="cell_has_one_of_three_grades"),
        ]

    def __str__(self) -> str:
        return self.code
