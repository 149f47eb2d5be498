"""A family asks about what is kept, and is answered in writing within fifteen days.

Source: Minors' network protection regulation art. 34; PIPL art. 44 to 50.
"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.holding import ask_checked, hold, said
from civic.guardians.actions.lines import write_child_line
from civic.guardians.models import Child, Guardianship, RightsRequest
from civic.guardians.rules import LONGEST_WORDS, MOST_OPEN, Ground, Outcome, Right, Voice, due_on
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooMany


@transaction.atomic
def ask_right(
    child: Child,
    *,
    right: str,
    words: str,
    ward: Guardianship | None = None,
    written_by: Person | None = None,
    at: datetime,
) -> RightsRequest:
    """A guardian (`ward`) or the child itself asks; at a desk a checked officer writes it down. Raises NotAllowed for
    whoever does not answer for the child, NotValid, TooMany while five wait, Conflict once it was erased."""
    if written_by is not None:
        ask_checked(written_by, at=at)
    child = hold(child)
    if ward is not None and (ward.child_id != child.pk or not ward.is_open(at)):
        raise NotAllowed(_("Only a guardian who answers for this child today asks for it."))
    if right not in Right.values:
        raise NotValid(fields={"right": _("Choose what you ask for.")})
    asked = said(words, name="words", longest=LONGEST_WORDS, missing=_("Write in a sentence what you mean."))
    if child.requests.open().count() >= MOST_OPEN:
        told = _("Five of your requests wait for their answer. Each has its day; please wait for one of them.")
        raise TooMany(told, retry_after=24 * 3600)
    request = RightsRequest.objects.create(
        child=child,
        voice=Voice.CHILD if ward is None else Voice.GUARDIAN,
        guardianship=ward,
        right=right,
        words=asked,
        written_by=written_by,
        asked_at=at,
        due_on=due_on(localdate(at)),
    )
    write_child_line(
        child,
        verb="ask-right",
        side="child" if ward is None else "guardian",
        by=written_by or (child.person if ward is None else ward.person),
        at=at,
        facts={"request": str(request.key), "right": right, "at_desk": written_by is not None},
    )
    return request


@transaction.atomic
def answer_right(
    request: RightsRequest, *, by: Person, outcome: str, words: str, ground: str = "", at: datetime
) -> RightsRequest:
    """A checked officer answers in writing. What is refused, or done in part, has one of the grounds the law knows,
    and the reasons in words. Raises NotAllowed, NotValid, Conflict once answered."""
    ask_checked(by, at=at)
    child = hold(request.child)
    request = RightsRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at is not None:
        raise Conflict(_("This was answered already."))
    if request.written_by_id == by.pk:
        raise NotAllowed(_("You wrote this down at a desk, so another answers it."))
    if outcome not in Outcome.values:
        raise NotValid(fields={"outcome": _("Choose what became of it.")})
    if outcome == Outcome.DONE:
        ground = ""
    elif ground not in Ground.values:
        raise NotValid(fields={"ground": _("Choose on what ground. Without one nothing is refused.")})
    told = _("Write the answer: the family keeps it.")
    request.answer = said(words, name="words", longest=LONGEST_WORDS, missing=told)
    request.answered_by, request.answered_at, request.outcome, request.ground = by, at, outcome, ground
    request.save(update_fields=["answer", "answered_by", "answered_at", "outcome", "ground"])
    write_child_line(
        child,
        verb="answer-right",
        side="city",
        by=by,
        at=at,
        facts={"request": str(request.key), "outcome": outcome, "ground": ground},
    )
    return request


@transaction.atomic
def mark_escalated(request: RightsRequest, *, at: datetime) -> bool:
    """Whoever is responsible is told once that the day comes near. Says whether it was this call."""
    waiting = RightsRequest.objects.open().filter(pk=request.pk, escalated_at__isnull=True)
    return waiting.update(escalated_at=at) == 1
