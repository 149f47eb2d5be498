"""A sentence of the data officer beside the corrections. No hand changes a number: numbers follow the record."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.insights.models import Correction, Month
from civic.journal.actions import record_change
from civic.journal.models import Act
from civic.lib.plain_text import clean_text
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.models import Office
from civic.offices.queries import hand_of, holds_role
from civic.offices.rules import Role

WORDS_LONGEST = 500
NOT_YOURS = _("Only the data officer explains a correction.")


@transaction.atomic
def explain(
    month: date, *, by: Person, words: str, language: str, office: Office | None = None, at: datetime
) -> Correction:
    """Something has to be known about a published month: it stands beside its corrections, in the officer's words, and
    in the log of changes with her name. Raises NotAllowed, NotValid."""
    if not holds_role(hand_of(by, on=at.date()), Role.DATA):
        raise NotAllowed(NOT_YOURS)
    said = clean_text(words).strip()
    if not said:
        raise NotValid(fields={"words": _("Write something here: others will rely on it.")})
    if len(said) > WORDS_LONGEST:
        too_long = _("This is too long. Keep it under %(count)d characters.") % {"count": WORDS_LONGEST}
        raise NotValid(fields={"words": too_long})
    if not Month.objects.filter(pk=month).exists():
        raise NotValid(fields={"month": _("There are no figures of this month.")})
    note = Correction.objects.create(month=month, office=office, words=said, language=language, at=at)
    record_change(
        Act.ADD,
        by=by,
        about=f"insights.correction:{note.pk}",
        name=f"{month:%Y-%m}",
        before={},
        after={"month": f"{month:%Y-%m}", "office": office.code if office else "", "words": said},
        at=at,
    )
    return note
