"""What pages of juries show: a juror her sheets, the desk how far a round is, a child its words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from civic.accounts.models import Person
from civic.guardians.models import Child
from civic.juries.models import Criterion, Outcome, Panel, PanelLine, Piece, Rubric, Seat, Sheet
from civic.juries.queries.pieces import hidden_meanwhile, in_force, places_of
from civic.juries.queries.results import going_on
from civic.youth.models import Duty, Edition
from civic.youth.rules import STAFF_TASKS, Task


@dataclass(frozen=True)
class SheetRow:
    """A sheet in a juror's list."""

    key: int
    number: int
    state: str  # "empty", "half", "in", "gone"


@dataclass(frozen=True)
class SeatPage:
    """A juror's place on one jury, with her sheets."""

    seat: Seat
    panel: Panel
    rows: list[SheetRow] = field(default_factory=list)

    @property
    def owed(self) -> int:
        """How many she still has to hand in."""
        return sum(row.state in ("empty", "half") for row in self.rows)


def seats_of(person: Person, *, at: datetime) -> list[SeatPage]:
    """Where somebody sits, the newest jury first; some queries a jury, and a juror sits on few."""
    seats = Seat.objects.filter(person=person, ended_at=None).select_related("panel__edition", "panel__district")
    return [SeatPage(seat, seat.panel, _rows(seat, at=at)) for seat in seats.order_by("-pk")[:12]]


def _rows(seat: Seat, *, at: datetime) -> list[SheetRow]:
    if seat.panel.opened_at is None:
        return []
    standing = set(in_force(seat.panel.pieces.all(), at=at).values_list("pk", flat=True))
    sheets = seat.sheets.holding().select_related("piece").order_by("piece__number")
    return [SheetRow(sheet.pk, sheet.piece.number, _state(sheet, standing)) for sheet in sheets]


def _state(sheet: Sheet, standing: set[int]) -> str:
    if sheet.piece_id not in standing:
        return "gone"
    if sheet.handed_in_at is not None:
        return "in"
    return "half" if sheet.saved_at is not None else "empty"


def sheet_of(person: Person, key: int) -> Sheet | None:
    """Somebody's own sheet, void or not, with what its page needs; None for anybody else's."""
    sheets = Sheet.objects.filter(seat__person=person, seat__ended_at=None)
    return (
        sheets.select_related(
            "seat__panel__edition",
            "seat__panel__rubric",
            "seat__person",
            "piece__panel",
            "piece__proposal__district",
            "piece__proposal__entry__school",
            "piece__proposal__entry__district",
        )
        .filter(pk=key)
        .first()
    )


def criteria_of(panel: Panel) -> list[Criterion]:
    """The criteria in their order; one query."""
    return list(panel.rubric.criteria.order_by("order"))


# --- the desk ---


def panels_at_desk() -> list[Panel]:
    """Every jury, the newest first, with how many sheets are in; one query."""
    holding = Q(pieces__sheets__voided_at=None)
    rows = Panel.objects.select_related("edition", "district").annotate(
        given=Count("pieces__sheets", filter=holding),
        handed_in=Count("pieces__sheets", filter=holding & Q(pieces__sheets__handed_in_at__isnull=False)),
    )
    return list(rows.order_by("-edition__number", "-made_at", "-pk")[:60])


def rubrics_at_desk() -> list[Rubric]:
    """Every rubric, the newest first, with its criteria; two queries."""
    return list(Rubric.objects.prefetch_related("criteria").annotate(used=Count("panels"))[:60])


@dataclass(frozen=True)
class RoundPage:
    """What the juries of a round found, before it is said to the edition."""

    panels: list[tuple[Panel, int]]  # a jury, and how many go on by it
    places: int
    is_named: bool

    @property
    def is_ready(self) -> bool:
        """Has every jury of the round its result?"""
        return bool(self.panels) and all(panel.decided_at is not None for panel, _on in self.panels)


def round_at_desk(edition: Edition, phase: str, *, at: datetime) -> RoundPage:
    """The juries of a round, each with how many go on by its result."""
    panels = list(edition.panels.filter(phase=phase).select_related("district", "vote").order_by("group", "pk"))
    rows = [(panel, len(going_on(panel, at=at)) if panel.decided_at else 0) for panel in panels]
    return RoundPage(rows, sum(places_of(panel) for panel in panels), any(panel.named_at for panel in panels))


@dataclass(frozen=True)
class DeskSeat:
    """A seat as the desk sees it: how much is given and handed in, and whether her check holds today."""

    seat: Seat
    given: int
    handed_in: int
    is_checked: bool


@dataclass(frozen=True)
class DeskPiece:
    """A piece as the desk sees it before the result: how many sheets it has, never what stands on them."""

    piece: Piece
    sheets: int
    handed_in: int
    is_standing: bool
    is_hidden: bool

    @property
    def lacks(self) -> bool:
        """Has it fewer sheets than the jury gives?"""
        return self.is_standing and self.sheets < self.piece.panel.each


@dataclass(frozen=True)
class DeskPanel:
    """One jury at the desk."""

    panel: Panel
    seats: list[DeskSeat]
    pieces: list[DeskPiece]
    places: int
    outcomes: list[Outcome]
    next_up: frozenset[int]  # pieces that go on now
    to_read: list[Sheet]
    jurors: list[Person]
    lines: list[PanelLine]

    @property
    def owed(self) -> int:
        """Sheets that are not handed in."""
        return sum(one.sheets - one.handed_in for one in self.pieces if one.is_standing)

    @property
    def lacking(self) -> int:
        """Pieces that lack a juror."""
        return sum(one.lacks for one in self.pieces)


def desk_panel(panel: Panel, *, today: Any, at: datetime) -> DeskPanel:
    """Everything on one page; the same number of queries for few and for many."""
    rows = list(Sheet.objects.holding().filter(piece__panel=panel).values_list("piece", "seat", "handed_in_at"))
    checked = set(_jurors(panel.edition, today).values_list("person", flat=True))
    seats = list(panel.seats.select_related("person").order_by("ended_at", "pk"))
    by_seat, in_by_seat = _count(seat for _piece, seat, _at in rows), _count(seat for _p, seat, done in rows if done)
    by_piece, in_by_piece = _count(piece for piece, _s, _at in rows), _count(piece for piece, _s, done in rows if done)
    standing = set(in_force(panel.pieces.all(), at=at).values_list("pk", flat=True))
    hidden = set(hidden_meanwhile(panel).values_list("pk", flat=True))
    outcomes = list(
        Outcome.objects.filter(piece__panel=panel).select_related("piece__proposal__entry").order_by("place")
    )
    taken = {seat.person_id for seat in seats}
    return DeskPanel(
        panel=panel,
        seats=[DeskSeat(one, by_seat[one.pk], in_by_seat[one.pk], one.person_id in checked) for one in seats],
        pieces=[
            DeskPiece(one, by_piece[one.pk], in_by_piece[one.pk], one.pk in standing, one.pk in hidden)
            for one in panel.pieces.select_related("panel").order_by("number")
        ],
        places=places_of(panel),
        outcomes=outcomes,
        next_up=frozenset(piece.pk for piece in going_on(panel, at=at)) if outcomes else frozenset(),
        to_read=_to_read(panel),
        jurors=[one for one in _people(panel.edition, today) if one.pk not in taken],
        lines=list(panel.lines.order_by("-seq")[:60]),
    )


def _count(keys: Iterable[int]) -> Counter[int]:
    return Counter(keys)


def _to_read(panel: Panel) -> list[Sheet]:
    if panel.decided_at is None or panel.told_at is not None:
        return []
    waiting = Sheet.objects.handed_in().filter(piece__panel=panel, words_fit=None).exclude(words="")
    return list(waiting.select_related("piece").order_by("piece__number", "pk")[:100])


def _jurors(edition: Edition, today: Any) -> Any:
    held = Duty.objects.held_on(today).filter(task=Task.JUROR)
    return held.filter(Q(edition=None) | Q(edition=edition))


def _people(edition: Edition, today: Any) -> list[Person]:
    desk = Duty.objects.held_on(today).filter(task__in=STAFF_TASKS).values("person")
    jurors = Person.objects.filter(pk__in=_jurors(edition, today).values("person")).exclude(pk__in=desk)
    return list(jurors.order_by("name", "handle")[:200])


# --- everybody, and the child ---


def panels_to_publish(edition: Edition) -> list[Panel]:
    """The juries of an edition that have opened: by what they judge is everybody's to read."""
    panels = edition.panels.filter(opened_at__isnull=False).select_related("rubric", "district", "vote")
    return list(panels.prefetch_related("rubric__criteria").order_by("opened_at"))


@dataclass(frozen=True)
class Told:
    """What a child reads of one round: a sentence for each criterion, and words of jurors without their names."""

    panel: Panel
    number: str  # of the proposal
    title: str
    sentences: list[tuple[str, str]]
    words: list[str]


def told_to(child: Child) -> list[Told]:
    """Everything juries have said to a child; two queries a round."""
    outcomes = Outcome.objects.filter(
        piece__proposal__entry__child=child, piece__panel__told_at__isnull=False
    ).select_related("piece__panel__rubric", "piece__panel__edition", "piece__proposal")
    told = []
    for one in outcomes.order_by("-piece__panel__told_at"):
        panel = one.piece.panel
        criteria = criteria_of(panel)
        said = Sheet.objects.handed_in().filter(piece=one.piece, words_fit=True).exclude(words="")
        told.append(
            Told(
                panel=panel,
                number=one.piece.proposal.number,
                title=one.piece.proposal.title,
                sentences=[
                    (each.name, each.sentence(warmth)) for each, warmth in zip(criteria, one.warmths, strict=False)
                ],
                words=sorted(said.values_list("words", flat=True)),
            )
        )
    return told
