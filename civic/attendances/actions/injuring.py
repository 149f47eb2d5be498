"""Somebody was hurt: written down the same day, and told to the insurer."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.actions.permitting import NO_LEADER, permit_leader, said
from civic.attendances.actions.telling import tell_managers
from civic.attendances.models import Attendance, Injury
from civic.attendances.queries import leads
from civic.attendances.rules import EARLY, INSURER_WITHIN
from civic.lib.plain_text import clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.lib.sweeping import one_by_one
from civic.shifts.actions.holding import hold_shift, write_activity
from civic.shifts.models import Policy, Shift, Signup
from civic.shifts.rules import PolicyScope, SignupState
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer

WORDS_LONGEST = 2000


@transaction.atomic
def report_injury(
    shift: Shift, *, volunteer: Volunteer, happened_at: datetime, words: str, by: Person, at: datetime
) -> Injury:
    """The volunteer herself or the leader writes down that somebody was hurt, on the way too, with the policy under
    which it is reported. Later than the same day it is taken all the same, and the insurer decides. Raises NotAllowed,
    NotValid for an hour that cannot be and without words."""
    volunteer = hold_volunteer(volunteer)
    shift = hold_shift(shift)
    if volunteer.person_id != by.pk and not leads(by, shift):
        raise NotAllowed(NO_LEADER, code="no-leader")
    if not _was_expected(shift, volunteer):
        raise NotValid(fields={"volunteer": _("This volunteer does not stand on the list of this shift.")})
    if happened_at > at or not shift.starts_at - 3 * EARLY <= happened_at <= shift.ends_at + 3 * EARLY:
        raise NotValid(fields={"happened_at": _("Give the hour of the shift, or of the way there or back.")})
    told = clean_text(words).strip()[:WORDS_LONGEST]
    if not told:
        raise NotValid(fields={"words": _("Say what happened, and where it hurts.")})
    injury = Injury.objects.create(
        shift=shift,
        volunteer=volunteer,
        policy=policy_on(shift, volunteer, happened_at),
        happened_at=happened_at,
        words=told,
        written_by=by,
        written_at=at,
    )
    facts = {"shift": shift.number, "volunteer": volunteer.number, "same_day": localdate(at) == localdate(happened_at)}
    write_activity(shift.activity, "injury", by=by, at=at, shift=shift, facts=facts)
    page = f"/volunteer/lead/{shift.number}/injuries/"
    tell_managers(shift.activity.organisation, "injury", page, about=f"injury:{injury.pk}", at=at, shift=shift)
    return injury


def policy_on(shift: Shift, volunteer: Volunteer, moment: datetime) -> Policy | None:
    """Which insurance holds at that moment: the activity's, the organisation's, one in which she is named, or the
    city's. A policy that ended on the day before does not."""
    day = localdate(moment)
    force: QuerySet[Policy] = Policy.objects.in_force(day)
    if shift.activity.policy_id is not None and (own := force.filter(pk=shift.activity.policy_id).first()):
        return own
    body = shift.activity.organisation
    if (own := force.filter(scope=PolicyScope.ORGANISATION, organisation=body).first()) is not None:
        return own
    named = force.filter(scope=PolicyScope.NAMED, insured__volunteer=volunteer, insured__from_on__lte=day)
    held = named.exclude(insured__until_on__lt=day).first()
    return held or force.filter(scope=PolicyScope.EVERYBODY).first()


def _was_expected(shift: Shift, volunteer: Volunteer) -> bool:
    if Attendance.objects.filter(shift=shift, volunteer=volunteer).exists():
        return True
    return Signup.objects.filter(shift=shift, volunteer=volunteer, state=SignupState.COMING).exists()


@transaction.atomic
def tell_insurer(injury: Injury, *, claim: str, by: Person, at: datetime) -> Injury:
    """The leader or a manager has called the insurer, and notes the number of the claim. Raises NotAllowed, Conflict,
    NotValid without a number."""
    shift = hold_shift(injury.shift)
    injury = Injury.objects.select_related("volunteer").get(pk=injury.pk)
    permit_leader(shift, by=by)
    if injury.insurer_told_at is not None:
        raise Conflict(_("The insurer was told already."))
    number = said(claim, field="claim", sentence=_("Write the number the insurer gave you."), longest=60)
    injury.claim, injury.insurer_told_at, injury.insurer_told_by = number, at, by
    injury.save(update_fields=["claim", "insurer_told_at", "insurer_told_by"])
    facts = {"shift": shift.number, "volunteer": injury.volunteer.number}
    write_activity(shift.activity, "tell-insurer", by=by, at=at, shift=shift, facts=facts)
    return injury


def tell_late_injuries(*, at: datetime) -> int:
    """Injuries of which no insurer was told within some hours are told once to managers and coordinators. How many."""
    late = Injury.objects.filter(
        insurer_told_at__isnull=True, told_late_at__isnull=True, written_at__lt=at - INSURER_WITHIN
    )
    rows = late.select_related("shift__activity__organisation").order_by("pk")[:200]
    return one_by_one(rows, lambda injury: _tell_late(injury, at=at))


def _tell_late(injury: Injury, *, at: datetime) -> bool:
    if Injury.objects.filter(pk=injury.pk, told_late_at__isnull=True).update(told_late_at=at) != 1:
        return False  # another hand was quicker
    page, body = f"/volunteer/lead/{injury.shift.number}/injuries/", injury.shift.activity.organisation
    tell_managers(body, "injury-late", page, about=f"injury:{injury.pk}", at=at, shift=injury.shift)
    return True
