"""A juror leaves in mid-round, and others read what she had not handed in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.juries.actions.giving import give_again, void
from civic.juries.actions.holding import ask_lead, ask_stage, hold, said, write
from civic.juries.models import Panel, Seat, Sheet
from civic.juries.rules import Stage
from civic.lib.refusals import Conflict


@transaction.atomic
def replace_juror(seat: Seat, *, by: Person, reason: str, at: datetime) -> list[Sheet]:
    """Her seat ends. What she handed in was honest work and stays; what she owed goes to the others, to the spares
    first. Returns the sheets given. Raises NotAllowed, NotValid without a reason, Conflict where it ended."""
    panel = hold(seat.panel)
    ask_lead(panel, by, at=at)
    ask_stage(panel, Stage.PREPARED, Stage.OPEN)
    why = said(reason)
    seat = Seat.objects.get(pk=seat.pk)
    if seat.ended_at is not None:
        raise Conflict(_("This seat has ended already."))
    seat.ended_at, seat.end_reason = at, why
    seat.save(update_fields=["ended_at", "end_reason"])
    owed = list(seat.sheets.owed().select_related("piece"))
    for sheet in owed:
        void(sheet, reason="replaced", at=at)
    given = give_again(panel, [sheet.piece for sheet in owed], at=at) if owed else []
    write(panel, "replace", by=by, at=at, facts={"seat": seat.pk, "owed": len(owed), "given": len(given)})
    return given


@transaction.atomic
def fill_up(panel: Panel, *, by: Person, at: datetime) -> list[Sheet]:
    """Proposals that lack jurors get some, once somebody was seated or a check renewed. Raises NotAllowed, Conflict."""
    panel = hold(panel)
    ask_lead(panel, by, at=at)
    ask_stage(panel, Stage.OPEN)
    given = give_again(panel, at=at)
    if given:
        write(panel, "fill-up", by=by, at=at, facts={"given": len(given)})
    return given
