"""What the desk of the track reads: editions with their rounds in numbers, who has which task, a school's codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q

from civic.accounts.models import Person
from civic.guardians.models import Vetting
from civic.youth.models import CodeSheet, Duty, Edition, EditionLine, Entry, EntryCode, School
from civic.youth.queries.tasks import own_tasks
from civic.youth.rules import ORDER, ROUNDS, EntryState, Group, Kind, Phase
from civic.youth.rules.tasks import kinds_asked
from civic.youth.rules.told import TOLD, at_least_used

PEOPLE_SHOWN, LINES_SHOWN = 200, 60


@dataclass(frozen=True)
class Round:
    """A phase as the desk prints it: its days, what it asks for, who is in it, how many go on."""

    phase: str
    label: Any
    starts: datetime
    ends: datetime
    state: str  # "done", "now", "later"
    asks: list[Any]
    inside: int
    ended: int
    places: list[tuple[Any, int]]


@dataclass(frozen=True)
class Told:
    """One line of the edition, in words."""

    line: EditionLine
    words: Any
    about: str


@dataclass(frozen=True)
class Codes:
    """A school's codes of an edition. `used` is a lower bound in fives."""

    school: School
    sheets: list[CodeSheet]
    given: int
    void: int
    used: int


@dataclass(frozen=True)
class Helper:
    """Somebody of the track: her check, and her tasks of today."""

    person: Person
    vetting: Vetting | None
    duties: list[Duty]
    is_due: bool  # the check ends within thirty days


def editions_on_desk() -> list[Edition]:
    """Every edition, the newest first."""
    return list(Edition.objects.with_phases().order_by("-number"))


def rounds_of(edition: Edition, *, at: datetime) -> list[Round]:
    """Its phases in their order, with who stands where. Three queries."""
    rows = Entry.objects.filter(edition=edition).values_list("reached", "state").annotate(many=Count("pk"))
    counts = {(reached, state): many for reached, state, many in rows.order_by()}
    places: dict[str, list[tuple[Any, int]]] = {}
    for place in edition.places.filter(district__isnull=True).order_by("group"):
        places.setdefault(place.phase, []).append((Group(place.group).label if place.group else "", place.count))
    own, now = own_tasks(edition), edition.phase(at)
    told = []
    for span in edition.spans:
        state = "now" if span == now else ("done" if span.ends <= at else "later")
        asks = [Kind(kind).label for kind in sorted(kinds_asked(own, span.phase))]
        inside = counts.get((span.phase, EntryState.IN), 0) + counts.get((span.phase, EntryState.APPOINTED), 0)
        told.append(
            Round(
                span.phase,
                Phase(span.phase).label,
                span.starts,
                span.ends,
                state,
                asks,
                inside,
                counts.get((span.phase, EntryState.OUT), 0),
                places.get(span.phase, []),
            )
        )
    return told


def in_round(edition: Edition, phase: str) -> list[Entry]:
    """Who is in a round, by pseudonym: an order that says nothing of anybody."""
    rows = Entry.objects.filter(edition=edition, reached=phase, state=EntryState.IN)
    return list(rows.select_related("district").order_by("pseudonym"))


def placing_now(edition: Edition, *, at: datetime) -> str:
    """The round in which it can be said today who goes on; "" in none."""
    span = edition.phase(at)
    return span.phase if span is not None and span.phase in ROUNDS else ""


def first_round(edition: Edition) -> str:
    """The phase that follows entering; "" where there is none."""
    known = [span.phase for span in edition.spans]
    return next((phase for phase in ORDER[1:] if phase in known), "")


def story_of(edition: Edition) -> list[Told]:
    """What was done to it, the newest first."""
    lines = edition.lines.select_related("actor").order_by("-seq")[:LINES_SHOWN]
    return [Told(line, TOLD.get(line.verb, line.verb), _about(line)) for line in lines]


def _about(line: EditionLine) -> str:
    facts = line.facts
    said = []
    if "phase" in facts or "round" in facts:
        phase = facts.get("phase") or facts.get("round")
        said.append(str(Phase(phase).label) if phase in Phase.values else str(phase))
    if "on" in facts:
        said.append(f"{facts['of']} → {facts['on']}")
    elif "of" in facts:
        said.append(str(facts["of"]))
    said += [str(facts[name]) for name in ("school", "count", "why") if facts.get(name)]
    return " · ".join(said)


def codes_of(edition: Edition, schools: Iterable[School]) -> list[Codes]:
    """By school how many codes were given out, stopped, and at least used. Two queries, however many schools."""
    known = list(schools)
    sheets: dict[int, list[CodeSheet]] = {school.pk: [] for school in known}
    for sheet in CodeSheet.objects.filter(edition=edition, school__in=known).defer("codes").order_by("-pk"):
        sheets[sheet.school_id].append(sheet)
    live = Q(voided_at__isnull=True)
    counted = (
        EntryCode.objects.filter(edition=edition, school__in=known)
        .values("school")
        .annotate(given=Count("pk", filter=live), used=Count("pk", filter=live & Q(used_at__isnull=False)))
        .annotate(void=Count("serial", distinct=True), last=Max("serial"))
    )
    by_school = {row["school"]: row for row in counted}
    told = []
    for school in known:
        row = by_school.get(school.pk, {"given": 0, "used": 0, "void": 0, "last": 0})
        used = at_least_used(given=row["given"], used=row["used"])
        told.append(Codes(school, sheets[school.pk], row["given"], row["void"] - row["given"], used))
    return told


def helpers_on(day: date) -> list[Helper]:
    """Everybody with a task or a check of the last year, by name. Three queries."""
    people = list(
        Person.objects.filter(Q(vettings__isnull=False) | Q(youth_duties__isnull=False))
        .distinct()
        .order_by("name", "handle")[:PEOPLE_SHOWN]
    )
    checks: dict[int, Vetting] = {}
    for vetting in Vetting.objects.filter(person__in=people, ended_on__isnull=True).order_by("due_on"):
        checks[vetting.person_id] = vetting  # the one that lasts longest
    duties: dict[int, list[Duty]] = {}
    running = Duty.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), person__in=people)
    for duty in running.select_related("edition", "school").order_by("pk"):
        duties.setdefault(duty.person_id, []).append(duty)
    told = []
    for person in people:
        check = checks.get(person.pk)
        is_due = check is not None and (check.due_on - day).days <= 30
        told.append(Helper(person, check, duties.get(person.pk, []), is_due))
    return told
