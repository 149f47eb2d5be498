"""What somebody noticed about a child's item, the locked copy of what was there, and to whom it was handed over."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.utils.timezone import localdate

from civic.lib.sealed import SealedText
from civic.youth.models.pictures import ProposalPicture
from civic.youth.models.proposals import Proposal, ProposalVersion
from civic.youth.rules import Authority, Concern, Origin, Outcome
from civic.youth.rules.concerns import kept_until


class ConcernReportQuerySet(models.QuerySet["ConcernReport"]):
    """Concerns in the city's words."""

    def open(self) -> "ConcernReportQuerySet":
        """What nobody has closed yet, the most pressing first."""
        return self.filter(closed_at__isnull=True).order_by("due_at", "pk")


class ConcernReport(models.Model):
    """One concern about one proposal or one of its pictures. Its words are sealed, as they may name somebody."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="concerns")
    version = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, null=True, related_name="concerns")
    concern = models.CharField(max_length=14, choices=Concern)
    origin = models.CharField(max_length=8, choices=Origin)
    words = SealedText(purpose="child-concern", blank=True)
    heard = models.JSONField(default=list, db_default=Value([], models.JSONField()))  # keyed: marked sentences
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    count = models.PositiveSmallIntegerField(default=1)  # how many said the same while it was open
    at = models.DateTimeField()
    is_hiding = models.BooleanField()  # it was hidden before anybody asked
    due_at = models.DateTimeField()  # by then a duty officer has looked
    told_late_at = models.DateTimeField(null=True)  # nobody had, and those responsible were told
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    finding = SealedText(purpose="child-concern", blank=True)  # what the officer found
    family_told_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)  # its words and what was found were wiped when their time was over

    objects = ConcernReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(closed_at__isnull=True), name="concerns_by_their_hour"),
            models.Index(
                fields=["at"],
                condition=Q(closed_at__isnull=False, erased_at__isnull=True),
                name="concerns_by_their_end",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(concern__in=Concern.values), name="concern_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="concern_origin_known"),
            models.CheckConstraint(condition=Q(due_at__gt=F("at")), name="a_concern_has_its_hour"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="", closed_by__isnull=True)
                | (
                    Q(closed_at__isnull=False, closed_by__isnull=False, outcome__in=Outcome.values)
                    & Q(taken_at__isnull=False)
                ),
                name="a_closed_concern_was_taken_and_says_what_became_of_it",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(closed_at__isnull=False), name="an_open_concern_keeps_its_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern} {self.key}"

    @property
    def kept_until(self) -> date:
        """Up to which day its words are kept, whatever became of the locked copy; an open one is kept for longer."""
        return kept_until(localdate(self.at))


class Evidence(models.Model):
    """The locked copy of what was there when somebody said that it harms a child: sealed, never changed, kept by law
    (art. 80) even when the item itself is erased."""

    report = models.OneToOneField(ConcernReport, on_delete=models.PROTECT, related_name="evidence")
    body = SealedText(purpose="child-evidence", blank=True)  # words and facts as JSON
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    kept_until = models.DateField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kept_until"], condition=Q(erased_at__isnull=True), name="evidence_by_its_end")]
        constraints = [
            models.CheckConstraint(condition=Q(erased_at__isnull=True) | Q(body=""), name="erased_evidence_is_blank"),
        ]

    def __str__(self) -> str:
        return f"evidence of {self.report_id}"


class EvidencePicture(models.Model):
    """A picture as it was then, sealed."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="pictures")
    picture = models.ForeignKey(ProposalPicture, on_delete=models.SET_NULL, null=True, related_name="+")
    body = SealedText(purpose="child-evidence", blank=True)  # the JPEG, in base64
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"picture of evidence {self.evidence_id}"


class EvidenceView(models.Model):
    """Somebody looked at the locked copy: who, when, what for. Written once."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="views")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    purpose = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(purpose=""), name="evidence_is_opened_for_a_purpose")]

    def __str__(self) -> str:
        return f"{self.evidence_id} by {self.by_id}"


class HandOver(models.Model):
    """The city told another authority: which, who took it, under which number, and the digest of the copy it got."""

    report = models.ForeignKey(ConcernReport, on_delete=models.PROTECT, related_name="hand_overs")
    authority = models.CharField(max_length=10, choices=Authority)
    taker = models.CharField(max_length=120)  # the office or post that took it
    reference = models.CharField(max_length=80, blank=True)
    words = SealedText(purpose="child-evidence")
    evidence_digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(authority__in=Authority.values), name="hand_over_authority_known"),
            models.CheckConstraint(condition=~Q(taker=""), name="somebody_took_what_was_handed_over"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} for {self.report_id}"
