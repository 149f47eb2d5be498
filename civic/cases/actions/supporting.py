"""Say "this is mine too" of somebody else's report, and take it back. No line of the timeline: a case is no poll."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from civic.cases.models import Case, Merged, Support
from civic.cases.queries import Supporter, Viewer, digest_of, is_reporter, own_cases, supporter_of, supports_of
from civic.cases.rules.supporting import support_fault
from civic.lib.limits import spend
from civic.lib.refusals import Conflict, NotAllowed


@transaction.atomic
def support(case: Case, *, by: Supporter, at: datetime) -> bool:
    """One more person stands behind the case; the same one is counted once, however often she presses. Says whether she
    was counted now. The case was found by what she may know of it. Raises Conflict for her own report, and where the
    case is at an end or handled with another; TooMany for a network that supports without end."""
    case.refresh_from_db(fields=["state", "is_merged", "joined", "supports"])
    fault = support_fault(kind=case.kind, state=case.state, is_merged=case.is_merged, is_own=_is_own(case, by.viewer))
    if fault:
        raise Conflict(fault)
    if not by.digests:
        raise NotAllowed
    if supports_of(case, by).exists():
        return False
    _spend(case, by)
    return count_in(case, who=by.digests[0], at=at)


_COUNT_IN = "INSERT INTO cases_support (case_id, who, at) VALUES (%s, %s, %s) ON CONFLICT (case_id, who) DO NOTHING"
_ONE_MORE = "UPDATE cases_case SET supports = supports + 1 WHERE id = %s RETURNING supports, joined, is_merged, state"


@transaction.atomic(savepoint=False)
def count_in(case: Case, *, who: str, at: datetime) -> bool:
    """One more stands behind the case, known by this digest alone; whoever is counted already, or by her other hand at
    this instant, is not counted again. The case then says what another hand has made of it meanwhile: whoever counted
    her asks the rule again, and refuses where it says so."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_IN, [case.pk, who, connection.ops.adapt_datetimefield_value(at)])
        if cursor.rowcount != 1:
            return False
        cursor.execute(_ONE_MORE, [case.pk])
        case.supports, case.joined, is_merged, case.state = cursor.fetchone()
        case.is_merged = bool(is_merged)
    return True


def _is_own(case: Case, viewer: Viewer) -> bool:
    """Is she counted already: as its reporter, or as the reporter of one that was merged into it?"""
    if is_reporter(case, viewer):
        return True
    if not case.joined or viewer.is_stranger:
        return False
    return Merged.objects.filter(parent=case, left_at=None, case__in=own_cases(viewer)).exists()


def _spend(case: Case, by: Supporter) -> None:
    if by.network:
        for name, key in (("support-network", by.network), ("support-case", f"{case.pk}:{by.network}")):
            most, seconds = settings.LIMITS[name]
            spend(name, key, most=most, seconds=seconds)


@transaction.atomic
def take_back_support(case: Case, *, by: Supporter) -> bool:
    """She does not stand behind it any more, whatever became of the case. Says whether she did."""
    return bool(_take_back(supports_of(case, by).values_list("pk", flat=True)))


@transaction.atomic
def forget_supporter(viewer: Viewer, hashes: Collection[str], *, at: datetime) -> int:
    """Nobody finds from a case that this person stood behind it, nor is she counted. `hashes` are those of every
    contact of hers. Returns how many supports went."""
    digests = set(supporter_of(viewer).digests)
    digests |= {digest_of(f"contact:{one}") for one in hashes if one}
    digests |= {digest_of(f"case:{pk}") for pk in own_cases(viewer).values_list("pk", flat=True)}
    return _take_back(Support.objects.filter(who__in=digests).values_list("pk", flat=True))


def _take_back(keys: Iterable[int]) -> int:
    gone = 0
    for pk in list(keys):
        case_id = Support.objects.filter(pk=pk).values_list("case_id", flat=True).first()
        if case_id is not None and Support.objects.filter(pk=pk).delete()[0]:
            Case.objects.filter(pk=case_id, supports__gt=0).update(supports=F("supports") - 1)
            gone += 1
    return gone
