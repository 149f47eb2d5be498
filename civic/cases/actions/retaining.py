"""Keep what the law still needs of words that were taken out or erased, and let it go when the ground has ended."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions.contacts import SHORTEST_PURPOSE, as_columns, post_in_use
from civic.cases.models import Case, Contact, ContactOpening, LineWords, Retained
from civic.cases.queries.retaining import ground_to_keep
from civic.cases.rules.looking import Reason
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.queries import hand_of
from civic.offices.rules import Role

BATCH = 200


def retain(case: Case, words: Iterable[LineWords], *, contact: Contact | None = None, at: datetime) -> Retained | None:
    """Seal what is about to go, where something about it is being decided; None where no ground exists. Belongs in the
    transaction of the act, before the words are blanked."""
    ground = ground_to_keep(case)
    if ground is None:
        return None
    said: dict[str, object] = {
        "title": case.title,
        "place": case.address,
        "words": [{"line": one.line.seq, "verb": one.line.verb, "text": one.text} for one in words if one.text],
    }
    if contact is not None:
        said["contact"] = {"email": contact.email, "phone": contact.phone}
    return Retained.objects.create(case=case, ground=ground, said=json.dumps(said, ensure_ascii=False), at=at)


def let_go(*, at: datetime, most: int = BATCH) -> int:
    """Erase what was kept on a ground that has ended. Returns how many rows went."""
    kept = list(Retained.objects.order_by("pk").values_list("pk", flat=True)[:most])
    return sum(_let_go(pk) for pk in kept)


@transaction.atomic
def _let_go(pk: int) -> bool:
    row = Retained.objects.select_related("case").filter(pk=pk).first()
    if row is None or ground_to_keep(row.case) is not None:
        return False
    row.delete()
    return True


WHY = _("Say in a few words why you open it. Its author can read that, unless everything of hers was erased.")


@transaction.atomic
def open_retained(kept: Retained, *, by: Person, purpose: str, at: datetime) -> dict[str, Any]:
    """Show the data officer what is kept sealed, and write down that it was shown and what for, where its author can
    read it. Raises NotAllowed for everybody else and for what is about her own office, NotValid without a reason."""
    officer = hand_of(by, on=localdate(at))
    if officer is None or Role.DATA.value not in officer.roles:
        raise NotAllowed(_("Only the data officer opens what is kept sealed."))
    if kept.case.about_office_id in officer.office_ids:
        raise NotAllowed(_("There is nothing here for you to do."))
    said = clean_line(purpose).strip()
    if len(said) < SHORTEST_PURPOSE:
        raise NotValid(fields={"purpose": WHY})
    post = as_columns(post_in_use(kept.case, officer, frozenset({Role.DATA.value})))
    ContactOpening.objects.create(case=kept.case, by=by, at=at, reason=Reason.OTHER, purpose=said[:200], **post)
    told: dict[str, Any] = json.loads(kept.said)
    return told
