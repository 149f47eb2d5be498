"""Open comments under a case or a matter, or close them again."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.comments.models import Talk
from civic.comments.queries import forget_talks
from civic.journal import actions as journal
from civic.journal.models import Act
from civic.lib.refusals import NotAllowed
from civic.offices.models import Matter
from civic.offices.queries import hand_of, holds_role
from civic.offices.rules import Role


@transaction.atomic
def set_talk(about: Case | Matter, *, by: Person | None, is_on: bool, at: datetime) -> Talk:
    """From now on everybody may comment under a case, or under the cases of a matter; or nobody may any more, and what
    was shown stays. `by` is None where a round of the city says so for what was handed in to it. Raises NotAllowed for
    everybody but the keepers of the catalogue and the committee."""
    if by is not None and not (by.is_superuser or holds_role(hand_of(by, on=localdate(at)), Role.COMMITTEE.value)):
        raise NotAllowed(_("The committee and the keepers of the catalogue say where comments are open."))
    which = {"matter": about} if isinstance(about, Matter) else {"case": about}
    known = Talk.objects.filter(**which).values_list("is_on", flat=True).first()
    talk, _made = Talk.objects.update_or_create(defaults={"is_on": is_on, "at": at}, **which)
    transaction.on_commit(forget_talks)
    if by is not None and known is not is_on:
        journal.record_change(
            Act.CHANGE if known is not None else Act.ADD,
            by=by,
            about=f"comments.talk:{talk.pk}",
            name=str(about),
            before={"is_on": known},
            after={"is_on": is_on},
            at=at,
        )
    return talk
