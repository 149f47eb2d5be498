"""Each child reads what the jury found, in kind words: never a number, a place, or who wrote them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.juries.actions.holding import ask_lead, ask_stage, hold, write
from civic.juries.models import Outcome, Panel, Sheet
from civic.juries.rules import Stage
from civic.lib.refusals import Conflict
from civic.youth.actions.telling import tell_guardians
from civic.youth.rules import EntryState


@transaction.atomic
def read_words(sheet: Sheet, *, by: Person, fit: bool, at: datetime) -> Sheet:
    """Somebody at the desk has read what a juror wrote to a child, and it goes on or stays. Raises NotAllowed, Conflict
    before the result, and once the children were told."""
    panel = hold(sheet.seat.panel)
    ask_lead(panel, by, at=at)
    ask_stage(panel, Stage.DECIDED)
    sheet = Sheet.objects.holding().get(pk=sheet.pk)
    sheet.words_fit, sheet.read_by = fit, by
    sheet.save(update_fields=["words_fit", "read_by"])
    write(panel, "read-words", by=by, at=at, facts={"sheet": sheet.pk, "fit": fit})
    return sheet


@transaction.atomic
def tell_children(panel: Panel, *, by: Person, at: datetime) -> Panel:
    """Every child of the round may read its words from now on, and whoever answers for it is told. Raises
    NotAllowed; Conflict before the result, and while words of jurors wait to be read."""
    panel = hold(panel)
    ask_lead(panel, by, at=at)
    ask_stage(panel, Stage.DECIDED)
    waiting = Sheet.objects.handed_in().filter(piece__panel=panel, words_fit=None).exclude(words="").count()
    if waiting:
        first = _("Read first what the jurors wrote: %(count)d sheets wait.")
        raise Conflict(first % {"count": waiting})
    told = Outcome.objects.filter(piece__panel=panel).select_related("piece__proposal__entry__child")
    for outcome in told.exclude(piece__proposal__entry__state=EntryState.WITHDRAWN):
        tell_guardians(outcome.piece.proposal.entry, verb="jury-words", at=at)
    panel.told_at = at
    panel.save(update_fields=["told_at"])
    write(panel, "tell", by=by, at=at, facts={"pieces": told.count()})
    return panel
