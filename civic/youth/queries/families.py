"""What a family reads of its words, without a name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from civic.guardians.models import Child, Consent, Guardianship
from civic.guardians.rules import Purpose, Relation, Voice
from civic.lib.refusals import Sentence
from civic.youth.models import Entry, Proposal
from civic.youth.rules import RESTS

MOST = 200


@dataclass(frozen=True)
class Said:
    """One word of somebody: when, who, and what to."""

    at: datetime
    who: Sentence
    is_mine: bool
    purpose: Sentence
    is_yes: bool
    at_desk: bool


def entries_of(children: Iterable[Child]) -> dict[int, list[Entry]]:
    """The entries of these children, the newest edition first; two queries."""
    found: dict[int, list[Entry]] = defaultdict(list)
    entries = Entry.objects.filter(child__in=[child.pk for child in children]).select_related("edition", "district")
    for entry in entries.order_by("-edition__number"):
        found[entry.child_id].append(entry)
    return found


def what_would_go(child: Child, *, at: datetime) -> dict[str, Any]:
    """What a guardian reads before everything is taken back: the entries, how many things, until when it rests."""
    entries = entries_of([child]).get(child.pk, [])
    return {
        "entries": entries,
        "edition": entries[0].edition if entries else None,
        "works": Proposal.objects.live().filter(entry__child=child).count(),
        "last_day": at + RESTS,
    }


def said_for(child: Child, *, reader: Guardianship | None) -> list[Said]:
    """Every word that was given for the child, the newest first."""
    rows = Consent.objects.filter(child=child).select_related("guardianship").order_by("-at", "-pk")[:MOST]
    return [
        Said(
            at=one.at,
            who=Voice.CHILD.label if one.guardianship is None else Relation(one.guardianship.relation).label,
            is_mine=reader is not None and one.guardianship_id == reader.pk,
            purpose=Purpose(one.purpose).label,
            is_yes=one.is_yes,
            at_desk=one.written_by_id is not None,
        )
        for one in rows
    ]
