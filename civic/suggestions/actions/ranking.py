"""In which order lists stand: supporters as of now, written down by a sweep, so that a support touches no index."""

from django.db import transaction
from django.db.models import F, OuterRef, PositiveIntegerField, Q, Subquery

from civic.cases.models import Case
from civic.suggestions.models import Suggestion
from civic.suggestions.queries import joined_with, persons_behind

ALONE = Q(case__joined=0)
OFF = Q(case__hides_supports=False) & ALONE & ~Q(rank=F("case__supports"))
HIDDEN = Q(case__hides_supports=True, rank__gt=0)


@transaction.atomic
def rank_anew() -> int:
    """Write down how many stand behind each by now, with what was joined with it, and nothing of what is hidden; how
    many changed."""
    changed = list(Suggestion.objects.filter(OFF | HIDDEN).values_list("pk", "case__hides_supports"))
    now = Case.objects.filter(pk=OuterRef("case")).values("supports")
    shown = Suggestion.objects.filter(pk__in=[pk for pk, hides in changed if not hides])
    shown.update(rank=Subquery(now, output_field=PositiveIntegerField()))
    Suggestion.objects.filter(pk__in=[pk for pk, hides in changed if hides]).update(rank=0)
    return len(changed) + _rank_joined()


def _rank_joined() -> int:
    """Those with which others were joined stand by all persons together. What went to be answered changes no more, once
    it was counted."""
    open_still = Q(called_at__isnull=True) | Q(rank=0)
    joined = Suggestion.objects.filter(open_still, case__joined__gt=0, case__hides_supports=False)
    changed = 0
    for one in joined.select_related("case").order_by("pk"):
        others = dict(joined_with(one.case).values_list("pk", "hides_supports"))
        persons = 0 if any(others.values()) else persons_behind([one.case_id, *others])
        changed += Suggestion.objects.filter(pk=one.pk).exclude(rank=persons).update(rank=persons)
    return changed
