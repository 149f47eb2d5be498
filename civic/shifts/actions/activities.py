"""An activity is made, changed, shown, called off, ended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.courses.models import Qualification
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import Conflict, NotValid, TooLate
from civic.places.models import Area, Cell
from civic.places.queries import locate
from civic.shifts.actions.calling_off import end_shifts
from civic.shifts.actions.checking import days_of, insurance_of, numbered, permit_manager, reason_from
from civic.shifts.actions.holding import hold_activity, hold_policy, write_activity
from civic.shifts.actions.telling import moved_push, tell_volunteers
from civic.shifts.models import Activity, Need, Policy
from civic.shifts.rules import ActivityState, PolicyScope, ShiftState, SignupState, show_faults
from civic.volunteers.models import Manager, Organisation, Volunteer
from civic.volunteers.rules import GROWN_AGE, LEAST_AGE

PLACE = ("lat", "lon", "where_zh_hans")
LINES = ("name", "where", "bring")
TEXTS = ("summary", "risk")


@dataclass(frozen=True, kw_only=True)
class ActivityGiven:
    """What a manager says of an activity."""

    kind: str
    name_zh_hans: str
    name_zh_hant: str = ""
    name_en: str = ""
    summary_zh_hans: str
    summary_zh_hant: str = ""
    summary_en: str = ""
    risk_zh_hans: str = ""
    risk_zh_hant: str = ""
    risk_en: str = ""
    bring_zh_hans: str = ""
    bring_zh_hant: str = ""
    bring_en: str = ""
    where_zh_hans: str
    where_zh_hant: str = ""
    where_en: str = ""
    is_dangerous: bool = False
    is_hazardous: bool = False
    is_near_children: bool = False
    needs_agreement: bool = False
    agreement: str = ""
    least_age: int = LEAST_AGE
    policy: Policy | None = None
    qualification: Qualification | None = None
    area: Area | None = None
    cell: Cell | None = None
    lat: float | None = None
    lon: float | None = None
    leader: Person
    leader_name: str
    leader_phone: str = ""
    need: Need | None = None


@transaction.atomic
def make_activity(organisation: Organisation, given: ActivityGiven, *, by: Person, at: datetime) -> Activity:
    """An organisation prepares an activity; nobody sees it yet.

    Raises NotAllowed for whoever does not manage it, NotValid where words are missing or somebody else's insurance is
    named.
    """
    permit_manager(organisation, by)
    values = _values(organisation, given)
    activity = numbered(
        lambda number: Activity.objects.create(
            number=number, organisation=organisation, made_by=by, made_at=at, **values
        ),
        at=at,
    )
    write_activity(hold_activity(activity), "make", by=by, at=at)
    return activity


@transaction.atomic
def change_activity(activity: Activity, given: ActivityGiven, *, by: Person, at: datetime) -> Activity:
    """Words, place, risks or insurance change. Whoever comes hears of another place; changed risks ask every guardian
    anew; what is shown must stay fit to be shown.

    Raises NotAllowed, TooLate once it is over or called off, NotValid as showing does.
    """
    if given.policy is not None:
        given = replace(given, policy=hold_policy(given.policy))
    activity = hold_activity(activity)
    permit_manager(activity.organisation, by)
    _still_open(activity)
    values = _values(activity.organisation, given)
    before = {name: getattr(activity, name) for name in values}
    changed = sorted(name for name, value in values.items() if before[name] != value)
    if not changed:
        return activity
    for name, value in values.items():
        setattr(activity, name, value)
    if activity.state == ActivityState.SHOWN:
        _check_fit(activity, at=at)
    activity.version += 1
    activity.save()
    write_activity(activity, "change", by=by, at=at, facts={"changed": changed, "version": activity.version})
    if set(changed) & set(PLACE):
        _tell_place(activity, at=at)
    return activity


@transaction.atomic
def show_activity(activity: Activity, *, by: Person, at: datetime) -> Activity:
    """Volunteers can read it and sign up.

    Raises NotAllowed, Conflict where it is shown already, NotValid while its risks are not told, or danger is not
    insured on the days of its shifts (Regulations art. 12, 17).
    """
    activity = hold_activity(activity)
    permit_manager(activity.organisation, by)
    if activity.state != ActivityState.DRAFT:
        raise Conflict(_("This activity is open to volunteers already, or it is over."))
    _check_fit(activity, at=at)
    activity.state, activity.shown_at = ActivityState.SHOWN, at
    activity.save(update_fields=["state", "shown_at"])
    write_activity(activity, "show", by=by, at=at)
    return activity


@transaction.atomic
def call_off_activity(activity: Activity, *, by: Person, reason: str, at: datetime) -> Activity:
    """Nothing of it takes place any more: its shifts are called off, and whoever was to come hears why.

    Raises NotAllowed, NotValid without a reason, TooLate once it is over.
    """
    activity = hold_activity(activity)
    permit_manager(activity.organisation, by)
    _still_open(activity)
    why = reason_from(reason, ask=_("Say why it is called off. Whoever was to come reads it."))
    end_shifts(activity.shifts.filter(state=ShiftState.OPEN, ends_at__gt=at), why, at=at)
    activity.state, activity.reason = ActivityState.CALLED_OFF, why
    activity.save(update_fields=["state", "reason"])
    write_activity(activity, "call-off", by=by, at=at, facts={"reason": why})
    return activity


@transaction.atomic
def end_activity(activity: Activity, *, by: Person, at: datetime) -> Activity:
    """It is over; its book stays.

    Raises NotAllowed, TooLate where it is over already, Conflict while shifts are to come.
    """
    activity = hold_activity(activity)
    permit_manager(activity.organisation, by)
    _still_open(activity)
    if activity.shifts.filter(state=ShiftState.OPEN, ends_at__gt=at).exists():
        raise Conflict(_("Shifts of it are to come. Call them off first, or wait until they are over."))
    activity.state, activity.ended_at = ActivityState.ENDED, at
    if not activity.risk_zh_hans:
        activity.risk_zh_hans = "—"  # it was never shown
    activity.save(update_fields=["state", "ended_at", "risk_zh_hans"])
    activity.rotas.filter(ended_at__isnull=True).update(ended_at=at)
    write_activity(activity, "end", by=by, at=at)
    return activity


def _still_open(activity: Activity) -> None:
    if activity.state in (ActivityState.CALLED_OFF, ActivityState.ENDED):
        raise TooLate(_("This activity is over. Make a new one."))


def _values(organisation: Organisation, given: ActivityGiven) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(given, name) for name in given.__dataclass_fields__}
    for language in ("zh_hans", "zh_hant", "en"):
        values |= {f"{name}_{language}": clean_line(values[f"{name}_{language}"]) for name in LINES}
        values |= {f"{name}_{language}": clean_text(values[f"{name}_{language}"]) for name in TEXTS}
    values["agreement"] = clean_text(values["agreement"])
    values["leader_name"] = clean_line(values["leader_name"])
    if values["is_hazardous"]:
        values["least_age"] = max(GROWN_AGE, values["least_age"])
    _check_values(organisation, values)
    if values["lat"] is not None:
        values["cell"] = locate(values["lat"], values["lon"]).cell or values["cell"]
    return values


def _check_values(organisation: Organisation, values: Mapping[str, Any]) -> None:
    wrong: dict[str, Any] = {}
    if not values["name_zh_hans"]:
        wrong["name_zh_hans"] = _("Give the activity a name.")
    if not values["summary_zh_hans"]:
        wrong["summary_zh_hans"] = _("Say what is done.")
    if not values["where_zh_hans"]:
        wrong["where_zh_hans"] = _("Say where people meet.")
    if not LEAST_AGE <= values["least_age"] <= 99:
        wrong["least_age"] = _("Volunteers are fourteen or older.")
    if (values["lat"] is None) != (values["lon"] is None):
        wrong["lat"] = _("A place on the map has two numbers.")
    leads = Manager.objects.filter(organisation=organisation, person=values["leader"], ended_at__isnull=True)
    if not leads.exists():
        wrong["leader"] = _("Whoever leads acts for the organisation. Name her there first.")
    policy: Policy | None = values["policy"]
    if policy and policy.scope != PolicyScope.EVERYBODY and policy.organisation_id != organisation.pk:
        wrong["policy"] = _("This insurance is another organisation’s.")
    if wrong:
        raise NotValid(fields=wrong)


def _check_fit(activity: Activity, *, at: datetime) -> None:
    """Are risks told, and is danger insured over all its shifts to come?"""
    ahead = activity.shifts.filter(state=ShiftState.OPEN, ends_at__gt=at).values_list("starts_at", "ends_at")
    faults = show_faults(
        risk=activity.risk_zh_hans,
        is_dangerous=activity.is_dangerous,
        insurance=insurance_of(activity.policy),
        days=[day for starts, ends in ahead for day in days_of(starts, ends)],
        has_agreement=bool(activity.agreement) or not activity.needs_agreement,
    )
    if activity.is_dangerous and not faults and activity.policy and activity.policy.cancelled_at:
        faults["policy"] = _("This insurance was cancelled.")
    if faults:
        raise NotValid(fields=faults)


def _tell_place(activity: Activity, *, at: datetime) -> None:
    for shift in activity.shifts.filter(state=ShiftState.OPEN, ends_at__gt=at, where="").select_related("leader"):
        shift.activity = activity
        shift.sequence, shift.changed_at = shift.sequence + 1, at
        shift.save(update_fields=["sequence", "changed_at"])
        comes = Volunteer.objects.filter(signups__shift=shift, signups__state=SignupState.COMING)
        tell_volunteers(comes, "shift-moved", shift, at=at, push=moved_push(shift))
