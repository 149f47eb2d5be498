"""What a child is told by juries and where it is invited, as its guardian may see it."""

from dataclasses import dataclass
from datetime import datetime

from civic.dialogues.models import Exchange, Guest
from civic.dialogues.queries.public import draft_of, invitations_of
from civic.families.queries.kept import read_by_two
from civic.guardians.models import Guardianship
from civic.juries.queries.pages import Told, told_to
from civic.youth.models import Entry


@dataclass(frozen=True)
class Invited:
    """A dialogue a child is invited to or was at, and its minutes once the child reads them too."""

    guest: Guest
    draft: list[Exchange]


@dataclass(frozen=True)
class Heard:
    """What one page shows."""

    told: list[Told]
    invited: list[Invited]
    entry: Entry | None


def heard_by_guardian(ward: Guardianship, *, at: datetime) -> Heard:
    """The kind words of juries on what a guardian may see of her child's work, and its dialogues with hour and place.
    A work in which the child may be in danger is not among it before the family was told."""
    seen = {one.number for one in read_by_two(ward.child)}
    return Heard(
        told=[one for one in told_to(ward.child) if one.number in seen],
        invited=[
            Invited(guest, draft_of(guest.dialogue) if guest.was_there and guest.dialogue.offered_at else [])
            for guest in invitations_of(ward.child)
        ],
        entry=ward.child.entries.select_related("edition").order_by("-edition__number").first(),
    )
