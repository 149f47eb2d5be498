"""A slip for a guardian without an account: with its code she reads and decides on any computer, or on the phone."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.guardians.actions.consenting import NOT_HERS
from civic.guardians.actions.holding import ask_checked, hold
from civic.guardians.actions.lines import write_child_line
from civic.guardians.models import Child, Guardianship
from civic.guardians.queries.people import slip_digest
from civic.lib.codes import new_tracking_code
from civic.lib.refusals import NotAllowed


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
def note_look_up(child: Child, *, by: Person, at: datetime) -> None:
    """Whoever looks a family up at a desk is written down where the family reads it. Raises NotAllowed for whoever was
    not checked."""
    ask_checked(by, at=at)
    write_child_line(hold(child), verb="looked-up", side="city", by=by, at=at)
