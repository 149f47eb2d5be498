"""Reports that are one case: what merging them is made of, and how they follow the case they were merged into."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions.marking import FOLLOW
from civic.cases.actions.moving import Step, advance, demand_words, hold, permit, permit_calendar
from civic.cases.guards import Reporter
from civic.cases.models import Case, Line, LineWords, Merged
from civic.cases.queries import Viewer, on_desk_of, part_of
from civic.cases.rules import Outcome, Source, State, may_appeal_until
from civic.cases.rules.bundling import Candidate, counted_persons, follows, parent_fault
from civic.journal.models import Audience
from civic.lib.nudge import nudge
from civic.lib.refusals import NotValid
from civic.offices.queries import reviewing_office_for

BATCH = 200
UNSORTED_APPEAL_DAYS = 30
UNKNOWN_CASE = _("No case on your desk has this number. Look at the number again.")


def hold_both(one: Case, other: Case) -> tuple[Case, Case]:
    """Two cases, locked until the act ends."""
    held = hold_all([one, other])
    return held[one.pk], held[other.pk]


def hold_all(cases: Iterable[Case]) -> dict[int, Case]:
    """Several cases by their keys, locked in the order of them until the act ends, so that two hands never wait for
    each other."""
    keys = sorted({case.pk for case in cases})
    if connection.features.has_select_for_update:
        list(Case.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk", flat=True))
    return {key: hold(Case(pk=key)) for key in keys}


def demand_parent(case: Case, parent: Case, step: Step, *, by: Person) -> None:
    """The case into which another shall be merged. Raises NotValid for one that cannot take it, and for one that is
    not on this officer's desk as if it had never been issued."""
    part = part_of(parent, by)
    on_desk = on_desk_of(Viewer(person=by, officer=step.officer))
    if (part is not None and part.side != step.side) or not on_desk.filter(pk=parent.pk).exists():
        raise NotValid(fields={"into": UNKNOWN_CASE})
    fault = parent_fault(
        Candidate(
            is_itself=case.pk == parent.pk,
            kind=parent.kind,
            other_kind=case.kind,
            state=parent.state,
            publication=parent.publication,
            privacy=parent.privacy,
            is_portion=parent.whole_id is not None,
        )
    )
    if fault:
        raise NotValid(fields={"into": fault})


def join(case: Case, parent: Case, *, at: datetime) -> None:
    """From now on the case is one of those handled with the parent; of an answer that stands already it hears at once.
    The caller holds both."""
    is_answered = parent.state == State.ANSWERED
    Merged.objects.create(case=case, parent=parent, at=at, due_at=at if is_answered else None)
    if is_answered:
        nudge(FOLLOW)
    count_persons(parent)


def join_all(known: Iterable[tuple[Case, str]], parent: Case, *, at: datetime) -> None:
    """From now on these suggestions are handled with the parent; each with the state it stood in before, to which it
    may come back. The caller holds them all, and reads the parent anew before it is written."""
    Merged.objects.bulk_create([Merged(case=case, parent=parent, was=was, at=at) for case, was in known])
    count_persons(parent)


def count_persons(parent: Case) -> None:
    """Count the reports and the people behind them anew. The caller holds the case."""
    together = Merged.objects.filter(parent=parent, left_at=None).values("case")
    rows = list(
        Case.objects.filter(Q(pk=parent.pk) | Q(pk__in=together)).values_list(
            "reporter_id", "contact__email_hash", "contact__phone_hash", "erased_as", "source"
        )
    )
    persons = counted_persons(
        (account, email or "", phone or "", mark)
        for account, email, phone, mark, source in rows
        if source != Source.DESK  # the city wrote that one
    )
    Case.objects.filter(pk=parent.pk).update(joined=len(rows) - 1, persons=max(1, persons))


@transaction.atomic
def separate(case: Case, *, by: Reporter, text: str, at: datetime) -> Line:
    """The resident says that hers is something else: it goes back to the screening desk, with her words. Raises
    NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "separate", by=by, at=at)
    given = demand_words(step, {"text": text})
    return advance(case, step, at=at, words=given["text"], language=case.language)


def follow(*, at: datetime, most: int = BATCH) -> int:
    """Let merged reports follow what happened to the case they were merged into, each in a transaction of its own, and
    tell their reporters; count those anew that somebody left. Returns how many rows were done."""
    due = Merged.objects.filter(due_at__lte=at).order_by("due_at", "pk").values_list("pk", flat=True)[:most]
    return sum(_follow(pk, at=at) for pk in list(due))


@transaction.atomic
def _follow(pk: int, *, at: datetime) -> bool:
    row = Merged.objects.get(pk=pk)
    case, parent = hold_both(Case(pk=row.case_id), Case(pk=row.parent_id))
    if Merged.objects.filter(pk=pk, due_at__isnull=False).update(due_at=None) != 1:
        return False  # another hand was quicker
    row.refresh_from_db()
    if row.left_at is not None:
        count_persons(parent)
        return True
    branch = follows(parent.state, was=row.was)
    if branch is None or case.state != State.MERGED:
        return True  # the other case has moved on, or this one was decided before
    _FOLLOWS[branch](case, parent, permit_calendar(case, "follow", branch=branch), at)
    return True


def _hear_answer(case: Case, parent: Case, step: Step, at: datetime) -> None:
    """The office answered; somebody still checks it."""
    advance(case, step, at=at, facts={"then": step.move.branch}, told=_said(parent))


def _close_too(case: Case, parent: Case, step: Step, at: datetime) -> None:
    """Closed with the other: from now on its own reporter rates it, or appeals."""
    close_with(case, parent, step, outcome=parent.outcome, at=at)


def close_with(case: Case, parent: Case, step: Step, *, outcome: str, at: datetime) -> Line:
    """Closed together with another case, which was answered by its office; with an outcome of its own where several
    answers make one. The caller holds both and has asked the rule."""
    facts, told = _may_appeal(case, parent, at)
    return advance(
        case,
        step,
        at=at,
        facts=facts | {"outcome": outcome, "then": step.move.branch},
        told=told | {"outcome": Outcome(outcome).label if outcome else ""},
        office=parent.office,
        outcome=outcome,
        answered_at=case.answered_at or at,
        accepted_at=case.accepted_at or parent.accepted_at,
    )


def _decline_too(case: Case, parent: Case, step: Step, at: datetime) -> None:
    """Not accepted, like the other; its own reporter may appeal."""
    facts, told = _may_appeal(case, parent, at)
    line = parent.lines.filter(verb="decline").order_by("-seq").first()
    basis = str(line.facts.get("basis", "")) if line else ""
    advance(case, step, at=at, facts=facts | {"basis": basis, "then": step.move.branch}, told=told | {"basis": basis})


def _free(case: Case, parent: Case, step: Step, at: datetime) -> None:
    """The other was taken back by its own reporter, which says nothing about this one: it goes back to the desk."""
    advance(case, step, at=at, facts={"then": step.move.branch})


_FOLLOWS = {"": _hear_answer, "closed": _close_too, "declined": _decline_too, "freed": _free, "freed-open": _free}


def _may_appeal(case: Case, parent: Case, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    until = may_appeal_until(at, case.matter.appeal_days if case.matter else UNSORTED_APPEAL_DAYS)
    review = reviewing_office_for(parent.office)
    facts = {"appeal_to": review.code if review else "", "appeal_until": until.isoformat()}
    return facts, _said(parent) | {"due": until, "appeal_office": review or ""}


def _said(parent: Case) -> dict[str, Any]:
    """Who answered and how it ended; the words themselves only where everybody may read them."""
    outcome = Outcome(parent.outcome).label if parent.outcome else ""
    told: dict[str, Any] = {"office": parent.office or "", "outcome": outcome, "text": ""}
    words = _public_words(parent) if parent.is_public else []
    return told | {"text": words[-1].text} if words else told


def _public_words(parent: Case) -> Sequence[LineWords]:
    """The newest answer or refusal of a case that everybody may read."""
    said = LineWords.objects.filter(line__case=parent, line__verb__in=["answer", "decline"], audience=Audience.PUBLIC)
    return list(said.filter(erased_at__isnull=True).order_by("line__seq"))
