"""The account book of service: entries are added, never changed; objections; evaluations both ways."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum

from civic.attendances.models import Attendance
from civic.hours.rules import EntryKind, Ground, ObjectionState
from civic.journal import models as journal
from civic.shifts.models import Activity, Shift
from civic.volunteers.models import Organisation, Volunteer


class BookEntryQuerySet(models.QuerySet["BookEntry"]):
    """Entries in the city's words."""

    def credited_minutes(self) -> int:
        """The minutes that count."""
        return self.aggregate(sum=Sum("credited"))["sum"] or 0


class BookEntry(journal.Line):
    """One entry of a volunteer's account, chained to the one before it; its minutes stand in the facts that the digest
    covers too. Planned minutes are told beside, and never counted."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="entries")  # that records
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="entries")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, null=True, related_name="entries")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, null=True, related_name="entries")
    served_on = models.DateField()
    planned = models.PositiveIntegerField()
    actual = models.PositiveIntegerField()
    credited = models.IntegerField()  # negative in a reversal
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    reason = models.CharField(max_length=300, blank=True)  # as somebody wrote it
    ground = models.CharField(max_length=12, choices=Ground, blank=True, default="", db_default="")  # standing

    objects: ClassVar = BookEntryQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["volunteer", "-served_on"], name="entries_of_a_volunteer"),
            models.Index(fields=["organisation", "served_on"], name="entries_an_organisation_made"),
            models.Index(fields=["at"], name="entries_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "seq"], name="one_entry_a_place_of_an_account"),
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False, credited__lte=0)
                | (~Q(kind="reversal") & Q(reverses__isnull=True, credited__gte=0)),
                name="a_reversal_takes_back_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(kind="service") | ~Q(reason="") | ~Q(ground=""), name="what_is_no_service_entry_says_why"
            ),
            models.CheckConstraint(condition=Q(ground__in=["", *Ground.values]), name="entry_ground_known"),
            models.CheckConstraint(
                condition=~Q(kind="service") | Q(attendance__isnull=False), name="service_was_attended"
            ),
            models.CheckConstraint(
                condition=~Q(kind="service") | Q(credited__lte=F("actual")), name="no_more_counts_than_was_served"
            ),
            models.UniqueConstraint(
                fields=["attendance"], condition=Q(kind="service"), name="an_attendance_counts_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id}#{self.seq} {self.credited}"

    @property
    def why(self) -> str:
        """Why it was written: as somebody wrote it, or the standing reason in the reader's language."""
        return self.reason or self.get_ground_display()

    @property
    def is_waiting(self) -> bool:
        """Was it objected to, and nobody has answered? Over objections that were loaded before."""
        return any(one.state == ObjectionState.OPEN for one in self.objections.all())


class Objection(models.Model):
    """A volunteer says that an entry, or a missing one, is wrong (Measures art. 12, 13)."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="objections")
    entry = models.ForeignKey(BookEntry, on_delete=models.PROTECT, null=True, related_name="objections")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, null=True, related_name="objections")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="objections")
    wanted = models.PositiveIntegerField(null=True)  # minutes it should be
    words = models.TextField()
    state = models.CharField(max_length=10, choices=ObjectionState, default=ObjectionState.OPEN)
    at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    told_late_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["answer_due_at"], condition=Q(state="open"), name="objections_to_answer")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ObjectionState.values), name="objection_state_known"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state="open", entry__isnull=False), name="one_open_objection_an_entry"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(answer="")),
                name="an_objection_is_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"objection of {self.volunteer_id}"


class Evaluation(models.Model):
    """How it was, said once a shift and side within the term of the record: by the leader about a volunteer's service
    (服务质量评价), by a volunteer about the shift. Only sums are shown."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="evaluations")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="evaluations")
    is_by_volunteer = models.BooleanField()
    stars = models.PositiveSmallIntegerField()  # 1 to 5
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "volunteer", "is_by_volunteer"], name="one_evaluation_a_side_and_shift"
            ),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="an_evaluation_is_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.stars} for {self.shift_id}"
