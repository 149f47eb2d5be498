"""Two vetted officers keep from a guardian under suspicion what was done to protect the child, for 30 days."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.holding import ask_checked, hold, said
from civic.guardians.actions.lines import write_child_line
from civic.guardians.actions.opening import LONGEST
from civic.guardians.models import Guardianship, Withholding
from civic.guardians.rules import WITHHELD_FOR
from civic.lib.refusals import Conflict, NotAllowed


@transaction.atomic
def ask_withholding(guardianship: Guardianship, *, by: Person, words: str, at: datetime) -> Withholding:
    """The first of two: says why. Nothing is withheld yet. Raises NotAllowed, NotValid, Conflict while one runs."""
    ask_checked(by, at=at)
    reason = said(words, name="words", longest=LONGEST, missing=_("Say why: it is kept, sealed."))
    hold(guardianship.child)
    running = Withholding.objects.filter(guardianship=guardianship, ended_at__isnull=True)
    running.filter(until__lte=at).update(ended_at=at)
    if running.exists():
        raise Conflict(_("This is asked or in force already."))
    return Withholding.objects.create(guardianship=guardianship, reason=reason, asked_by=by, asked_at=at)


@transaction.atomic
def agree_withholding(withholding: Withholding, *, by: Person, at: datetime) -> Withholding:
    """The second of two: from now on it is withheld, for 30 days. Raises NotAllowed for the first, Conflict."""
    ask_checked(by, at=at)
    child = hold(withholding.guardianship.child)
    withholding = Withholding.objects.select_for_update().get(pk=withholding.pk)
    if withholding.asked_by_id == by.pk:
        raise NotAllowed(_("Another agrees: two withhold together."))
    if withholding.agreed_at is not None or withholding.ended_at is not None:
        raise Conflict(_("This was decided already."))
    withholding.agreed_by, withholding.agreed_at, withholding.until = by, at, at + WITHHELD_FOR
    withholding.save(update_fields=["agreed_by", "agreed_at", "until"])
    facts = {"withholding": withholding.pk}
    write_child_line(child, verb="withhold", side="city", by=by, at=at, facts=facts, is_withheld=True)
    return withholding


@transaction.atomic
def end_withholding(withholding: Withholding, *, by: Person, at: datetime) -> Withholding:
    """The suspicion has gone, or it was never agreed to: the guardian sees everything again. Raises Conflict."""
    ask_checked(by, at=at)
    child = hold(withholding.guardianship.child)
    withholding = Withholding.objects.select_for_update().get(pk=withholding.pk)
    if withholding.ended_at is not None:
        raise Conflict(_("This has ended already."))
    withholding.ended_at = at
    withholding.save(update_fields=["ended_at"])
    facts = {"withholding": withholding.pk}
    write_child_line(child, verb="end-withholding", side="city", by=by, at=at, facts=facts, is_withheld=True)
    return withholding
