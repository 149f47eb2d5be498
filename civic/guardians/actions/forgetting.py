"""A grown-up is forgotten: she answers for no child any more, and nothing here says who she was.

Source of what is held for a while: Law on the protection of minors art. 11, 80; PIPL art. 47 (2): only storage and
protection where keeping is required.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from civic.accounts.models import Person
from civic.guardians.models import Breach, Consent, ConsentText, Guardianship, Opening, RightsRequest, Vetting
from civic.lib.refusals import NotAllowed


@transaction.atomic
def forget(person: Person, *, held: Collection[int] = (), at: datetime) -> None:
    """Ends what she answers for and blanks her name. Of the children in `held` (by their key in the database), whose
    safety somebody looks after, name and a way to reach her stay sealed until that has ended (`let_guardians_go`).
    Raises NotAllowed for whoever was checked, checked somebody, published a text, or wrote a word down at a desk: that
    is the city's record."""
    if (
        Vetting.objects.filter(Q(person=person) | Q(checked_by=person)).exists()
        or Consent.objects.filter(written_by=person).exists()
        or ConsentText.objects.filter(published_by=person).exists()
        or Guardianship.objects.filter(verified_by=person).exists()
        or Opening.objects.filter(Q(asked_by=person) | Q(decided_by=person) | Q(reviewed_by=person)).exists()
        or RightsRequest.objects.filter(Q(written_by=person) | Q(answered_by=person)).exists()
        or Breach.objects.filter(made_by=person).exists()
    ):
        raise NotAllowed()
    mine = Guardianship.objects.filter(person=person)
    mine.filter(ended_at__isnull=True).update(ended_at=at)
    for ward in mine.filter(child__in=held).select_for_update(of=("self",)):
        ward.contact = ward.contact or person.email or person.phone
        ward.person, ward.held_since = None, at
        ward.save(update_fields=["contact", "person", "held_since"])
    mine.update(person=None, name="", contact="")


@transaction.atomic
def let_guardians_go(*, held: Collection[int]) -> int:
    """What was held of guardians goes as soon as nobody looks after the child's safety any more; `held` are the
    children of whom somebody still does. Returns how many rows lost their names."""
    over = Guardianship.objects.filter(held_since__isnull=False).exclude(child__in=held)
    return over.update(name="", contact="", held_since=None)
