"""What hangs together with an open case: what may be the same, what was merged, the parts, the reporter's other
cases."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from civic.cases.models import Case, Merged
from civic.cases.queries import (
    Entry,
    Joined,
    OtherCases,
    PartOfCase,
    Similar,
    Viewer,
    hand_for,
    joined_to,
    on_desk_of,
    other_cases,
    parts_of,
    probe_of,
    similar_cases,
    words_as_they_read,
)
from civic.cases.rules import Move, denial
from civic.cases.rules.bundling import Candidate, parent_fault
from civic.desk.rules import Standing, standing
from civic.offices.rules import Side


@dataclass(frozen=True)
class Alike:
    """Another case that may be the same thing; whether this one can be merged into it, or else it into this one."""

    similar: Similar
    may_take: bool
    may_come: bool

    @property
    def case(self) -> Case:
        """The other case."""
        return self.similar.case

    @cached_property
    def standing(self) -> Standing:
        """How its state is drawn."""
        case = self.case
        return standing(state=case.state, round_=case.round, verdict=case.verdict, answered_at=case.answered_at)


@dataclass(frozen=True)
class Bundle:
    """What hangs together with a case, as the desk sees it."""

    alike: list[Alike]
    parent: Case | None  # into which this one was merged
    since: datetime | None
    joined: list[Joined]  # those merged into this one, the newest
    not_shown: int  # of those merged into it: too many, or in confidence
    parts: list[PartOfCase]
    whole: Case | None  # of which this one is a part
    whole_text: str
    whole_is_on_desk: bool
    opens_joined: bool  # may this officer open the merged reports themselves?
    others: OtherCases | None  # of the same reporter


def bundle_of(viewer: Viewer, case: Case, moves: tuple[Move, ...], words: Entry, *, at: datetime) -> Bundle:
    """What hangs together with a case: at most ten queries, and three for a case that stands alone."""
    acts = viewer.officer is not None and viewer.officer.side == Side.ACT
    may_merge = any(move.verb == "merge" for move in moves)
    similar = similar_cases(probe_of(case, words.text), on_desk_of(viewer)) if case.whole_id is None else []
    row = _merged_row(case) if case.is_merged else None
    joined = joined_to(case, viewer)
    whole = Case.objects.with_names().filter(pk=case.whole_id).first() if case.whole_id else None
    return Bundle(
        alike=[_alike(viewer, one, case, may_merge=may_merge) for one in similar],
        parent=row.parent if row and on_desk_of(viewer).filter(pk=row.parent_id).exists() else None,
        since=row.at if row else None,
        joined=joined,
        not_shown=case.joined - len(joined),
        parts=parts_of(case),
        whole=whole,
        whole_text=words_as_they_read(whole) if whole else "",
        whole_is_on_desk=whole is not None and on_desk_of(viewer).filter(pk=whole.pk).exists(),
        opens_joined=not acts,
        others=other_cases(case, viewer.officer, at=at),
    )


def _alike(viewer: Viewer, one: Similar, case: Case, *, may_merge: bool) -> Alike:
    """Which of the two goes into the other: this one, unless others were merged into it already."""
    may_take = may_merge and not _fault_of(one.case, case)
    may_come = False
    checks = viewer.officer is not None and viewer.officer.side == Side.CHECK  # nobody else merges
    if not may_take and checks and not _fault_of(case, one.case):
        other = one.case
        hand = hand_for(other, viewer.officer, None, asks_stages=False, asks_tasks=False)
        denied = denial("merge", kind=other.kind, state=other.state, publication=other.publication, hand=hand)
        may_come = denied is None
    return Alike(one, may_take, may_come)


def _merged_row(case: Case) -> Merged | None:
    return Merged.objects.filter(case=case, left_at=None).select_related("parent").first()


def _fault_of(parent: Case, case: Case) -> Any:
    return parent_fault(
        Candidate(
            is_itself=parent.pk == case.pk,
            kind=parent.kind,
            other_kind=case.kind,
            state=parent.state,
            publication=parent.publication,
            privacy=parent.privacy,
            is_portion=parent.whole_id is not None,
        )
    )
