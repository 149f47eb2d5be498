"""Answers of dialogues that wait for a promise: only what everybody reads, for the offices that keep promises."""

from datetime import datetime

from civic.dialogues.models import Exchange
from civic.dialogues.queries.public import is_public
from civic.guardians.queries.consents import children_allowing
from civic.guardians.rules import Purpose
from civic.offices.models import NEVER_ANSWERING, Office
from civic.offices.queries import OfficerHand

MOST = 100


def to_promise(*, at: datetime) -> list[Exchange]:
    """Answers in public minutes without a promise, the newest dialogue first; two queries."""
    rows = Exchange.objects.filter(
        dropped_at=None, promise=None, dialogue__published_at__isnull=False, dialogue__edition__shown_at__isnull=False
    )
    rows = rows.select_related("dialogue__edition", "dialogue__office", "asked_by", "proposal__district")
    found = list(rows.order_by("-dialogue__published_at", "order")[:MOST])
    children = {one.asked_by.child_id for one in found if one.asked_by is not None}
    allowed = children_allowing(Purpose.PUBLISH, among=children, at=at)
    return [one for one in found if is_public(one, allowed)]


def offices_of(hand: OfficerHand | None) -> list[Office]:
    """The offices she may promise for."""
    if hand is None:
        return []
    rows = Office.objects.filter(pk__in=hand.office_ids, is_active=True).exclude(kind__in=NEVER_ANSWERING)
    return list(rows.order_by("code"))
