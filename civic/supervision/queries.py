"""What samples are drawn from, who is free to check, what each sample has told, and whether a draw can be redone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from civic.cases.models import Case, Line, Part
from civic.cases.rules import AT_ITS_SOURCE, State
from civic.cases.rules.moves import WHOLE_WAY
from civic.offices.models import Matter, Office, Post
from civic.offices.queries import OfficerHand
from civic.offices.rules import Role, Side
from civic.places.models import Area
from civic.supervision.models import Drawn, Sample
from civic.supervision.rules import Result, Tally, digest_of, drawn_from


def verified_numbers(
    *, begins: datetime, ends: datetime, office: Office | None, area: Area | None, matter: Matter | None
) -> dict[str, int]:
    """The cases that were checked and closed in this time and are closed still, by number, never one about an office;
    one query."""
    verified = Line.objects.filter(verb="verify", at__gte=begins, at__lt=ends).order_by().values("case")
    cases = Case.objects.filter(pk__in=verified, state=State.CLOSED, kind__in=WHOLE_WAY).exclude(
        outcome__in=AT_ITS_SOURCE
    )
    if office is not None:
        cases = cases.filter(office=office)
    if area is not None:
        cases = cases.filter(area__path__startswith=area.path)
    if matter is not None:
        cases = cases.filter(matter=matter)
    return dict(cases.order_by().values_list("number", "pk"))


def free_to_check(cases: Iterable[Case], *, on: date) -> dict[int, dict[str, int]]:
    """For each case the supervisors of its area who took no part in it, their persons by their own numbers; two
    queries."""
    cases = list(cases)
    posts = Post.objects.held_on(on).filter(role=Role.SUPERVISOR, side=Side.CHECK, officer__side=F("side"))
    rows = list(
        posts.filter(office__is_active=True, officer__person__is_active=True)
        .order_by()
        .values_list("officer__number", "officer__person_id", "area__path")
    )
    took_part = set(Part.objects.filter(case__in=[case.pk for case in cases]).values_list("case_id", "person_id"))
    return {
        case.pk: {
            number: person
            for number, person, path in rows
            if (not path or case.area is None or case.area.path.startswith(path)) and (case.pk, person) not in took_part
        }
        for case in cases
    }


def samples_for(officer: OfficerHand) -> QuerySet[Sample]:
    """The samples of this supervisor's area: all of them where her post holds everywhere."""
    samples = Sample.objects.select_related("office", "area", "matter", "drawn_for")
    if not officer.area_paths:
        return samples
    inside = Q(pk__in=[])
    for path in officer.area_paths:
        inside |= Q(area__path__startswith=path)
    return samples.filter(inside)


def tallies(samples: Iterable[Sample]) -> dict[int, Tally]:
    """What each of these samples has told so far; one query."""
    keys = [sample.pk for sample in samples]
    rows = (
        Drawn.objects.filter(sample__in=keys)
        .order_by()
        .values_list("sample")
        .annotate(
            drawn=Count("pk"),
            holds=Count("pk", filter=Q(result=Result.HOLDS)),
            fails=Count("pk", filter=Q(result=Result.FAILS)),
            unknown=Count("pk", filter=Q(result=Result.UNKNOWN)),
        )
    )
    return {sample: Tally(*counts) for sample, *counts in rows}


@dataclass(frozen=True)
class Redrawn:
    """A sample drawn once more from its own list and seed, beside what was drawn then."""

    sample: Sample
    again: list[str]
    then: list[str]
    is_same_list: bool
    not_verified: list[str]  # numbers of the list that no line of the timeline says were checked and closed

    @property
    def holds(self) -> bool:
        """Is everything as it was?"""
        return self.is_same_list and self.again == self.then and not self.not_verified


def redraw(sample: Sample, *, begins: datetime, ends: datetime) -> Redrawn:
    """Draw a sample once more and compare; three queries."""
    numbers = sample.numbers
    then = list(sample.drawn.order_by("place").values_list("case__number", flat=True))
    verified = set(
        Case.objects.filter(number__in=numbers, lines__verb="verify", lines__at__gte=begins, lines__at__lt=ends)
        .order_by()
        .values_list("number", flat=True)
    )
    return Redrawn(
        sample,
        again=drawn_from(numbers, seed=sample.seed, count=sample.drawn_count),
        then=then,
        is_same_list=digest_of(numbers) == sample.population_digest and len(numbers) == sample.population_count,
        not_verified=sorted(set(numbers) - verified),
    )
