"""Everything that is kept of a child, as its guardian or the child itself may see it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from civic.families.queries.safety import is_looked_after
from civic.guardians.models import Child, Guardianship, Opening, RightsRequest
from civic.guardians.queries.consents import words_said
from civic.guardians.queries.identities import (
    Known,
    Look,
    age_of,
    is_withheld_from,
    known_of,
    looks_at,
    openings_seen_by,
)
from civic.guardians.rules import HIDEABLE, OWN_WORD_AGE, Purpose, may_erase_at_once
from civic.youth.models import ConcernReport, Entry, Proposal
from civic.youth.rules import Concern, ItemState, Origin, Outcome


@dataclass(frozen=True)
class Kept:
    """What one page shows."""

    child: Child
    entries: list[Entry]
    proposals: list[Proposal]
    openings: list[Opening]
    requests: list[RightsRequest]
    looks: list[Look]
    known: Known | None = None  # a child reads it of itself at a desk only: a code on paper is easily read by others
    may_erase: bool = False
    said: list[dict[str, Any]] = field(default_factory=list)
    reader: Guardianship | None = None  # one guardian is not told how to reach another

    @property
    def edition(self) -> Any:
        """The newest it takes part in: the page names who is responsible."""
        return self.entries[0].edition if self.entries else None


def kept_for_guardian(ward: Guardianship, *, at: datetime) -> Kept:
    """What a guardian sees of a child she answers for."""
    child = ward.child
    others = Guardianship.objects.filter(child=child, ended_at__isnull=True).exclude(pk=ward.pk).count()
    age = age_of(child, at=at)
    return Kept(
        child=child,
        entries=_entries(child),
        proposals=read_by_two(child),
        openings=openings_seen_by(ward, at=at),
        requests=list(child.requests.filter(guardianship=ward)),
        looks=looks_at(child, is_hiding=is_withheld_from(ward, at=at)),
        known=known_of(child),
        reader=ward,
        may_erase=may_erase_at_once(is_child=False, age=age, other_guardians=others, own_word_age=OWN_WORD_AGE)
        and not is_looked_after(child, at=at),
        said=[
            {"purpose": str(Purpose(word.purpose).label), "yes": word.is_yes, "at": word.at}
            for word in words_said(child, at=at)
            if word.speaker in (0, ward.pk)
        ],
    )


def kept_for_child(entry: Entry, *, at: datetime) -> Kept:
    """What a child sees of itself: what it made, who looked at its name, what it asked."""
    child = entry.child
    age = age_of(child, at=at)
    return Kept(
        child=child,
        entries=_entries(child),
        proposals=_proposals(child),
        openings=list(child.openings.exclude(purpose__in=HIDEABLE)),
        requests=list(child.requests.filter(guardianship__isnull=True)),
        looks=looks_at(child, is_hiding=True),
        may_erase=may_erase_at_once(is_child=True, age=age, other_guardians=0, own_word_age=OWN_WORD_AGE)
        and not is_looked_after(child, at=at),
    )


def _entries(child: Child) -> list[Entry]:
    return list(child.entries.select_related("edition", "district").order_by("-edition__number"))


READ_BY_TWO = (ItemState.SHOWN, ItemState.READ, ItemState.SENT_BACK)


def read_by_two(child: Child) -> list[Proposal]:
    """What a guardian sees of what the child made: what two vetted people have read, and nothing in which the child may
    be in danger before an officer lets the family know. The danger may be at home (Law on the protection of minors,
    art. 4 and 11)."""
    untold = ConcernReport.objects.filter(proposal=OuterRef("pk"), concern=Concern.DANGER, family_told_at=None)
    untold = untold.exclude(origin=Origin.WORDS, outcome=Outcome.CALM)  # the machine's mark, set aside
    gone = Q(state__in=(ItemState.HIDDEN, ItemState.WITHDRAWN), shown_at__isnull=False)
    rows = Proposal.objects.filter(Q(state__in=READ_BY_TWO) | gone, entry__child=child)
    public = Q(state=ItemState.SHOWN)
    return list(rows.filter(public | ~Exists(untold)).order_by("-pk"))


def _proposals(child: Child) -> list[Proposal]:
    return list(Proposal.objects.filter(entry__child=child).order_by("-pk"))
