"""What hangs together: the case a report was merged into, as far as a reader may see it; the parts of a case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from civic.cases.models import Case, LineWords, Merged
from civic.cases.queries.report_words import report_words
from civic.cases.queries.visibility import Viewer, on_desk_of, visible_to
from civic.cases.rules import CLOSED_STATES, WITH_THE_OFFICE, Outcome, Publication, State
from civic.journal.models import Audience
from civic.offices.rules import Side

MERGED_SHOWN = 20


@dataclass(frozen=True)
class Together:
    """The case a report is handled with, for one reader. `number` and title are empty where she may not see it; the
    answer is there once everybody may read it."""

    number: str = ""
    title: str = ""
    language: str = ""
    outcome: Any = ""
    office: str = ""
    answer: LineWords | None = None

    @property
    def is_shown(self) -> bool:
        """May this reader open the other case?"""
        return bool(self.number)


def together_with(case: Case, viewer: Viewer) -> Together | None:
    """The case this report was merged into; None, and no query, for a report that is handled by itself."""
    if not case.is_merged:
        return None
    row = Merged.objects.filter(case=case, left_at=None).select_related("parent__office").order_by("-pk").first()
    if row is None:
        return None
    parent = row.parent
    if not parent.is_public:
        is_seen = visible_to(viewer).filter(pk=parent.pk).exists()
        return Together(parent.number, parent.title, parent.language) if is_seen else Together()
    answer = _newest_answer(parent) if parent.answered_at or parent.state == State.DECLINED else None
    return Together(
        number=parent.number,
        title=parent.public_title,
        language=parent.language,
        outcome=Outcome(parent.outcome).label if parent.outcome and answer else "",
        office=parent.office.name if parent.office else "",
        answer=answer,
    )


def _newest_answer(case: Case) -> LineWords | None:
    said = LineWords.objects.filter(line__case=case, line__verb__in=["answer", "decline"], audience=Audience.PUBLIC)
    return said.filter(erased_at__isnull=True).order_by("-line__seq").first()


@dataclass(frozen=True)
class PartOfCase:
    """A part of a case, as everybody reads it on the page of the whole: what it is, with whom, how far."""

    title: str
    language: str
    state: Any
    office: str
    is_mandatory: bool
    is_over: bool
    is_dropped: bool
    outcome: Any
    answer: str
    since: datetime
    due_at: datetime | None
    case: Case


def parts_of(case: Case) -> list[PartOfCase]:
    """The parts of a case in their order; two queries, none for a case that was not split."""
    if not case.split_into:
        return []
    parts = list(case.portions.select_related("office", "matter").order_by("pk"))
    said = LineWords.objects.filter(line__case__in=parts, line__verb__in=["answer", "drop"], audience=Audience.PUBLIC)
    words = {one.line.case_id: one.text for one in said.select_related("line").order_by("line__seq")}
    return [_part(part, words.get(part.pk, "")) for part in parts]


def _part(part: Case, answer: str) -> PartOfCase:
    is_dropped = part.state == State.DECLINED
    has_office = part.office is not None and (part.state in WITH_THE_OFFICE or part.answered_at is not None)
    return PartOfCase(
        title=part.title,
        language=part.language,
        state=State(part.state).label,
        office=part.office.name if has_office and part.office else "",
        is_mandatory=part.is_mandatory,
        is_over=part.state in CLOSED_STATES,
        is_dropped=is_dropped,
        outcome=Outcome(part.outcome).label if part.outcome else "",
        answer=answer,
        since=part.moved_at,
        due_at=part.answer_due_at,
        case=part,
    )


@dataclass(frozen=True)
class Joined:
    """A report that was merged into a case, as the desk reads it there."""

    case: Case
    at: datetime
    text: str


def joined_to(case: Case, viewer: Viewer) -> list[Joined]:
    """The reports merged into a case, the newest first, with their words. Whoever handles the case reads them for it,
    but for those of reporters who asked to stay unknown to her; everybody else reads what lies on the own desk. Two
    queries, none for a case without any."""
    if not case.joined:
        return []
    rows = Merged.objects.filter(parent=case, left_at=None).select_related("case").order_by("-pk")
    if viewer.officer is not None and viewer.officer.side == Side.ACT:
        rows = rows.filter(case__is_confidential=False)
    else:
        rows = rows.filter(case__in=on_desk_of(viewer))
    found = list(rows[:MERGED_SHOWN])
    said = dict(report_words([row.case_id for row in found]).values_list("line__case", "text"))
    return [Joined(row.case, row.at, said.get(row.case_id, "")) for row in found]


def public_parent(case: Case) -> str:
    """The number of the case this one was merged into, where everybody may read that one; no query for most."""
    if not case.is_merged:
        return ""
    rows = Merged.objects.filter(case=case, left_at=None, parent__publication=Publication.PUBLISHED)
    return rows.values_list("parent__number", flat=True).first() or ""
