"""How any act touches a jury: hold it, ask whose act it is, write the line."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.journal import actions as journal
from civic.juries.models import Panel, PanelLine
from civic.juries.queries import holds
from civic.juries.rules import Stage
from civic.lib.holding import lock
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence
from civic.youth.rules import Task

REASON_LONGEST = 300
NO_LEAD = _("Only whoever is responsible for the track does this, with a check in force.")
NOT_AT: dict[str, Sentence] = {
    Stage.PREPARED: _("This round is not open yet. Open it first."),
    Stage.OPEN: _("This round is open already: by what it is judged does not change any more."),
    Stage.DECIDED: _("The result of this round is reckoned. Nothing about its sheets changes any more."),
    Stage.TOLD: _("The children have read their words. Nothing about this round changes any more."),
}


def hold(panel: Panel) -> Panel:
    """The jury, locked until the act ends, as it stands now."""
    lock(panel, with_key=True)
    return Panel.objects.select_related("edition", "rubric", "district", "vote").get(pk=panel.pk)


def ask_lead(panel: Panel, by: Person, *, at: datetime) -> None:
    """Raises NotAllowed for whoever is not responsible for the track today, and for whoever sits on this jury."""
    if not holds(by, Task.LEAD, panel.edition, at=at):
        raise NotAllowed(NO_LEAD)
    if panel.seats.filter(person=by).exists():
        raise NotAllowed(_("You sit on this jury, so somebody else runs it."))


def ask_stage(panel: Panel, *stages: Stage) -> None:
    """Raises Conflict where the jury stands elsewhere."""
    if panel.stage not in stages:
        raise Conflict(NOT_AT[panel.stage])


def said(reason: str) -> str:
    """A reason, cleaned. Raises NotValid without one."""
    words = clean_line(reason).strip()[:REASON_LONGEST]
    if not words:
        raise NotValid(fields={"reason": _("Say why: it is kept with the record of this jury.")})
    return words


def write(
    panel: Panel, verb: str, *, by: Person | None, at: datetime, side: str = "city", facts: dict[str, Any] | None = None
) -> PanelLine:
    """One line at the end of its chain; the caller holds the jury."""
    return journal.record(
        PanelLine(panel=panel),
        words=None,
        subject=panel.subject,
        last=panel.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts=facts or {},
    )
