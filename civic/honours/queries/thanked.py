"""Who may be thanked by name: grown-ups who said so themselves."""

from datetime import datetime

from django.db.models import OuterRef, Q, Subquery
from django.utils.timezone import localdate

from civic.honours.models import Star
from civic.honours.rules import StarState
from civic.volunteers.models import Volunteer
from civic.volunteers.queries import identity_of
from civic.volunteers.rules import VolunteerState, is_minor

SHOWN_MOST = 60


def thanked(*, at: datetime) -> list[tuple[str, int]]:
    """Public names with the stars they hold, by name: no order of merit. Nobody under eighteen, whoever agreed."""
    level = Star.objects.filter(volunteer=OuterRef("pk"), state=StarState.GRANTED).order_by("-level").values("level")
    rows = (
        Volunteer.objects.filter(~Q(public_name=""), is_public=True, state=VolunteerState.ACTIVE)
        .annotate(star=Subquery(level[:1]))
        .order_by("public_name", "pk")
    )
    today, shown = localdate(at), []
    for one in rows[: SHOWN_MOST * 2]:
        born_on = identity_of(one)[1]
        if born_on is not None and not is_minor(born_on, today):
            shown.append((one.public_name, one.star or 0))
    return shown[:SHOWN_MOST]
