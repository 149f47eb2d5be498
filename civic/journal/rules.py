"""How a line of a timeline is sealed to the one before it. Pure arithmetic."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Protocol

CHANGES = "changes"  # the subject of the one chain of what administrators changed


class Sealed(Protocol):
    """What the chain covers of a line."""

    seq: int
    verb: str
    side: str
    actor_id: int | None
    at: datetime
    facts: dict[str, Any]
    words_digest: str
    previous: str
    digest: str


def words_digest(text: str, salt: str) -> str:
    """The salted digest that stands in the chain for what was said."""
    return hashlib.sha256(f"{salt}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def line_digest(
    *,
    subject: str,
    seq: int,
    verb: str,
    side: str,
    actor_id: int | None,
    at: datetime,
    facts: dict[str, Any],
    words: str,
    previous: str,
) -> str:
    """The digest of one line: its subject, place, verb, side, hand, time (UTC), facts, words' digest and the line
    before."""
    covered = [
        previous,
        subject,
        seq,
        verb,
        side,
        actor_id,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        facts,
        words,
    ]
    return hashlib.sha256(
        json.dumps(covered, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()


def broken_at(subject: str, lines: Iterable[Sealed], said: dict[int, tuple[str, str]]) -> int | None:
    """The first line whose seal does not hold, or None. `said` gives (text, salt) by seq for words that were not
    blanked."""
    previous = ""
    for place, line in enumerate(lines, start=1):
        digest = line_digest(
            subject=subject,
            seq=line.seq,
            verb=line.verb,
            side=line.side,
            actor_id=line.actor_id,
            at=line.at,
            facts=line.facts,
            words=line.words_digest,
            previous=previous,
        )
        if line.seq != place or line.previous != previous or line.digest != digest:
            return place
        if line.seq in said and words_digest(*said[line.seq]) != line.words_digest:
            return place
        previous = line.digest
    return None
