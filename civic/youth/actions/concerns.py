"""Somebody says that something is wrong with what a child made: hide first, call the duty officer, lock what was there,
look within the hour, and write down what became of it and to whom it was handed over."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.lib.sweeping import one_by_one
from civic.youth.actions.evidence import lock_evidence
from civic.youth.actions.holding import hold, permit_officer, write
from civic.youth.actions.paging import page_duty, page_lead
from civic.youth.actions.settling import settle
from civic.youth.models import ConcernReport, HandOver, Proposal
from civic.youth.rules import HIDES_FIRST, Authority, Concern, ItemSide, ItemState, Origin, Outcome, Task
from civic.youth.rules.concerns import WORDS_MOST, due_of, hides

SEEN_BY_OTHERS = frozenset({ItemState.HANDED_IN, ItemState.READ, ItemState.SHOWN})
OFFICERS = (Task.DUTY, Task.LEAD)
IS_CLOSED = _("This is closed. Report it again if something is still wrong.")


@transaction.atomic
def report(
    proposal: Proposal,
    *,
    concern: str,
    words: str,
    by: Person | None,
    at: datetime,
    origin: str = Origin.PUBLIC,
    may_hide: bool = True,
) -> ConcernReport:
    """Anybody says what is wrong with what a child made, without a name and without an account. Danger and what shows
    who a child is hide first; where one network has hidden much within the hour (not `may_hide`) the duty officer is
    called just the same, and what two have read stays until she looked. Raises NotValid for a concern nobody knows or
    too many words, Conflict for what is gone already."""
    if concern not in Concern.values:
        raise NotValid(fields={"concern": _("Choose what is wrong.")})
    said = clean_text(words).strip()
    if len(said) > WORDS_MOST:
        raise NotValid(fields={"words": _("Keep it under 1,000 characters.")})
    proposal = hold(proposal)
    if proposal.state in (ItemState.DRAFT, ItemState.WITHDRAWN):
        raise Conflict(_("This is gone already: nobody sees it any more."))
    if origin == Origin.OFFICER and by is not None:
        permit_officer(proposal, *OFFICERS, Task.SCREENER, by=by, at=at)
    return raise_concern(proposal, concern=concern, origin=origin, words=said, by=by, may_hide=may_hide, at=at)


def raise_concern(
    proposal: Proposal,
    *,
    concern: str,
    origin: str,
    words: str,
    by: Person | None,
    may_hide: bool = True,
    at: datetime,
) -> ConcernReport:
    """A concern about a proposal that the caller holds: one row while it is open, however many say it. Belongs in the
    transaction of an act."""
    version = proposal.versions.filter(number=proposal.version).first()
    same = proposal.concerns.open().filter(concern=concern, version=version).exclude(origin=Origin.WORDS)
    known = same.first() if origin != Origin.WORDS else None
    if known is not None:
        known.count += 1
        known.save(update_fields=["count"])
        return known
    cleared = proposal.concerns.filter(concern=concern, version=version, outcome=Outcome.CALM)
    was_cleared = cleared.exclude(origin=Origin.WORDS).exists()  # what one officer set aside was not cleared by two
    is_hiding = may_hide and hides(concern, origin=origin, was_cleared=was_cleared)
    said = ConcernReport.objects.create(
        proposal=proposal,
        version=version,
        concern=concern,
        origin=origin,
        words=words,
        said_by=by,
        at=at,
        is_hiding=is_hiding,
        due_at=due_of(concern, at),
    )
    if concern in HIDES_FIRST:
        lock_evidence(said, at=at)
    if is_hiding and proposal.state in SEEN_BY_OTHERS:
        proposal.state, proposal.hidden_at = ItemState.HIDDEN, at
    note(said, proposal, verb="concern", by=by if origin in (Origin.READER, Origin.OFFICER) else None, at=at)
    page_duty(said, at=at)
    return said


@transaction.atomic
def take_concern(said: ConcernReport, *, by: Person, at: datetime) -> ConcernReport:
    """A duty officer has looked and sees to it: the clock of the hour stops. Raises NotAllowed, Conflict when somebody
    has it or it is closed."""
    proposal, said = hold_concern(said, by=by, at=at)
    if said.taken_at is not None:
        raise Conflict(_("Somebody else sees to this already."))
    said.taken_by, said.taken_at = by, at
    said.save(update_fields=["taken_by", "taken_at"])
    note(said, proposal, verb="concern-taken", by=by, at=at)
    return said


@transaction.atomic
def close_concern(said: ConcernReport, *, by: Person, outcome: str, finding: str, at: datetime) -> ConcernReport:
    """The officer says what became of it. What was hidden is shown by nobody alone: it goes to two readers again, or it
    stays hidden. A concern of danger is closed as harmless by a second officer. Raises NotAllowed, NotValid, Conflict
    before it was taken or handed over."""
    proposal, said = hold_concern(said, by=by, at=at)
    found = clean_text(finding).strip()
    if outcome not in Outcome.values:
        raise NotValid(fields={"outcome": _("Choose what became of it.")})
    if not found or len(found) > WORDS_MOST:
        raise NotValid(fields={"finding": _("Write down what you found, in up to 1,000 characters.")})
    if said.taken_at is None:
        raise Conflict(_("Say first that you see to it."))
    if outcome == Outcome.CALM and said.concern == Concern.DANGER and said.taken_by_id == by.pk:
        raise NotAllowed(_("That a child is in no danger two people say: let another officer close it."))
    if outcome == Outcome.HANDED_OVER and not said.hand_overs.exists():
        raise Conflict(_("Write down first to whom it was handed over."))
    said.closed_by, said.closed_at, said.outcome, said.finding = by, at, outcome, found
    said.save(update_fields=["closed_by", "closed_at", "outcome", "finding"])
    note(said, proposal, verb="concern-closed", by=by, at=at, outcome=outcome)
    settle(proposal, by=by, at=at)
    return said


@dataclass(frozen=True)
class HandOverGiven:
    """To whom something was handed over, under which number, and in which words."""

    authority: str
    taker: str
    reference: str
    words: str


@transaction.atomic
def hand_over(said: ConcernReport, *, by: Person, given: HandOverGiven, at: datetime) -> HandOver:
    """The officer told the police, the education or the civil affairs authority (art. 11): who took it, and which
    sealed copy they got. Written once. Raises NotAllowed, NotValid, Conflict."""
    proposal, said = hold_concern(said, by=by, at=at)
    taker, reference = clean_line(given.taker).strip(), clean_line(given.reference).strip()
    words = clean_text(given.words)
    if given.authority not in Authority.values:
        raise NotValid(fields={"authority": _("Choose to whom it was handed over.")})
    if not taker or len(taker) > 120:
        raise NotValid(fields={"taker": _("Write down which office or post took it.")})
    if not words.strip() or len(words) > WORDS_MOST or len(reference) > 80:
        raise NotValid(fields={"words": _("Write down what was handed over, in up to 1,000 characters.")})
    if said.taken_at is None:
        said.taken_by, said.taken_at = by, at
        said.save(update_fields=["taken_by", "taken_at"])
    evidence = lock_evidence(said, at=at)
    handed = HandOver.objects.create(
        report=said,
        authority=given.authority,
        taker=taker,
        reference=reference,
        words=words.strip(),
        evidence_digest=evidence.digest,
        by=by,
        at=at,
    )
    note(said, proposal, verb="handed-over", by=by, at=at, authority=given.authority)
    return handed


@transaction.atomic
def tell_family(said: ConcernReport, *, by: Person, at: datetime) -> ConcernReport:
    """The officer lets the family know of a concern about danger; of all others it knows at once. Not told by the
    machine: the danger may be at home. Raises NotAllowed, Conflict when it knows already."""
    proposal, said = hold_concern(said, by=by, at=at, is_open=False)
    if said.family_told_at is not None or said.concern != Concern.DANGER:
        raise Conflict(_("The family knows already."))
    said.family_told_at = at
    said.save(update_fields=["family_told_at"])
    note(said, proposal, verb="family-told", by=by, at=at)
    return said


def tell_late(*, at: datetime) -> int:
    """Whoever is responsible is told of each concern that nobody looked at within its time, once. Returns how many."""
    late = ConcernReport.objects.open().filter(due_at__lte=at, taken_at__isnull=True, told_late_at__isnull=True)
    rows = late.select_related("proposal__entry").order_by("due_at", "pk")[:100]
    return one_by_one(rows, lambda said: _tell_late(said, at=at))


def _tell_late(said: ConcernReport, *, at: datetime) -> bool:
    if ConcernReport.objects.filter(pk=said.pk, told_late_at__isnull=True).update(told_late_at=at) != 1:
        return False
    page_lead(said, at=at)
    return True


def hold_concern(
    said: ConcernReport, *, by: Person, at: datetime, is_open: bool = True
) -> tuple[Proposal, ConcernReport]:
    """The proposal and what was said of it, for an officer on duty. Raises NotAllowed, Conflict once it is closed."""
    proposal = hold(said.proposal)
    permit_officer(proposal, *OFFICERS, by=by, at=at)
    said = ConcernReport.objects.select_related("proposal__entry__child", "version").get(pk=said.pk)
    if is_open and said.closed_at is not None:
        raise Conflict(IS_CLOSED)
    said.proposal = proposal
    return proposal, said


def note(said: ConcernReport, proposal: Proposal, *, verb: str, by: Person | None, at: datetime, **more: str) -> None:
    """The line. What it was about says the report, which a guardian under suspicion does not read."""
    side = ItemSide.CITY if by is not None else ItemSide.CALENDAR
    write(proposal, verb=verb, side=side, by=by, at=at, facts={"report": str(said.key), **more})
