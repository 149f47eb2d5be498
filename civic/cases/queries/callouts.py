"""Call-outs: whose they are to answer, which an officer may see, and what the resident is told of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from civic.cases.models import Call, CallOut, Case
from civic.cases.rules import Source, State
from civic.cases.rules.callouts import CALLED_FOR, CallState
from civic.offices.models import OfficeKind
from civic.offices.queries import OfficerHand, desk_opens_next, is_urgent
from civic.offices.rules import Role, Side

_TAKES = {"act": {Role.HANDLER.value, Role.HEAD.value}, "check": {Role.SUPERVISOR.value}}


def calls_out(case: Case) -> bool:
    """Must somebody be called to this case at whatever hour? No table is asked, but once a minute for all."""
    if case.kind not in CALLED_FOR or case.source == Source.IMPORT or case.matter is None:
        return False
    return is_urgent(case.matter, condition=case.condition, grade=case.cell.grade if case.cell else 0)


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
    """One office that was called: its name (the command centre's, once that was called), when, whether somebody has
    it."""

    name: str
    at: datetime
    held_at: datetime | None
    is_unheard: bool


@dataclass(frozen=True)
class Readers:
    """What a resident is told of who reads her case: the offices called, or that nobody reads it before `opens_at`."""

    is_urgent: bool
    offices: tuple[ToldOffice, ...] = ()
    opens_at: datetime | None = None

    @property
    def is_worth_saying(self) -> bool:
        """Is there anything to say?"""
        return bool(self.offices) or self.opens_at is not None

    @property
    def needs_numbers(self) -> bool:
        """Should she be told what to do instead, since it is urgent and nobody has it?"""
        return self.is_urgent and self.is_worth_saying and not any(one.held_at for one in self.offices)


def readers_of(case: Case, *, at: datetime) -> Readers:
    """Who was told of a case, and when it is read where nobody was; no name, no number. Two queries for an urgent case
    that nobody works on yet, none for the others."""
    urgent = calls_out(case)
    told = _told(case) if urgent and case.state in _TOLD_IN else ()
    waits = case.state == State.FILED and not told
    return Readers(urgent, told, desk_opens_next(at) if waits else None)


_TOLD_IN = (State.FILED, State.ASKED_AT_DESK, State.ACCEPTED, State.DISPATCHED)


def _told(case: Case) -> tuple[ToldOffice, ...]:
    told: list[ToldOffice] = []
    for callout in CallOut.objects.filter(case=case).prefetch_related("calls__office").order_by("pk"):
        calls = [call for call in callout.calls.all() if call.was_reached]
        if calls and callout.state != CallState.OVER:
            told.append(
                ToldOffice(
                    name=calls[-1].office.name,
                    at=calls[0].at,
                    held_at=callout.held_at,
                    is_unheard=callout.state == CallState.UNHEARD,
                )
            )
    return tuple(told)
