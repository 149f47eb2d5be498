"""A child's identity is opened: asked for a purpose, approved by another, read for a day, and written down each time.

Source: Minors' network protection regulation art. 36.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.holding import ask_checked, hold, said
from civic.guardians.actions.lines import write_child_line
from civic.guardians.models import Child, Identity, Opening
from civic.guardians.queries.identities import Known, known_of
from civic.guardians.rules import OPEN_FOR, URGENT, URGENT_FOR, OpeningPurpose
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate

LONGEST = 300
SAY_WHY = _("Say what you need it for: the family reads this.")


@transaction.atomic
def ask_opening(
    child: Child, *, by: Person, purpose: str, words: str, is_urgent: bool = False, at: datetime
) -> Opening:
    """Somebody asks to know who a child is. An urgent one opens at once, for two hours, and another looks at it
    afterwards. Raises NotAllowed without a check that holds, NotValid, Conflict while the same person's asking runs."""
    ask_checked(by, at=at)
    if purpose not in OpeningPurpose.values:
        raise NotValid(fields={"purpose": _("Choose what you need it for.")})
    if is_urgent and purpose not in URGENT:
        raise NotValid(fields={"purpose": _("Only danger opens at once. Ask for an approval.")})
    reason = said(words, name="words", longest=LONGEST, missing=SAY_WHY)
    child = hold(child)
    if not Identity.objects.filter(child=child, erased_at__isnull=True).exists():
        raise Conflict(_("Who this child is was erased, as the timetable says. There is nothing to open."))
    if any(
        one.is_open(at) or one.decided_at is None
        for one in child.openings.filter(asked_by=by, purpose=purpose, until__gt=at)
    ):
        raise Conflict(_("It is open to you already."))
    if child.openings.waiting().filter(asked_by=by, purpose=purpose).exists():
        raise Conflict(_("You asked for this already. Somebody else decides."))
    opening = Opening.objects.create(
        child=child,
        purpose=purpose,
        words=reason,
        is_urgent=is_urgent,
        asked_by=by,
        asked_at=at,
        until=at + URGENT_FOR if is_urgent else None,
    )
    facts = {"opening": opening.pk, "purpose": purpose, "urgent": is_urgent}
    write_child_line(child, verb="ask-opening", side="city", by=by, at=at, facts=facts)
    return opening


@transaction.atomic
def decide_opening(opening: Opening, *, by: Person, approve: bool, words: str = "", at: datetime) -> Opening:
    """Another approves it, or refuses with a reason. Raises NotAllowed for whoever asked, Conflict once decided."""
    ask_checked(by, at=at)
    child = hold(opening.child)
    opening = Opening.objects.select_for_update().get(pk=opening.pk)
    if opening.asked_by_id == by.pk:
        raise NotAllowed(_("Another decides: nobody opens an identity alone."))
    if opening.is_urgent or opening.decided_at is not None:
        raise Conflict(_("This was decided already."))
    told = ""
    if words.strip() or not approve:
        told = said(words, name="words", longest=LONGEST, missing=_("Say why not: whoever asked reads it."))
    opening.decided_by, opening.decided_at, opening.is_approved = by, at, approve
    opening.decision, opening.until = told, at + OPEN_FOR if approve else None
    opening.save(update_fields=["decided_by", "decided_at", "is_approved", "decision", "until"])
    facts = {"opening": opening.pk, "purpose": opening.purpose}
    verb = "approve-opening" if approve else "refuse-opening"
    write_child_line(child, verb=verb, side="city", by=by, at=at, facts=facts)
    return opening


@transaction.atomic
def read_identity(opening: Opening, *, by: Person, at: datetime) -> Known:
    """Whoever asked reads who the child is; each reading is a line. Raises NotAllowed for anybody else and before
    approval, TooLate after its end."""
    ask_checked(by, at=at)
    child = hold(opening.child)
    opening = Opening.objects.select_for_update().get(pk=opening.pk)
    if opening.asked_by_id != by.pk:
        raise NotAllowed(_("It opens to whoever asked, and to nobody else."))
    if not opening.is_open(at):
        if opening.until is not None and at >= opening.until:
            raise TooLate(_("This opening has ended. Ask again if you still need it."))
        raise NotAllowed(_("Nobody has approved this."))
    known = known_of(child, with_held=opening.purpose == OpeningPurpose.PROTECT)
    if known is None:
        raise Conflict(_("Who this child is was erased, as the timetable says. There is nothing to open."))
    Opening.objects.filter(pk=opening.pk).update(opened_at=opening.opened_at or at, reads=F("reads") + 1)
    facts = {"opening": opening.pk, "purpose": opening.purpose}
    write_child_line(child, verb="read-identity", side="city", by=by, at=at, facts=facts)
    return known


@transaction.atomic
def review_opening(opening: Opening, *, by: Person, is_sound: bool, words: str, at: datetime) -> Opening:
    """Another looks at an urgent opening and says whether it was right; if not, it closes at once. Raises NotAllowed
    for whoever opened it, Conflict once looked at."""
    ask_checked(by, at=at)
    child = hold(opening.child)
    opening = Opening.objects.select_for_update().get(pk=opening.pk)
    if opening.asked_by_id == by.pk:
        raise NotAllowed(_("Another looks at this: nobody reviews her own opening."))
    if not opening.is_urgent or opening.reviewed_at is not None:
        raise Conflict(_("This was looked at already."))
    told = said(words, name="words", longest=LONGEST, missing=_("Write what you found."))
    opening.reviewed_by, opening.reviewed_at, opening.is_sound, opening.review = by, at, is_sound, told
    if not is_sound and opening.until is not None:
        opening.until = min(opening.until, at)
    opening.save(update_fields=["reviewed_by", "reviewed_at", "is_sound", "review", "until"])
    facts = {"opening": opening.pk, "sound": is_sound}
    write_child_line(child, verb="review-opening", side="city", by=by, at=at, facts=facts)
    return opening
