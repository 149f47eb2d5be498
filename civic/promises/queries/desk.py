"""Promises at the desk: which ones an officer finds, and which steps are hers."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from civic.cases.models import Case
from civic.cases.rules import Outcome
from civic.offices.queries import OfficerHand
from civic.offices.rules import Role
from civic.promises.models import Picture, PictureState, Promise, PromiseLine, PromiseQuerySet
from civic.promises.rules import MOVES, NEVER_PUBLIC, PromiseMove, Whose, is_hers

WRITES = frozenset({Role.HANDLER.value, Role.HEAD.value})
READS = WRITES | {Role.SUPERVISOR.value, Role.MODERATOR.value, Role.DISPATCHER.value}
PROMISING = frozenset({Outcome.PLANNED, Outcome.ADOPTED, Outcome.IN_PART})


@dataclass(frozen=True)
class Desk:
    """The promises on an officer's desk, in heaps."""

    drafts: list[Promise] = field(default_factory=list)
    underway: list[Promise] = field(default_factory=list)
    ended: list[Promise] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def reads_promises(hand: OfficerHand | None) -> bool:
    """Does this post have to do with promises?"""
    return hand is not None and bool(hand.roles & READS)


def desk_promises(hand: OfficerHand) -> PromiseQuerySet:
    """The promises this officer finds: an office its own, drafts too, and drafts of cases it answered; the checking
    side and dispatchers those of their areas once they are public."""
    mine = Q(pk__in=[])
    if hand.roles & WRITES:
        mine |= Q(owner__in=hand.office_ids) | Q(owner=None, made_by=hand.person_id)
    if hand.roles & (READS - WRITES):
        within = Q()
        for path in hand.area_paths:
            within |= Q(area__path__startswith=path)
        mine |= within & ~Q(state__in=NEVER_PUBLIC)
    return Promise.objects.filter(mine)


def owns(hand: OfficerHand, promise: Promise) -> bool:
    """Is it a promise of her office, or a draft of hers that names none?"""
    if promise.owner_id is None:
        return promise.made_by_id == hand.person_id
    return promise.owner_id in hand.office_ids


def roles_for(hand: OfficerHand, promise: Promise, move: PromiseMove) -> frozenset[str]:
    """The roles that count for a step: those in the owning office where it is its step, else all."""
    if move.whose in (Whose.OWNER, Whose.HEAD) and promise.owner_id is not None:
        return frozenset(post.role for post in hand.posts if post.office_id == promise.owner_id)
    return hand.roles


def covers(hand: OfficerHand, promise: Promise) -> bool:
    """Does it lie in the area of her posts?"""
    if not hand.area_paths:
        return True
    return promise.area is not None and any(promise.area.path.startswith(path) for path in hand.area_paths)


def worked_on(person_id: int, promise: Promise) -> bool:
    """Has she ever acted on it for the side that does the work?"""
    return PromiseLine.objects.filter(promise=promise, actor=person_id, side="act").exists()


def moves_open(hand: OfficerHand, promise: Promise, *, today: date) -> frozenset[str]:
    """The steps that are hers now; one query for whoever checks."""
    is_owner = owns(hand, promise)
    may = {
        move.verb
        for move in MOVES
        if promise.state in move.before
        and is_hers(move, roles=roles_for(hand, promise, move), is_owner=is_owner)
        and (move.whose not in (Whose.CHECK, Whose.MODERATOR) or covers(hand, promise))
    }
    may -= {"hide"} if promise.is_hidden else {"show-again"}
    if promise.due_on is not None and promise.due_on < today:
        may -= {"withdraw"}
    if may & {"keep", "break", "accept-stage"} and worked_on(hand.person_id, promise):
        may -= {"keep", "break", "accept-stage"}
    return frozenset(may)


def may_draft_of(hand: OfficerHand | None, case: Case) -> bool:
    """May this officer make a promise of the answer to a case?"""
    if hand is None or case.office_id not in hand.office_ids or case.answered_at is None:
        return False
    return bool(hand.roles & WRITES) and case.outcome in PROMISING


def pictures_to_screen(hand: OfficerHand, *, most: int = 50) -> list[Picture]:
    """The pictures that wait for a moderator, the oldest first; one query."""
    if Role.MODERATOR.value not in hand.roles:
        return []
    rows = Picture.objects.filter(state=PictureState.READY, screened_at__isnull=True)
    return list(rows.filter(promise__in=desk_promises(hand)).select_related("promise").order_by("received_at")[:most])
