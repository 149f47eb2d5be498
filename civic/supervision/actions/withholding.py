"""Keep a case from strangers, and the second pair of eyes: another moderator confirms it or takes it back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import advance, demand_words, hold, permit
from civic.cases.models import Case, Line, Photo, PhotoState, Veil, Withholding
from civic.cases.queries import open_withholding
from civic.cases.rules import may_appeal_until
from civic.cases.rules.objections import SECOND_LOOK_DAYS, SecondLook
from civic.cases.rules.screening import Finding, Ground
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.queries import by_workdays

UNSORTED_APPEAL_DAYS = 30


@transaction.atomic
def withhold(case: Case, *, by: Person, reason: str = "", ground: str = "", at: datetime) -> Line:
    """Keep the case from strangers, or take it back from them, on one of the listed grounds, with words where none of
    them fits; the resident reads both, and until when she may appeal. It leaves list, search and feed in the same
    instant; what had been public needs a second person within two working days. Raises NotAllowed, also for whoever
    was overruled in this case before; Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "withhold", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    if not ground and given["reason"] in Ground.values:  # programs have one field for both
        ground, given["reason"] = given["reason"], ""
    ground = ground or Ground.OTHER
    if ground not in Ground.values:
        raise NotValid(fields={"ground": _("This reason is not in the list. Choose one from it.")})
    if ground == Ground.OTHER and not given["reason"]:
        raise NotValid(fields={"reason": _("Write something here: others will rely on it.")})
    held = begin_withholding(case, by=by, at=at)
    facts = {"ground": str(ground), "contest_until": held.appeal_until.isoformat()}
    told = {"ground": "" if ground == Ground.OTHER else Ground(ground).label, "due": held.appeal_until}
    return advance(case, step, at=at, words=given["reason"], facts=facts, told=told, screened_seq=case.last_seq)


@transaction.atomic(savepoint=False)
def begin_withholding(case: Case, *, by: Person, at: datetime) -> Withholding:
    """Write down who took a case from the public, and by when a second person looks at it. Belongs in the transaction
    of an act that holds the case. Raises NotAllowed for whoever was overruled in this case before."""
    if Withholding.objects.filter(case=case, by=by, decision=SecondLook.RESTORED).exists():
        raise NotAllowed(_("You withheld this case once, and a second person took it back. Another moderator decides."))
    photos = list(Photo.objects.filter(case=case, is_public=True).values_list("pk", flat=True))
    days = case.matter.appeal_days if case.matter else UNSORTED_APPEAL_DAYS
    held = Withholding.objects.create(
        case=case,
        by=by,
        at=at,
        was_public=case.is_public,
        photos=photos,
        appeal_until=may_appeal_until(at, days),
        due_at=by_workdays(at, SECOND_LOOK_DAYS) if case.is_public else None,
    )
    if photos:
        Photo.objects.filter(pk__in=photos).update(is_public=False)
    return held


@transaction.atomic
def confirm_withholding(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """A second person, of no office concerned, finds that the case stays hidden, and says why. Raises NotAllowed, also
    for whoever withheld it; Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "confirm-withholding", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    _decide(case, by=by, decision=SecondLook.CONFIRMED, at=at)
    return advance(case, step, at=at, words=given["reason"])


@transaction.atomic
def restore(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """A second person takes a withholding back: what had been public is public again at once, with the photos it had;
    what never was is screened anew. Raises as confirm_withholding."""
    case = hold(case)
    held = open_withholding(case)
    shows = held is not None and held.was_public
    step = permit(case, "restore", by=by, at=at, branch="shows" if shows else "")
    given = demand_words(step, {"reason": reason})
    held = _decide(case, by=by, decision=SecondLook.RESTORED, at=at)
    if not shows:
        return advance(case, step, at=at, words=given["reason"], facts={"shows": False}, screened_seq=0)
    hidden = Veil.objects.filter(case=case, is_on=True).exclude(photo=None).values("photo")
    back = Photo.objects.filter(case=case, pk__in=held.photos, state=PhotoState.READY).exclude(pk__in=hidden)
    back.update(is_public=True)
    return advance(case, step, at=at, words=given["reason"], facts={"shows": True})


def _decide(case: Case, *, by: Person, decision: str, at: datetime) -> Withholding:
    held = open_withholding(case)
    if held is None:
        raise Conflict(_("A second person has looked at this already. To show the case, publish it."))
    held.decision, held.decided_by, held.decided_at = decision, by, at
    held.save(update_fields=["decision", "decided_by", "decided_at"])
    return held


def still_private(left: Iterable[Finding]) -> str:
    """What is left in words that everybody is to read, by name."""
    named = ", ".join(f"{finding.text} ({finding.label})" for finding in left)
    return _("This still looks private: %(named)s. Replace it, or tick what may stay.") % {"named": named}
