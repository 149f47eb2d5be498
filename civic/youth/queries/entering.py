"""A code on a slip, free pseudonyms, the edition that takes children in: what is asked before anybody enters."""

import random
from datetime import datetime

from civic.lib.codes import code_digest, read_tracking_code
from civic.youth.models import Edition, EditionPhase, Entry, EntryCode
from civic.youth.rules import OFFERED, Doing, Phase, draw


def find_code(typed: str) -> EntryCode | None:
    """The code somebody typed, however it was typed; None for one that was never given out."""
    code = read_tracking_code(typed)
    if code is None:
        return None
    return EntryCode.objects.filter(digest=code_digest(code)).select_related("edition", "school__district").first()


def editions_to_enter(*, at: datetime) -> list[Edition]:
    """The editions in which children may be entered today."""
    editions = Edition.objects.shown().with_phases().filter(phases__starts_at__lte=at, phases__ends_at__gt=at)
    return [edition for edition in editions.distinct() if edition.allows(Doing.ENTER, at)]


def free_pseudonyms(edition: Edition, *, dice: random.Random) -> list[str]:
    """A handful that nobody has in this edition."""
    drawn = draw(dice, count=OFFERED * 3)
    drawn += draw(dice, count=OFFERED, is_long=True)
    taken = set(Entry.objects.filter(edition=edition, pseudonym__in=drawn).values_list("pseudonym", flat=True))
    return [name for name in drawn if name not in taken][:OFFERED]


def next_days(*, at: datetime) -> EditionPhase | None:
    """When children can be entered the next time, as far as it is known."""
    days = EditionPhase.objects.filter(phase=Phase.ENTRY, starts_at__gt=at, edition__shown_at__isnull=False)
    return days.order_by("starts_at").first()
