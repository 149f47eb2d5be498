"""Several suggestions that want the same are joined; one that is several is divided; both are undone while nothing was
answered. Originals keep their number, page and words; every support stays where it was given, and whoever gave it is
asked by what she follows."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.text import format_lazy

from civic.accounts.models import Person
from civic.cases.actions import (
    Step,
    advance,
    close_with,
    count_persons,
    demand_parent,
    demand_words,
    hold,
    hold_all,
    join_all,
    permit,
    permit_calendar,
    write_suggestion,
)
from civic.cases.models import Case, Line, Merged
from civic.cases.rules import State
from civic.cases.rules.moves import PIECES_MOST
from civic.cases.rules.states import CLOSED_STATES
from civic.lib.refusals import Conflict, NotValid, Refused
from civic.lib.sweeping import one_by_one
from civic.suggestions.actions.weighing import owe, weigh
from civic.suggestions.models import Piece, Suggestion
from civic.suggestions.queries import pieces_that_stand
from civic.suggestions.rules.joining import (
    ANSWERED,
    NOT_TOGETHER,
    Lead,
    lead_fault,
    new_faults,
    others_fault,
    outcome_of,
    pieces_of,
)

SWEPT_MOST = 100


@transaction.atomic
def join(
    case: Case, *, by: Person, others: Sequence[Case], reason: str, title: str = "", text: str = "", at: datetime
) -> Line:
    """Others want the same: they are joined with this suggestion, or all of them with a new one in the city's words.
    Raises NotAllowed, Conflict; NotValid naming the one that cannot be joined."""
    if fault := others_fault(case.pk, [one.pk for one in others]):
        permit(hold(case), "join", by=by, at=at)
        raise NotValid(fields={"others": fault})
    held = hold_all([case, *others])
    own = held.pop(case.pk)
    step = permit(own, "join", by=by, at=at)
    given = demand_words(step, {"reason": reason, "title": title, "text": text})
    if wrong := new_faults(given["title"], given["text"]):
        raise NotValid(fields=wrong)
    if not given["title"]:
        return _gather(own, list(held.values()), step, by=by, reason=given["reason"], at=at)
    lead = _written(own, step, given["title"], given["text"], like=[own, *held.values()], at=at)
    _gather(lead, [own, *held.values()], permit(lead, "join", by=by, at=at), by=by, reason=given["reason"], at=at)
    return own.lines.order_by("-seq")[0]


@transaction.atomic
def join_into(case: Case, *, by: Person, into: Case, reason: str, at: datetime) -> Line:
    """The suggestion wants the same as another one, which leads from now on. Raises NotAllowed, Conflict; NotValid for
    one that cannot lead."""
    held = hold_all([case, into])
    own, lead = held[case.pk], held[into.pk]
    step = permit(own, "join-into", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    _demand_lead(own, lead, step, by=by)
    was = own.state
    line = _leave(own, lead, step, reason=given["reason"], at=at)
    join_all([(own, was)], lead, at=at)
    _weigh_anew(lead, at=at)
    return line


def _gather(lead: Case, others: list[Case], step: Step, *, by: Person, reason: str, at: datetime) -> Line:
    line = advance(lead, step, at=at, words=reason, facts={"joined": len(others)}, has_wish=False)
    known = []
    for one in others:
        was = one.state
        try:
            own = permit(one, "join-into", by=by, at=at)
            _demand_lead(one, lead, own, by=by)
        except Refused as refused:
            told = refused.fields.get("into", refused.sentence) if isinstance(refused, NotValid) else refused.sentence
            said = format_lazy("{number}: {told}", number=one.number, told=told)
            raise NotValid(fields={"others": said}) from None
        _leave(one, lead, own, reason=reason, at=at)
        known.append((one, was))
    join_all(known, lead, at=at)
    _weigh_anew(lead, at=at)
    return line


def _demand_lead(case: Case, lead: Case, step: Step, *, by: Person) -> None:
    demand_parent(case, lead, step, by=by)
    fault = lead_fault(Lead(lead.kind, lead.state, lead.publication, lead.answered_at is not None))
    if fault:
        raise NotValid(fields={"into": fault})


def _leave(case: Case, lead: Case, step: Step, *, reason: str, at: datetime) -> Line:
    """An original goes with the one that leads; its own author is told with which."""
    told = {"other": lead.number}
    return advance(case, step, at=at, words=reason, told=told, office=None, is_merged=True, has_wish=False)


def _weigh_anew(lead: Case, *, at: datetime) -> None:
    """More stand behind it now, each counted once; and what was owed to one of them is owed to all."""
    found = Case.objects.select_related("suggestion").get(pk=lead.pk)
    if found.state != State.SUPPORTING or weigh(found, at=at):
        return
    joined = Merged.objects.filter(parent=lead, left_at=None).values("case")
    if Suggestion.objects.filter(case__in=joined, reached_at__isnull=False).exists():
        owe(found, at=at)


def _written(case: Case, step: Step, title: str, text: str, *, like: Sequence[Case], at: datetime) -> Case:
    """A new suggestion in the city's words. It needs no more supporters than the one of these that needs fewest, and
    collects them no shorter than the one that lasts longest."""
    hides = any(one.hides_supports for one in like)
    made = write_suggestion(case, step, title=title, text=text, written_from=len(like), hides_supports=hides, at=at)
    facts = list(Suggestion.objects.filter(case__in=like, called_at__isnull=True))
    Suggestion.objects.create(
        case=made,
        opened_at=at,
        support_from=min(at, *(one.support_from for one in facts)),
        support_until=max(one.support_until for one in facts),
        needed=min(one.needed for one in facts),
        answer_days=min(one.answer_days for one in facts),
        reached_at=at if any(one.reached_at for one in facts) else None,  # what is owed stays owed
    )
    return made


@transaction.atomic
def divide(case: Case, *, by: Person, reason: str, at: datetime, **given: str) -> Line:
    """The suggestion is several in one: each becomes a suggestion of its own, in the city's words, and collects support
    as long as this one had at first. `given` are title_1, text_1 and so on. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "divide", by=by, at=at)
    words = demand_words(step, {"reason": reason, **given})
    pieces, wrong = pieces_of(words, PIECES_MOST)
    if wrong:
        raise NotValid(fields=wrong)
    made = [_written(case, step, title, text, like=[case], at=at) for title, text in pieces]
    if case.invitation_id is None:
        _begin_time_anew(case, made, at=at)
    Piece.objects.bulk_create([Piece(case=one, of=case, at=at) for one in made])
    facts = {"pieces": len(made)}
    return advance(case, step, at=at, words=words["reason"], facts=facts, office=None, is_merged=True, has_wish=False)


def _begin_time_anew(case: Case, made: list[Case], *, at: datetime) -> None:
    """Nobody has read the pieces before; those of a round go by the days of the round."""
    known = Suggestion.objects.get(case=case)
    until = at + (known.support_until - known.support_from)
    Suggestion.objects.filter(case__in=made).update(support_from=at, support_until=until)


@transaction.atomic
def set_apart(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """It was no good idea to join it, or to divide it: it is a suggestion of its own again, and collects support on if
    it did before. Its pieces are joined with it, so that no support is lost. Raises NotAllowed, NotValid; Conflict once
    something was answered."""
    row = Merged.objects.filter(case=case, left_at=None).select_related("parent").first()
    others = [row.parent] if row else pieces_that_stand(case)
    held = hold_all([case, *others])
    own = held.pop(case.pk)
    branch = "" if _collects(own) else "desk"
    step = permit(own, "set-apart", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    if not held or (row and not Merged.objects.filter(pk=row.pk, left_at=None).exists()):
        raise Conflict(NOT_TOGETHER)
    if any(one.answered_at is not None or one.state in CLOSED_STATES for one in held.values()):
        raise Conflict(ANSWERED)
    step = permit(own, "set-apart", by=by, branch=branch, at=at)
    line = advance(own, step, at=at, words=given["reason"], facts={"then": branch}, has_wish=False)
    if row:
        count_persons(held[row.parent_id])
    else:
        _put_together(own, list(held.values()), by=by, reason=given["reason"], at=at)
    _weigh_anew(own, at=at)
    return line


def _collects(case: Case) -> bool:
    """Did it collect support before, and was no answer called for?"""
    return Suggestion.objects.filter(case=case, called_at__isnull=True).exists()


def _put_together(case: Case, pieces: list[Case], *, by: Person, reason: str, at: datetime) -> None:
    """The pieces go on as originals of what they came from. One that was joined with something else stays there."""
    known = []
    for piece in pieces:
        if piece.state == State.MERGED:
            continue
        was = piece.state
        _leave(piece, case, permit(piece, "join-into", by=by, at=at), reason=reason, at=at)
        known.append((piece, was))
    Piece.objects.filter(of=case, left_at__isnull=True).update(left_at=at)
    join_all(known, case, at=at)


def close_divided(*, at: datetime, most: int = SWEPT_MOST) -> int:
    """What was divided closes when each of its pieces was answered, each in a transaction of its own; how many did."""
    standing = Piece.objects.filter(of=OuterRef("pk"), left_at__isnull=True)
    due = Case.objects.filter(pk__in=Piece.objects.filter(left_at__isnull=True).values("of"), state=State.MERGED)
    due = due.exclude(Exists(standing.exclude(case__state__in=CLOSED_STATES)))
    return one_by_one(list(due.order_by("pk")[:most]), lambda case: _close_divided(case, at=at))


def _close_divided(case: Case, *, at: datetime) -> bool:
    held = hold_all([case, *pieces_that_stand(case)])
    own = held.pop(case.pk)
    answered = [one for one in held.values() if one.state == State.CLOSED]
    if own.state != State.MERGED or not answered or any(one.state not in CLOSED_STATES for one in held.values()):
        return False
    last = max(answered, key=lambda one: (one.closed_at or at, one.pk))
    outcome = outcome_of(one.outcome for one in answered)
    close_with(own, last, permit_calendar(own, "follow", branch="closed"), outcome=outcome, at=at)
    return True
