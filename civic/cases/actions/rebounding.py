"""Link a case to the closed ones it is the return of: when it is filed, and anew when it turns out to be about
something else."""

from django.db.models import Q

from civic.cases.models import Case, Rebound, Topic, TopicCase
from civic.cases.queries.rebounds import closed_here


def link_returns(case: Case) -> int:
    """The place remembers: the case is linked to what was closed there so near and so soon before, in the transaction
    that files it. One indexed look-up, and a row where something is found. Returns how many."""
    told = {"case": case, "matter_id": case.matter_id, "at": case.filed_at}
    rows = [Rebound(earlier_id=pk, metres=back.metres, days=back.days, **told) for pk, back in closed_here(case)]
    if rows:
        Rebound.objects.bulk_create(rows)
    return len(rows)


def link_anew(case: Case) -> int:
    """The checking side found that the case is about something else: what it was linked to by its old matter falls
    away, and the place is asked again. The caller holds the case."""
    Rebound.objects.filter(case=case).delete()
    return link_returns(case)


def forget_place(case: Case) -> None:
    """Nothing tells any more where a case lay: who was asked to forget that cannot keep its neighbours."""
    Rebound.objects.filter(Q(case=case) | Q(earlier=case)).delete()
    Topic.objects.filter(members__case=case).update(lat=None, lon=None)
    TopicCase.objects.filter(case=case).delete()
