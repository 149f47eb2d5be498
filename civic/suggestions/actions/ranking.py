"""In which order lists stand: supporters as of now, written down by a sweep, so that a support touches no index."""

from django.db import transaction
from django.db.models import F, OuterRef, PositiveIntegerField, Q, Subquery

from civic.cases.models import Case
from civic.suggestions.models import Suggestion

OFF = Q(case__hides_supports=False) & ~Q(rank=F("case__supports"))
HIDDEN = Q(case__hides_supports=True, rank__gt=0)


@transaction.atomic
def rank_anew() -> int:
    """Write down how many stand behind each by now, and nothing of what is hidden; how many changed."""
    changed = list(Suggestion.objects.filter(OFF | HIDDEN).values_list("pk", "case__hides_supports"))
    now = Case.objects.filter(pk=OuterRef("case")).values("supports")
    shown = Suggestion.objects.filter(pk__in=[pk for pk, hides in changed if not hides])
    shown.update(rank=Subquery(now, output_field=PositiveIntegerField()))
    Suggestion.objects.filter(pk__in=[pk for pk, hides in changed if hides]).update(rank=0)
    return len(changed)
