"""Comments as they are read: by everybody, by their author, by a moderator; and whether they are open at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any

from django.db.models import Exists, OuterRef, Q

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.rules import State
from civic.comments.models import Comment, CommentQuerySet, CommentReport, Talk
from civic.comments.rules import THREADS, CommentState, Worry, closed_because
from civic.lib.codes import read_number
from civic.offices.models import Matter
from civic.offices.queries import OfficerHand, hand_of
from civic.offices.rules import Role

ROWS_KEPT = 2000
TALKS_SHOWN = 200


def is_on(case: Case) -> bool:
    """Are comments open under this case, by its own row or that of its matter? Off unless somebody opened them."""
    rows = Talk.objects.filter(Q(case=case.pk) | Q(matter=case.matter_id)).values_list("case", "is_on")
    told = dict(rows)
    return told[case.pk] if case.pk in told else any(told.values())


KEPT_SECONDS = 60


@dataclass
class _Open:
    """What this process keeps, so that the page of a case asks nothing: the matters and the single cases with a row."""

    matters: frozenset[int] = frozenset()
    cases: dict[int, bool] = field(default_factory=dict)
    is_whole: bool = True  # no row was left out
    good_until: float = 0.0


_kept = _Open()


def is_on_lately(case: Case) -> bool:
    """The same, as of a minute ago at most, without a question of its own where few cases have a row."""
    if monotonic() >= _kept.good_until:
        rows = list(Talk.objects.order_by("-pk").values_list("matter", "case", "is_on")[:ROWS_KEPT])
        _kept.matters = frozenset(matter for matter, case, on in rows if case is None and on)
        _kept.cases = {case: on for _matter, case, on in rows if case is not None}
        _kept.is_whole = len(rows) < ROWS_KEPT
        _kept.good_until = monotonic() + KEPT_SECONDS
    own = _kept.cases.get(case.pk)
    if own is None and not _kept.is_whole:
        return is_on(case)
    return case.matter_id in _kept.matters if own is None else own


def forget_talks() -> None:
    """Read at the next question where comments are open: it has changed."""
    _kept.good_until = 0.0


def why_closed(case: Case) -> Any:
    """The sentence that says why nobody may comment here; "" where somebody may."""
    return closed_because(
        is_public=case.is_public, is_open=case.is_open, is_on=is_on(case), is_merged=case.state == State.MERGED
    )


@dataclass
class Thread:
    """A comment with what was replied to it."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)


@dataclass
class Talking:
    """What stands under a case, for one reader."""

    case: Case
    threads: list[Thread]
    mine: list[Comment]  # of the reader, not shown or no more
    older: int  # the key to go on with, 0 where that was all
    why_closed: Any
    person: Person | None = None

    @property
    def is_open(self) -> bool:
        """May somebody comment now?"""
        return not self.why_closed

    @property
    def own(self) -> frozenset[int]:
        """The keys of what the reader said here as a resident: what she can take back."""
        if self.person is None:
            return frozenset()
        shown = [one for thread in self.threads for one in (thread.comment, *thread.replies)]
        return frozenset(one.pk for one in shown if one.person_id == self.person.pk and one.is_of_a_resident)

    @property
    def is_there(self) -> bool:
        """Is there anything to show, or to write?"""
        return bool(self.threads or self.mine) or self.is_open


def talking(case: Case, person: Person | None, *, before: int = 0) -> Talking:
    """The newest threads under a case that everybody may read, and what waits of one's own; four queries."""
    if not case.is_public:
        return Talking(case, [], [], 0, why_closed(case), person)
    shown = Comment.objects.shown().filter(case=case).select_related("office")
    tops = shown.filter(parent=None).order_by("-pk")
    page = list((tops.filter(pk__lt=before) if before else tops)[: THREADS + 1])
    threads = {top.pk: Thread(top) for top in page[:THREADS]}
    for reply in shown.filter(parent__in=list(threads)).order_by("pk"):
        threads[reply.parent_id or 0].replies.append(reply)
    mine: list[Comment] = []
    if person is not None:
        own = Comment.objects.filter(case=case, person=person).exclude(standing__in=(CommentState.SHOWN, "taken-back"))
        mine = list(own.order_by("pk")[:THREADS])
    older = page[THREADS - 1].pk if len(page) > THREADS else 0
    return Talking(case, list(threads.values()), mine, older, why_closed(case), person)


def find_shown(case: Case, key: int) -> Comment | None:
    """A comment everybody may read under a public case."""
    return Comment.objects.shown().select_related("office", "case").filter(case=case, pk=key).first()


# --- at the desk ---


def moderates(person: Any, *, on: date) -> OfficerHand | None:
    """The hand of somebody who may decide about comments: a moderator's; else None."""
    hand = hand_of(person, on=on)
    return hand if hand is not None and Role.MODERATOR.value in hand.roles else None


def covers(hand: OfficerHand, case: Case) -> bool:
    """Does a case lie in the area of an officer's posts?"""
    if not hand.area_paths or case.area is None:
        return True
    return any(case.area.path.startswith(path) for path in hand.area_paths)


def to_look_at(hand: OfficerHand) -> CommentQuerySet:
    """What waits for a moderator, the oldest first: what may be dangerous or private before everything else."""
    waiting = Comment.objects.to_look_at().select_related("case__area", "case__matter", "office", "parent")
    within = Q()
    for path in hand.area_paths:
        within |= Q(case__area__path__startswith=path)
    if within:
        waiting = waiting.filter(within | Q(case__area=None))
    danger = CommentReport.objects.filter(comment=OuterRef("pk"), decided_at=None, worry=Worry.DANGER)
    return waiting.annotate(is_urgent=Exists(danger)).order_by("-is_urgent", "at", "pk")


def worries_of(comments: Iterable[Comment]) -> dict[int, list[CommentReport]]:
    """What nobody has decided yet about each comment, the first report first; one query."""
    open_now: dict[int, list[CommentReport]] = {}
    for report in CommentReport.objects.filter(comment__in=list(comments), decided_at=None).order_by("pk"):
        open_now.setdefault(report.comment_id, []).append(report)
    return open_now


def speaks_for(person: Any, case: Case, *, on: date) -> int | None:
    """The office an officer may speak for under a case: the one that holds it, or that of the checking side of its
    area; None for everybody else, who speaks as a resident."""
    hand = hand_of(person, on=on)
    if hand is None or not covers(hand, case):
        return None
    if case.office_id in hand.office_ids:
        return case.office_id
    return min(hand.office_ids, default=None) if Role.SUPERVISOR.value in hand.roles else None


def find_about(said: str) -> Case | Matter | None:
    """The public case, or the matter, that somebody means by a number or a code."""
    number = read_number(said)
    if number is not None:
        return Case.objects.public().with_names().filter(number=number).first()
    return Matter.objects.filter(code=said.strip()).first()


def talks() -> list[Talk]:
    """Where comments were opened or closed, the newest first."""
    return list(Talk.objects.select_related("matter", "case").order_by("-at", "-pk")[:TALKS_SHOWN])


def told_about(person: Person) -> list[dict[str, Any]]:
    """Everything she wrote under cases, for what she takes along."""
    rows = Comment.objects.filter(person=person).select_related("case").order_by("pk")
    return [
        {"case": one.case.number, "at": one.at, "state": one.standing, "text": one.text, "in_reply_to": one.parent_id}
        for one in rows
    ]
