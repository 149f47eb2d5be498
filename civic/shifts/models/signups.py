"""Who comes, who waits, who stands in for whom, and what was agreed to before."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.guardians.models import Guardianship
from civic.shifts.models.activities import Activity
from civic.shifts.models.shifts import Shift, ShiftPost
from civic.shifts.rules import CHECK_IN_BEFORE, CHECK_OUT_AFTER, SignupState
from civic.volunteers.models import Organisation, Volunteer

OPEN = ["invited", "waiting", "offered", "coming"]
HOLDING = ["offered", "coming"]


class SignupQuerySet(models.QuerySet["Signup"]):
    """Sign-ups in the city's words."""

    def holding(self) -> "SignupQuerySet":
        """Those that take a place: of whoever comes, and of whoever has an offer that stands."""
        return self.filter(state__in=HOLDING)

    def coming(self) -> "SignupQuerySet":
        """Whoever comes."""
        return self.filter(state=SignupState.COMING)

    def around(self, at: datetime) -> "SignupQuerySet":
        """Those whose shift is on, or whose check-in is open before and after it."""
        near = {"shift__starts_at__lte": at + CHECK_IN_BEFORE, "shift__ends_at__gt": at - CHECK_OUT_AFTER}
        return self.filter(**near).order_by("shift__starts_at", "pk")

    def in_line(self) -> "SignupQuerySet":
        """The waiting list, in its order."""
        return self.filter(state=SignupState.WAITING).order_by("queued_at", "pk")


class Signup(models.Model):
    """One volunteer and one shift. A new attempt after a cancelled one is a new row: nothing is overwritten."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="signups")
    post = models.ForeignKey(ShiftPost, on_delete=models.PROTECT, related_name="signups")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="signups")
    state = models.CharField(max_length=12, choices=SignupState)
    at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    offer_until = models.DateTimeField(null=True)
    came_in_at = models.DateTimeField(null=True)  # since when it is COMING
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why one cancelled; for the leader
    is_late = models.BooleanField(default=False)  # cancelled after the limit
    instead_of = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="stood_in_by")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    quota = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")  # on whose places
    reminded_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)  # a scan counted: from then on the place is not given away

    objects: ClassVar = SignupQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["volunteer", "state"], name="signups_of_a_volunteer"),
            models.Index(fields=["shift", "state"], name="signups_of_a_shift"),
            models.Index(fields=["offer_until"], condition=Q(state="offered"), name="offers_that_end"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SignupState.values), name="signup_state_known"),
            models.UniqueConstraint(
                fields=["shift", "volunteer"], condition=Q(state__in=OPEN), name="one_open_signup_a_volunteer"
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offer_until__isnull=False), name="an_offer_ends_some_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(queued_at__isnull=False), name="whoever_waits_has_a_place_in_line"
            ),
            models.CheckConstraint(
                condition=~Q(state="coming") | Q(came_in_at__isnull=False), name="whoever_comes_said_so"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="an_ended_signup_has_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} at {self.shift_id}: {self.state}"


class StandIn(models.Model):
    """Somebody who comes looks for another to stand in, or two swap: whoever takes it over does so at once, whole."""

    signup = models.ForeignKey(Signup, on_delete=models.PROTECT, related_name="stand_ins")
    to = models.ForeignKey(Volunteer, on_delete=models.PROTECT, null=True, related_name="+")  # None: whoever can
    swap_for = models.ForeignKey(Signup, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Signup, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signup"], condition=Q(ended_at__isnull=True), name="one_open_stand_in_a_signup"
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(ended_at__gte=F("taken_at")), name="a_taken_stand_in_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"stand-in for {self.signup_id}"


class GuardianWord(models.Model):
    """What whoever answers for a minor says to one activity: the latest row counts, no row is no."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="guardian_words")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="guardian_words")
    guardianship = models.ForeignKey(Guardianship, on_delete=models.PROTECT, related_name="+")
    is_yes = models.BooleanField()
    risk_digest = models.CharField(max_length=64)  # of the risks that were read: changed risks ask anew
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["activity", "volunteer", "-at"], name="guardians_words_on_activity")]

    def __str__(self) -> str:
        return f"{'yes' if self.is_yes else 'no'} for {self.volunteer_id} at {self.activity_id}"


class Agreement(models.Model):
    """A volunteer signed the agreement of an activity, as it read then."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="agreements")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="agreements")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "volunteer", "digest"], name="an_agreement_is_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} agreed to {self.activity_id}"


class Pause(models.Model):
    """Sign-up is closed to a volunteer until an hour, since she did not come several times. What was counted, and how
    it fades, is known where attendance is."""

    volunteer = models.OneToOneField(Volunteer, on_delete=models.CASCADE, related_name="pause")
    until = models.DateTimeField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.volunteer_id} pauses until {self.until:%Y-%m-%d}"
