"""What was done about an entry, or about an edition, written at the end of its chain. The caller holds it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from civic.accounts.models import Person
from civic.journal import actions as journal
from civic.lib.holding import lock
from civic.youth.models import Edition, EditionLine, Entry, EntryLine


def hold_entry(entry: Entry) -> Entry:
    """The entry, locked until the act ends, as it stands now."""
    lock(entry)
    return Entry.objects.select_related("edition", "child").get(pk=entry.pk)


def hold_edition(edition: Edition) -> Edition:
    """The edition, locked until the act ends, as it stands now. A vote or a jury of it is held before it, its entries
    after it."""
    lock(edition)
    return Edition.objects.select_related("consent_text").get(pk=edition.pk)


def write_entry_line(
    entry: Entry, *, verb: str, side: str, by: Person | None, at: datetime, facts: Mapping[str, Any] | None = None
) -> EntryLine:
    """One act in the life of an entry and of what the child makes. `side`: city, child, guardian, calendar."""
    return journal.record(
        EntryLine(entry=entry),
        words=None,
        subject=entry.subject,
        last=entry.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts=dict(facts or {}),
    )


def write_edition_line(
    edition: Edition, *, verb: str, side: str, by: Person | None, at: datetime, facts: Mapping[str, Any] | None = None
) -> EditionLine:
    """One act on an edition."""
    return journal.record(
        EditionLine(edition=edition),
        words=None,
        subject=edition.subject,
        last=edition.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts=dict(facts or {}),
    )
