"""An edition of the little mayor: its theme, its days, whom it is for, and how many go on from each round."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from civic.guardians.models import ConsentText
from civic.journal import models as journal
from civic.lib.named import Named
from civic.offices.models import Office
from civic.offices.rules import said_in
from civic.places.models import Area
from civic.youth.rules import Doing, Group, Phase, Span, Task, may_do, phase_at


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions in the city's words."""

    def shown(self) -> "EditionQuerySet":
        """What everybody may read."""
        return self.filter(shown_at__isnull=False)

    def with_phases(self) -> "EditionQuerySet":
        """Together with what a page prints."""
        return self.select_related("office").prefetch_related("phases")


class Edition(Named):
    """One edition, run through its phases. `name` is what it is called: "The third edition"."""

    number = models.PositiveSmallIntegerField(unique=True)
    theme_zh_hans = models.CharField(max_length=200)
    theme_zh_hant = models.CharField(max_length=200, blank=True)
    theme_en = models.CharField(max_length=200, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="editions")  # who runs it and answers
    in_charge = models.CharField(max_length=120)  # the post responsible for children's data (order 4 of 2019, art. 8)
    in_charge_zh_hant = models.CharField(max_length=120, blank=True, default="", db_default="")  # the same post
    in_charge_en = models.CharField(max_length=120, blank=True, default="", db_default="")
    in_charge_phone = models.CharField(max_length=40)
    age_day = models.DateField()  # the calendar day on which ages are read
    least_age = models.PositiveSmallIntegerField(default=9)
    most_age = models.PositiveSmallIntegerField(default=14)
    districts = models.ManyToManyField(Area, related_name="+")
    consent_text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    answer_days = models.PositiveSmallIntegerField(default=60)  # by then every proposal has its answer
    keep_months = models.PositiveSmallIntegerField(default=6)  # identities are erased so long after the term
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)

    objects: ClassVar = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(most_age__gte=F("least_age")), name="an_edition_has_some_ages"),
            models.CheckConstraint(condition=Q(most_age__lte=17), name="an_edition_is_for_minors"),
        ]

    @property
    def theme(self) -> str:
        """Its theme, in the reader's language."""
        texts = {"zh-hans": self.theme_zh_hans, "zh-hant": self.theme_zh_hant, "en": self.theme_en}
        return said_in(texts, get_language() or "en")

    @property
    def in_charge_said(self) -> str:
        """The post responsible for children's data, in the reader's language where that was given."""
        told = {"zh-hant": self.in_charge_zh_hant, "en": self.in_charge_en}
        return told.get(get_language() or "en", "") or self.in_charge

    @property
    def subject(self) -> str:
        """How its chain of lines is called."""
        return f"edition:{self.number}"

    @property
    def spans(self) -> list[Span]:
        """Its phases in their order; one query, unless they were read with it."""
        return sorted((phase.span for phase in self.phases.all()), key=lambda span: span.starts)

    def allows(self, doing: Doing, at: datetime) -> bool:
        """Is this open in the phase it is in?"""
        return may_do(self.spans, doing, at)

    def phase(self, at: datetime) -> Span | None:
        """The phase it is in."""
        return phase_at(self.spans, at)


class EditionPhase(models.Model):
    """A stretch of an edition; what is open in it says the table of rules/phases.py."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(max_length=12, choices=Phase)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="an_editions_phase_ends_after_start"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="an_editions_phase_is_known"),
            models.UniqueConstraint(fields=["edition", "phase"], name="one_phase_of_a_kind_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.phase} of {self.edition_id}"

    @property
    def span(self) -> Span:
        """As the rules know it."""
        return Span(self.phase, self.starts_at, self.ends_at)


class StagePlace(models.Model):
    """How many of a group go on from a round; with a district where each has places of its own."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="places")
    phase = models.CharField(max_length=12, choices=Phase)
    group = models.CharField(max_length=8, choices=Group, blank=True)  # "": both together
    district = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "phase", "group"], condition=Q(district__isnull=True), name="places_are_said_once"
            ),
            models.UniqueConstraint(
                fields=["edition", "phase", "group", "district"],
                condition=Q(district__isnull=False),
                name="places_of_a_district_are_said_once",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="a_round_has_places"),
        ]

    def __str__(self) -> str:
        return f"{self.count} from {self.phase}"


class EditionLine(journal.Line):
    """One act on an edition: shown, phases moved, places filled, somebody given a task."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["edition", "seq"], name="one_line_a_place_of_an_edition")]

    def __str__(self) -> str:
        return f"{self.edition_id}#{self.seq} {self.verb}"


class School(Named):
    """A school whose pupils take part."""

    code = models.SlugField(max_length=20, unique=True)
    district = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=8, choices=Group, blank=True)  # "": both
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    @property
    def names(self) -> list[str]:
        """What it is called, in every language it has a name in."""
        return [name for name in (self.name_zh_hans, self.name_zh_hant, self.name_en) if name]


class DutyQuerySet(models.QuerySet["Duty"]):
    """Tasks of the track in the city's words."""

    def held_on(self, day: date) -> "DutyQuerySet":
        """Those in force on a day, of people whose check holds that day: expired means gone."""
        return self.filter(
            Q(ends__isnull=True) | Q(ends__gte=day),
            Q(person__vettings__ended_on__isnull=True) | Q(person__vettings__ended_on__gt=day),
            starts__lte=day,
            person__is_active=True,
            person__vettings__checked_on__lte=day,
            person__vettings__due_on__gt=day,
            person__vettings__trained_on__lte=day,
        ).distinct()


class Duty(models.Model):
    """A task somebody has in the track, in one edition or in all, at one school or none, from when to when."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="youth_duties")
    task = models.CharField(max_length=12, choices=Task)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="duties")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="duties")
    starts = models.DateField()
    ends = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True, default="", db_default="")  # it ended early

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(task__in=Task.values), name="duty_task_known"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="duty_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(task="teacher", school__isnull=False) | (~Q(task="teacher") & Q(school__isnull=True)),
                name="a_teacher_has_a_school",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.task}"
