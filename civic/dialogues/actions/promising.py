"""What the city promised in a dialogue becomes a promise with an owner and a day."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.dialogues.actions.holding import hold, write
from civic.dialogues.models import Exchange
from civic.lib.refusals import Conflict, NotValid
from civic.promises import actions as promises
from civic.promises.models import Promise
from civic.promises.rules import Source


@transaction.atomic
def promise(exchange: Exchange, *, by: Person, given: promises.PromiseGiven, at: datetime) -> Promise:
    """The office that answered writes down what it will do, for its head to publish; the minutes lead to it. Raises as
    drafting does (NotAllowed for whoever writes no promises), NotValid without owner or day, Conflict for a second."""
    dialogue = hold(exchange.dialogue)
    exchange = dialogue.exchanges.select_for_update().get(pk=exchange.pk)
    if exchange.dropped_at is not None or exchange.promise_id is not None:
        raise Conflict(_("This answer has its promise already, or was left out."))
    if given.owner is None or given.due_on is None:
        raise NotValid(
            fields={"owner": _("What a child is promised has an owner and a day. Name the office and the day.")}
        )
    named = f"{dialogue.edition.name_zh_hans} · {dialogue.name_zh_hans}"[:200]
    made = promises.draft(replace(given, source=Source.DIALOGUE, source_words=named), by=by, at=at)
    exchange.promise = made
    exchange.save(update_fields=["promise"])
    write(dialogue, "promise", by=by, at=at, facts={"exchange": exchange.order, "promise": made.number})
    return made
