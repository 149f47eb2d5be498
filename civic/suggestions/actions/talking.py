"""A round opens comments under its suggestions while its phase says so, and closes them again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from civic.comments.actions import set_talk
from civic.lib.sweeping import one_by_one
from civic.suggestions.models import Round, Suggestion
from civic.suggestions.rules.phases import Doing

SWEPT_MOST = 500


@transaction.atomic
def talk_as_the_phase_says(known: Round, *, at: datetime, most: int = SWEPT_MOST) -> int:
    """Under what was opened for support in this round comments are open now, or are not, as its phase has it; how many
    that changed. Each is changed once a phase: what the committee opens or closes by hand in between stays so."""
    is_on = known.allows(Doing.TALK, at)
    others = Suggestion.objects.filter(case__invitation=known.pk).exclude(is_talked=is_on)
    waiting = list(others.select_related("case").order_by("pk")[:most])
    changed = 0
    for one in waiting:
        if Suggestion.objects.filter(pk=one.pk).exclude(is_talked=is_on).update(is_talked=is_on):
            set_talk(one.case, by=None, is_on=is_on, at=at)
            changed += 1
    return changed


def talk_due(*, at: datetime) -> int:
    """The same for every round in which something changes, each in a transaction of its own; how many changed."""
    talked = Suggestion.objects.filter(is_talked=True).values("case__invitation")
    rounds = Round.objects.shown().filter(Q(talks=True, opens_at__lte=at, ends_at__gt=at) | Q(pk__in=talked))
    return one_by_one(rounds.with_names(), lambda known: talk_as_the_phase_says(known, at=at))
