"""A child, who it is (sealed and apart), and who answers for it. Everybody else knows a child by its key only."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.guardians.rules import Relation, Verified
from civic.journal import models as journal
from civic.lib.sealed import SealedText


class ChildQuerySet(models.QuerySet["Child"]):
    """Children in the city's words."""

    def known(self) -> "ChildQuerySet":
        """Those who have not been erased."""
        return self.filter(erased_at__isnull=True)


class Child(models.Model):
    """A child, once a guardian has agreed. Nothing on this row says who it is."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="child"
    )  # an account of its own, which nobody needs
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    objects = ChildQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.key)

    @property
    def subject(self) -> str:
        """How its chain of lines is called."""
        return f"child:{self.key}"


class Identity(models.Model):
    """Who a child is: sealed, apart from everything, opened only for a purpose and with approval (see Opening)."""

    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="identity")
    name = SealedText(purpose="child-identity", blank=True)
    born_on = SealedText(purpose="child-identity", blank=True)  # ISO day
    school = SealedText(purpose="child-identity", blank=True)
    digest = models.CharField(max_length=64, blank=True)  # keyed: the same name and day of birth is the same child
    # keyed, of the day on which the child turns fourteen: asked for by its day, and telling nobody who was born when
    turning_digest = models.CharField(max_length=64, blank=True, default="", db_default="")
    verified = models.CharField(max_length=8, choices=Verified)
    verified_at = models.DateTimeField()
    erase_after = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["erase_after"], condition=Q(erased_at__isnull=True), name="identities_to_erase"),
            models.Index(fields=["digest"], condition=~Q(digest=""), name="identities_by_digest"),
            models.Index(fields=["turning_digest"], condition=~Q(turning_digest=""), name="identities_by_turning"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", born_on="", school="", digest=""),
                name="an_erased_identity_is_blank",
            ),
            models.CheckConstraint(condition=Q(verified__in=Verified.values), name="identity_verified_somehow"),
        ]

    def __str__(self) -> str:
        return f"identity of child {self.child_id}"


class Guardianship(models.Model):
    """A grown-up who answers for a child: with an account, or known at a desk by a document alone."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="guardianships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="guardianships"
    )
    name = SealedText(purpose="guardian", blank=True)
    contact = SealedText(purpose="guardian", blank=True)  # how to reach somebody without an account; may be empty
    relation = models.CharField(max_length=12, choices=Relation)
    verified = models.CharField(max_length=8, choices=Verified)
    verified_at = models.DateTimeField()
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    # what stood here was to go then; while somebody looks after the child's safety it lies sealed, and goes by itself
    held_since = models.DateTimeField(null=True)
    # of the code on the slip that a desk printed for somebody without an account; "" where there is none
    slip_digest = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slip_digest"], condition=~Q(slip_digest=""), name="a_family_slip_opens_one_child"
            ),
            models.UniqueConstraint(
                fields=["child", "person"],
                condition=Q(ended_at__isnull=True, person__isnull=False),
                name="a_guardian_answers_once_for_a_child",
            ),
            models.CheckConstraint(
                condition=Q(held_since__isnull=True) | Q(person__isnull=True, ended_at__isnull=False),
                name="what_is_held_of_a_guardian_leads_to_no_account",
            ),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="guardian_relation_known"),
            models.CheckConstraint(
                condition=~Q(verified="desk") | Q(verified_by__isnull=False), name="a_desk_says_who_verified"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation} of child {self.child_id}"

    def is_open(self, at: datetime) -> bool:
        """Does this grown-up answer for the child now?"""
        return self.ended_at is None or self.ended_at > at


class ChildLine(journal.Line):
    """One act about a child: consent, opening, request, erasure. Guardian and child read it."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="lines")
    is_withheld = models.BooleanField(default=False, db_default=False)  # from a guardian under suspicion

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["child", "seq"], name="one_line_a_place_of_a_child")]

    def __str__(self) -> str:
        return f"{self.child_id}#{self.seq} {self.verb}"
