"""Messages that reached nobody become tasks of the phone desk, each looked after once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.calls.actions.writing import NOT_YOURS
from civic.calls.models import Undelivered
from civic.calls.queries import is_operator, message_in_hand
from civic.calls.rules import SHIFT, UNDELIVERED_KEPT, Handled, UndeliveredStage
from civic.cases.actions import ring
from civic.cases.models import Case, Contact
from civic.cases.rules.looking import Reason
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices.models import Channel, Notice, NoticeState

BATCH = 200
NOTE_LONGEST = 300


def find_undelivered(*, at: datetime, most: int = BATCH) -> int:
    """Find the messages about cases that were given up and that nobody looks after yet; how many. A device is told
    beside an address, so one that cannot be reached is nobody's task."""
    failed = Notice.objects.filter(
        state=NoticeState.FAILED, due_at__gte=at - UNDELIVERED_KEPT, about__startswith="case:", undelivered__isnull=True
    ).exclude(Q(address="") | Q(channel=Channel.PUSH))
    rows = [(pk, int(about.removeprefix("case:"))) for pk, about in failed.values_list("pk", "about")[:most]]
    known = set(
        Case.objects.filter(pk__in=[case for _pk, case in rows], erased_at__isnull=True).values_list("pk", flat=True)
    )
    found = [Undelivered(notice_id=pk, case_id=case, found_at=at) for pk, case in rows if case in known]
    return len(Undelivered.objects.bulk_create(found, ignore_conflicts=True))


@transaction.atomic
def take_undelivered(row: Undelivered, *, by: Person, at: datetime) -> Contact:
    """An operator takes a message that reached nobody: she sees how the reporter may be reached otherwise, and that is
    written down. Raises NotAllowed, Taken when somebody was quicker."""
    if not is_operator(by, at=at):
        raise NotAllowed(NOT_YOURS)
    free = Q(stage=UndeliveredStage.WAITING) | Q(stage=UndeliveredStage.TAKEN, taken_at__lte=at - SHIFT)
    taken = Undelivered.objects.filter(free, pk=row.pk, case__erased_at__isnull=True).values("pk")
    if (
        Undelivered.objects.filter(free, pk__in=taken).update(stage=UndeliveredStage.TAKEN, taken_by=by, taken_at=at)
        != 1
    ):
        raise Taken(_("Somebody else looks after this message already. Take the next one."))
    return ring(row.case, by=by, purpose=gettext("A message did not reach you"), reason=Reason.OTHER, at=at)


@transaction.atomic
def look_after(row: Undelivered, *, how: str, note: str = "", by: Person, at: datetime) -> None:
    """Called instead, wrote a letter, or gave up and says why: once. Raises NotValid, Conflict when it is not in her
    hand."""
    note = clean_line(note).strip()[:NOTE_LONGEST]
    if how not in Handled.values:
        raise NotValid(fields={"how": _("Say what you did: called, wrote a letter, or gave up.")})
    if how == Handled.GIVEN_UP and not note:
        raise NotValid(fields={"note": _("Say why nobody could be reached.")})
    held = message_in_hand(row.pk, by, at=at)
    mine = Undelivered.objects.filter(pk=row.pk, stage=UndeliveredStage.TAKEN, taken_by=by)
    if held is None or mine.update(stage=UndeliveredStage.DONE, how=how, note=note, done_at=at) != 1:
        raise Conflict(_("This message is not in your hand any more. Take it again from the list."))
