"""Who does what in the track today."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from civic.youth.models import Duty


@dataclass(frozen=True)
class Duties:
    """The tasks somebody holds on a day, with her check: for which schools, in which editions (none said: in all)."""

    tasks: frozenset[str] = frozenset()
    school_ids: frozenset[int] = field(default_factory=frozenset)
    edition_ids: frozenset[int] = field(default_factory=frozenset)


def duties_of(person: Any, *, at: datetime) -> Duties:
    """What somebody does in the track today; nothing for whoever was not checked. One query."""
    if not getattr(person, "is_authenticated", False):
        return Duties()
    held = list(Duty.objects.held_on(localdate(at)).filter(person=person))
    return Duties(
        tasks=frozenset(one.task for one in held),
        school_ids=frozenset(one.school_id for one in held if one.school_id is not None),
        edition_ids=frozenset(one.edition_id for one in held if one.edition_id is not None),
    )
