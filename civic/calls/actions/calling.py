"""Call back whoever left only a telephone number and has not said whether it was solved, and whoever rated badly: three
times at most, by the phone desk, never by the office that answered."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.calls.actions.checking import write_reached
from civic.calls.models import Attempt, Check, OwedCall, Swept
from civic.calls.queries import call_in_hand, calls_due
from civic.calls.rules import ASKED_FOR, CALL_HOLDS, CALLS_MOST, CallStage, Cause, Result, next_call_at
from civic.cases.actions import note_called_back, ring
from civic.cases.models import Case, Contact
from civic.cases.rules import AT_ITS_SOURCE, State
from civic.cases.rules.ratings import CALL_BACK_DAYS, MENDABLE
from civic.feedback.models import Rating
from civic.lib.refusals import Conflict, NotValid, Taken
from civic.offices.queries import by_workdays

AGAIN = timedelta(minutes=10)  # a closing that was committed late is found by reading once more
BATCH = 500
SWEEP, RATED_BADLY = "owed-calls", "bad-ratings"
_OPEN = (CallStage.WAITING, CallStage.TAKEN)


def find_owed_calls(*, at: datetime, most: int = BATCH) -> int:
    """Find the cases closed since the last time whose reporter left only a telephone number; end the calls that have
    become pointless. Returns how many were found."""
    _end_pointless(at)
    return _find_silent(at, most) + _find_bad_ratings(at, most)


def _find_silent(at: datetime, most: int) -> int:
    swept, _is_new = Swept.objects.get_or_create(name=SWEEP, defaults={"upto": at - ASKED_FOR})
    closed = (
        Case.objects.filter(state=State.CLOSED, closed_at__gte=swept.upto - AGAIN, closed_at__lte=at, verdict="")
        .filter(~Q(contact__phone_hash=""), contact__email_hash="")
        .exclude(outcome__in=["", *AT_ITS_SOURCE])
        .exclude(Exists(OwedCall.objects.filter(case=OuterRef("pk"), round=OuterRef("round"), cause=Cause.SILENT)))
        .order_by("closed_at", "pk")
    )
    rows = list(closed.values_list("pk", "round", "closed_at")[:most])
    found = [OwedCall(case_id=pk, round=round_, found_at=at, due_at=at) for pk, round_, _closed in rows]
    OwedCall.objects.bulk_create(found, ignore_conflicts=True)
    upto = rows[-1][2] if len(rows) == most else at
    Swept.objects.filter(pk=swept.pk, upto=swept.upto).update(upto=upto)
    return len(rows)


def _find_bad_ratings(at: datetime, most: int) -> int:
    """Whoever rated badly, and left a number, is called within a working day: to hear why, and to say by when it is put
    right."""
    swept, _is_new = Swept.objects.get_or_create(name=RATED_BADLY, defaults={"upto": at - ASKED_FOR})
    rated = (
        Rating.objects.filter(is_bad=True, turn=1, at__gte=swept.upto - AGAIN, at__lte=at)
        .filter(case__state__in=sorted(MENDABLE), case__round=F("round"))
        .exclude(Q(case__contact=None) | Q(case__contact__phone_hash=""))
        .exclude(
            Exists(OwedCall.objects.filter(case=OuterRef("case"), round=OuterRef("round"), cause=Cause.BAD_RATING))
        )
        .order_by("at", "pk")
    )
    rows = list(rated.values_list("case", "round", "at")[:most])
    found = [
        OwedCall(
            case_id=case, round=round_, cause=Cause.BAD_RATING, found_at=at, due_at=at,
            until=by_workdays(said, CALL_BACK_DAYS),
        )
        for case, round_, said in rows
    ]  # fmt: skip
    OwedCall.objects.bulk_create(found, ignore_conflicts=True)
    upto = rows[-1][2] if len(rows) == most else at
    Swept.objects.filter(pk=swept.pk, upto=swept.upto).update(upto=upto)
    return len(rows)


def _end_pointless(at: datetime) -> None:
    """Rated by another way, opened again, forgotten, or asked three times without a word."""
    still = OwedCall.objects.filter(stage__in=_OPEN)
    silent = still.filter(cause=Cause.SILENT)
    silent.filter(case__in=Case.objects.exclude(verdict="")).update(stage=CallStage.RATED, ended_at=at)
    moved = (Q(cause=Cause.SILENT) & ~Q(case__state=State.CLOSED)) | ~Q(case__state__in=sorted(MENDABLE))
    others = moved | ~Q(case__round=F("round")) | Q(case__erased_at__isnull=False)
    moot = still.filter(others | Q(found_at__lt=at - ASKED_FOR)).values_list("pk", flat=True)
    OwedCall.objects.filter(pk__in=list(moot[:BATCH]), stage__in=_OPEN).update(stage=CallStage.MOOT, ended_at=at)
    spent = Q(made__gte=CALLS_MOST) & (Q(stage=CallStage.WAITING) | Q(taken_at__lte=at - CALL_HOLDS))
    still.filter(spent).update(stage=CallStage.UNANSWERED, ended_at=at)


@transaction.atomic
def take_call(owed: OwedCall, *, by: Person, at: datetime) -> Contact:
    """An operator takes a call that is due, and sees the number for a quarter of an hour; that is written down where
    the reporter can see it. Raises Taken when somebody was quicker or it is not due, NotAllowed for the office that
    answered."""
    if calls_due(by, at=at).filter(pk=owed.pk).first() is None:
        raise Taken(_("This call is in another hand, or no longer due. Take the next one."))
    free = Q(stage=CallStage.WAITING) | Q(stage=CallStage.TAKEN, taken_at__lte=at - CALL_HOLDS)
    taken = OwedCall.objects.filter(free, pk=owed.pk, due_at__lte=at)
    if taken.update(stage=CallStage.TAKEN, taken_by=by, taken_at=at) != 1:
        raise Taken(_("This call is in another hand, or no longer due. Take the next one."))
    return ring(owed.case, by=by, at=at)


@transaction.atomic
def note_call(owed: OwedCall, *, result: str, by: Person, at: datetime) -> Check | None:
    """Write down what became of a call. Reached: the case lies open, to be rated; whoever had rated badly was heard,
    and the timeline says so. Else it is tried again later, three times at most; then it counts as not answered, never
    as good. Raises Conflict when the call is not hers any more, NotValid for no result."""
    if result not in Result.values:
        raise NotValid(fields={"result": _("Say what became of the call.")})
    held = call_in_hand(owed.pk, by, at=at)
    if held is None:
        raise Conflict(_("This call is not in your hand any more. Take it again from the list."))
    again = next_call_at(held.made + 1, result, at=at)
    is_reached = result == Result.REACHED
    stage = CallStage.TAKEN if is_reached else CallStage.WAITING if again else CallStage.UNANSWERED
    if is_reached and held.cause == Cause.BAD_RATING:
        stage = CallStage.SPOKEN  # what she was called for is done with it
    changed = {"stage": stage, "made": held.made + 1, "due_at": again or held.due_at, "taken_at": at}
    ended = {"ended_at": at} if stage in (CallStage.UNANSWERED, CallStage.SPOKEN) else {}
    mine = OwedCall.objects.filter(pk=held.pk, stage=CallStage.TAKEN, taken_by=by, made=held.made)
    if mine.update(**changed, **ended) != 1:
        raise Conflict(_("This call is not in your hand any more. Take it again from the list."))
    Attempt.objects.create(owed=held, number=held.made + 1, by=by, at=at, result=result)
    if stage in (CallStage.UNANSWERED, CallStage.SPOKEN):
        note_called_back(held.case, by=by, reached=is_reached, after_rating=held.cause == Cause.BAD_RATING, at=at)
    return write_reached(held.case, by=by, at=at) if is_reached else None
