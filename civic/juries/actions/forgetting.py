"""A person is forgotten, and what a jury wrote about a child that is erased."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from civic.accounts.models import Person
from civic.guardians.models import Child
from civic.juries.models import Mark, Panel, PanelLine, Rubric, Seat, Sheet, Tie
from civic.lib.refusals import NotAllowed


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Nobody finds a resident from a jury. Raises NotAllowed for whoever judged or ran one: that is the record by which
    a result can be checked."""
    acted = (
        Seat.objects.filter(person=person).exists()
        or Tie.objects.filter(Q(person=person) | Q(said_by=person)).exists()
        or Panel.objects.filter(made_by=person).exists()
        or Rubric.objects.filter(made_by=person).exists()
        or Sheet.objects.filter(read_by=person).exists()
        or PanelLine.objects.filter(actor=person).exists()
    )
    if acted:
        raise NotAllowed()


@transaction.atomic
def forget_child(child: Child, *, at: datetime) -> int:
    """What jurors wrote and marked about a child that is erased goes with it; its blind numbers stay empty places, and
    the digest of a result no longer proves its line. How many sheets were blanked."""
    sheets = Sheet.objects.filter(piece__proposal__entry__child=child)
    Mark.objects.filter(sheet__in=sheets).delete()
    Tie.objects.filter(entry__child=child).delete()
    return sheets.update(words="")
