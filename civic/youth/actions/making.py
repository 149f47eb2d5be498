"""A child makes a proposal: begins one, keeps its words step by step, and nothing that tells who it is."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.guardians.queries.telling import GIVEN_NAME, OWN_NAME, OWN_SCHOOL, tells_who
from civic.lib.codes import new_number
from civic.lib.plain_text import clean_line, clean_text, guess_language
from civic.lib.refusals import Conflict, NotValid, TooLate
from civic.places.models import Cell
from civic.youth.actions.hearing import listen
from civic.youth.actions.holding import hold, permit_child, write
from civic.youth.actions.lines import hold_entry
from civic.youth.models import Entry, Proposal, School, Topic
from civic.youth.queries.tasks import asked_in
from civic.youth.rules import EDITABLE, Found, ItemSide, ItemState, Kind
from civic.youth.rules.private import find_in, hints, stops
from civic.youth.rules.proposals import MINE_MOST, count_fault, words_fault

LANGUAGE = "zh-hans"
NOT_ASKED = _("This round asks for something else. Look at what comes next on your page.")
NOT_OPEN = _("This is with the readers now. Take it back first if you want to change it.")


@dataclass(frozen=True)
class Given:
    """What one step hands in; None leaves what was there."""

    title: str | None = None
    saw: str | None = None
    change: str | None = None
    helps: str | None = None
    question: str | None = None
    answers: Sequence[tuple[str, int]] | None = None
    topic: Topic | None = None
    cell: Cell | None = None
    no_cell: bool = False
    sure_of: Sequence[str] = ()  # what looks private, and means something else


class TellsWho(NotValid):
    """The words tell who somebody is or where to find it; `found` says what, so that the page can ask about it."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.found = list(found)
        told: dict[str, list[Found]] = {}
        for one in found:
            told.setdefault(one.field, []).append(one)
        super().__init__(fields={field: hints(those) for field, those in told.items()}, code="tells-who")


@transaction.atomic
def make(entry: Entry, *, at: datetime, kind: str = Kind.PROPOSAL, language: str = LANGUAGE) -> Proposal:
    """A child begins something; one that is still empty is given again. Raises NotAllowed without its family's word,
    TooLate outside the phase, Conflict for more than a child may have."""
    entry = hold_entry(entry)
    proposal = Proposal(
        number=_free_number(at),
        edition=entry.edition,
        entry=entry,
        kind=kind,
        language=language,
        district=entry.district,
        made_at=at,
    )
    permit_child(proposal, at=at)
    if kind not in asked_in(entry.edition, at=at):
        raise TooLate(NOT_ASKED)
    mine = Proposal.objects.filter(entry=entry, kind=kind).live()
    empty = mine.filter(state=ItemState.DRAFT, saw="", change="", title="", pictures__isnull=True).first()
    if empty is not None:
        return empty
    if mine.count() >= MINE_MOST:
        raise Conflict(_("You have three already. Make one of them better, or take one back first."))
    write(proposal, verb="made", side=ItemSide.CHILD, by=None, at=at, facts={"kind": kind})
    return proposal


def _free_number(at: datetime) -> str:
    number = new_number(localdate(at).year)
    while Proposal.objects.filter(number=number).exists():
        number = new_number(localdate(at).year)
    return number


def keep(proposal: Proposal, *, given: Given, at: datetime) -> Proposal:
    """Keep what one step handed in. Raises TellsWho for what tells who somebody is, NotValid for what is too long,
    Conflict while it is with the readers; then nothing is changed. Where the words ask for help, somebody is called
    first, and stays called."""
    told = [*_cleaned(given).values(), given.question or "", *(words for words, _number in given.answers or ())]
    listen(proposal, told, at=at)
    return _kept(proposal, given=given, at=at)


@transaction.atomic
def _kept(proposal: Proposal, *, given: Given, at: datetime) -> Proposal:
    proposal = hold(proposal)
    permit_child(proposal, at=at)
    if proposal.state not in EDITABLE:
        raise Conflict(NOT_OPEN)
    texts = _cleaned(given)
    asked = _count_of(given)
    faults = {name: fault for name, text in texts.items() if (fault := words_fault(name, text))}
    if faults:
        raise NotValid(fields=faults)
    sure = sorted({*proposal.sure_of, *map(clean_line, given.sure_of)})
    if found := stops(private_in(proposal.entry, texts | _texts_of(asked)), sure_of=sure):
        raise TellsWho(found)
    for name, text in texts.items():
        setattr(proposal, name, text)
    if asked is not None:
        proposal.asked = asked
    proposal.topic = given.topic or proposal.topic
    proposal.cell = None if given.no_cell else given.cell or proposal.cell
    proposal.language = guess_language(proposal.saw + proposal.change) or proposal.language
    proposal.sure_of = [one for one in sure if any(one in text for text in _all_texts(proposal))]
    proposal.save()
    return proposal


def private_in(entry: Entry, texts: dict[str, str]) -> list[Found]:
    """Everything in these words that tells who a child is; the child's own name and school are asked of those who keep
    them, by yes or no."""
    names = [name for school in School.objects.filter(is_active=True) for name in school.names]
    found = find_in(texts, schools=names)
    own = entry.school.names if entry.school is not None else []
    announced = [one for one in found if one.kind == "name"]
    asked = tells_who(entry.child, [*texts.values(), *(one.text for one in announced)], schools=own)
    by_field = dict(zip(texts, asked[: len(texts)], strict=True))
    for one, told in zip(announced, asked[len(texts) :], strict=True):
        if OWN_NAME in told or (GIVEN_NAME in told and OWN_NAME in by_field[one.field]):
            found.remove(one)  # its own name is no doubt, and nobody else's
    for field, told in by_field.items():
        if OWN_SCHOOL in told:  # said once, and not as a doubt
            found = [one for one in found if (one.field, one.kind) != (field, "school")]
        found += [Found(field, kind, "") for kind in (OWN_NAME, OWN_SCHOOL) if kind in told]
        if GIVEN_NAME in told:
            found.append(Found(field, GIVEN_NAME, GIVEN_NAME))
    return found


def _cleaned(given: Given) -> dict[str, str]:
    lines, texts = {"title"}, {"saw", "change", "helps"}
    told = {field.name: getattr(given, field.name) for field in fields(given) if field.name in lines | texts}
    return {
        name: (clean_line(said) if name in lines else clean_text(said)).strip()
        for name, said in told.items()
        if said is not None
    }


def _count_of(given: Given) -> dict[str, Any] | None:
    if given.question is None and given.answers is None:
        return None
    question = clean_line(given.question or "").strip()
    answers = [(clean_line(words).strip(), number) for words, number in given.answers or ()]
    answers = [(words, number) for words, number in answers if words]
    if not question and not answers:
        return {}
    if fault := count_fault(question, answers):
        raise NotValid(fields={"question": fault})
    return {"question": question, "answers": [list(one) for one in answers]}


def _texts_of(asked: dict[str, Any] | None) -> dict[str, str]:
    if not asked:
        return {}
    return {"question": "\n".join([asked["question"], *(words for words, _number in asked["answers"])])}


def _all_texts(proposal: Proposal) -> list[str]:
    told = [proposal.title, proposal.saw, proposal.change, proposal.helps, GIVEN_NAME]
    return [*told, *_texts_of(proposal.asked).values()]
