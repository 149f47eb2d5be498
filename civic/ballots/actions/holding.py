"""What every act on a vote begins with: hold it, and ask whose it is."""

from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.ballots.models import Ballot
from civic.lib.refusals import NotAllowed
from civic.youth.queries.people import duties_of
from civic.youth.rules import Task

NOT_LEAD = _("Whoever is responsible for the little mayor’s track does this. You hold another task today.")


def hold(ballot: Ballot) -> Ballot:
    """The vote, locked until the act ends, as it stands now."""
    if connection.features.has_select_for_update:
        Ballot.objects.select_for_update().values_list("pk", flat=True).get(pk=ballot.pk)
    return Ballot.objects.select_related("edition").get(pk=ballot.pk)


def ask_lead(by: Person, *, at: datetime) -> None:
    """Raises NotAllowed for whoever is not responsible for the track today."""
    if Task.LEAD not in duties_of(by, at=at).tasks:
        raise NotAllowed(NOT_LEAD, code="not-vetted")
