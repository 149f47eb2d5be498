"""Give an officer her next case for some minutes, so that two do not work on one."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import Viewer
from civic.desk.models import Claim
from civic.desk.queries.claims import claimed_by, next_cases
from civic.lib.refusals import NotAllowed
from civic.offices.queries import hand_of

CLAIM_MINUTES = 10


def claim_next(*, by: Person, skip: Case | None = None, at: datetime) -> Claim | None:
    """The most pressing case that this officer can move and nobody works on, hers for ten minutes; the one she has
    already, unless she passes that over. None when nothing waits. Raises NotAllowed for whoever holds no post.

    No lock: whoever writes the claim first has it, and the others reach for the next.
    """
    officer = hand_of(by, on=localdate(at))
    if officer is None:
        raise NotAllowed(_("You hold no post today that can do this."))
    held = claimed_by(by.pk, at=at)
    if held is not None and (skip is None or held.case_id != skip.pk):
        return held
    viewer = Viewer(person=by, officer=officer)
    for key in next_cases(viewer, skip=skip.pk if skip else None, at=at):
        if _claim(key, by=by, at=at):
            Claim.objects.filter(by=by).exclude(case=key).delete()
            return Claim.objects.select_related("case").get(case=key)
    return None


@transaction.atomic
def release(case: Case, *, by: Person, at: datetime) -> bool:
    """The officer puts a case back that she was given. Was it hers?"""
    return bool(Claim.objects.filter(case=case, by=by).delete()[0])


def _claim(key: int, *, by: Person, at: datetime) -> bool:
    """Write the claim down, unless another hand was quicker."""
    seq = Case.objects.filter(pk=key).values_list("last_seq", flat=True).first() or 0
    given = {"by": by, "seq": seq, "at": at, "until": at + timedelta(minutes=CLAIM_MINUTES)}
    is_free = Q(until__lte=at) | ~Q(seq=seq) | Q(by=by)
    if Claim.objects.filter(is_free, case=key).update(**given) == 1:
        return True
    try:
        with transaction.atomic():
            Claim.objects.create(case_id=key, **given)
    except IntegrityError:
        return False
    return True
