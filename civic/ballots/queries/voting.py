"""The vote that runs, in the order of whoever reads; its result once it is closed; nothing of it before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.ballots.models import Ballot, Candidate, Paper, VoteCode, Voter
from civic.ballots.rules import Sheet, order_for
from civic.guardians.queries.consents import children_allowing
from civic.guardians.rules import Purpose
from civic.lib.sealed import keyed_hash
from civic.suggestions.rules import paper
from civic.youth.models import Duty, Edition, Proposal
from civic.youth.rules import Task

NEVER = frozenset({Task.JUROR, Task.SCREENER, Task.LEAD})  # who decides otherwise does not vote as well


@dataclass(frozen=True)
class Standing:
    """May this person vote, and if not, why: "in", "stranger", "unproved", "decides", "voted"."""

    why: str

    @property
    def may(self) -> bool:
        """Can she send the form?"""
        return self.why == "in"


def running(at: datetime) -> Ballot | None:
    """The vote that is open now."""
    return Ballot.objects.running(at).select_related("edition").prefetch_related("edition__phases").first()


def coming(at: datetime) -> Ballot | None:
    """The next one that was approved and has not begun."""
    opened = Ballot.objects.filter(opened_at__isnull=False, ended_at__isnull=True, opens_at__gt=at)
    return opened.filter(edition__shown_at__isnull=False).select_related("edition").order_by("opens_at").first()


def candidates_for(ballot: Ballot, *, seed: str) -> list[Candidate]:
    """What stands, in the order of this voter."""
    found = {one.number: one for one in ballot.candidates.standing().with_words()}
    return [found[number] for number in order_for(f"{ballot.key}:{seed}", found)]


def seed_of(person: Person | None, *, at: datetime) -> str:
    """The lot of a person's order; of a stranger, of whom nothing is kept, that of the day."""
    if person is None:
        return localdate(at).isoformat()
    return keyed_hash(f"{person.pk}", purpose="vote-order")


def standing_of(person: Person | None, ballot: Ballot, *, at: datetime, locked: bool = False) -> Standing:
    """May somebody vote here with her account? One query, for most. `locked` holds her row until the act ends, so that
    two votes at once are asked one after the other."""
    if person is None:
        return Standing("stranger")
    asked = Person.objects.annotate(
        has_voted=Exists(Voter.objects.filter(ballot=ballot, person=OuterRef("pk"))),
        has_task=Exists(Duty.objects.filter(person=OuterRef("pk"), task__in=NEVER)),
        has_address=Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)),
    ).values("phone_is_verified", "has_voted", "has_task", "has_address")
    found = (asked.select_for_update(no_key=True, of=("self",)) if locked else asked).get(pk=person.pk)
    if found["has_voted"]:
        return Standing("voted")
    if found["has_task"] and Duty.objects.held_on(localdate(at)).filter(person=person, task__in=NEVER).exists():
        return Standing("decides")
    return Standing("in" if found["phone_is_verified"] or found["has_address"] else "unproved")


def digest_of_code(typed: str) -> str:
    """What is kept of a voting code, however it was typed; "" when it cannot be one."""
    code = paper.read_code(typed)
    return keyed_hash(code, purpose="vote-code") if code else ""


def find_code(ballot: Ballot, typed: str) -> VoteCode | None:
    """The code somebody typed, of a sheet of this vote."""
    digest = digest_of_code(typed)
    if not digest:
        return None
    return VoteCode.objects.filter(digest=digest, sheet__ballot=ballot).select_related("sheet").first()


def taken_back(ballot: Ballot) -> list[int]:
    """The numbers of what was taken back since the vote was made: everybody reads that it was, and nothing more."""
    standing = ballot.candidates.standing().values("pk")
    return list(ballot.candidates.exclude(pk__in=standing).order_by("number").values_list("number", flat=True))


def mark_of(ballot: Ballot, token: str, chosen: list[int]) -> str:
    """The keyed mark of a paper that went through the act."""
    return keyed_hash(f"{ballot.key}|{token}|{chosen}", purpose="vote-paper")


def sheets_in(ballot: Ballot) -> list[Sheet]:
    """The box: every paper that counts, those of void sheets of codes left out, in the order of the tokens."""
    rows = Paper.objects.filter(ballot=ballot, sheet__voided_at__isnull=True).values_list("token", "chosen")
    return sorted((Sheet(str(token), tuple(chosen)) for token, chosen in rows), key=lambda sheet: sheet.token)


def results(*, at: datetime) -> list[Ballot]:
    """Votes whose result everybody reads, the newest first."""
    return list(Ballot.objects.with_result().filter(tallied_at__lte=at).select_related("edition"))


def may_stand(edition: Edition, phase: str, *, at: datetime) -> list[Proposal]:
    """Proposals a vote of this round can be between: public, of children still in it, whose families agree."""
    public = Proposal.objects.public().filter(edition=edition, entry__reached=phase)
    found = list(public.filter(entry__in=edition.entries.taking_part()).select_related("entry", "topic").order_by("pk"))
    agree = children_allowing(Purpose.PUBLISH, among=[one.entry.child_id for one in found], at=at)
    return [one for one in found if one.entry.child_id in agree]


def figures(ballot: Ballot) -> list[dict[str, Any]]:
    """The result, in the order of the numbers: nobody is ranked."""
    papers = ballot.papers or 0
    return [
        {"candidate": one, "votes": one.votes, "share": round(100 * one.votes / papers, 1) if papers else 0.0}
        for one in ballot.candidates.standing().with_words()
        if one.votes is not None
    ]
