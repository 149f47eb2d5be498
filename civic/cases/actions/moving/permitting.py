"""Hold a case and ask the table whether a move is open, for whichever hand makes it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.guards import Reporter
from civic.cases.models import Case, DraftedAnswer, Part
from civic.cases.queries import hand_for, part_of, part_words
from civic.cases.rules import (
    Denial,
    Hand,
    Move,
    denial,
    find_move,
    moves_of,
)
from civic.cases.rules.denials import OF_THE_CASE, denial_on_the_phone
from civic.cases.rules.moves import SAMPLE
from civic.lib.plain_text import clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.models import NEVER_ANSWERING, Office
from civic.offices.queries import OfficerHand, hand_of, office_ids_of
from civic.offices.rules import Role, Side

Hands = Person | Reporter


MODERATORS = frozenset({Role.MODERATOR.value})


@dataclass(frozen=True)
class Step:
    """A move that was permitted: its row, whose hand makes it, and for which office."""

    move: Move
    person_id: int | None
    side: str
    office_id: int | None
    officer: OfficerHand | None = None
    has_part: bool = False  # the person's side in this case is written down already
    operator_id: int | None = None  # who writes it down at the phone desk


def hold(case: Case) -> Case:
    """The case, locked until the act ends, as it stands now."""
    if connection.features.has_select_for_update:  # elsewhere the transaction holds the whole database from its start
        # two statements: PostgreSQL checks a row it waited for against the joined rows of before, and would find none
        Case.objects.select_for_update().values_list("pk", flat=True).get(pk=case.pk)
    beside = ("matter", "area", "office__reviewed_by", "cell", "contact")  # one statement for what most acts ask next
    return Case.objects.select_related(*beside).defer("cell__polygon").get(pk=case.pk)


def permit(
    case: Case, verb: str, *, by: Hands, at: datetime, branch: str = "", drafted: DraftedAnswer | None = None
) -> Step:
    """Ask the table of moves; the answer that waits is looked for unless it is known. Raises NotAllowed with the reason
    when the hand is wrong, Conflict when the case has moved on."""
    if isinstance(by, Reporter):
        return _permit_reporter(case, verb, by=by, at=at, branch=branch)
    officer = hand_of(by, on=localdate(at))
    part = part_of(case, by)
    if officer is None:
        raise NotAllowed(_("You hold no post today that can do this."))
    hand = hand_for(
        case,
        officer,
        part,
        asks_stages=any(row.of_stages for row in moves_of(verb)),
        asks_tasks=any(row.not_before_tasks for row in moves_of(verb)),
        drafted=drafted,
        at=at,
    )
    refuse(denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand))
    move = find_move(
        verb, kind=case.kind, state=case.state, publication=case.publication, side=officer.side, branch=branch
    )
    if move is None:
        raise Conflict()
    return Step(
        move=move,
        person_id=by.pk,
        side=move.side,
        office_id=_acting_office(case, officer, move),
        officer=officer,
        has_part=part is not None,
    )


def permit_at(case: Case, verb: str, *, by: Person, office_id: int, at: datetime) -> Step:
    """Somebody of an office that was asked for something about a case, wherever it lies and whoever holds it. Raises
    NotAllowed with the reason, Conflict when the case has moved on."""
    officer, part = hand_of(by, on=localdate(at)), part_of(case, by)
    if officer is None:
        raise NotAllowed(_("You hold no post today that can do this."))
    hand = replace(hand_for(case, officer, part, asks_stages=False, asks_tasks=False), is_in_area=True)
    refuse(denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand))
    if office_id not in office_ids_of(officer, Role.HANDLER) | office_ids_of(officer, Role.HEAD):
        raise NotAllowed(_("Another office was asked for this."), code="office")
    move = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side=officer.side)
    if move is None:
        raise Conflict()
    return Step(move, by.pk, move.side, office_id, officer, has_part=part is not None)


def _permit_reporter(case: Case, verb: str, *, by: Reporter, at: datetime, branch: str) -> Step:
    if by.case_id != case.pk:
        raise NotAllowed()
    part = part_of(case, by.operator or by.person)
    if by.operator is not None:
        refuse(_denial_on_the_phone(case, verb, by.operator, part, at=at))
    # whether she was asked again, the act looks up
    hand = Hand(side="resident", is_portion=case.whole_id is not None, is_asked_again=verb == "say-again")
    refuse(denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand))
    move = find_move(
        verb, kind=case.kind, state=case.state, publication=case.publication, side="resident", branch=branch
    )
    if move is None:
        raise Conflict()
    return Step(
        move=move,
        person_id=by.person.pk if by.person else None,
        side="resident",
        office_id=None,
        has_part=part is not None,
        operator_id=by.operator.pk if by.operator else None,
    )


def _denial_on_the_phone(case: Case, verb: str, operator: Person, part: Part | None, *, at: datetime) -> Denial | None:
    officer = hand_of(operator, on=localdate(at))
    return denial_on_the_phone(
        verb,
        is_operator=officer is not None and Role.OPERATOR.value in officer.roles,
        is_own_office=officer is not None and case.office_id in officer.office_ids,
        part=part.side if part else "",
        part_words=part_words(part) if part else "",
    )


def permit_source(case: Case, verb: str) -> Step:
    """The import's own row: a source's history, by nobody's hand here. Raises Conflict when the case has moved on."""
    move = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side="source")
    if move is None:
        raise Conflict()
    return Step(move=move, person_id=None, side="source", office_id=case.office_id)


def permit_sample(case: Case, verb: str, *, by: Person, at: datetime) -> Step:
    """Whoever was drawn to check a case again: a supervisor of its area who took no part in it whatever, not even on
    the checking side. Raises NotAllowed with the reason, Conflict when the case has moved on."""
    officer, part = hand_of(by, on=localdate(at)), part_of(case, by)
    if officer is None or officer.side != Side.CHECK or Role.SUPERVISOR.value not in officer.roles:
        raise NotAllowed(_("Only supervisors check a case again. You hold no such post today."))
    if part is not None:
        raise NotAllowed(_("You took part in this case, so somebody else checks it again."), code="part")
    if not hand_for(case, officer, part, asks_stages=False).is_in_area:
        raise NotAllowed(_("This case lies outside the area of your post."), code="area")
    move = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side=SAMPLE)
    if move is None:
        raise Conflict()
    return Step(move=move, person_id=by.pk, side=Side.CHECK, office_id=_acting_office(case, officer, move))


def permit_calendar(case: Case, verb: str, *, branch: str = "") -> Step:
    """The calendar's own row: nobody's hand. Raises Conflict for a case that waits for no day."""
    move = find_move(
        verb, kind=case.kind, state=case.state, publication=case.publication, side="calendar", branch=branch
    )
    if move is None:
        raise Conflict()
    return Step(move=move, person_id=None, side="calendar", office_id=None)


def permit_concerned(case: Case, verb: str) -> Step:
    """The row of whoever is named or shown: a stranger's hand. Raises Conflict for a case that is not public."""
    move = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side="concerned")
    if move is None:
        raise Conflict()
    return Step(move=move, person_id=None, side="concerned", office_id=None)


def refuse(reason: Denial | None) -> None:
    """Refuse with the reason: Conflict where no other hand would get around it, else NotAllowed."""
    if reason is None:
        return
    if reason.family in OF_THE_CASE:
        raise Conflict(reason.sentence, code=reason.family)
    raise NotAllowed(reason.sentence, code=reason.family)


def _acting_office(case: Case, officer: OfficerHand, move: Move) -> int | None:
    if move.at_own_office and case.office_id in officer.office_ids:
        return case.office_id
    return min(officer.office_ids, default=None)


def demand_words(step: Step, given: dict[str, str]) -> dict[str, str]:
    """The texts a move demands, cleaned. Raises NotValid naming each field that is missing or too long."""
    wrong: dict[str, Any] = {}
    kept: dict[str, str] = {}
    for demand in step.move.demands:
        if demand.kind not in ("text", "line") or demand.name not in given:
            continue
        kept[demand.name] = clean_text(given[demand.name]).strip()
        if demand.is_required and not kept[demand.name]:
            wrong[demand.name] = _("Write something here: others will rely on it.")
        elif len(kept[demand.name]) > demand.longest:
            wrong[demand.name] = _("This is too long. Keep it under %(count)d characters.") % {"count": demand.longest}
    if wrong:
        raise NotValid(fields=wrong)
    return kept


def demand_answering(office: Office) -> Office:
    """The office that shall answer. Raises NotValid for one that checks, commands, reviews or decides."""
    if not office.is_active or office.is_reviewing or office.kind in NEVER_ANSWERING:
        raise NotValid(fields={"office": _("This office does not answer cases. Choose one that does the work.")})
    return office
