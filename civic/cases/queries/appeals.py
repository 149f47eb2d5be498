"""Whether an answer or refusal may still be appealed: at which step, until when, and who decides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from civic.cases.models import Appeal, Case
from civic.cases.rules import AT_ITS_SOURCE, Kind, State, may_appeal_until
from civic.cases.rules.appeals import Step, appeals_run_from, step_left
from civic.offices.models import Office, OfficeKind
from civic.offices.queries import nearest_of_kind, reviewing_office_for

UNSORTED_DAYS = 30


@dataclass(frozen=True)
class OpenAppeal:
    """An appeal that may be handed in: at this step, until this moment, decided by this body; None where the city has
    set up none."""

    step: Step
    until: datetime
    office: Office | None


def appeal_until(case: Case) -> datetime | None:
    """Until when the answer or refusal may be appealed, if it still may; None when there is nothing to appeal. No
    query."""
    if case.state not in (State.CLOSED, State.DECLINED) or case.outcome in AT_ITS_SOURCE:
        return None
    begins = appeals_run_from(closed_at=case.closed_at, mended_at=case.mended_at, repair_due_at=case.repair_due_at)
    days = case.matter.appeal_days if case.matter else UNSORTED_DAYS
    return may_appeal_until(begins, days) if begins is not None else None


def open_appeal(case: Case) -> OpenAppeal | None:
    """The appeal that this case still knows, over or not; three queries at most."""
    until = appeal_until(case)
    if until is None:
        return None
    told = Appeal.objects.filter(case=case, round=case.round).values_list("step", "decision")
    step = step_left(list(told))
    if step is None:
        return None
    if case.kind == Kind.MISCONDUCT:
        return _about_an_office(case, step, until)
    return OpenAppeal(step, until, body_for(case, step))


def body_for(case: Case, step: Step) -> Office | None:
    """Who decides at a step: a reviewing office, then the committee."""
    if step == Step.FIRST:
        return reviewing_office_for(case.office)
    return nearest_of_kind(OfficeKind.COUNCIL, case.area)


def _about_an_office(case: Case, step: Step, until: datetime, *, decides: int | None = None) -> OpenAppeal | None:
    """What is about an office goes around it here too: from the reviewing office straight to the committee; where that
    one is named, or decided already, to another reviewing office; nowhere where there is none."""
    passed = set(case.lines.filter(side="decide").values_list("office", flat=True)) | {case.about_office_id, decides}
    council = nearest_of_kind(OfficeKind.COUNCIL, case.area)
    if council is not None and council.pk not in passed:
        return OpenAppeal(Step.LAST, until, council)
    if step != Step.FIRST:
        return None
    others = Office.objects.filter(is_reviewing=True, is_active=True).order_by("code")
    found = others.exclude(pk__in=[office for office in passed if office is not None]).first()
    return OpenAppeal(step, until, found) if found is not None else None


def appealed_out(cases: Iterable[Case]) -> set[tuple[int, int]]:
    """Of these cases the rounds in which no step of an appeal is left; one query."""
    decisions: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    keys = [case.pk for case in cases]
    for case, round_, step, decision in Appeal.objects.filter(case__in=keys).values_list(
        "case_id", "round", "step", "decision"
    ):
        decisions[case, round_].append((step, decision))
    return {key for key, told in decisions.items() if step_left(told) is None}


def appeal_facts(
    case: Case, *, step: Step, decides: int | None = None, at: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the line and the message about a decision say of the step that is left: until when, and who decides then.
    `decides` is the office that decides now."""
    days = case.matter.appeal_days if case.matter else UNSORTED_DAYS
    until = may_appeal_until(at, days)
    if case.kind == Kind.MISCONDUCT:
        left = _about_an_office(case, step, until, decides=decides)
    else:
        left = OpenAppeal(step, until, body_for(case, step))
    if left is None or left.office is None:
        return {}, {"due": None}
    facts = {"appeal_to": left.office.code, "appeal_until": until.isoformat()}
    return facts, {"appeal_office": left.office, "due": until}
