"""Jurors are seated, and say before they read anything which schools and children they are tied to."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.juries.actions.giving import give_again, void
from civic.juries.actions.holding import ask_lead, ask_stage, hold, write
from civic.juries.models import Panel, Seat, Sheet, Tie
from civic.juries.queries import holds, sits_at_the_desk
from civic.juries.rules import Stage, TieKind
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.youth.models import Entry, School
from civic.youth.rules import Task

NOT_YOURS = _("This seat is not yours.")


@transaction.atomic
def seat_juror(panel: Panel, *, person: Person, by: Person, is_spare: bool = False, at: datetime) -> Seat:
    """Somebody sits on the jury, also in mid-round. Raises NotAllowed, NotValid for whoever is no juror with a check in
    force or works at the desk of the track, Taken for whoever sits there, Conflict once it is decided."""
    panel = hold(panel)
    ask_lead(panel, by, at=at)
    ask_stage(panel, Stage.PREPARED, Stage.OPEN)
    if not holds(person, Task.JUROR, panel.edition, at=at):
        raise NotValid(fields={"person": _("This person is no juror of this edition, or her check has run out.")})
    if sits_at_the_desk(person, panel.edition, at=at):
        raise NotValid(
            fields={"person": _("She works at the desk of the track and knows who made what. Choose somebody else.")}
        )
    if panel.seats.filter(person=person).exists():
        raise Taken(_("She has a seat on this jury, or had one."))
    seat = Seat.objects.create(panel=panel, person=person, is_spare=is_spare, given_at=at)
    write(panel, "seat", by=by, at=at, facts={"seat": seat.pk, "spare": is_spare})
    return seat


@transaction.atomic
def declare(seat: Seat, *, by: Person, schools: Iterable[School], at: datetime) -> Seat:
    """A juror names the schools she is tied to, or says with an empty list that there are none; before that she gets
    no sheet. Said later in the round, her sheets on pupils of these schools are void and others get them. Raises
    NotAllowed, Conflict once it is decided."""
    panel = hold(seat.panel)
    seat = Seat.objects.select_related("panel", "person").get(pk=seat.pk)
    if seat.person_id != by.pk or not holds(by, Task.JUROR, panel.edition, at=at):
        raise NotAllowed(NOT_YOURS)
    ask_stage(panel, Stage.PREPARED, Stage.OPEN)
    named = list(schools)
    for school in named:
        Tie.objects.get_or_create(
            edition=panel.edition,
            person=by,
            school=school,
            defaults={"kind": TieKind.TAUGHT, "said_by": by, "at": at},
        )
    seat.declared_at = seat.declared_at or at
    seat.save(update_fields=["declared_at"])
    write(panel, "declare", by=by, side="juror", at=at, facts={"seat": seat.pk, "schools": len(named)})
    if panel.stage == Stage.OPEN and named:
        tied = seat.sheets.holding().filter(piece__proposal__entry__school__in=named)
        pieces = [void(sheet, reason=str(TieKind.TAUGHT.value), at=at).piece for sheet in tied.select_related("piece")]
        give_again(panel, pieces, at=at)
    return seat


@transaction.atomic
def step_aside(sheet: Sheet, *, by: Person, kind: str, at: datetime) -> Sheet | None:
    """A juror finds, whenever it is, that she knows whose work this is: her sheet is void, and another juror reads the
    work. Returns the sheet of whoever does; None where nobody is left, which the desk then sees. Raises NotAllowed,
    NotValid, Conflict."""
    panel, sheet = _held(sheet)
    if sheet.seat.person_id != by.pk:
        raise NotAllowed(NOT_YOURS)
    return _part(panel, sheet, kind=kind, by=by, side="juror", at=at)


@transaction.atomic
def keep_apart(sheet: Sheet, *, by: Person, kind: str, at: datetime) -> Sheet | None:
    """The desk learns that a juror is tied to a child: the same as if she had said it herself. Raises NotAllowed,
    NotValid, Conflict."""
    panel, sheet = _held(sheet)
    ask_lead(panel, by, at=at)
    return _part(panel, sheet, kind=kind, by=by, side="city", at=at)


def _tie(panel: Panel, *, person: Person, entry: Entry, kind: str, by: Person, at: datetime) -> Tie:
    """These two never meet in this edition. The caller holds the jury."""
    if kind not in TieKind.values:
        raise NotValid(fields={"kind": _("Say how the juror and the child know each other.")})
    return Tie.objects.get_or_create(
        edition=panel.edition, person=person, entry=entry, defaults={"kind": kind, "said_by": by, "at": at}
    )[0]


def _held(sheet: Sheet) -> tuple[Panel, Sheet]:
    panel = hold(sheet.seat.panel)
    return panel, Sheet.objects.select_related("seat__person", "piece__proposal__entry").get(pk=sheet.pk)


def _part(panel: Panel, sheet: Sheet, *, kind: str, by: Person, side: str, at: datetime) -> Sheet | None:
    ask_stage(panel, Stage.OPEN)
    if sheet.voided_at is not None:
        raise Conflict(_("This sheet is void already."))
    _tie(panel, person=sheet.seat.person, entry=sheet.piece.proposal.entry, kind=kind, by=by, at=at)
    void(sheet, reason=kind, at=at)
    given = give_again(panel, [sheet.piece], at=at)
    facts = {"piece": sheet.piece.number, "seat": sheet.seat_id, "kind": kind, "given": bool(given)}
    write(panel, "part", by=by, side=side, at=at, facts=facts)
    return given[0] if given else None
