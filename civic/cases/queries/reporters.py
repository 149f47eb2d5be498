"""What else a reporter has handed in, as counts without anybody's name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from civic.cases.models import Case, Contact
from civic.cases.rules import CLOSED_STATES, Kind, State
from civic.offices.queries import OfficerHand
from civic.offices.rules import Privacy, Side

SPAN = timedelta(days=365)


@dataclass(frozen=True)
class OtherCases:
    """How many other cases the reporter of a case handed in within twelve months, by how far they are."""

    is_open: int
    closed: int
    declined: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.is_open + self.closed + self.declined


def other_cases(case: Case, officer: OfficerHand | None, *, at: datetime) -> OtherCases | None:
    """The reporter's other cases by account or contact; None where nobody is known, and for the acting side where the
    reporter asked to stay unknown to it. What was told in confidence or names an office is never counted there. Two
    queries."""
    is_acting = officer is None or officer.side == Side.ACT
    if case.whole_id is not None or (is_acting and case.is_confidential):
        return None
    contact = Contact.objects.filter(case=case).values_list("email_hash", "phone_hash").first()
    email, phone = contact or ("", "")
    same = Q(reporter=case.reporter_id) if case.reporter_id is not None else Q(pk__in=[])
    if email:
        same |= Q(pk__in=Contact.objects.filter(email_hash=email).values("case"))
    if phone:
        same |= Q(pk__in=Contact.objects.filter(phone_hash=phone).values("case"))
    if case.reporter_id is None and not email and not phone:
        return None
    theirs = Case.objects.filter(same, filed_at__gte=at - SPAN).exclude(pk=case.pk).exclude(kind=Kind.MISCONDUCT)
    if is_acting:
        theirs = theirs.exclude(is_confidential=True).exclude(privacy__in=[Privacy.CONFIDENTIAL, Privacy.PRIVATE])
    counted = theirs.aggregate(
        is_open=Count("pk", filter=~Q(state__in=CLOSED_STATES)),
        closed=Count("pk", filter=Q(state__in=[State.CLOSED, State.WITHDRAWN])),
        declined=Count("pk", filter=Q(state=State.DECLINED)),
    )
    return OtherCases(**counted)
