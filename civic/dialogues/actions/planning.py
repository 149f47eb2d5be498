"""A dialogue is planned from proposals; children are invited, and grown-ups with a check sit with them."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.dialogues.actions.holding import ask_lead, ask_stage, hold, write
from civic.dialogues.models import AgendaItem, Dialogue, Guest, Presence
from civic.dialogues.queries import SITTING, holds, may_come
from civic.dialogues.rules import AGENDA_MOST, LINE_LONGEST, Stage
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid, Sentence, Taken
from civic.offices.models import Office
from civic.youth.actions.telling import tell_guardians
from civic.youth.models import Edition, Entry, Proposal
from civic.youth.rules import Doing, EntryState, ItemState, may_do


@dataclass(frozen=True)
class DialogueGiven:
    """What a dialogue is called, who speaks for the city, when and where."""

    names: dict[str, str] = field(default_factory=dict)
    office: Office | None = None
    starts_at: datetime | None = None
    place: str = ""


@transaction.atomic
def plan(edition: Edition, *, by: Person, given: DialogueGiven, at: datetime) -> Dialogue:
    """A dialogue, within the term. Hour and place are kept for those who come. Raises NotAllowed, NotValid by field."""
    ask_lead(edition, by, at=at)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)  # its dialogues are numbered one after the other
    facts = _checked(edition, given, at=at)
    last = edition.dialogues.aggregate(last=Max("number"))["last"] or 0
    dialogue = Dialogue.objects.create(edition=edition, number=last + 1, made_by=by, made_at=at, **facts)
    write(dialogue, "plan", by=by, at=at)
    return dialogue


@transaction.atomic
def change_plan(dialogue: Dialogue, *, by: Person, given: DialogueGiven, at: datetime) -> Dialogue:
    """Another name, office, hour or place, before it was held. Raises NotAllowed, NotValid, Conflict."""
    dialogue = hold(dialogue)
    ask_lead(dialogue.edition, by, at=at)
    ask_stage(dialogue, Stage.PREPARED)
    for name, value in _checked(dialogue.edition, given, at=at).items():
        setattr(dialogue, name, value)
    dialogue.save()
    write(dialogue, "change", by=by, at=at)
    return dialogue


@transaction.atomic
def put_on_agenda(dialogue: Dialogue, *, proposal: Proposal, by: Person, at: datetime) -> AgendaItem:
    """A proposal that everybody may read is talked about. Raises NotAllowed, NotValid, Taken, Conflict."""
    dialogue = hold(dialogue)
    ask_lead(dialogue.edition, by, at=at)
    ask_stage(dialogue, Stage.PREPARED)
    if proposal.state != ItemState.SHOWN or proposal.entry.state == EntryState.WITHDRAWN:
        raise NotValid(fields={"proposal": _("Only proposals that everybody may read stand on an agenda.")})
    if dialogue.agenda.filter(proposal=proposal).exists():
        raise Taken(_("This proposal stands on the agenda already."))
    count = dialogue.agenda.count()
    if count >= AGENDA_MOST:
        raise Conflict(_("The agenda is full: twenty proposals are as many as one dialogue can hear."))
    last = dialogue.agenda.aggregate(last=Max("order"))["last"] or 0
    item = AgendaItem.objects.create(dialogue=dialogue, proposal=proposal, order=last + 1)
    write(dialogue, "agenda", by=by, at=at, facts={"proposal": proposal.number})
    return item


@transaction.atomic
def show_agenda(dialogue: Dialogue, *, by: Person, at: datetime) -> Dialogue:
    """Everybody reads what will be talked about; not when, and not where. Raises NotAllowed, Conflict for an empty
    agenda or one that is shown."""
    dialogue = hold(dialogue)
    ask_lead(dialogue.edition, by, at=at)
    if dialogue.agenda_shown_at is not None:
        raise Conflict(_("Everybody reads this agenda already."))
    if not dialogue.agenda.exists():
        raise Conflict(_("Put a proposal on the agenda first."))
    dialogue.agenda_shown_at = at
    dialogue.save(update_fields=["agenda_shown_at"])
    write(dialogue, "show-agenda", by=by, at=at)
    return dialogue


@transaction.atomic
def invite(dialogue: Dialogue, *, entry: Entry, by: Person, at: datetime) -> Guest:
    """A child may come, whose family agreed to just that; whoever answers for it is told. Raises
    NotAllowed, NotValid, Taken, Conflict."""
    dialogue = hold(dialogue)
    ask_lead(dialogue.edition, by, at=at)
    ask_stage(dialogue, Stage.PREPARED)
    if entry.edition_id != dialogue.edition_id or not may_come(entry, at=at):
        raise NotValid(fields={"entry": _("The family has not agreed that this child comes in person. Ask it first.")})
    if dialogue.guests.filter(entry=entry).exists():
        raise Taken(_("This child is invited already."))
    guest = Guest.objects.create(dialogue=dialogue, entry=entry, at=at)
    tell_guardians(entry, verb="dialogue-invite", at=at)
    write(dialogue, "invite", by=by, at=at, facts={"entry": str(entry.key)})
    return guest


@transaction.atomic
def decline(guest: Guest, *, at: datetime) -> None:
    """A child would rather not come, without a reason. Raises Conflict once it was held."""
    dialogue = hold(guest.dialogue)
    ask_stage(dialogue, Stage.PREPARED)
    facts = {"entry": str(guest.entry.key)}
    guest.delete()
    write(dialogue, "decline", by=None, side="child", at=at, facts=facts)


@transaction.atomic
def accompany(dialogue: Dialogue, *, person: Person, by: Person, at: datetime) -> Presence:
    """A grown-up with a check that holds on that day sits with the children. Raises NotAllowed, NotValid, Taken,
    Conflict."""
    dialogue = hold(dialogue)
    ask_lead(dialogue.edition, by, at=at)
    ask_stage(dialogue, Stage.PREPARED)
    if not holds(person, SITTING, dialogue.edition, localdate(dialogue.starts_at)):
        raise NotValid(fields={"person": _("The check of this person does not hold on that day, or she has no task.")})
    if dialogue.adults.filter(person=person).exists():
        raise Taken(_("This person is named already."))
    presence = Presence.objects.create(dialogue=dialogue, person=person, at=at)
    write(dialogue, "accompany", by=by, at=at, facts={"person": person.pk})
    return presence


def _checked(edition: Edition, given: DialogueGiven, *, at: datetime) -> dict[str, object]:
    wrong: dict[str, Sentence] = {}
    names = {language: clean_line(name).strip()[:120] for language, name in given.names.items()}
    place = clean_line(given.place).strip()
    if not names.get("zh-hans"):
        wrong["name_zh_hans"] = _("Give the dialogue a name.")
    if given.office is None:
        wrong["office"] = _("Name the office that speaks for the city.")
    if not place or len(place) > LINE_LONGEST:
        wrong["place"] = _("Say in a line where it is. Only those who come read it.")
    if given.starts_at is None or given.starts_at <= at:
        wrong["starts_at"] = _("Name an hour to come.")
    elif not may_do(edition.spans, Doing.TALK, given.starts_at):
        wrong["starts_at"] = _("Dialogues are held during the term of the little mayors. Name an hour within it.")
    if wrong:
        raise NotValid(fields=wrong)
    return {
        "name_zh_hans": names["zh-hans"],
        "name_zh_hant": names.get("zh-hant", ""),
        "name_en": names.get("en", ""),
        "office": given.office,
        "starts_at": given.starts_at,
        "place": place,
    }
