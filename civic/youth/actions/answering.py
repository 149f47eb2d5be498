"""The city writes to a child: one person writes, another reads, then the child has it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.plain_text import clean_line, clean_text, guess_language
from civic.lib.private_data import find_private
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence
from civic.offices.models import NEVER_ANSWERING, Office
from civic.offices.queries import hand_of
from civic.youth.actions.holding import hold, permit_officer
from civic.youth.actions.lines import write_entry_line
from civic.youth.actions.telling import tell_family
from civic.youth.models import Became, Letter, Proposal
from civic.youth.queries.people import duties_of
from civic.youth.rules import Doing, ItemState
from civic.youth.rules.letters import (
    ANSWERABLE,
    LETTER_WRITERS,
    OF_TRACK,
    IdeaTold,
    LetterState,
    ideas_fault,
    words_fault,
)

NO_WRITER = _("Letters to children are written by the offices that do the work, or by the officers of the track.")
GONE = _("This proposal was taken back or hidden, so nobody writes to it now.")
NO_READER = _("A letter to a child is read by an officer of the track before it goes out.")


@transaction.atomic
def write_letter(
    proposal: Proposal, *, by: Person, office: Office, words: str, ideas: Sequence[IdeaTold], at: datetime
) -> Letter:
    """An office answers a proposal, in words a child of ten reads, and says what became of each idea; what lies here
    unsent is written anew. Raises NotAllowed, NotValid by field, Conflict once a letter has gone out."""
    proposal = hold(proposal)
    _permit_writing(proposal, by=by, office=office, at=at)
    earlier = Letter.objects.select_for_update(of=("self",)).filter(proposal=proposal).first()
    if earlier is not None and earlier.state == LetterState.SENT:
        raise Conflict(_("The child has this letter already. What is new is told by the promise."))
    said, told = clean_text(words).strip(), [_clean(one) for one in ideas]
    wrong: dict[str, Sentence] = {}
    if fault := words_fault(said) or _private_fault(said):
        wrong["words"] = fault
    if fault := ideas_fault(told, today=localdate(at)) or _private_fault("\n".join(one.words for one in told)):
        wrong["ideas"] = fault
    if wrong:
        raise NotValid(fields=wrong)
    letter, _is_new = Letter.objects.update_or_create(
        proposal=proposal,
        defaults={
            "office": office,
            "words": said,
            "language": guess_language(said),
            "written_by": by,
            "written_at": at,
            "remark": "",
        },
    )
    letter.ideas.all().delete()
    Became.objects.bulk_create(
        Became(letter=letter, order=order, idea=one.idea, words=one.words, weight=one.weight, by=one.by)
        for order, one in enumerate(told, start=1)
    )
    write_entry_line(proposal.entry, verb="write-letter", side="city", by=by, at=at, facts=_about(proposal))
    return letter


@transaction.atomic
def send_letter(letter: Letter, *, by: Person, at: datetime) -> Letter:
    """A second person has read the letter; the child has it from now on, and everybody where the proposal is public.
    Raises NotAllowed for who wrote it and for who is not checked, Conflict once it has gone."""
    letter = _held_letter(letter)
    _permit_reading(letter, by=by, at=at)
    letter.state, letter.read_by, letter.sent_at = LetterState.SENT, by, at
    letter.save(update_fields=["state", "read_by", "sent_at"])
    proposal = letter.proposal
    Proposal.objects.filter(pk=proposal.pk).update(answered_at=at)
    write_entry_line(proposal.entry, verb="answer", side="city", by=by, at=at, facts=_about(proposal))
    tell_family(proposal, verb="youth-letter", at=at)
    return letter


@transaction.atomic
def return_letter(letter: Letter, *, by: Person, remark: str, at: datetime) -> Letter:
    """The second reader asks for other words, and says which. Raises NotAllowed, NotValid without a remark, Conflict
    once it has gone."""
    letter = _held_letter(letter)
    _permit_reading(letter, by=by, at=at)
    said = clean_line(remark).strip()[:300]
    if not said:
        raise NotValid(fields={"remark": _("Say what a child would not understand, so that it can be mended.")})
    letter.remark = said
    letter.save(update_fields=["remark"])
    proposal = letter.proposal
    write_entry_line(proposal.entry, verb="return-letter", side="city", by=by, at=at, facts=_about(proposal))
    return letter


@transaction.atomic
def set_answer_days(*, at: datetime, most: int = 500) -> int:
    """Every proposal that was handed in has a day by which it is answered: so many days after it came. How many got
    theirs now."""
    waiting = Proposal.objects.filter(answer_due_on__isnull=True, handed_in_at__isnull=False).select_related("edition")
    rows = list(waiting[:most])
    for row in rows:
        assert row.handed_in_at is not None
        row.answer_due_on = localdate(row.handed_in_at) + timedelta(days=row.edition.answer_days)
    Proposal.objects.bulk_update(rows, ["answer_due_on"])
    return len(rows)


def _held_letter(letter: Letter) -> Letter:
    proposal = hold(letter.proposal)
    held = Letter.objects.select_for_update(of=("self",)).select_related("office").get(pk=letter.pk)
    held.proposal = proposal
    if held.state == LetterState.SENT:
        raise Conflict(_("This letter has gone out already."))
    return held


def _permit_writing(proposal: Proposal, *, by: Person, office: Office, at: datetime) -> None:
    hand = hand_of(by, on=localdate(at))
    is_of_track = bool(duties_of(by, at=at).tasks & OF_TRACK)
    is_of_office = hand is not None and bool(hand.roles & LETTER_WRITERS) and office.pk in hand.office_ids
    if not is_of_track and not (is_of_office and proposal.state == ItemState.SHOWN):
        raise NotAllowed(NO_WRITER)
    if is_of_track:
        permit_officer(proposal, *OF_TRACK, by=by, at=at)
    if not office.is_active or office.kind in NEVER_ANSWERING:
        raise NotValid(fields={"office": _("This office does not answer. Choose one that does the work.")})
    if proposal.state not in ANSWERABLE:
        raise Conflict(GONE)
    if not proposal.edition.allows(Doing.ANSWER, at):
        raise Conflict(_("The edition is not running at the moment."))


def _permit_reading(letter: Letter, *, by: Person, at: datetime) -> None:
    if not duties_of(by, at=at).tasks & OF_TRACK:
        raise NotAllowed(NO_READER)
    permit_officer(letter.proposal, *OF_TRACK, by=by, at=at)
    if letter.proposal.state not in ANSWERABLE:
        raise Conflict(GONE)
    if letter.written_by_id == by.pk:
        raise NotAllowed(_("You wrote this letter, so another officer of the track reads it."))


def _private_fault(text: str) -> Sentence:
    if find_private(text):
        return _("There is a telephone number, a name or an address in it. A letter names the office, and nobody else.")
    return ""


def _clean(told: IdeaTold) -> IdeaTold:
    return IdeaTold(clean_line(told.idea).strip(), told.weight, clean_line(told.words).strip(), told.by)


def _about(proposal: Proposal) -> dict[str, str]:
    return {"proposal": proposal.number}
