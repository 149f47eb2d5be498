"""What is left of whoever objected: words and contact go at a wish, what was decided stays."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from civic.cases.models import Objection, Veil
from civic.lib.codes import code_digest, new_tracking_code
from civic.notices import actions as notices

BLANK = {"words": "", "quote": "", "email": "", "email_hash": "", "phone": "", "phone_hash": "", "reason": ""}


@transaction.atomic
def forget_objection(objection: Objection, *, at: datetime) -> None:
    """Words and contact of an objection go, and what waits to be sent to it. What it marked stays known by its digest
    alone where it is not hidden any more."""
    Objection.objects.filter(pk=objection.pk).update(**BLANK, erased_at=at)
    Veil.objects.filter(objection=objection, is_on=False).update(piece="")
    notices.forget_about(objection.subject, at=at)


@transaction.atomic
def forget_objector(hashes: Iterable[str], *, at: datetime) -> int:
    """Take whoever left one of these contacts out of all objections; what is hidden stays hidden, and what waits is
    decided all the same. Their codes open nothing from then on. Returns how many."""
    known = [digest for digest in hashes if digest]
    mine = list(Objection.objects.filter(Q(email_hash__in=known) | Q(phone_hash__in=known)))
    for objection in mine:
        forget_objection(objection, at=at)
        Objection.objects.filter(pk=objection.pk).update(tracking_digest=code_digest(new_tracking_code()))
    return len(mine)
