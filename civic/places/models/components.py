"""Street furniture and what lies below it: kinds, the parties that keep it, each piece with its place, imports."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.lib.named import Named
from civic.places.models.areas import Area
from civic.places.models.cells import Cell, CodeStructure


class ComponentKind(Named):
    """A class of components; its code counts only together with the standard and edition it comes from."""

    standard = models.CharField(max_length=40)
    edition = models.CharField(max_length=12)
    code = models.CharField(max_length=12)  # class and sub-class, such as 0118
    structure = models.ForeignKey(CodeStructure, on_delete=models.PROTECT, null=True, blank=True, related_name="kinds")
    family = models.CharField(max_length=16, default="other")  # the drawing beside it
    extra = models.JSONField(default=list, blank=True)  # attributes of its own: {"key", "names": {language: …}}
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["standard", "edition", "code"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "edition", "code"], name="one_component_kind_a_code")
        ]


class Party(Named):
    """A body that owns, is competent for or maintains components. Which office stands behind it, offices know."""

    code = models.CharField(max_length=40, unique=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "parties"


class ComponentState(models.TextChoices):
    """How it is."""

    IN_USE = "in-use", _("in use")
    DAMAGED = "damaged", _("damaged")
    LOST = "lost", _("lost")
    IDLE = "idle", _("not in use")
    REMOVED = "removed", _("taken away")


class ComponentQuerySet(models.QuerySet["Component"]):
    """Components in the city's words."""

    def standing(self) -> "ComponentQuerySet":
        """What has not been taken away."""
        return self.exclude(state=ComponentState.REMOVED)

    def clear(self) -> "ComponentQuerySet":
        """With clear responsibility: owner and competent body are known (census rule: 80 % at least)."""
        return self.filter(owner__isnull=False, competent__isnull=False)


class Component(models.Model):
    """One piece: a lamp, a cover, a tree. lat, lon are degrees in WGS84; `h3` is its hexagon at resolution 11, an index
    beside the official codes."""

    code = models.CharField(max_length=24, unique=True)
    kind = models.ForeignKey(ComponentKind, on_delete=models.PROTECT, related_name="components")
    name = models.CharField(max_length=80, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="components")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, blank=True, related_name="components")
    lat = models.FloatField()
    lon = models.FloatField()
    h3 = models.BigIntegerField(db_index=True)
    address = models.CharField(max_length=200, blank=True)
    competent = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="competent_for")
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="owns")
    maintainer = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="maintains")
    state = models.CharField(max_length=8, choices=ComponentState, default=ComponentState.IN_USE)
    installed_on = models.DateField(null=True, blank=True)
    surveyed_on = models.DateField(null=True, blank=True)
    changed_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True)
    material = models.CharField(max_length=40, blank=True)
    model = models.CharField(max_length=60, blank=True)
    remark = models.CharField(max_length=200, blank=True)
    attributes = models.JSONField(default=dict, blank=True)  # of its class alone, by key

    objects = ComponentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["area", "kind"], name="components_area_kind")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ComponentState.values), name="component_state_known"),
            models.CheckConstraint(
                condition=Q(lat__range=(-90, 90), lon__range=(-180, 180)), name="component_lies_on_the_globe"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ComponentImport(models.Model):
    """One file of components on its way in, chunk by chunk; cut off, it goes on at `rows_done`."""

    digest = models.CharField(max_length=64, unique=True)  # of the file and of how it is read
    file_name = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.file_name


class ImportFault(models.Model):
    """A row of an import that was refused, and why; the sentence as the one who ran it reads it."""

    found_in = models.ForeignKey(ComponentImport, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=40, blank=True)
    sentence = models.CharField(max_length=300)

    class Meta:
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"{self.row}: {self.sentence}"
