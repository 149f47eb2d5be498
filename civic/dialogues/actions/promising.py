"""What the city promised in a dialogue becomes a promise with an owner and a day."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.dialogues.actions.holding import hold, write
from civic.dialogues.models import Exchange
from civic.lib.refusals import Conflict, NotValid
from civic.lib.sweeping import one_by_one
from civic.promises import actions as promises
from civic.promises.actions.drafting import PAST
from civic.promises.models import Promise
from civic.promises.rules import PromiseState, Source
from civic.youth.actions.telling import tell_guardians
from civic.youth.rules import EntryState
from civic.youth.rules.told import news_until


@transaction.atomic
def promise(exchange: Exchange, *, by: Person, given: promises.PromiseGiven, at: datetime) -> Promise:
    """The office that answered writes down what it will do, for its head to publish; the minutes lead to it. Raises as
    drafting does (NotAllowed for whoever writes no promises), NotValid without owner or a day to come, Conflict for a
    second."""
    dialogue = hold(exchange.dialogue)
    exchange = dialogue.exchanges.select_for_update().get(pk=exchange.pk)
    if exchange.dropped_at is not None or exchange.promise_id is not None:
        raise Conflict(_("This answer has its promise already, or was left out."))
    if given.owner is None or given.due_on is None:
        raise NotValid(
            fields={"owner": _("What a child is promised has an owner and a day. Name the office and the day.")}
        )
    if given.due_on <= localdate(at):
        raise NotValid(fields={"due_on": PAST})
    named = f"{dialogue.edition.name_zh_hans} · {dialogue.name_zh_hans}"[:200]
    made = promises.draft(replace(given, source=Source.DIALOGUE, source_words=named), by=by, at=at)
    exchange.promise = made
    exchange.save(update_fields=["promise"])
    write(dialogue, "promise", by=by, at=at, facts={"exchange": exchange.order, "promise": made.number})
    return made


def tell_promises(*, at: datetime, most: int = 200) -> int:
    """The family of whoever asked hears what was promised, of each step since, and that a day passed without it; the
    child reads it on its page. Told again it says nothing twice. Returns how many were told."""
    moved = Q(told_at__isnull=True) | Q(told_at__lt=F("promise__moved_at"))
    is_late = Q(promise__state=PromiseState.UNDERWAY, promise__due_on__lt=localdate(at))
    moved |= is_late & Q(told_at__date__lte=F("promise__due_on"))
    rows = Exchange.objects.filter(moved, promise__isnull=False, asked_by__isnull=False, promise__moved_at__lte=at)
    rows = rows.exclude(promise__state=PromiseState.DRAFT)
    keys = rows.order_by("pk").values_list("pk", flat=True)[:most]
    return one_by_one(keys, lambda key: _tell(key, at=at))


def _tell(key: int, *, at: datetime) -> bool:
    rows = Exchange.objects.select_for_update(of=("self",)).select_related("promise", "asked_by__child")
    exchange = rows.get(pk=key)
    made, entry = exchange.promise, exchange.asked_by
    if made is None or entry is None:
        return False
    is_underway = made.state == PromiseState.UNDERWAY
    until = news_until(moved_at=made.moved_at, due_on=made.due_on, is_underway=is_underway, at=at)
    if exchange.told_at is not None and exchange.told_at >= until:
        return False
    exchange.told_at = until
    exchange.save(update_fields=["told_at"])
    if not Promise.objects.public().filter(pk=made.pk).exists() or entry.state == EntryState.WITHDRAWN:
        return False
    context = {
        "promise_title": made.title,
        "promise_url": f"{settings.SITE_URL}/promises/{made.number}/",
        "is_late": until > made.moved_at,
    }
    tell_guardians(entry, verb="dialogue-promise", at=at, context=context)
    return True
