"""Proposals of one edition in nearly the same words: what a reader sees beside what she reads."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from civic.accounts.models import Person
from civic.youth.models import Proposal
from civic.youth.queries.people import Duties
from civic.youth.queries.reading import readable
from civic.youth.rules.alike import beside_each_other, nearly_same, pairs_of

NEWEST = 120  # of the topic, compared word by word; copies sign by sign are found in the whole edition
COPIES = 20
SHOWN = 3


@dataclass(frozen=True)
class Alike:
    """Another proposal in nearly the same words."""

    proposal: Proposal
    share: int  # in percent, of the shorter one's words


def words_of(proposal: Proposal) -> tuple[str, str, str, str]:
    """The words by which it is compared."""
    return proposal.title, proposal.saw, proposal.change, proposal.helps


def alike_to(
    proposal: Proposal, person: Person, *, at: datetime, most: int = SHOWN, duties: Duties | None = None
) -> list[Alike]:
    """The proposals of its edition in nearly the same words which she may look at, the most alike first; three
    queries."""
    rows = (
        readable(person, at=at, duties=duties)
        .filter(edition=proposal.edition_id, kind=proposal.kind)
        .exclude(pk=proposal.pk)
    )
    rows = rows.order_by("-handed_in_at", "-pk")
    same = Q(says=proposal.says) if proposal.says is not None else Q(pk=None)
    keys = {*rows.filter(same).values_list("pk", flat=True)[:COPIES]}
    keys |= {*rows.filter(topic=proposal.topic_id).values_list("pk", flat=True)[:NEWEST]}
    mine, found = pairs_of(*words_of(proposal)), list[tuple[float, int, Proposal]]()
    for one in Proposal.objects.filter(pk__in=keys).with_names():
        if share := nearly_same(mine, pairs_of(*words_of(one))):
            found.append((share, one.pk, one))
    return [Alike(one, round(100 * share)) for share, _pk, one in sorted(found, reverse=True)[:most]]


def beside(rows: list[Proposal], person: Person, *, at: datetime, duties: Duties | None = None) -> list[Any]:
    """What waits, in its order, but each in nearly the same words as one before it right behind that one, marked with
    it; and marked, too, where she may look at the very same words elsewhere in the edition. Two queries."""
    told: list[Any] = []
    for place, like in beside_each_other([pairs_of(*words_of(one)) for one in rows]):
        row: Any = rows[place]
        row.is_like = rows[like].number if like is not None else ""
        told.append(row)
    copied = [one for one in told if not one.is_like and one.says is not None]
    same = {"says__in": {one.says for one in copied}, "edition__in": {one.edition_id for one in copied}}
    seen = (
        readable(person, at=at, duties=duties).filter(**same).exclude(pk__in=[one.pk for one in rows]).order_by("-pk")
    )
    first = {(edition, says): number for edition, says, number in seen.values_list("edition", "says", "number")}
    for row in copied:
        row.is_like = first.get((row.edition_id, row.says), "")
    return told
