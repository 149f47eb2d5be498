"""A slip for a guardian without an account: with its code she reads and decides on any computer, or on the phone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.consenting import NOT_HERS
from civic.guardians.actions.holding import ask_checked, hold
from civic.guardians.actions.lines import write_child_line
from civic.guardians.models import Child, Guardianship
from civic.guardians.queries.people import slip_digest
from civic.guardians.rules import LOOK_UP_HOLDS, LookUp
from civic.lib.codes import new_tracking_code
from civic.lib.refusals import NotAllowed, NotValid


@transaction.atomic
def give_slip(ward: Guardianship, *, by: Person, at: datetime) -> str:
    """A checked officer hands out a code, told this once; one that was given before opens nothing from now on. Raises
    NotAllowed for whoever was not checked, and for her own family."""
    ask_checked(by, at=at)
    child = hold(ward.child)
    if ward.person_id == by.pk or not ward.is_open(at):
        raise NotAllowed(NOT_HERS)
    code = new_tracking_code()
    Guardianship.objects.filter(pk=ward.pk).update(slip_digest=slip_digest(code))
    write_child_line(child, verb="give-slip", side="city", by=by, at=at)
    return code


@transaction.atomic
def end_guardian(ward: Guardianship, *, by: Person, at: datetime) -> bool:
    """She answers for the child no more: her words count no longer, neither yes nor no. Says whether it was this
    call."""
    child = hold(ward.child)
    ended = Guardianship.objects.filter(pk=ward.pk, ended_at__isnull=True).update(ended_at=at, slip_digest="")
    if ended:
        write_child_line(child, verb="end-guardian", side="guardian", by=by, at=at, facts={"relation": ward.relation})
    return bool(ended)


@transaction.atomic
def note_look_up(child: Child, *, by: Person, purpose: str, at: datetime) -> None:
    """Whoever looks a family up at a desk is written down where the family reads it, with what for. Raises NotAllowed
    for whoever was not checked, NotValid without a purpose."""
    ask_checked(by, at=at)
    if purpose not in LookUp.values:
        raise NotValid(fields={"purpose": _("Choose what for: the family reads it.")})
    write_child_line(hold(child), verb="looked-up", side="city", by=by, at=at, facts={"purpose": purpose})


def note_opened_again(child: Child, *, by: Person, at: datetime) -> bool:
    """The page of a family was opened by its address: written down too, unless the same officer looked it up within
    the hour. Says whether it was. Raises NotAllowed for whoever was not checked."""
    since = at - LOOK_UP_HOLDS
    if child.lines.filter(verb="looked-up", actor=by, at__gt=since).exists():
        return False
    note_look_up(child, by=by, purpose=LookUp.AGAIN, at=at)
    return True
