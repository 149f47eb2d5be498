"""What the juries of a round found is said to the edition: these children go on."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.juries.actions.holding import ask_lead, hold, write
from civic.juries.models import Panel
from civic.juries.queries import going_on, places_of
from civic.juries.rules import draw
from civic.lib.refusals import Conflict
from civic.youth import actions as youth
from civic.youth.models import Edition, Entry
from civic.youth.rules import EntryState


@transaction.atomic
def name_who_goes_on(edition: Edition, phase: str, *, by: Person, at: datetime) -> tuple[int, int]:
    """Every jury of the round has its result: the edition learns who goes on, by nothing but these. Places that are
    left, because families show no jury what their children make, are drawn by lot among those children. Returns how
    many go on and how many do not. Raises NotAllowed; Conflict while a jury has no result, and where it was said
    already; what placing raises."""
    panels = [hold(panel) for panel in Panel.objects.filter(edition=edition, phase=phase).order_by("pk")]
    if not panels:
        raise Conflict(_("No jury judged this round."))
    for panel in panels:
        ask_lead(panel, by, at=at)
    if any(panel.decided_at is None for panel in panels):
        raise Conflict(_("Not every jury of this round has its result."))
    if any(panel.named_at is not None for panel in panels):
        raise Conflict(_("Who goes on was said already. Nothing about this round changes any more."))
    chosen: list[Entry] = []
    for panel in panels:
        chosen += _of(panel, at=at)
    result = "+".join(panel.result_digest[:16] for panel in panels)[:64]
    told = youth.place(edition, phase, chosen, by=by, result=result, at=at)
    for panel in panels:
        panel.named_at = at
        panel.save(update_fields=["named_at"])
        write(panel, "name", by=by, at=at, facts={"on": told[0], "of": sum(told)})
    return told


def _of(panel: Panel, *, at: datetime) -> list[Entry]:
    on = [piece.proposal.entry for piece in going_on(panel, at=at)]
    on = [entry for entry in on if entry.state == EntryState.IN]
    return [*on, *_by_lot(panel, places_of(panel) - len(on), {entry.pk for entry in on})]


def _by_lot(panel: Panel, places: int, taken: set[int]) -> Sequence[Entry]:
    rows = Entry.objects.filter(edition=panel.edition_id, reached=panel.phase, state=EntryState.IN).exclude(
        pk__in=taken
    )
    if panel.group:
        rows = rows.filter(group=panel.group)
    if panel.district_id is not None:
        rows = rows.filter(district=panel.district_id)
    if places <= 0:
        return []
    return sorted(rows, key=lambda entry: (draw(panel.seed, "unjudged", entry.key), entry.pk))[:places]
