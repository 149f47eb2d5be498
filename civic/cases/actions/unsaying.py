"""A line that names something which was hidden since: the desk reads it on, nobody else does."""

from django.db import transaction

from civic.cases.models import Case, Line


@transaction.atomic(savepoint=False)
def unsay(case: Case, *, verb: str, name: str, value: str, is_on: bool = True) -> int:
    """The lines of this verb that name such a thing are read at the desk alone, or by everybody again. The facts stay
    in the chain as they were. Belongs in the transaction of the act that hides the thing; how many lines changed."""
    lines = Line.objects.filter(case=case, verb=verb, **{f"facts__{name}": value})
    return lines.exclude(is_unsaid=is_on).update(is_unsaid=is_on)
