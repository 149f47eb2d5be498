"""A person is forgotten: that she voted stays as one of so many, without her; who acted in office stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from civic.accounts.models import Person
from civic.ballots.models import Ballot, Voter, VoteSheet
from civic.lib.refusals import NotAllowed


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Nobody finds her among the voters. Raises NotAllowed for whoever made or opened a vote or its codes; then nothing
    is changed."""
    made = Ballot.objects.filter(Q(made_by=person) | Q(opened_by=person)).exists()
    if made or VoteSheet.objects.filter(made_by=person).exists():
        raise NotAllowed()
    Voter.objects.filter(person=person).update(person=None, network="")
