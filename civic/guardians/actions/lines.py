"""What was done about a child, written at the end of its chain. The caller holds the child."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from civic.accounts.models import Person
from civic.guardians.models import Child, ChildLine
from civic.journal import actions as journal
from civic.lib.holding import lock


def hold_child(child: Child) -> Child:
    """The child, locked until the act ends, as it stands now."""
    lock(child)
    return Child.objects.get(pk=child.pk)


def write_child_line(
    child: Child,
    *,
    verb: str,
    side: str,
    by: Person | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    is_withheld: bool = False,
) -> ChildLine:
    """One act about a child, by its guardian, itself ("child"), an officer ("city") or the calendar. The facts never
    say who the child is; what is withheld no guardian reads."""
    return journal.record(
        ChildLine(child=child, is_withheld=is_withheld),
        words=None,
        subject=child.subject,
        last=child.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts=dict(facts or {}),
    )
