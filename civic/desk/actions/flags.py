"""Flags: a mark on a case that only the desk sees, one's own or one's office's."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.desk.models import Flag
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.models import Office
from civic.offices.queries import OfficerHand, hand_of

MOST_FLAGS = 500


@transaction.atomic
def flag(case: Case, *, by: Person, office: Office | None = None, at: datetime) -> Flag:
    """An officer marks a case to find it again, for herself or for an office of hers; marked once, however often she
    presses. Raises NotAllowed without a post, or for an office she holds none in; NotValid beyond 500 of her own."""
    _officer(by, office, at=at)
    mine = Flag.objects.filter(by=by, office__isnull=True)
    if office is None and mine.count() >= MOST_FLAGS and not mine.filter(case=case).exists():
        raise NotValid(
            _("You have flagged five hundred cases, and more nobody finds again. Take some flags off first.")
        )
    whose = {"office": office} if office is not None else {"office": None, "by": by}
    kept, _is_new = Flag.objects.get_or_create(case=case, **whose, defaults={"by": by, "at": at})
    return kept


@transaction.atomic
def unflag(case: Case, *, by: Person, office: Office | None = None, at: datetime) -> int:
    """The mark is taken off: her own, or her office's, whoever set it. Returns how many. Raises NotAllowed as flag."""
    _officer(by, office, at=at)
    whose = {"office": office} if office is not None else {"office": None, "by": by}
    gone, _rows = Flag.objects.filter(case=case, **whose).delete()
    return gone


def _officer(person: Person, office: Office | None, *, at: datetime) -> OfficerHand:
    officer = hand_of(person, on=localdate(at))
    if officer is None:
        raise NotAllowed(_("You hold no post today that can do this."))
    if office is not None and office.pk not in officer.office_ids:
        raise NotAllowed(_("You hold no post in this office, so you cannot flag for it."))
    return officer
