"""What every act on a vote begins with: hold it, and ask whose it is."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.ballots.models import Ballot
from civic.lib.holding import lock
from civic.lib.refusals import NotAllowed
from civic.youth.actions.lines import hold_edition, write_edition_line
from civic.youth.models import EditionLine
from civic.youth.queries.people import duties_of
from civic.youth.rules import Task

NOT_LEAD = _("Whoever is responsible for the little mayor’s track does this. You hold another task today.")


def hold(ballot: Ballot) -> Ballot:
    """The vote, locked until the act ends, as it stands now."""
    lock(ballot, with_key=True)
    return Ballot.objects.select_related("edition").get(pk=ballot.pk)


def write(
    ballot: Ballot, verb: str, *, by: Person | None, at: datetime, facts: dict[str, Any], side: str = "city"
) -> EditionLine:
    """One act about a vote, at the end of its edition's chain. The caller holds the vote; the edition is held here."""
    told = {"vote": str(ballot.key), **facts}
    return write_edition_line(hold_edition(ballot.edition), verb=verb, side=side, by=by, at=at, facts=told)


def ask_lead(by: Person, *, at: datetime) -> None:
    """Raises NotAllowed for whoever is not responsible for the track today."""
    if Task.LEAD not in duties_of(by, at=at).tasks:
        raise NotAllowed(NOT_LEAD, code="not-vetted")
