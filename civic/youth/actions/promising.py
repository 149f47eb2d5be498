"""What the city took up of a child's ideas becomes a promise; child and family hear of each of its steps."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotValid
from civic.lib.sweeping import one_by_one
from civic.promises import actions as promises
from civic.promises.actions import PromiseGiven
from civic.promises.actions.drafting import PAST
from civic.promises.models import Promise
from civic.promises.rules import PromiseState, Source
from civic.youth.actions.lines import hold_entry, write_entry_line
from civic.youth.actions.telling import tell_family
from civic.youth.models import Became
from civic.youth.rules import ItemState
from civic.youth.rules.letters import LetterState, Weight
from civic.youth.rules.told import news_until


@transaction.atomic
def promise_idea(became: Became, given: PromiseGiven, *, by: Person, at: datetime) -> Promise:
    """What was taken up becomes a promise with an owner and a day, drafted for the head of the office to publish.
    Raises Conflict before the letter went, for what was not taken up and for what has its promise; what drafting a
    promise raises."""
    entry = hold_entry(became.letter.proposal.entry)
    became = Became.objects.select_for_update(of=("self",)).select_related("letter__proposal").get(pk=became.pk)
    if became.letter.state != LetterState.SENT or became.weight not in (Weight.ADOPTED, Weight.CHANGED):
        raise Conflict(_("Only what was taken up, in a letter the child has, becomes a promise."))
    if became.promise_id is not None:
        raise Conflict(_("This idea has its promise already."))
    if given.source != Source.PROPOSAL:
        raise NotValid(fields={"source": _("A promise to a child says that it comes from a proposal.")})
    if given.due_on is not None and given.due_on <= localdate(at):
        raise NotValid(fields={"due_on": PAST})
    promise = promises.draft(given, by=by, at=at)
    became.promise = promise
    became.save(update_fields=["promise"])
    write_entry_line(entry, verb="promise", side="city", by=by, at=at, facts=_about(became, promise))
    return promise


def tell_promises(*, at: datetime, most: int = 200) -> int:
    """Child and family hear that a promise was made of an idea, of each of its steps since, and that its day passed
    without it. Told again it says nothing twice: each idea knows up to when it was told. Returns how many were told."""
    moved = Q(told_at__isnull=True) | Q(told_at__lt=F("promise__moved_at"))
    is_late = Q(promise__state=PromiseState.UNDERWAY, promise__due_on__lt=localdate(at))
    moved |= is_late & Q(told_at__date__lte=F("promise__due_on"))
    rows = Became.objects.filter(moved, promise__isnull=False, promise__moved_at__lte=at)
    rows = rows.exclude(promise__state=PromiseState.DRAFT)
    return one_by_one(
        rows.select_related("letter__proposal__entry").order_by("pk")[:most], lambda one: _tell(one, at=at)
    )


def _tell(one: Became, *, at: datetime) -> bool:
    entry = hold_entry(one.letter.proposal.entry)
    rows = Became.objects.select_for_update(of=("self",)).select_related("promise", "letter__proposal__entry__child")
    became = rows.get(pk=one.pk)
    promise, proposal = became.promise, became.letter.proposal
    assert promise is not None
    is_underway = promise.state == PromiseState.UNDERWAY
    until = news_until(moved_at=promise.moved_at, due_on=promise.due_on, is_underway=is_underway, at=at)
    if became.told_at is not None and became.told_at >= until:
        return False
    is_late, became.told_at = until > promise.moved_at, until
    became.save(update_fields=["told_at"])
    if not Promise.objects.public().filter(pk=promise.pk).exists() or proposal.state == ItemState.WITHDRAWN:
        return False
    facts = _about(became, promise) | {"state": "late" if is_late else promise.state}
    write_entry_line(entry, verb="promise-moved", side="calendar", by=None, at=at, facts=facts)
    tell_family(proposal, verb="youth-promise", at=at, promise=promise, is_late=is_late)
    return True


def _about(became: Became, promise: Promise) -> dict[str, str]:
    return {"proposal": became.letter.proposal.number, "promise": promise.number}
