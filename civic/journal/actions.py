"""Write a line at the end of a timeline, or of the administrators' changes; blank the words of one. Nothing else ever
changes a line."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from civic.journal.models import Chain, Change, Line, Words
from civic.journal.rules import CHANGES, line_digest, words_digest

L = TypeVar("L", bound=Line)


def record(
    line: L,
    *,
    words: Words | None,
    subject: str,
    last: Line | None,
    verb: str,
    side: str,
    actor_id: int | None,
    at: datetime,
    facts: dict[str, Any],
) -> L:
    """Seal `line` to `last` and write it, its words beside it. The caller holds the lock on the subject; two hands at
    once fail on the unique place."""
    line.seq = (last.seq if last else 0) + 1
    line.verb, line.side, line.actor_id, line.at, line.facts = verb, side, actor_id, at, facts
    line.previous = last.digest if last else ""
    if words is not None:
        words.salt = secrets.token_hex(16)
        line.words_digest = words_digest(words.text, words.salt)
    line.digest = line_digest(
        subject=subject,
        seq=line.seq,
        verb=verb,
        side=side,
        actor_id=actor_id,
        at=at,
        facts=facts,
        words=line.words_digest,
        previous=line.previous,
    )
    line.save(force_insert=True)
    return line


def blank(words: Words, *, at: datetime, left: str = "") -> None:
    """Forget what was said, salt and all, so that it cannot be guessed back; the line and its digest stay. `left` is
    what its author leaves of it, which the digest no longer proves."""
    words.text, words.salt, words.erased_at = left, "", at
    words.save(update_fields=["text", "salt", "erased_at"])


@transaction.atomic
def record_change(
    verb: str,
    *,
    by: Any,
    about: str,
    name: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    hidden: Iterable[str] = (),
    given: Mapping[str, Any] | None = None,
    at: datetime,
) -> Change:
    """Write down what an administrator did, at the end of the one chain of all such changes. Call it in the transaction
    of the change: either both are there or neither. `hidden` names what changed and is not kept."""
    Chain.objects.get_or_create(subject=CHANGES)
    Chain.objects.select_for_update().get(subject=CHANGES)  # two at once wait here for their place in the chain
    last = Change.objects.order_by("-seq").first()
    facts = {"about": about, "name": name[:200], "before": dict(before), "after": dict(after)}
    return record(
        Change(about=about[:80], name=name[:200]),
        words=None,
        subject=CHANGES,
        last=last,
        verb=verb,
        side="admin",
        actor_id=by.pk,
        at=at,
        facts=facts | {"hidden": sorted(hidden), "given": dict(given or {})},
    )
