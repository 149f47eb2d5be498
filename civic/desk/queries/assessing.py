"""A suggestion at the desk: its points, what offices said about it in private, and what may be done with them now."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from civic.cases.models import Case, Point
from civic.cases.queries import Viewer, hand_for, on_desk_of, part_of
from civic.cases.queries.points import Seen, points_now
from civic.cases.rules import Denial, Hand, Kind, denial
from civic.desk.rules import ASSESSMENT_VERBS, POINT_VERBS
from civic.lib.codes import read_number
from civic.offices.rules import Side
from civic.suggestions.models import Assessment
from civic.suggestions.queries import assessing_for, assessments_beside, assessments_of
from civic.suggestions.queries.assessments import Part
from civic.suggestions.queries.assessments import part_of as part_told
from civic.suggestions.rules.assessing import PARTS

SHOWN_MOST = 100
TO_GIVE, GIVEN, ASKED = "to-give", "given", "asked"
WHICH = (TO_GIVE, GIVEN, ASKED)


@dataclass(frozen=True)
class AssessmentCard:
    """One assessment as the desk reads it."""

    row: Assessment
    is_late: bool
    parts: list[Part]  # what was handed in
    verbs: tuple[str, ...] = ()

    @property
    def taken(self) -> list[Part]:
        """What the answer tells of it."""
        return [part for part in self.parts if part.name in self.row.taken]


@dataclass(frozen=True)
class WeighedCase:
    """Everything the page of a suggestion shows at the desk."""

    case: Case
    points: list[Point]
    cards: list[AssessmentCard]
    verbs: tuple[str, ...]


def find_suggestion(viewer: Viewer, number: str) -> Case:
    """The suggestion of this number on this officer's desk. Raises Http404 for all others."""
    read = read_number(number)
    mine = on_desk_of(viewer).with_names().filter(kind=Kind.SUGGESTION, number=read) if read else None
    case = mine.first() if mine is not None else None
    if case is None:
        raise Http404
    return case


def weighed_case(viewer: Viewer, case: Case, *, at: datetime) -> WeighedCase:
    """The suggestion with its points and assessments; six queries, whatever the rows."""
    hand = _hand(viewer, case, at=at)
    verbs = tuple(verb for verb in POINT_VERBS if _denial(case, verb, hand) is None)
    rows = [row for row in assessments_of(case) if _reads(viewer, case, row)]
    cards = [card_of(row, case, verbs, viewer, at=at) for row in rows]
    return WeighedCase(case, points_now(case), cards, verbs)


def _reads(viewer: Viewer, case: Case, row: Assessment) -> bool:
    """The office that leads the case and the other sides read what each office said; an office that was asked, what it
    said itself."""
    officer = viewer.officer
    if officer is None:
        return False
    return officer.side != Side.ACT or bool({case.office_id, row.office_id} & set(officer.office_ids))


def card_of(row: Assessment, case: Case, verbs: tuple[str, ...], viewer: Viewer, *, at: datetime) -> AssessmentCard:
    """One assessment, and what this officer may do with it now."""
    is_asked, is_current = row.office_id in assessing_for(viewer.officer), row.round == case.round
    holds = {
        "give-assessment": is_asked and row.is_awaited and is_current,
        "take-over": row.given_at is not None and is_current,
        "withdraw-assessment": row.is_awaited and is_current,
    }
    may = tuple(verb for verb in ASSESSMENT_VERBS if verb in verbs and holds[verb])
    words = Seen((), "")
    parts = [part_told(row, name, words) for name in PARTS] if row.given_at is not None else []
    return AssessmentCard(row, row.is_late(at), parts, may)


def find_assessment(viewer: Viewer, key: int, *, at: datetime) -> AssessmentCard:
    """An assessment that an office of this officer was asked for, or asked for. Raises Http404 for all others."""
    known = key.bit_length() < 64  # no database holds a larger one
    row = assessments_beside(viewer.officer).filter(pk=key).first() if known else None
    if row is None:
        raise Http404
    hand = _hand(viewer, row.case, at=at)
    verbs = tuple(verb for verb in ASSESSMENT_VERBS if _denial(row.case, verb, hand) is None)
    return card_of(row, row.case, verbs, viewer, at=at)


def assessments_on_desk(viewer: Viewer, which: str, *, at: datetime) -> list[AssessmentCard]:
    """What her offices have to hand in, handed in, or asked of others; the nearest day first. One query."""
    mine, rows = assessing_for(viewer.officer), assessments_beside(viewer.officer)
    if which == ASKED:
        rows = rows.filter(case__office__in=mine).order_by("-pk")
    elif which == GIVEN:
        rows = rows.filter(office__in=mine, given_at__isnull=False).order_by("-given_at", "-pk")
    else:
        rows = rows.awaited().filter(office__in=mine).order_by("due_at", "pk")
    return [AssessmentCard(row, row.is_late(at), []) for row in rows[:SHOWN_MOST]]


def assesses(viewer: Viewer) -> bool:
    """Does an office of hers assess suggestions?"""
    return bool(assessing_for(viewer.officer))


def _hand(viewer: Viewer, case: Case, *, at: datetime) -> Hand:
    return hand_for(case, viewer.officer, part_of(case, viewer.person), asks_stages=False, asks_tasks=False, at=at)


def _denial(case: Case, verb: str, hand: Hand) -> Denial | None:
    return denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand)
