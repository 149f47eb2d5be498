"""Codes for a school, and who takes part under which pseudonym. Who that is lies with guardians.Identity, apart."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from civic.guardians.models import Child
from civic.journal import models as journal
from civic.lib.sealed import SealedText
from civic.places.models import Area
from civic.youth.models.editions import Edition, School
from civic.youth.rules import Band, EntryState, Group, Phase, called


class CodeSheet(models.Model):
    """Codes printed for a school: sealed until they are printed, once; only digests stay. The school keeps on paper
    which pupil holds which number, until a guardian agrees."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sheets")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="sheets")
    count = models.PositiveSmallIntegerField()
    first = models.PositiveIntegerField()  # the serial number of its first code within school and edition
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    codes = SealedText(purpose="entry-sheet", blank=True)  # until they are printed
    printed_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=1000), name="a_school_sheet_has_some_codes"),
            models.CheckConstraint(
                condition=Q(printed_at__isnull=True, voided_at__isnull=True) | Q(codes=""),
                name="printed_entry_codes_are_wiped",
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk} of {self.count}"


class EntryCode(models.Model):
    """One code on a slip a pupil takes home: with it the family reads and agrees, and the child comes in afterwards.
    A reprint keeps the serial number and ends the code before."""

    sheet = models.ForeignKey(CodeSheet, on_delete=models.PROTECT, null=True, related_name="digests")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="codes")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="codes")  # None: by oneself
    serial = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)  # a guardian agreed with it
    voided_at = models.DateTimeField(null=True)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "school", "serial"],
                condition=Q(voided_at__isnull=True, school__isnull=False),
                name="one_live_code_a_serial",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(voided_at__isnull=False), name="a_replaced_code_is_void"
            ),
        ]

    def __str__(self) -> str:
        return f"code {self.serial} of school {self.school_id}"


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries in the city's words."""

    def taking_part(self) -> "EntryQuerySet":
        """Those still in, or appointed, whose families' word holds."""
        return self.filter(state__in=(EntryState.IN, EntryState.APPOINTED), paused_at__isnull=True)


class Entry(models.Model):
    """A child takes part in an edition, under a pseudonym. Everybody reads pseudonym, grade band and district."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="entries")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="entries")
    code = models.OneToOneField(EntryCode, on_delete=models.PROTECT, null=True, related_name="entry")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="entries")
    district = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=8, choices=Group)
    band = models.CharField(max_length=4, choices=Band)
    pseudonym = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.IN)
    reached = models.CharField(max_length=12, choices=Phase, default=Phase.ENTRY)  # the phase it is in, or ended in
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)  # a birthday or a renewed text asks for a word nobody gave yet

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["edition", "reached", "state"], name="entries_by_round")]
        constraints = [
            models.UniqueConstraint(fields=["edition", "child"], name="a_child_enters_an_edition_once"),
            models.UniqueConstraint(fields=["edition", "pseudonym"], name="one_pseudonym_an_edition"),
            models.CheckConstraint(condition=Q(state__in=EntryState.values), name="entry_state_known"),
            models.CheckConstraint(condition=Q(reached__in=Phase.values), name="entry_phase_known"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("entered_at")), name="an_entry_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def called(self) -> str:
        """The pseudonym as whoever reads now reads it."""
        return called(self.pseudonym, get_language() or "en")

    @property
    def has_stepped_back(self) -> bool:
        """Does it take part no more, by its own or its family's word?"""
        return self.state == EntryState.WITHDRAWN

    @property
    def subject(self) -> str:
        """How its chain of lines is called."""
        return f"entry:{self.key}"


class EntryLine(journal.Line):
    """One act in the life of an entry and what the child makes: entered, handed in, read, shown, answered, placed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["entry", "seq"], name="one_line_a_place_of_an_entry")]

    def __str__(self) -> str:
        return f"{self.entry_id}#{self.seq} {self.verb}"
