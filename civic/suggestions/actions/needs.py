"""Ten closed reports of one cell that come from a missing facility draft a suggestion; a supervisor decides on it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.cases.actions import ReportGiven, file_case
from civic.cases.models import Case
from civic.cases.rules import Kind, Source
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence
from civic.lib.sweeping import one_by_one
from civic.offices.models import Matter
from civic.offices.queries import hand_of
from civic.suggestions.models import Need, NeedCase
from civic.suggestions.queries import cells_in_need, is_in_reach, keeps_needs, public_links, showing_a_need
from civic.suggestions.rules.needs import (
    ENDED,
    NO_KEEPER,
    NOT_YOUR_AREA,
    REASON_LONGEST,
    TEXT_LONGEST,
    TITLE_LONGEST,
    TOO_FEW,
    End,
    is_need,
    words_fault,
)


def find_needs(*, at: datetime) -> int:
    """Draft what ten reports of a cell ask for, each cell in a transaction of its own; how many drafts are new. Another
    sweep at the same moment drafts nothing twice."""
    return one_by_one(cells_in_need(at), lambda cell: _drafted(cell, at=at))


def _drafted(cell: int, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            return draft_need(cell, at=at)
    except IntegrityError:  # another hand drafted it, or counted one of its reports
        return False


@transaction.atomic
def draft_need(cell: int, *, at: datetime) -> bool:
    """The draft of one cell, with the reports it rests on; what came since joins a draft that is still open. Says
    whether it is new. Raises IntegrityError where another hand was faster."""
    found = list(showing_a_need(at).filter(cell=cell).order_by("pk").values_list("pk", flat=True))
    need, is_new = Need.objects.select_for_update().filter(cell=cell, end="").first(), False
    if need is None:
        if not is_need(len(found)):
            return False
        need, is_new = Need.objects.create(cell_id=cell, found_at=at), True
    NeedCase.objects.bulk_create([NeedCase(need=need, case_id=pk) for pk in found])
    return is_new


@transaction.atomic
def hand_in_need(need: Need, *, by: Person, title: str, text: str, matter: Matter | None, at: datetime) -> Case:
    """A supervisor hands in what the reports ask for, in the city's own name and with nobody's contact; it goes the way
    of every suggestion from there. Raises NotAllowed; NotValid by field; Conflict where somebody decided already, and
    where too few of its reports can be read by everybody."""
    need = _held(need, by=by, at=at)
    behind = public_links(need)
    if not is_need(len(behind)):
        raise Conflict(TOO_FEW)
    said_title, said_text = clean_line(title).strip(), clean_text(text).strip()
    wrong: dict[str, Sentence] = words_fault("title", said_title, TITLE_LONGEST)
    wrong |= words_fault("text", said_text, TEXT_LONGEST)
    if wrong:
        raise NotValid(fields=wrong)
    near = _nearest_to_all(behind)
    given = ReportGiven(
        kind=Kind.SUGGESTION,
        text=said_text,
        title=said_title,
        matter=matter,
        lat=near.lat,
        lon=near.lon,
        area=need.cell.area,
        is_confidential=False,
    )
    case = file_case(given, by=by, source=Source.CITY, source_ref=f"need-{need.pk}", at=at).case
    _end(need, End.HANDED_IN, by=by, at=at, case=case)
    return case


@transaction.atomic
def drop_need(need: Need, *, by: Person, reason: str, at: datetime) -> Need:
    """A supervisor drops a draft and says why; its reports count for no other one. Raises NotAllowed, NotValid,
    Conflict."""
    need = _held(need, by=by, at=at)
    said = clean_text(reason).strip()
    if wrong := words_fault("reason", said, REASON_LONGEST):
        raise NotValid(fields=wrong)
    return _end(need, End.DROPPED, by=by, at=at, reason=said)


def _held(need: Need, *, by: Person, at: datetime) -> Need:
    need = Need.objects.select_for_update(of=("self",)).select_related("cell__area").get(pk=need.pk)
    officer = hand_of(by, on=localdate(at))
    if officer is None or not keeps_needs(officer):
        raise NotAllowed(NO_KEEPER)
    if not is_in_reach(need, officer):
        raise NotAllowed(NOT_YOUR_AREA, code="area")
    if need.end:
        raise Conflict(ENDED)
    return need


def _end(need: Need, end: End, *, by: Person, at: datetime, case: Case | None = None, reason: str = "") -> Need:
    need.end, need.ended_at, need.ended_by, need.case, need.reason = end, at, by, case, reason
    need.save(update_fields=["end", "ended_at", "ended_by", "case", "reason"])
    return need


def _nearest_to_all(cases: list[Case]) -> Case:
    """The report that lies in the middle of them: its point is in the cell, which the middle itself may not be."""
    placed = [case for case in cases if case.lat is not None and case.lon is not None] or cases
    lat = sum(case.lat or 0.0 for case in placed) / len(placed)
    lon = sum(case.lon or 0.0 for case in placed) / len(placed)
    return min(placed, key=lambda case: ((case.lat or 0.0) - lat) ** 2 + ((case.lon or 0.0) - lon) ** 2)
