"""Somebody says that something is wrong with what a child made: hide first, call the duty officer, lock what was there,
look within the hour, and write down to whom it was handed over."""

from datetime import datetime

from civic.accounts.models import Person
from civic.youth.actions.evidence import lock_evidence
from civic.youth.actions.holding import write
from civic.youth.actions.paging import page_duty
from civic.youth.models import ConcernReport, Proposal
from civic.youth.rules import HIDES_FIRST, ItemSide, ItemState, Origin, Outcome
from civic.youth.rules.concerns import due_of, hides

SEEN_BY_OTHERS = frozenset({ItemState.HANDED_IN, ItemState.READ, ItemState.SHOWN})


def raise_concern(
    proposal: Proposal, *, concern: str, origin: str, words: str, by: Person | None, at: datetime
) -> ConcernReport:
    """A concern about a proposal that the caller holds: one row while it is open, however many say it. Belongs in the
    transaction of an act."""
    version = proposal.versions.filter(number=proposal.version).first()
    known = proposal.concerns.open().filter(concern=concern, version=version).first()
    if known is not None:
        known.count += 1
        known.save(update_fields=["count"])
        return known
    was_cleared = proposal.concerns.filter(concern=concern, version=version, outcome=Outcome.CALM).exists()
    is_hiding = hides(concern, origin=origin, was_cleared=was_cleared)
    report = ConcernReport.objects.create(
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
        lock_evidence(report, at=at)
    if is_hiding and proposal.state in SEEN_BY_OTHERS:
        proposal.state, proposal.hidden_at = ItemState.HIDDEN, at
    side = ItemSide.CITY if origin in (Origin.READER, Origin.OFFICER) else ItemSide.CALENDAR
    write(proposal, verb="concern", side=side, by=by, at=at, facts={"concern": concern, "report": str(report.key)})
    page_duty(report, at=at)
    return report
