"""An incident groups cases under one commander: whom it reaches, what was told of it, and which cases are in it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.cases.models.case import Case
from civic.cases.rules.incidents import IncidentState
from civic.lib.named import Named
from civic.offices.models import Matter, Office
from civic.places.models import Area, Cell


class Incident(Named):
    """Something that concerns many cases at once. While it is under way their clocks stand still, until `until` at the
    latest; once it has ended nothing of it changes any more."""

    slug = models.SlugField(max_length=60, unique=True)
    state = models.CharField(max_length=8, choices=IncidentState, default=IncidentState.OPEN)
    reason = models.TextField()  # as everybody reads it
    language = models.CharField(max_length=8, blank=True)  # of the reason
    commander = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")  # the commander's
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    gathers_from = models.DateTimeField()  # cases filed since then are in it
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    areas = models.ManyToManyField(Area, related_name="+")
    cells = models.ManyToManyField(Cell, related_name="+")
    polygon = models.JSONField(null=True)
    matters = models.ManyToManyField(Matter, related_name="+")
    looked_to = models.BigIntegerField(default=0)  # the last case that was looked at when it was gathered
    looked_at = models.DateTimeField(null=True)  # since then everything filed before has been looked at

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["state", "-opened_at", "-id"], name="incidents_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IncidentState.values), name="incident_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True) | Q(state="ended", ended_at__isnull=False),
                name="only_an_ended_incident_has_an_end",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="incident_lasts_some_time"),
            models.CheckConstraint(condition=Q(gathers_from__lte=F("opened_at")), name="incident_gathers_from_before"),
        ]

    @property
    def is_open(self) -> bool:
        """Is it under way?"""
        return self.state == IncidentState.OPEN

    @property
    def names(self) -> dict[str, str]:
        """The name in the city's languages."""
        return {"zh-hans": self.name_zh_hans, "zh-hant": self.name_zh_hant, "en": self.name_en}


class Joined(models.Model):
    """A case is in an incident, from when to when; by the incident's rule, or by hand."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="joined")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incidents")
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    promised = models.DateTimeField(null=True)  # the day that was promised before

    class Meta:
        indexes = [models.Index(fields=["incident", "left_at", "id"], name="joined_by_incident")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(left_at__isnull=True), name="a_case_is_in_one_incident_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("at")), name="a_case_leaves_after_it_joined"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.incident_id}"


class Bulletin(models.Model):
    """One entry of the public bulletin of an incident: never changed, only followed by the next."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="bulletins")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ["incident", "-number"]
        constraints = [models.UniqueConstraint(fields=["incident", "number"], name="one_bulletin_a_number")]

    def __str__(self) -> str:
        return f"{self.incident_id} №{self.number}"
