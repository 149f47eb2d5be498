"""It was held: what was asked and answered is written down, read by another, agreed to by each child, then public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.dialogues.actions.holding import ask_lead, ask_stage, hold, said, write
from civic.dialogues.models import Dialogue, Exchange, Guest, MinutesReading, Presence
from civic.dialogues.queries import SITTING, asked_to_agree, guests_who_may, holding, holds
from civic.dialogues.rules import READERS, Stage, held_fault, publish_fault, waiting_for
from civic.lib.plain_text import guess_language
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate
from civic.youth.models import Entry, Proposal
from civic.youth.rules import Task

MINUTED = (Stage.HELD, Stage.OFFERED)


@transaction.atomic
def say_held(
    dialogue: Dialogue, *, by: Person, adults: Iterable[Presence], guests: Iterable[Guest], at: datetime
) -> Dialogue:
    """It was held, with these grown-ups and these children; the place is wiped. Raises NotAllowed, TooLate before its
    hour, Conflict; NotValid with fewer than two grown-ups whose check held that day, or without a child whose family
    let it come."""
    dialogue = hold(dialogue)
    ask_lead(dialogue.edition, by, at=at)
    ask_stage(dialogue, Stage.PREPARED)
    if at < dialogue.starts_at:
        raise TooLate(_("This dialogue has not begun yet."))
    day = localdate(dialogue.starts_at)
    checked = holding(SITTING, dialogue.edition, day)
    named = {one.pk for one in adults}
    there = [one for one in dialogue.adults.all() if one.pk in named and one.person_id in checked]
    came = {one.pk for one in guests}
    children = [one for one in guests_who_may(dialogue, at=at) if one.pk in came]
    if fault := held_fault(adults=len(there), children=len(children)):
        raise NotValid(fields={"adults": fault})
    dialogue.adults.update(was_there=False)
    dialogue.adults.filter(pk__in=[one.pk for one in there]).update(was_there=True)
    dialogue.guests.update(was_there=False)
    dialogue.guests.filter(pk__in=[one.pk for one in children]).update(was_there=True)
    dialogue.ended_at, dialogue.place = at, ""
    dialogue.save(update_fields=["ended_at", "place"])
    write(dialogue, "hold", by=by, at=at, facts={"adults": len(there), "children": len(children)})
    return dialogue


@dataclass(frozen=True)
class ExchangeGiven:
    """A question and its answer as they are written down."""

    question: str
    answer: str
    asked_by: Entry | None = None
    proposal: Proposal | None = None


@transaction.atomic
def write_down(
    dialogue: Dialogue, *, by: Person, given: ExchangeGiven, exchange: Exchange | None = None, at: datetime
) -> Exchange:
    """A question with its answer, new or in place of one. Whoever has read or agreed is asked anew. Raises NotAllowed,
    NotValid, Conflict."""
    dialogue = _minuted(dialogue, by, at=at)
    if given.asked_by is not None and given.asked_by.pk not in {one.entry_id for one in asked_to_agree(dialogue)}:
        raise NotValid(fields={"asked_by": _("Choose a child who was there.")})
    facts = {
        "question": said(given.question, name="question"),
        "answer": said(given.answer, name="answer"),
        "language": guess_language(given.answer),
        "asked_by": given.asked_by,
        "proposal": given.proposal,
    }
    if exchange is None:
        last = dialogue.exchanges.aggregate(last=Max("order"))["last"] or 0
        exchange = Exchange.objects.create(dialogue=dialogue, order=last + 1, **facts)
    else:
        exchange = dialogue.exchanges.select_for_update().get(pk=exchange.pk)
        if exchange.dropped_at is not None:
            raise Conflict(_("This part was left out already."))
        for name, value in facts.items():
            setattr(exchange, name, value)
        exchange.save()
    _renew(dialogue)
    write(dialogue, "minute", by=by, at=at, facts={"exchange": exchange.order, "version": dialogue.version})
    return exchange


@transaction.atomic
def leave_out(exchange: Exchange, *, by: Person, at: datetime) -> Exchange:
    """A part of the minutes is left out, as a child wishes; its words are gone. Raises NotAllowed, Conflict."""
    dialogue = _minuted(exchange.dialogue, by, at=at)
    exchange = dialogue.exchanges.select_for_update().get(pk=exchange.pk)
    if exchange.dropped_at is not None:
        raise Conflict(_("This part was left out already."))
    if exchange.promise_id is not None:
        raise Conflict(_("A promise hangs on this part, so the answer stays. Change the words of the question."))
    exchange.question, exchange.answer, exchange.dropped_at, exchange.asked_by = "", "", at, None
    exchange.save()
    _renew(dialogue)
    write(dialogue, "leave-out", by=by, at=at, facts={"exchange": exchange.order, "version": dialogue.version})
    return exchange


def _minuted(dialogue: Dialogue, by: Person, *, at: datetime) -> Dialogue:
    dialogue = hold(dialogue)
    ask_lead(dialogue.edition, by, at=at)
    ask_stage(dialogue, *MINUTED)
    return dialogue


def _renew(dialogue: Dialogue) -> None:
    """Another version: nobody has read it, and nobody has agreed to it."""
    dialogue.version += 1
    dialogue.offered_at = None
    dialogue.save(update_fields=["version", "offered_at"])


@transaction.atomic
def read_minutes(dialogue: Dialogue, *, by: Person, at: datetime) -> Dialogue:
    """Somebody with a check, who wrote nothing of it, has read this version: then the children are asked. Raises
    NotAllowed, Conflict."""
    dialogue = hold(dialogue)
    if not holds(by, [Task.SCREENER, Task.LEAD], dialogue.edition, localdate(at)):
        raise NotAllowed(_("Minutes are read by people who were checked for reading what children say."))
    ask_stage(dialogue, Stage.HELD)
    if not dialogue.exchanges.filter(dropped_at=None).exists():
        raise Conflict(_("The minutes hold no question yet."))
    if dialogue.lines.filter(verb="minute", actor=by).exists():
        raise NotAllowed(_("You wrote in these minutes, so somebody else reads them."))
    MinutesReading.objects.get_or_create(dialogue=dialogue, version=dialogue.version, reader=by, defaults={"at": at})
    write(dialogue, "read", by=by, at=at, facts={"version": dialogue.version})
    if _readers(dialogue) >= READERS:
        dialogue.offered_at = at
        dialogue.save(update_fields=["offered_at"])
    return dialogue


@transaction.atomic
def say_to_minutes(guest: Guest, *, agrees: bool, wish: str = "", at: datetime) -> Guest:
    """A child who was there agrees to the minutes as they stand, or says what it wishes otherwise. Raises NotAllowed
    for one who was not, Conflict while they are not offered, NotValid."""
    dialogue = hold(guest.dialogue)
    ask_stage(dialogue, Stage.OFFERED)
    guest = Guest.objects.select_related("entry").get(pk=guest.pk)
    if not guest.was_there:
        raise NotAllowed(_("Minutes are agreed to by those who were there."))
    words = said(wish, name="wish", is_required=False)
    guest.agreed_version = dialogue.version if agrees else 0
    guest.said_at, guest.wish = at, "" if agrees else words
    guest.save(update_fields=["agreed_version", "said_at", "wish"])
    facts = {"entry": str(guest.entry.key), "version": dialogue.version, "agrees": agrees}
    write(dialogue, "agree" if agrees else "object", by=None, side="child", at=at, facts=facts)
    return guest


@transaction.atomic
def publish_minutes(dialogue: Dialogue, *, by: Person, at: datetime) -> Dialogue:
    """Everybody reads what was asked, answered and promised. Raises NotAllowed; Conflict before somebody read them,
    before each child agreed, and within a day of the end."""
    dialogue = hold(dialogue)
    ask_lead(dialogue.edition, by, at=at)
    ask_stage(dialogue, Stage.OFFERED)
    guests = asked_to_agree(dialogue)
    agreed = {one.pk for one in guests if one.agreed_version == dialogue.version}
    fault = publish_fault(
        ended_at=dialogue.ended_at,
        readers=_readers(dialogue),
        waiting=len(waiting_for([one.pk for one in guests], agreed)),
        exchanges=dialogue.exchanges.filter(dropped_at=None).count(),
        at=at,
    )
    if fault:
        raise Conflict(fault)
    dialogue.published_at = at
    dialogue.agenda_shown_at = dialogue.agenda_shown_at or at
    dialogue.save(update_fields=["published_at", "agenda_shown_at"])
    write(dialogue, "publish", by=by, at=at, facts={"version": dialogue.version, "children": len(agreed)})
    return dialogue


def _readers(dialogue: Dialogue) -> int:
    return dialogue.readings.filter(version=dialogue.version).values("reader").distinct().count()
