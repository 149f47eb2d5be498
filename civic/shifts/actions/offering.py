"""A freed place is offered to the first in line who can still take it."""

from dataclasses import replace
from datetime import datetime

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from civic.lib.quiet import after_quiet
from civic.shifts.actions.telling import tell_volunteers
from civic.shifts.models import Shift, Signup
from civic.shifts.queries.cards import cards_of
from civic.shifts.queries.helpers import helpers_of
from civic.shifts.rules import ShiftState, SignupState, hindrance, offer_ends, post_for

LOOKED_AT_MOST = 100


def offer_freed(shift: Shift, *, at: datetime) -> list[Signup]:
    """Every free place is offered down the line, until no place is free or nobody who waits can take one. Belongs in
    the transaction of an act that holds the shift. Near the start nothing is offered: whoever signs up first comes."""
    if shift.state != ShiftState.OPEN:
        return []
    until = offer_ends(after_quiet(at), shift.starts_at, awake=after_quiet)
    if until is None:
        return []
    line = list(Signup.objects.in_line().filter(shift=shift).select_related("volunteer")[:LOOKED_AT_MOST])
    if not line:
        return []
    helpers = helpers_of([signup.volunteer_id for signup in line], at=at)
    offered = []
    for signup in line:
        (card,) = cards_of(Shift.objects.filter(pk=shift.pk), at=at)
        if not card.missing:
            break
        helper = helpers[signup.volunteer_id]
        found = hindrance(replace(helper, states={}), card.offer, at=at, zone=get_default_timezone())
        place = post_for(helper, card.offer.posts, helper.qualified_on(card.local.date()))
        if place is None or found is not None:
            continue
        post, quota = place
        signup.state, signup.offer_until, signup.post_id, signup.quota_id = SignupState.OFFERED, until, post.key, quota
        signup.save(update_fields=["state", "offer_until", "post", "quota"])
        offered.append(signup)
    for signup in offered:
        tell_volunteers(
            [signup.volunteer],
            "shift-offered",
            shift,
            at=at,
            until=until,
            push=(_("A place is free for you"), _("Say soon whether you come: it is kept for a while only.")),
        )
    return offered
