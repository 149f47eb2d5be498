"""A vote is over: its box is sealed, counted and looked over; afterwards networks are wiped."""

from datetime import datetime

from django.db import transaction

from civic.ballots.actions.holding import hold, write
from civic.ballots.models import Ballot, Candidate, Paper, Voter
from civic.ballots.queries.voting import mark_of, sheets_in, taken_back
from civic.ballots.rules import GRACE, NETWORK_KEPT, Came, Chosen, Finding, Sort, findings, seal_of, tally
from civic.lib.sweeping import one_by_one


@transaction.atomic
def count_vote(ballot: Ballot, *, at: datetime) -> bool:
    """Seals the box, counts it by the rule and notes what looks like a swarm. Says whether it was this call: before
    the close and a minute more, and a second time, nothing happens."""
    ballot = hold(ballot)
    if not Ballot.objects.to_tally(at - GRACE).filter(pk=ballot.pk).exists():
        return False
    found = _look_over(ballot)
    _shuffle(ballot)
    sheets = sheets_in(ballot)
    gone = taken_back(ballot)
    numbers = list(ballot.candidates.values_list("number", flat=True))
    counts = tally(sheets, numbers=numbers, taken_back=gone)
    for number in numbers:
        Candidate.objects.filter(ballot=ballot, number=number).update(votes=counts.get(number))
    ballot.tallied_at, ballot.papers, ballot.seal = at, len(sheets), seal_of(sheets)
    ballot.findings = [{"sort": one.sort, "about": one.about, "count": one.count, "of": one.of} for one in found]
    ballot.save(update_fields=["tallied_at", "papers", "seal", "findings"])
    facts = {"papers": ballot.papers, "seal": ballot.seal, "taken_back": gone}
    write(ballot, "count-vote", side="calendar", by=None, at=at, facts=facts)
    return True


def _look_over(ballot: Ballot) -> list[Finding]:
    came = [
        Came(at, network, sheet)
        for at, network, sheet in ballot.voters.order_by("pk").values_list("at", "network", "code__sheet")
    ]
    papers = list(ballot.box.order_by("token"))
    found = findings(came, [Chosen(tuple(one.chosen), one.is_fresh) for one in papers])
    forged = [one for one in papers if one.mark != mark_of(ballot, str(one.token), list(one.chosen))]
    if forged:
        found.append(Finding(Sort.COUNT, "mark", len(forged), len(papers)))
    return found


def _shuffle(ballot: Ballot) -> None:
    """Lay the papers down again in the order of their lots, so that their places tell nothing of who came when."""
    papers = list(ballot.box.order_by("token"))
    ballot.box.all().delete()
    Paper.objects.bulk_create(papers, batch_size=500)


def count_due(*, at: datetime) -> int:
    """Every vote that is over, each by itself; how many were counted."""
    return one_by_one(Ballot.objects.to_tally(at - GRACE), lambda ballot: count_vote(ballot, at=at))


@transaction.atomic
def wipe_networks(*, at: datetime) -> int:
    """From which network somebody voted goes 30 days after the close; how many rows lost it."""
    over = Ballot.objects.filter(closes_at__lt=at - NETWORK_KEPT).values("pk")
    return Voter.objects.filter(ballot__in=over).exclude(network="").update(network="")
