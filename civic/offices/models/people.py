"""Officers and their posts, who stands in for whom, and who serves in which cell."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from civic.lib.named import Named
from civic.offices.models.offices import Office
from civic.offices.rules import ROLES_OF, Role, Side
from civic.places.models import Area, Cell


class Officer(models.Model):
    """Somebody who works at the desk. One row a person, and it carries the side: nobody is on both."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="officer")
    side = models.CharField(max_length=8, choices=Side)
    number = models.CharField(max_length=20, unique=True)  # what the public may see instead of a name

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(side__in=Side.values), name="officer_has_one_side")]

    def __str__(self) -> str:
        return self.number


class PostQuerySet(models.QuerySet["Post"]):
    """Posts in the city's words."""

    def held_on(self, day: date) -> "PostQuerySet":
        """The posts in force on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class Post(models.Model):
    """A role somebody holds for an office, in an area (everywhere where none is named), from when to when."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="posts")
    side = models.CharField(
        max_length=8, choices=Side
    )  # the officer's own, repeated so that the database can hold role to side
    role = models.CharField(max_length=12, choices=Role)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *[Q(side=side, role__in=sorted(roles)) for side, roles in ROLES_OF.items()], _connector=Q.OR
                ),
                name="post_role_fits_its_side",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="post_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} · {self.role}"


class Absence(models.Model):
    """An officer is away from one day to another, and somebody of the same side stands in with the same posts."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="stands_in")
    starts = models.DateField()
    ends = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="absence_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(officer=models.F("stand_in")), name="nobody_stands_in_for_herself"),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in} for {self.officer}"


class Force(Named):
    """One of the forces that every cell of the grid has: grid manager, assistant, police officer …"""

    code = models.SlugField(max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(default=100)
    shows_phone = models.BooleanField(default=True)  # unless a post says otherwise; the police's is not shown
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "code"]


class GridPostQuerySet(models.QuerySet["GridPost"]):
    """Posts of the grid in the city's words."""

    def in_force(self, day: date) -> "GridPostQuerySet":
        """Who serves on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class GridPost(models.Model):
    """Who serves as one of the forces, in one cell or in every cell of an area, from when to when."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="posts")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, blank=True, related_name="grid_posts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="grid_posts")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="grid_posts")
    name = models.CharField(max_length=80)  # as the service is signed, never a private name against somebody's will
    name_zh_hant = models.CharField(max_length=80, blank=True, default="", db_default="")  # where it was given
    name_en = models.CharField(max_length=80, blank=True, default="", db_default="")
    phone = models.CharField(max_length=40, blank=True)  # of the service
    may_show_phone = models.BooleanField(default=False)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = GridPostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cell__isnull=True, area__isnull=False) | Q(cell__isnull=False, area__isnull=True),
                name="grid_post_in_a_cell_or_an_area",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="grid_post_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["force", "cell"], condition=Q(ends__isnull=True), name="one_of_a_force_a_cell"
            ),
            models.UniqueConstraint(
                fields=["force", "area"], condition=Q(ends__isnull=True), name="one_of_a_force_an_area"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force} · {self.name_said}"

    @property
    def name_said(self) -> str:
        """The name in the reader's language, where that was given."""
        return {"zh-hant": self.name_zh_hant, "en": self.name_en}.get(get_language() or "en", "") or self.name


class LocalAdminQuerySet(models.QuerySet["LocalAdmin"]):
    """Administrators of areas in the city's words."""

    def in_force(self, day: date) -> "LocalAdminQuerySet":
        """Who administers on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class LocalAdmin(models.Model):
    """Somebody who keeps the posts of handlers and heads at the offices of one area, from when to when. Whoever checks
    them is out of reach: a street's administrator never touches a supervisor."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="administers")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="administrators")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = LocalAdminQuerySet.as_manager()

    class Meta:
        verbose_name = "administrator of an area"
        verbose_name_plural = "administrators of areas"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="local_admin_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "area"], condition=Q(ends__isnull=True), name="one_open_administration_an_area"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.area}"
