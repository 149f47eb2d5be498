"""How any act touches an activity or a shift: hold it, and write the line at the end of the activity's chain."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from civic.accounts.models import Person
from civic.journal import actions as journal
from civic.lib.holding import lock
from civic.shifts.models import Activity, ActivityLine, Policy, Shift


def hold_policy(policy: Policy) -> Policy:
    """The insurance, locked until the act ends, as it stands now: nothing is hung on one that is being cancelled. Hold
    it before the activities it covers."""
    lock(policy)
    return Policy.objects.select_related("organisation").get(pk=policy.pk)


def hold_activity(activity: Activity) -> Activity:
    """The activity, locked until the act ends, as it stands now. Hold the volunteer first, then this, always."""
    lock(activity)
    return Activity.objects.select_related("organisation", "policy", "qualification").get(pk=activity.pk)


def hold_shift(shift: Shift) -> Shift:
    """The shift with its activity, both locked until the act ends, as they stand now: places and the chain of lines
    are scarce alike."""
    hold_activity(shift.activity)
    return Shift.objects.select_related(
        "activity__organisation", "activity__policy", "activity__qualification", "leader"
    ).get(pk=shift.pk)


def write_activity(
    activity: Activity,
    verb: str,
    *,
    side: str = "organisation",
    by: Person | None,
    at: datetime,
    shift: Shift | None = None,
    facts: Mapping[str, Any] | None = None,
) -> ActivityLine:
    """One act about an activity or one of its shifts. The facts name volunteers by their number only. The caller holds
    the activity."""
    return journal.record(
        ActivityLine(activity=activity, shift=shift),
        words=None,
        subject=activity.subject,
        last=activity.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts=dict(facts or {}),
    )
