"""What administrators changed, the newest first, as far as somebody asks for it; and whether the chain holds."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from civic.journal.models import Act, Change
from civic.journal.queries import broken_among

CHANGES_PAGE = 50


@dataclass(frozen=True)
class FieldChange:
    """One field: what it was, and what it is."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Told:
    """One change as it is shown; `is_broken` says that its seal does not hold."""

    change: Change
    fields: list[FieldChange]
    is_broken: bool

    @property
    def act(self) -> Any:
        """What was done, in the reader's words."""
        return Act(self.change.verb).label


@dataclass(frozen=True)
class Changes:
    """A page of changes."""

    rows: list[Told]
    before: int


def changes(*, person: str = "", about: str = "", before: int = 0) -> Changes:
    """A page of what administrators changed; one query."""
    rows = Change.objects.select_related("actor").order_by("-seq")
    if person:
        rows = rows.filter(Q(actor__handle=person) | Q(actor__name__iexact=person))
    if about:
        rows = rows.filter(Q(about__startswith=about) | Q(name__icontains=about))
    if before:
        rows = rows.filter(seq__lt=before)
    found = list(rows[: CHANGES_PAGE + 1])
    shown = found[:CHANGES_PAGE]
    broken = broken_among(shown)
    told = [Told(one, _fields(one), one.seq in broken) for one in shown]
    return Changes(told, shown[-1].seq if len(found) > CHANGES_PAGE else 0)


def _fields(change: Change) -> list[FieldChange]:
    before, after = change.facts.get("before", {}), change.facts.get("after", {})
    hidden = change.facts.get("hidden", [])
    named = [FieldChange(name, before.get(name), after.get(name)) for name in {**before, **after}]
    return [one for one in named if one.before or one.after] + [FieldChange(name, "•••", "•••") for name in hidden]
