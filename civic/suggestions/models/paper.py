"""Sheets of codes on paper, handed out at a desk to people who have neither e-mail nor telephone."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.lib.sealed import SealedText
from civic.offices.models import Office
from civic.suggestions.models.rounds import Round
from civic.suggestions.rules.paper import CODES_LEAST, CODES_MOST, print_fault, sheet_fault


class PaperSheet(models.Model):
    """So many codes, made at a desk: sealed until they are printed, which happens once; only digests stay."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+")  # its end ends the codes
    count = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    codes = SealedText(purpose="paper-sheet", blank=True)  # until they are printed
    printed_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["office", "-id"], name="sheets_of_an_office"),
            models.Index(fields=["made_at"], condition=~Q(codes=""), name="sheets_not_printed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=CODES_LEAST, count__lte=CODES_MOST), name="a_sheet_is_no_single_code"
            ),
            models.CheckConstraint(
                condition=Q(printed_at__isnull=True, voided_at__isnull=True) | Q(codes=""),
                name="printed_codes_are_wiped",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="a_void_sheet_says_why",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_sheet_lasts_some_time"),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk} of {self.count}"

    @property
    def ends_at(self) -> datetime:
        """Until when its codes count: the end of its round, also where that was moved."""
        return self.round.ends_at if self.round is not None else self.expires_at

    def fault(self, at: datetime) -> Any:
        """Why its codes count no more, or ""."""
        return sheet_fault(is_void=self.voided_at is not None, ends_at=self.ends_at, at=at)

    def print_fault(self, at: datetime) -> Any:
        """Why it cannot be printed now, or ""."""
        printed, void = self.printed_at is not None, self.voided_at is not None
        return print_fault(is_void=void, is_printed=printed, ends_at=self.ends_at, at=at)


class PaperCode(models.Model):
    """One code of a sheet, as a digest that leads nowhere, and whether anybody has used it. For what, and when, is kept
    nowhere."""

    sheet = models.ForeignKey(PaperSheet, on_delete=models.PROTECT, related_name="digests")
    digest = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["sheet"], condition=Q(is_used=True), name="used_codes_of_a_sheet")]

    def __str__(self) -> str:
        return f"code of sheet {self.sheet_id}"
