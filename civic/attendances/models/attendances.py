"""Coming and going, each scan once; absences; people who came without having signed up."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.attendances.rules import Direction, How, NoShowState, Verdict
from civic.shifts.models import Shift, Signup
from civic.volunteers.models import Volunteer


class WalkIn(models.Model):
    """Somebody came without having signed up, or only a paper sheet says so: counts once a second person approves,
    with a photo of the sheet or of the place."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="walk_ins")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="walk_ins")
    photo = models.CharField(max_length=64)  # the digest of the upload, sealed from the web
    is_ready = models.BooleanField(default=False, db_default=False)  # the picture was prepared
    failure = models.CharField(max_length=40, blank=True, default="", db_default="")  # why it could not be
    came_at = models.DateTimeField()
    went_at = models.DateTimeField()
    words = models.CharField(max_length=300)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["written_at"], condition=Q(is_ready=False, failure=""), name="walk_ins_to_prepare")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(went_at__gt=F("came_at")), name="a_walk_in_lasts_some_time"),
            models.CheckConstraint(condition=~Q(photo=""), name="a_walk_in_has_a_photo"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("written_by")),
                name="a_walk_in_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(is_approved__isnull=True, decided_at__isnull=True)
                | Q(is_approved__isnull=False, decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_walk_in_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} walked in at {self.shift_id}"

    @property
    def key(self) -> uuid.UUID:
        """Under which its picture lies; one sheet may tell of several people."""
        return uuid.UUID(self.photo[:32])


class Attendance(models.Model):
    """When a volunteer was there. What is planned stands in the shift and is never counted as served."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="attendances")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="attendances")
    signup = models.OneToOneField(Signup, on_delete=models.PROTECT, null=True, related_name="attendance")
    walk_in = models.OneToOneField(WalkIn, on_delete=models.PROTECT, null=True, related_name="attendance")
    in_at = models.DateTimeField()
    out_at = models.DateTimeField(null=True)
    in_how = models.CharField(max_length=16, choices=How)
    out_how = models.CharField(max_length=16, choices=How, blank=True)
    out_reason = models.CharField(max_length=300, blank=True)  # left early, or said at the closing by whom
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shift", "volunteer"], name="a_volunteer_is_at_a_shift_once"),
            models.CheckConstraint(
                condition=Q(out_at__isnull=True) | Q(out_at__gte=F("in_at")), name="one_goes_after_one_came"
            ),
            models.CheckConstraint(
                condition=Q(signup__isnull=False) | Q(walk_in__isnull=False), name="whoever_was_there_came_somehow"
            ),
            models.CheckConstraint(
                condition=~Q(out_how="closing") | Q(closed_by__isnull=False), name="a_closing_says_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} at {self.shift_id}"


class Scan(models.Model):
    """One scan as a phone sent it, maybe hours later: the nonce makes it count once. No position is kept, only how far
    from the place it was."""

    nonce = models.UUIDField(default=uuid.uuid4, unique=True)
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="scans")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, null=True, related_name="scans")
    direction = models.CharField(max_length=3, choices=Direction)
    how = models.CharField(max_length=16, choices=How)
    told_at = models.DateTimeField()  # by the phone's clock, set right by the server's where it was seen
    received_at = models.DateTimeField()
    clock_off_s = models.IntegerField(default=0)  # by how much the phone's clock was wrong
    metres = models.PositiveIntegerField(null=True)  # from the place; None where the phone told nothing
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # of a hand that went around a rule
    verdict = models.CharField(max_length=12, choices=Verdict)
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, null=True, related_name="scans")

    class Meta:
        indexes = [models.Index(fields=["shift", "received_at"], name="scans_of_a_shift")]
        constraints = [
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="scan_direction_known"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="scan_how_known"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="scan_verdict_known"),
            models.CheckConstraint(
                condition=~Q(how="by-hand") | (~Q(reason="") & Q(by__isnull=False)), name="a_hand_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.nonce}"


class NoShow(models.Model):
    """Somebody signed up and did not come. It fades, can be excused, and disputed."""

    signup = models.OneToOneField(Signup, on_delete=models.PROTECT, related_name="no_show")
    state = models.CharField(max_length=10, choices=NoShowState)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True)  # of the volunteer, disputing it
    appealed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=NoShowState.values), name="no_show_state_known"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("by")), name="another_decides_on_a_no_show"
            ),
        ]

    def __str__(self) -> str:
        return f"no-show {self.signup_id}: {self.state}"
