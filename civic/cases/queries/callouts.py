"""Call-outs: whose they are to answer, which an officer may see, and what the resident is told of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from civic.cases.models import Call, CallOut, Case
from civic.cases.rules import State
from civic.cases.rules.callouts import CallState, is_of_centre
from civic.offices.models import OfficeKind
from civic.offices.queries import OfficerHand, desk_opens_next
from civic.offices.rules import Role, Side

_TAKES = {"act": {Role.HANDLER.value, Role.HEAD.value}, "check": {Role.SUPERVISOR.value}}


def answers_call(hand: OfficerHand | None, callout: CallOut) -> bool:
    """May this officer say that she has it? Whoever was called may, and colleagues of the same office and side."""
    if hand is None:
        return False
    if callout.calls.filter(officer=hand.officer_id).exists():
        return True
    return hand.side == callout.side and any(
        post.office_id == callout.office_id and post.role in _TAKES[callout.side] for post in hand.posts
    )


def callouts_seen_by(hand: OfficerHand) -> QuerySet[CallOut]:
    """The call-outs an officer may see: to which she was called, those of her own office and side; whoever checks sees
    those in her areas, and the command centre those that reached it."""
    called = Q(pk__in=Call.objects.filter(officer=hand.officer_id).values("callout"))
    own = [post.office_id for post in hand.posts if post.role in _TAKES.get(hand.side, ())]
    seen = called | Q(side=hand.side, office__in=own)
    if hand.side == Side.CHECK and Role.SUPERVISOR in hand.roles:
        inside = Q()
        for path in hand.area_paths:
            inside |= Q(case__area__path__startswith=path)
        seen |= (inside | Q(case__area__isnull=True)) if hand.area_paths else ~Q(pk__in=[])
    if hand.side == Side.ACT and Role.DISPATCHER in hand.roles:
        commands = hand.office_ids
        seen |= Q(pk__in=Call.objects.filter(office__in=commands, office__kind=OfficeKind.COMMAND).values("callout"))
    return CallOut.objects.filter(seen)


@dataclass(frozen=True)
class ToldOffice:
    """One office that was called: its name, when, whether somebody has it, and whether the command centre was called
    in its stead."""

    name: str
    at: datetime
    held_at: datetime | None
    is_unheard: bool
    is_of_centre: bool


@dataclass(frozen=True)
class Readers:
    """What a resident is told of who reads her case: the offices called, or that nobody does before `opens_at`."""

    is_urgent: bool
    offices: tuple[ToldOffice, ...] = ()
    opens_at: datetime | None = None

    @property
    def is_worth_saying(self) -> bool:
        """Is there anything to say?"""
        return bool(self.offices) or self.opens_at is not None


def readers_of(case: Case, *, is_urgent: bool, at: datetime) -> Readers:
    """Who was told of a case, and when it is read where nobody was; no name, no number. One query for an urgent case,
    none for the others."""
    told: list[ToldOffice] = []
    if is_urgent:
        for callout in CallOut.objects.filter(case=case).prefetch_related("calls__office").order_by("pk"):
            calls = [call for call in callout.calls.all() if call.was_reached]
            if calls and callout.state != CallState.OVER:
                told.append(
                    ToldOffice(
                        name=calls[-1].office.name,
                        at=calls[0].at,
                        held_at=callout.held_at,
                        is_unheard=callout.state == CallState.UNHEARD,
                        is_of_centre=is_of_centre(calls[-1].rung),
                    )
                )
    waits = case.state == State.FILED and not told
    return Readers(is_urgent, tuple(told), desk_opens_next(at) if waits else None)
