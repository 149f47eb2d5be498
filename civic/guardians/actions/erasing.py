"""Who a child is goes for good: when the timetable says so, or because the family wants it.

Source: PIPL art. 19, 47; Minors' network protection regulation art. 34.
"""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.guardians.actions.asking import end_asking
from civic.guardians.actions.lines import hold_child, write_child_line
from civic.guardians.models import Child, Guardianship, Identity, Opening, RightsRequest
from civic.guardians.rules import KEPT_YEARS
from civic.notices import actions as notices


@transaction.atomic
def erase_identity(child: Child, *, by: Person | None = None, side: str = "calendar", at: datetime) -> bool:
    """Name, day of birth, school and digest go, and the names of whoever answered for the child; what it made stays
    under its pseudonym. Says whether there was anything to erase."""
    child = hold_child(child)
    blank = {"name": "", "born_on": "", "school": "", "digest": "", "turning_digest": "", "erased_at": at}
    gone = Identity.objects.filter(child=child, erased_at__isnull=True).update(**blank)
    Guardianship.objects.filter(child=child).update(name="", contact="", held_since=None)
    if gone:
        write_child_line(child, verb="erase-identity", side=side, by=by, at=at)
    return bool(gone)


@transaction.atomic
def forget_child(child: Child, *, by: Person | None, side: str, at: datetime) -> bool:
    """Everything of this app about a child goes but the bare log of who did what and when: identity, guardians, words
    of requests and openings, lists it stood in, messages about it. Says whether it was still known."""
    child = hold_child(child)
    if child.erased_at is not None:
        return False
    erase_identity(child, by=by, side=side, at=at)
    Guardianship.objects.filter(child=child, ended_at__isnull=True).update(ended_at=at)
    Guardianship.objects.filter(child=child).update(person=None, slip_digest="")
    for asking in child.askings.all():  # where others were asked to answer for it, and the messages on their way
        end_asking(asking, at=at)
    Opening.objects.filter(child=child).update(words="", decision="", review="", until=None)
    RightsRequest.objects.filter(child=child).update(words="", answer="", erased_at=at)
    child.exports.clear()
    notices.withdraw_about(child.subject, at=at)
    notices.forget_about(child.subject, at=at)
    child.person, child.erased_at = None, at
    child.save(update_fields=["person", "erased_at"])
    write_child_line(child, verb="erase", side=side, by=by, at=at)
    return True


@transaction.atomic
def tidy_requests(*, at: datetime) -> int:
    """What was asked, answered and said of openings goes after three years; that it was asked and how it ended
    stays. Returns how many rows lost their words."""
    before = at.replace(year=at.year - KEPT_YEARS, day=min(at.day, 28))
    old = RightsRequest.objects.filter(answered_at__lt=before, erased_at__isnull=True)
    gone = old.update(words="", answer="", erased_at=at)
    spoken = Opening.objects.filter(asked_at__lt=before).exclude(words="", decision="", review="")
    return gone + spoken.update(words="", decision="", review="")
