"""Somebody votes: by an account or by a code from school, once. Who it was and what was chosen are written apart."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.ballots.models import Ballot, Candidate, Paper, VoteCode, Voter, VoteSheet
from civic.ballots.queries.voting import find_code, mark_of, standing_of
from civic.ballots.rules import FRESH, choice_fault
from civic.lib.only_one import only_one
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.lib.sealed import keyed_hash
from civic.youth.rules import ItemState

VOTED = _("You have voted in this vote already. Each person votes once.")
CLOSED = _("This vote is not open now.")
WHY_NOT = {
    "stranger": _("Sign in to vote, or vote with a code from your school."),
    "unproved": _("Confirm your e-mail address or your telephone first: each person votes once."),
    "decides": _("You help to decide in this track, so you do not vote as well."),
    "voted": VOTED,
}
NO_CODE = _("This is no code of this vote. Compare each sign with your paper: there is no O, I, L, U, 0 or 1 on it.")
VOID_CODE = _("This code is void, because its sheet was lost. Ask your teacher for another one.")
USED_CODE = _("Somebody has voted with this code already. If it was not you, tell your teacher.")


def vote(ballot: Ballot, *, by: Person, chosen: Iterable[int], network: str = "", at: datetime) -> None:
    """A verified person votes, once. Raises TooLate outside its days, NotAllowed for whoever proved no contact or
    decides in the track, Taken the second time, NotValid and Conflict for choices that cannot be counted."""
    with only_one(VOTED):
        standing = standing_of(by, ballot, at=at, locked=True)  # two at once wait here
        if standing.why == "voted":
            raise Taken(VOTED)
        numbers = _read(ballot, chosen, at=at)
        if not standing.may:
            raise NotAllowed(WHY_NOT[standing.why])
        Voter.objects.create(ballot=ballot, person=by, network=_network(ballot, network), at=at)
        _put_in(ballot, numbers, is_fresh=by.joined_at > at - FRESH)


def vote_with_code(ballot: Ballot, *, typed: str, chosen: Iterable[int], at: datetime) -> None:
    """Whoever holds a code from school votes, once. Raises TooLate, NotValid for what is no code of this vote, Conflict
    for a void one, Taken for a used one."""
    with only_one(USED_CODE):
        code = find_code(ballot, typed)
        if code is None:
            raise NotValid(fields={"code": NO_CODE}, code="wrong-code")
        VoteCode.objects.select_for_update(no_key=True).values_list("pk", flat=True).get(pk=code.pk)
        sheet = VoteSheet.objects.get(pk=code.sheet_id)
        if sheet.voided_at is not None:
            raise Conflict(VOID_CODE)
        if Voter.objects.filter(code=code).exists():
            raise Taken(USED_CODE)
        numbers = _read(ballot, chosen, at=at)
        Voter.objects.create(ballot=ballot, code=code, at=at)
        _put_in(ballot, numbers, sheet=sheet)


def _read(ballot: Ballot, chosen: Iterable[int], *, at: datetime) -> list[int]:
    """The numbers, if they can be counted; one query. Raises TooLate, NotValid, Conflict for what was taken back."""
    rows = Candidate.objects.filter(ballot__in=Ballot.objects.running(at).filter(pk=ballot.pk))
    known = dict(rows.values_list("number", "proposal__state"))
    if not known:
        raise TooLate(CLOSED)
    numbers = list(chosen)
    standing = {number for number, state in known.items() if state == ItemState.SHOWN}
    fault = choice_fault(numbers, standing=standing, picks=ballot.picks)
    if not fault:
        return sorted(numbers)
    if numbers and set(numbers) <= known.keys() and not set(numbers) <= standing:
        raise Conflict(fault)
    raise NotValid(fields={"chosen": fault})


def _put_in(ballot: Ballot, numbers: list[int], *, is_fresh: bool = False, sheet: VoteSheet | None = None) -> None:
    token = uuid.uuid4()
    mark = mark_of(ballot, str(token), numbers)
    Paper.objects.create(token=token, ballot=ballot, chosen=numbers, is_fresh=is_fresh, sheet=sheet, mark=mark)


def _network(ballot: Ballot, network: str) -> str:
    return keyed_hash(f"{ballot.key}|{network}", purpose="vote-network") if network else ""
