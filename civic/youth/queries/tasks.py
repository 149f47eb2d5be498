"""What the round an edition is in asks its children for, and what they drew."""

from collections import defaultdict
from datetime import datetime

from civic.youth.models import Debate, DebateLot, Edition, Entry
from civic.youth.rules.tasks import kinds_asked


def own_tasks(edition: Edition) -> dict[str, frozenset[str]]:
    """By phase what the edition itself asks for; nothing where it asks for the usual."""
    told: dict[str, set[str]] = defaultdict(set)
    for row in edition.tasks.all():
        told[row.phase].add(row.kind)
    return {phase: frozenset(kinds) for phase, kinds in told.items()}


def asked_in(edition: Edition, *, at: datetime) -> frozenset[str]:
    """What may be begun now."""
    span = edition.phase(at)
    return kinds_asked(own_tasks(edition), span.phase if span else None)


def lot_of(entry: Entry, *, at: datetime) -> DebateLot | None:
    """What this child drew for the round it is in."""
    rows = DebateLot.objects.select_related("debate").filter(entry=entry, debate__phase=entry.reached)
    return rows.filter(debate__drawn_at__lte=at).first()


def debates_of(edition: Edition) -> list[Debate]:
    """The debates of an edition with who drew what, as everybody may check them."""
    return list(edition.debates.prefetch_related("lots__entry").order_by("made_at"))
