"""What is judged, the sheets it is judged on, where it came out, and what its child reads of that."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.juries.models.panels import Criterion, Panel, Seat
from civic.juries.rules import HIGHEST, LOWEST, Decided
from civic.youth.models import Proposal


class Piece(models.Model):
    """A proposal before a jury, under a blind number: no name, no school, no district."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="pieces")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()  # of the proposal, as it was when the round opened
    set_aside_at = models.DateTimeField(null=True)  # judged no further, for a reason that stands
    set_aside_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True, set_aside_reason="")
                | (Q(set_aside_at__isnull=False) & ~Q(set_aside_reason="")),
                name="a_piece_set_aside_says_why",
            ),
            models.UniqueConstraint(fields=["panel", "proposal"], name="a_proposal_stands_once_before_a_jury"),
            models.UniqueConstraint(fields=["panel", "number"], name="one_blind_number_a_proposal"),
            models.CheckConstraint(condition=Q(number__gte=1), name="blind_numbers_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id}/{self.number}"


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Sheets in the city's words."""

    def holding(self) -> "SheetQuerySet":
        """Those that were not voided."""
        return self.filter(voided_at__isnull=True)

    def handed_in(self) -> "SheetQuerySet":
        """Those that count, unless the rule leaves them out."""
        return self.holding().filter(handed_in_at__isnull=False)

    def owed(self) -> "SheetQuerySet":
        """Those somebody still has to fill in."""
        return self.holding().filter(handed_in_at__isnull=True)


class Sheet(models.Model):
    """One juror's sheet on one piece. Kept half filled as long as she likes; handed in it does not change."""

    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="sheets")
    given_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)  # to the child, who gets them without a name once somebody has read them
    words_fit = models.BooleanField(null=True)  # as whoever read them found; None: not read yet
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["seat", "handed_in_at"], name="sheets_of_a_juror")]
        constraints = [
            models.UniqueConstraint(fields=["piece", "seat"], name="a_juror_reads_a_piece_once"),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True) | Q(saved_at__isnull=False), name="what_is_handed_in_was_saved"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="a_void_jury_sheet_says_why",
            ),
            models.CheckConstraint(
                condition=Q(words_fit__isnull=True) | Q(read_by__isnull=False), name="words_were_read_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk} on {self.piece_id}"


class Mark(models.Model):
    """The mark for one criterion on one sheet."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    mark = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_mark_a_criterion"),
            models.CheckConstraint(condition=Q(mark__gte=LOWEST, mark__lte=HIGHEST), name="a_mark_is_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} on sheet {self.sheet_id}"


class Outcome(models.Model):
    """Where a piece came out. Officers alone read points and places; a child reads words."""

    piece = models.OneToOneField(Piece, on_delete=models.PROTECT, related_name="outcome")
    place = models.PositiveSmallIntegerField()
    points = models.PositiveIntegerField()  # thousandths, rounded, to be read; the order is reckoned exactly
    mark = models.PositiveIntegerField(null=True)  # thousandths of 100, with the city's vote where it counts
    votes = models.PositiveIntegerField(null=True)  # papers that chose it, where it stood in a vote that counts
    decided_by = models.CharField(max_length=8, choices=Decided)
    goes_on = models.BooleanField()
    left_out = models.JSONField(default=list)  # seats whose sheet did not count
    warmths = models.JSONField(default=list)  # for each criterion the kind of sentence its child reads

    class Meta:
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(condition=Q(place__gte=1), name="places_begin_at_one"),
            models.CheckConstraint(condition=Q(decided_by__in=Decided.values), name="it_is_known_what_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} place {self.place}"
