"""A grown-up is forgotten: she answers for no child any more, and nothing here says who she was."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from civic.accounts.models import Person
from civic.guardians.models import Breach, Consent, Guardianship, Opening, RightsRequest, Vetting
from civic.lib.refusals import NotAllowed


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Ends what she answers for and blanks her name. Raises NotAllowed for whoever was checked, checked somebody, or
    wrote a word down at a desk: that is the city's record."""
    if (
        Vetting.objects.filter(Q(person=person) | Q(checked_by=person)).exists()
        or Consent.objects.filter(written_by=person).exists()
        or Guardianship.objects.filter(verified_by=person).exists()
        or Opening.objects.filter(Q(asked_by=person) | Q(decided_by=person) | Q(reviewed_by=person)).exists()
        or RightsRequest.objects.filter(Q(written_by=person) | Q(answered_by=person)).exists()
        or Breach.objects.filter(made_by=person).exists()
    ):
        raise NotAllowed()
    Guardianship.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at)
    Guardianship.objects.filter(person=person).update(person=None, name="", contact="")
