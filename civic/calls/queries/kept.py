"""Calls an operator left off, and the receipt of one she has just handed in."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from civic.accounts.models import Person
from civic.calls.models import KeptCall
from civic.calls.rules import SHIFT
from civic.cases.models import Case
from civic.lib.codes import tracking_code_from

KEPT_SHOWN = 20


@dataclass(frozen=True)
class LeftOff:
    """A call that was left off: when, and what was said so far."""

    call: KeptCall
    said: dict[str, Any]


def kept_call(operator: Person, token: str, *, at: datetime) -> KeptCall | None:
    """The call an operator writes down on the page of this token, as long as her shift lasts."""
    kept = KeptCall.objects.select_related("draft__case").filter(operator=operator, token=token)
    return kept.filter(kept_at__gte=at - SHIFT).first() if token else None


def kept_calls(operator: Person, *, at: datetime) -> list[LeftOff]:
    """The calls an operator left off in this shift, the newest first; one query."""
    kept = KeptCall.objects.filter(operator=operator, kept_at__gte=at - SHIFT, draft__case__isnull=True)
    rows = kept.select_related("draft").order_by("-kept_at", "-pk")[:KEPT_SHOWN]
    return [LeftOff(call, json.loads(call.draft.answers or "{}")) for call in rows]


@dataclass(frozen=True)
class Receipt:
    """What an operator reads out: the case, and its code until another one takes its place."""

    call: KeptCall
    case: Case
    code: str


def receipt_of(operator: Person, number: str, *, at: datetime) -> Receipt | None:
    """The receipt of a call this operator has handed in during her shift; nobody else can read it again."""
    call = (
        KeptCall.objects.select_related("draft__case")
        .filter(operator=operator, draft__case__number=number, kept_at__gte=at - SHIFT)
        .first()
    )
    if call is None or call.draft.case is None:
        return None
    case = call.draft.case
    key = f"draft:{call.draft.token_digest}"  # as the act that filed it made the code
    return Receipt(call, case, "" if case.reissues else tracking_code_from(settings.SECRET_KEY, key, number))
