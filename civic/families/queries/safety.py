"""Whom somebody is looking after right now: who such a child is does not go while it may be needed to protect it.

Source: Law on the protection of minors, art. 11 and 80 (report at once, keep records); Minors' network protection
regulation art. 34 (what the law says must be kept is a ground to refuse).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from civic.guardians.models import Child, Opening, Withholding
from civic.guardians.rules import OpeningPurpose
from civic.youth.models import ConcernReport
from civic.youth.rules import Concern, Outcome


def looked_after(children: Iterable[int], *, at: datetime) -> frozenset[int]:
    """Of these children (by their key in the database) those of whom a concern of danger is open or was handed over, of
    whose guardians two officers withhold something, or whose identity is open to protect them. Three statements."""
    keys = list(children)
    open_now = Q(closed_at__isnull=True)
    with_others = Q(outcome=Outcome.HANDED_OVER, evidence__erased_at__isnull=True)
    concerns = ConcernReport.objects.filter(open_now | with_others, concern=Concern.DANGER)
    withheld = Withholding.objects.filter(ended_at__isnull=True, until__gt=at, guardianship__child__in=keys)
    opened = Opening.objects.filter(child__in=keys, purpose=OpeningPurpose.PROTECT, until__gt=at)
    return frozenset(
        {
            *concerns.filter(proposal__entry__child__in=keys).values_list("proposal__entry__child", flat=True),
            *withheld.values_list("guardianship__child", flat=True),
            *opened.values_list("child", flat=True),
        }
    )


def is_looked_after(child: Child, *, at: datetime) -> bool:
    """Is this child one of them?"""
    return child.pk in looked_after([child.pk], at=at)
