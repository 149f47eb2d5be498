"""The duty page: who is on duty now, which calls wait, and one call as whoever is called may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from civic.cases.models import Call, CallOut, Case
from civic.cases.queries import Viewer, on_desk_of, report_words
from civic.cases.queries.callouts import answers_call, callouts_seen_by
from civic.cases.rules.callouts import RUNG_WORDS, CallState
from civic.lib.keyset import page_from
from civic.lib.private_data import find_private, masked
from civic.offices.models import Office, OfficeKind, Officer
from civic.offices.queries import OfficerHand, OnDuty, conditions_of, on_duty
from civic.offices.rules import Role

PAGE = 30
WAITING_SHOWN = 50
OFFICES_SHOWN = 6
NEWEST = ("-began_at", "-pk")
_OPEN = (CallState.WAITING, CallState.UNHEARD)


@dataclass(frozen=True)
class OfficeOnDuty:
    """An office, and who is on duty there now."""

    office: Office
    people: list[OnDuty]
    is_own: bool


@dataclass(frozen=True)
class CallRow:
    """A call-out as a row of the list."""

    callout: CallOut
    is_mine: bool  # I was called
    holder: str
    rung_words: Any

    @property
    def case(self) -> Case:
        """What it is about."""
        return self.callout.case


@dataclass(frozen=True)
class DutyBoard:
    """What the duty page shows."""

    offices: list[OfficeOnDuty]
    waiting: list[CallRow]
    earlier: list[CallRow]
    older: str = ""


@dataclass(frozen=True)
class OpenCall:
    """One call-out as somebody who sees it may read it. `words` have what looks private taken out, for nobody has
    screened them; `on_desk` says whether the case lies on this officer's desk, where she reads it whole."""

    row: CallRow
    calls: Sequence[Call]
    may_answer: bool
    may_pass: bool
    words: str
    language: str
    address: str
    condition: str
    on_desk: bool

    @property
    def case(self) -> Case:
        """What it is about."""
        return self.row.case


def duty_board(viewer: Viewer, *, older: str = "", at: datetime) -> DutyBoard:
    """Who is on duty now in this officer's offices, at the command centre and in supervision; and the calls she sees.
    The number of queries hangs on the offices, not on the calls."""
    hand = _hand(viewer)
    seen = callouts_seen_by(hand)
    page = page_from(_whole(seen.exclude(state__in=_OPEN)), keys=NEWEST, size=PAGE, cursor=older)
    waiting = list(_whole(seen.filter(state__in=_OPEN)).order_by(*NEWEST)[:WAITING_SHOWN])
    rows = _rows([*waiting, *page.rows], hand)
    first = sorted(rows[: len(waiting)], key=lambda row: not row.is_mine)  # what waits for her stands above the rest
    return DutyBoard(offices=_on_duty(hand, at=at), waiting=first, earlier=rows[len(waiting) :], older=page.next)


def calls_waiting_for(hand: OfficerHand) -> bool:
    """Does a call wait for this officer? One query."""
    return callouts_seen_by(hand).filter(state__in=_OPEN, calls__officer=hand.officer_id).exists()


def open_call(viewer: Viewer, pk: int) -> OpenCall:
    """One call-out. Raises Http404 for whoever may not see it."""
    hand = _hand(viewer)
    callout = _whole(callouts_seen_by(hand)).filter(pk=pk).first()
    if callout is None:
        raise Http404
    [row] = _rows([callout], hand)
    words = report_words([callout.case_id]).first()
    text = words.text if words else ""
    calls = list(callout.calls.select_related("office", "officer__person").order_by("number"))
    conditions = dict(conditions_of(callout.case.matter)) if callout.case.matter and callout.case.condition else {}
    mine = [call for call in calls if call.officer_id == hand.officer_id and call.passed_at is None]
    return OpenCall(
        row=row,
        calls=calls,
        may_answer=callout.state in _OPEN and answers_call(hand, callout),
        may_pass=callout.state == CallState.WAITING and bool(mine),
        words=masked(text, find_private(text)),
        language=words.language if words else "",
        address=masked(callout.case.address, find_private(callout.case.address)),
        condition=conditions.get(callout.case.condition, ""),
        on_desk=on_desk_of(viewer).filter(pk=callout.case_id).exists(),
    )


def _hand(viewer: Viewer) -> OfficerHand:
    assert viewer.officer is not None
    return viewer.officer


def _whole(callouts: QuerySet[CallOut]) -> QuerySet[CallOut]:
    beside = ("case__matter", "case__area__parent", "case__component__kind", "office", "held_by__officer")
    return callouts.select_related(*beside)


def _rows(callouts: list[CallOut], hand: OfficerHand) -> list[CallRow]:
    mine = set(
        Call.objects.filter(callout__in=callouts, officer=hand.officer_id).values_list("callout_id", flat=True)
        if callouts
        else ()
    )
    return [
        CallRow(
            callout=callout,
            is_mine=callout.pk in mine,
            holder=_name_of(callout),
            rung_words=RUNG_WORDS.get(callout.rung, ""),
        )
        for callout in callouts
    ]


def _name_of(callout: CallOut) -> str:
    if callout.held_by is None:
        return ""
    officer: Officer | None = getattr(callout.held_by, "officer", None)
    return f"{callout.held_by} · {officer.number}" if officer else str(callout.held_by)


def _on_duty(hand: OfficerHand, *, at: datetime) -> list[OfficeOnDuty]:
    offices = list(Office.objects.filter(pk__in=hand.office_ids, is_active=True).order_by("code")[:OFFICES_SHOWN])
    if hand.roles & {Role.DISPATCHER.value, Role.SUPERVISOR.value, Role.HEAD.value, Role.HANDLER.value}:
        central = Office.objects.filter(kind__in=[OfficeKind.COMMAND, OfficeKind.SUPERVISION], is_active=True)
        offices += list(central.exclude(pk__in=hand.office_ids).order_by("code")[: OFFICES_SHOWN - 2])
    return [OfficeOnDuty(office, on_duty(office, at=at), office.pk in hand.office_ids) for office in offices]


def monday_of(day: date) -> date:
    """The Monday of the week a day lies in."""
    return date.fromordinal(day.toordinal() - day.weekday())
