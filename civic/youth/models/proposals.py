"""What a child proposes: what I saw, what I would change, whom it helps; with a picture and a cell of the grid."""

import uuid

from django.db import models
from django.db.models import Q

from civic.lib.named import Named
from civic.places.models import Area, Cell
from civic.youth.models.entries import Entry
from civic.youth.rules import ItemState


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals in the city's words."""

    def public(self) -> "ProposalQuerySet":
        """What everybody may read: two have read it, the family agrees, nobody hid it. Kept on the row, in the act."""
        return self.filter(state=ItemState.SHOWN, edition__shown_at__isnull=False)

    def with_names(self) -> "ProposalQuerySet":
        """Together with what a list prints."""
        return self.select_related("edition", "entry__district", "topic").defer("cell__polygon")


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
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.DRAFT)
    title = models.CharField(max_length=60, blank=True)
    saw = models.TextField(blank=True)
    change = models.TextField(blank=True)  # one wish a line
    helps = models.TextField(blank=True)
    asked = models.JSONField(default=dict)  # the child's own count: {"question": …, "answers": [[words, number], …]}
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

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["edition", "state"], name="proposals_of_an_edition"),
            models.Index(fields=["handed_in_at"], condition=Q(state="handed-in"), name="proposals_to_read"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="proposal_state_known"),
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
