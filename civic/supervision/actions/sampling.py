"""Samples: draw closed cases by chance, give each to somebody who took no part in it, keep what she finds."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import (
    Here,
    advance,
    begin_round,
    demand_evidence,
    demand_words,
    distance_facts,
    hold,
    keep_evidence,
    permit_sample,
)
from civic.cases.models import Case, Line
from civic.cases.rules import State
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.offices.models import Matter, Office
from civic.offices.queries import OfficerHand, hand_of
from civic.offices.rules import Role, Side
from civic.places.models import Area
from civic.supervision.models import Drawn, Sample
from civic.supervision.queries import free_to_check, verified_numbers
from civic.supervision.rules import METHOD, SEED_LENGTHS, SIZE_MOST, Result, digest_of, drawn_from, how_many, spread

DRAWN_ONCE = _("This scope was drawn for this period already. A sample is drawn once, whatever it shows.")


@dataclass(frozen=True)
class Scope:
    """What a sample is drawn from: cases checked and closed in some days, perhaps of one office, area, matter."""

    since: date
    until: date
    office: Office | None = None
    area: Area | None = None
    matter: Matter | None = None

    @property
    def code(self) -> str:
        """Office, area and matter as one line of codes."""
        parts = (("office", self.office), ("area", self.area), ("matter", self.matter))
        return " ".join(f"{name}={thing.code}" for name, thing in parts if thing is not None) or "all"


@transaction.atomic
def draw_sample(
    scope: Scope, *, by: Person, size: int | None = None, share: int | None = None, seed: str = "", at: datetime
) -> Sample:
    """A supervisor has chance choose among the closed cases of her area, once for each scope and period. Seed, list and
    draw are kept for good. Raises NotAllowed for every other post, NotValid, Taken for a second draw of the same."""
    officer = _supervisor(by, at=at)
    _check_scope(scope, officer, size=size, share=share, seed=seed, at=at)
    if _was_drawn(scope):
        raise Taken(DRAWN_ONCE)
    cases = verified_numbers(
        begins=_midnight(scope.since),
        ends=_midnight(scope.until + timedelta(days=1)),
        office=scope.office,
        area=scope.area,
        matter=scope.matter,
    )
    if not cases:
        raise NotValid(_("No case of this scope was checked and closed in this period, so there is nothing to draw."))
    seed = seed or secrets.token_hex(16)
    numbers = sorted(cases)
    chosen = drawn_from(numbers, seed=seed, count=how_many(len(numbers), size=size, share=share))
    try:
        with transaction.atomic():  # two hands at once: the unique row decides, and the other is told
            sample = _written(scope, numbers, chosen, officer, by=by, size=size, share=share, seed=seed, at=at)
    except IntegrityError:
        raise Taken(DRAWN_ONCE) from None
    _give_out(sample, [cases[number] for number in chosen], at=at)
    return sample


def _was_drawn(scope: Scope) -> bool:
    return Sample.objects.filter(scope=scope.code, since=scope.since, until=scope.until).exists()


def _written(
    scope: Scope,
    numbers: Sequence[str],
    chosen: Sequence[str],
    officer: OfficerHand,
    *,
    by: Person,
    size: int | None,
    share: int | None,
    seed: str,
    at: datetime,
) -> Sample:
    return Sample.objects.create(
        **{name: getattr(scope, name) for name in ("since", "until", "office", "area", "matter")},
        scope=scope.code,
        size=size,
        share=share,
        seed=seed,
        method=METHOD,
        population="\n".join(numbers),
        population_count=len(numbers),
        population_digest=digest_of(numbers),
        drawn_count=len(chosen),
        drawn_at=at,
        drawn_by=by,
        drawn_for_id=min(officer.office_ids),
    )


def _give_out(sample: Sample, chosen: Sequence[int], *, at: datetime) -> None:
    """Each drawn case to somebody who took no part in it; where nobody is free, to nobody yet."""
    cases = Case.objects.select_related("area").in_bulk(chosen)
    free = free_to_check(cases.values(), on=localdate(at))
    able = {cases[pk].number: list(free[pk]) for pk in chosen}
    given = spread(able)
    people = {number: pk for checkers in free.values() for number, pk in checkers.items()}
    Drawn.objects.bulk_create(
        Drawn(
            sample=sample,
            case_id=pk,
            place=place,
            checker_id=people[given[cases[pk].number]] if cases[pk].number in given else None,
        )
        for place, pk in enumerate(chosen, start=1)
    )


def _check_scope(
    scope: Scope, officer: OfficerHand, *, size: int | None, share: int | None, seed: str, at: datetime
) -> None:
    wrong: dict[str, Any] = {}
    if scope.until < scope.since:
        wrong["until"] = _("The last day cannot be before the first.")
    elif scope.until >= localdate(at):
        wrong["until"] = _("Draw once the period is over: the list of cases must not grow any more.")
    if (size is None) == (share is None):
        wrong["size"] = _("Say either how many, or how many in a hundred.")
    elif size is not None and not 1 <= size <= SIZE_MOST:
        wrong["size"] = _("Choose a number from 1 to 500.")
    elif share is not None and not 1 <= share <= 100:
        wrong["share"] = _("Choose a number from 1 to 100.")
    if seed and (len(seed) not in SEED_LENGTHS or not (seed.isascii() and seed.isalnum())):
        wrong["seed"] = _("A seed has 8 to 64 letters and digits.")
    paths = officer.area_paths
    if paths and (scope.area is None or not any(scope.area.path.startswith(path) for path in paths)):
        wrong["area"] = _("Choose an area of your own: your post holds there only.")
    if wrong:
        raise NotValid(fields=wrong)


def _supervisor(person: Person, *, at: datetime) -> OfficerHand:
    officer = hand_of(person, on=localdate(at))
    if officer is None or officer.side != Side.CHECK or Role.SUPERVISOR.value not in officer.roles:
        raise NotAllowed(_("Samples are drawn by supervisors. You hold no such post today."))
    return officer


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


@transaction.atomic
def assign_check(drawn: Drawn, *, by: Person, to: Person, at: datetime) -> Drawn:
    """A drawn case goes to another checker, who took no part in it either. Raises NotAllowed; NotValid for somebody who
    is not free to check it; Conflict once it was checked."""
    officer = _supervisor(by, at=at)
    held = Drawn.objects.select_for_update().get(pk=drawn.pk)
    case = Case.objects.select_related("area").get(pk=held.case_id)
    if not _is_inside(case, officer):
        raise NotAllowed(_("This case lies outside the area of your post."), code="area")
    if held.result:
        raise Conflict(_("This case has been checked already. What was found stays."))
    if to.pk not in free_to_check([case], on=localdate(at))[case.pk].values():
        raise NotValid(fields={"to": _("Choose a supervisor of this area who took no part in the case.")})
    held.checker = to
    held.save(update_fields=["checker"])
    return held


def _is_inside(case: Case, officer: OfficerHand) -> bool:
    path = case.area.path if case.area else ""
    return not officer.area_paths or not path or any(path.startswith(own) for own in officer.area_paths)


@transaction.atomic
def check_again(
    drawn: Drawn,
    *,
    by: Person,
    result: str,
    text: str = "",
    evidence: Sequence[UploadedFile] = (),
    here: Here | None = None,
    at: datetime,
) -> Line:
    """Whoever was given a drawn case says whether it holds; what does not hold is open again in the same act, and the
    resident is told. Raises NotAllowed for everybody else and for whoever took part in the case; Taken for a second
    result; NotValid; Conflict where a case is under review."""
    held = Drawn.objects.select_for_update().get(pk=drawn.pk)
    case = hold(Case(pk=held.case_id))
    if held.checker_id != by.pk:
        raise NotAllowed(_("This check was given to somebody else."))
    if held.result:
        raise Taken(_("You have said already what you found. It stays."))
    if result not in Result.values:
        raise NotValid(fields={"result": _("Say what you found.")})
    reopens = result == Result.FAILS and case.state == State.CLOSED
    step = permit_sample(case, "reopen-after-check" if reopens else "check-again", by=by, at=at)
    given = demand_words(step, {"text": text})
    if result != Result.HOLDS and not given["text"]:
        raise NotValid(fields={"text": _("Write something here: others will rely on it.")})
    if result != Result.UNKNOWN:
        demand_evidence(case, evidence)
    facts = {"result": str(result), "sample": held.sample_id} | distance_facts(case, here)
    told: dict[str, Any] = {}
    if reopens:
        promise = begin_round(case, at=at)
        facts |= promise.facts
        told = {"due": case.answer_due_at}
    line = advance(case, step, at=at, words=given["text"], facts=facts, told=told)
    keep_evidence(line, evidence, at=at)
    held.result, held.checked_at, held.line = result, at, line
    held.save(update_fields=["result", "checked_at", "line"])
    return line


@transaction.atomic
def forget(person: Person, *, at: datetime) -> int:
    """Somebody leaves: what she was to check is nobody's until it is given to another; what she found stays an act in
    office. Returns how many."""
    return Drawn.objects.filter(checker=person, result="").update(checker=None)
