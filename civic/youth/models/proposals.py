"""What a child proposes: what I saw, what I would change, whom it helps; with a picture and a cell of the grid."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q, Value

from civic.lib.named import Named
from civic.lib.sealed import SealedText
from civic.places.models import Area, Cell
from civic.youth.models.entries import Entry
from civic.youth.rules import EDITABLE, Because, ItemState, Kind, Verdict, wishes_of
from civic.youth.rules.proposals import CAN_BE_HIDDEN


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals in the city's words."""

    def public(self) -> "ProposalQuerySet":
        """What everybody may read: two have read it, the family agrees, nobody hid it. Kept on the row, in the act."""
        return self.filter(state=ItemState.SHOWN, edition__shown_at__isnull=False)

    def live(self) -> "ProposalQuerySet":
        """What the child has not taken back."""
        return self.exclude(state=ItemState.WITHDRAWN)

    def resting(self, at: datetime) -> "ProposalQuerySet":
        """What was taken back and whose words still lie sealed."""
        return self.filter(state=ItemState.WITHDRAWN, rests_until__gt=at)

    def to_read(self) -> "ProposalQuerySet":
        """What waits for its readers, the longest waiting first."""
        return self.filter(state=ItemState.HANDED_IN).order_by("handed_in_at", "pk")

    def with_names(self) -> "ProposalQuerySet":
        """Together with what a list prints."""
        return self.select_related("edition", "entry", "district", "topic").defer("cell__polygon")


class Topic(Named):
    """What proposals are about: the city's own few words for children."""

    code = models.SlugField(max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "code"]


class Proposal(models.Model):
    """One proposal of one child in one edition. Its words are what was last handed in; earlier ones lie in versions."""

    number = models.CharField(max_length=12, unique=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    edition = models.ForeignKey("youth.Edition", on_delete=models.PROTECT, related_name="proposals")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PROPOSAL, db_default=Kind.PROPOSAL)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.DRAFT)
    title = models.CharField(max_length=60, blank=True)
    saw = models.TextField(blank=True)
    change = models.TextField(blank=True)  # one wish a line
    helps = models.TextField(blank=True)
    asked = models.JSONField(default=dict)  # the child's own count: {"question": …, "answers": [[words, number], …]}
    sure_of = models.JSONField(default=list, db_default=Value([], models.JSONField()))  # "that means something else"
    language = models.CharField(max_length=8)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="proposals")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, related_name="+")  # never a point
    district = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=0)  # of what was handed in last; 0: nothing yet
    made_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    answer_due_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    says = models.BigIntegerField(null=True)  # the same for the same words, however they are set
    rests_until = models.DateTimeField(null=True)  # taken back: sealed until then, its words are deleted after it
    rested_from = models.CharField(max_length=10, blank=True, default="", db_default="")  # where a new yes puts it back

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["edition", "state"], name="proposals_of_an_edition"),
            models.Index(fields=["handed_in_at"], condition=Q(state="handed-in"), name="proposals_to_read"),
            models.Index(fields=["edition", "says"], condition=Q(says__isnull=False), name="proposals_in_same_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="proposal_state_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="proposal_kind_known"),
            models.CheckConstraint(
                condition=Q(rests_until__isnull=True, rested_from="") | Q(state="withdrawn", rests_until__isnull=False),
                name="only_what_was_taken_back_rests",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(handed_in_at__isnull=False), name="only_a_draft_was_not_handed_in"
            ),
            models.CheckConstraint(
                condition=~Q(state="shown") | (Q(shown_at__isnull=False) & ~Q(title="")),
                name="what_is_shown_has_a_title",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """How notices and the index call it."""
        return f"proposal:{self.pk}"

    @property
    def is_draft(self) -> bool:
        """Was it never handed in?"""
        return self.state == ItemState.DRAFT

    @property
    def is_with_child(self) -> bool:
        """Does the child work on it: a draft, or what came back with a kind word?"""
        return self.state in EDITABLE

    @property
    def came_back(self) -> bool:
        """Did two readers send it back?"""
        return self.state == ItemState.SENT_BACK

    @property
    def waits_for_readers(self) -> bool:
        """Does it wait for one of its two readers?"""
        return self.state == ItemState.HANDED_IN

    @property
    def is_shown(self) -> bool:
        """Does everybody read it?"""
        return self.state == ItemState.SHOWN

    @property
    def is_kept_private(self) -> bool:
        """Have two read it, and the family keeps it from the public?"""
        return self.state == ItemState.READ

    @property
    def is_hidden(self) -> bool:
        """Did somebody of the city put it away?"""
        return self.state == ItemState.HIDDEN

    @property
    def is_taken_back(self) -> bool:
        """Did the child or its family take it back?"""
        return self.state == ItemState.WITHDRAWN

    @property
    def can_be_hidden(self) -> bool:
        """Is there somebody who sees it, from whom it can be taken away?"""
        return self.state in CAN_BE_HIDDEN

    @property
    def wishes(self) -> list[str]:
        """What the child would change, one idea after the other."""
        return wishes_of(self.change)


class ProposalVersion(models.Model):
    """The words as they were handed in once; readers read exactly these. May be blanked, never changed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60, blank=True)
    saw = models.TextField(blank=True)
    change = models.TextField(blank=True)
    helps = models.TextField(blank=True)
    asked = models.JSONField(default=dict)
    sure_of = models.JSONField(default=list)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=8)
    handed_in_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="one_version_a_proposal_and_number"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(title="", saw="", change="", helps=""),
                name="an_erased_version_is_blank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} v{self.number}"


class Reading(models.Model):
    """What one vetted person said of one version. Two different ones, or it stays where nobody sees it."""

    version = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    because = models.JSONField(default=list)  # of Because, where it goes back
    note = models.TextField(blank=True)  # a kind word to the child, from the office
    looks = models.JSONField(default=dict)  # of each picture by its key: nobody is recognised, or leave it out
    is_danger = models.BooleanField(default=False)
    is_void = models.BooleanField(default=False)  # it has to be read anew
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["reader", "-at"], name="readings_of_a_reader")]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "reader"], condition=Q(is_void=False), name="nobody_reads_a_version_twice"
            ),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="reading_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict="show", because=[]) | (Q(verdict="send-back") & ~Q(because=[])),
                name="what_goes_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} of version {self.version_id}"

    @property
    def reasons(self) -> list[str]:
        """Why it goes back, as the child reads it."""
        return [str(Because(one).label) for one in self.because if one != Because.OTHER]


class Hiding(models.Model):
    """An officer took a proposal away from everybody, and why: the family may ask. Sealed, for whoever was checked."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="hidings")
    reason = SealedText(purpose="child-hiding", blank=True)  # blank once the child is erased
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"hiding of {self.proposal_id}"
