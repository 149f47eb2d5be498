"""A vote is planned, its approval entered, and with that opened; or it is stopped."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.ballots.actions.holding import ask_lead, hold, write
from civic.ballots.models import Ballot, Candidate
from civic.ballots.queries.voting import may_stand
from civic.ballots.rules import approval_faults, order_for, plan_faults
from civic.lib.only_one import only_one
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid, Taken
from civic.youth.models import Edition
from civic.youth.rules import ALLOWED, Doing, Phase

HAS_ONE = _("This round has a vote already.")


@transaction.atomic
def plan_vote(
    edition: Edition,
    *,
    by: Person,
    phase: str,
    opens_at: datetime,
    closes_at: datetime,
    picks: int = 3,
    weight: int = 20,
    at: datetime,
) -> Ballot:
    """Whoever is responsible plans a vote between the public proposals of a round. Nobody votes yet. Raises
    NotAllowed, NotValid where the round, the days, the numbers or the proposals do not allow one, Taken for a second
    vote of the same round."""
    ask_lead(by, at=at)
    span = next((span for span in edition.spans if span.phase == phase), None)
    if span is None or Doing.VOTE not in ALLOWED[Phase(phase)]:
        raise NotValid(fields={"phase": _("The city votes in the second round, the semi-final or the final.")})
    standing = may_stand(edition, phase, at=at)
    faults = plan_faults(opens_at=opens_at, closes_at=closes_at, picks=picks, weight=weight, candidates=len(standing))
    if not faults and not (span.starts <= opens_at and closes_at <= span.ends):
        faults["closes_at"] = _("A vote lies within the days of its round.")
    if not faults and opens_at <= at:
        faults["opens_at"] = _("A vote begins after it was planned.")
    if faults:
        raise NotValid(fields=faults)
    if Ballot.objects.filter(edition=edition, phase=phase, ended_at__isnull=True).exists():
        raise Taken(HAS_ONE)
    with only_one(HAS_ONE):
        ballot = Ballot.objects.create(
            edition=edition,
            phase=phase,
            opens_at=opens_at,
            closes_at=closes_at,
            picks=picks,
            weight=weight,
            made_by=by,
            made_at=at,
        )
    drawn = order_for(str(ballot.key), [one.pk for one in standing])  # its number tells nothing of a proposal
    Candidate.objects.bulk_create(
        Candidate(ballot=ballot, proposal_id=pk, number=number) for number, pk in enumerate(drawn, start=1)
    )
    facts = {"phase": phase, "candidates": len(drawn), "picks": picks, "weight": weight}
    write(ballot, "plan-vote", by=by, at=at, facts=facts)
    return ballot


@transaction.atomic
def open_vote(
    ballot: Ballot, *, by: Person, number: str, authority: str, approved_on: date | None, at: datetime
) -> Ballot:
    """The approval is entered: from its day on everybody verified may vote. Each vote is approved by itself. Raises
    NotAllowed, NotValid without number, authority and day, Conflict once opened, stopped or over."""
    ask_lead(by, at=at)
    ballot = hold(ballot)
    if ballot.opened_at is not None or ballot.ended_at is not None or ballot.closes_at <= at:
        raise Conflict(_("This vote is open, stopped or over already."))
    said, whose = clean_line(number).strip()[:80], clean_line(authority).strip()[:120]
    faults = approval_faults(number=said, authority=whose, approved_on=approved_on, today=localdate(at))
    if not faults and Ballot.objects.filter(approval=said).exclude(pk=ballot.pk).exists():
        faults["number"] = _("This approval was used for another vote. Each vote is approved by itself.")
    if faults:
        raise NotValid(fields=faults)
    ballot.approval, ballot.authority, ballot.approved_on = said, whose, approved_on
    ballot.opened_by, ballot.opened_at = by, at
    ballot.save(update_fields=["approval", "authority", "approved_on", "opened_by", "opened_at"])
    write(ballot, "open-vote", by=by, at=at, facts={"approval": said, "authority": whose})
    return ballot


@transaction.atomic
def stop_vote(ballot: Ballot, *, by: Person, reason: str, at: datetime) -> Ballot:
    """A vote ends without a result, and everybody reads why. Raises NotAllowed, NotValid without a reason, Conflict
    once it has a result or was stopped."""
    ask_lead(by, at=at)
    ballot = hold(ballot)
    said = clean_line(reason).strip()[:300]
    if not said:
        raise NotValid(fields={"reason": _("Say why it stops: everybody reads this.")})
    if ballot.ended_at is not None or ballot.tallied_at is not None:
        raise Conflict(_("This vote is counted or stopped already."))
    ballot.ended_at, ballot.end_reason = at, said
    ballot.save(update_fields=["ended_at", "end_reason"])
    write(ballot, "stop-vote", by=by, at=at, facts={"reason": said})
    return ballot
