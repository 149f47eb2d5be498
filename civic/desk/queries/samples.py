"""Samples at the desk: the list, one sample with what each check found, one drawn case to be checked again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import Viewer, on_desk_of
from civic.desk.queries.choices import Choices, choices
from civic.lib.codes import read_number
from civic.lib.keyset import page_from
from civic.offices.models import Officer
from civic.supervision.models import Drawn, Sample
from civic.supervision.queries import free_to_check, samples_for, tallies
from civic.supervision.rules import Result, Tally

PAGE = 30
DRAWN_PAGE = 100
MINE_MOST = 50


@dataclass(frozen=True)
class SampleRow:
    """One sample with what it has told so far."""

    sample: Sample
    tally: Tally


@dataclass(frozen=True)
class SampleList:
    """The newest samples, and what this supervisor has to check herself."""

    rows: list[SampleRow]
    after: str
    mine: list[Drawn]


@dataclass(frozen=True)
class DrawnRow:
    """One drawn case as a list prints it."""

    drawn: Drawn
    checker: str  # by number, as colleagues know her
    is_mine: bool

    @property
    def result(self) -> Any:
        """What was found."""
        return Result(self.drawn.result).label if self.drawn.result else ""

    @property
    def text(self) -> str:
        """In which words."""
        line = self.drawn.line
        return line.words.text if line is not None and hasattr(line, "words") else ""


@dataclass(frozen=True)
class OneSample:
    """One sample: its facts, its tally, one page of what was drawn."""

    row: SampleRow
    drawn: list[DrawnRow]
    after: str


def sample_list(viewer: Viewer, *, after: str = "") -> SampleList:
    """The samples of this supervisor's area; three queries."""
    assert viewer.officer is not None
    samples = samples_for(viewer.officer).defer("population")
    keys = ("-drawn_at", "-pk")
    page = page_from(samples, keys=keys, size=PAGE, cursor=after)
    told = tallies(page.rows) if page.rows else {}
    mine = _drawn().filter(checker=viewer.officer.person_id, result="").order_by("sample", "place")
    return SampleList([SampleRow(one, told[one.pk]) for one in page.rows], page.next, list(mine[:MINE_MOST]))


def _drawn() -> QuerySet[Drawn]:
    beside = ("case__matter", "case__wording", "case__area__parent", "case__office", "line__words", "sample")
    return Drawn.objects.select_related(*beside).defer("sample__population", "case__public_text")


def find_sample(viewer: Viewer, key: int) -> Sample:
    """A sample of this supervisor's area. Raises Http404 for all others, as for one never drawn."""
    assert viewer.officer is not None
    sample = samples_for(viewer.officer).filter(pk=key).first()
    if sample is None:
        raise Http404
    return sample


def one_sample(viewer: Viewer, sample: Sample, *, after: str = "") -> OneSample:
    """A sample with one page of its cases; three queries."""
    assert viewer.officer is not None
    drawn = _drawn().filter(sample=sample)
    page = page_from(drawn, keys=("place", "pk"), size=DRAWN_PAGE, cursor=after)
    names = _names({one.checker_id for one in page.rows if one.checker_id})
    rows = [
        DrawnRow(one, names.get(one.checker_id or 0, ""), one.checker_id == viewer.officer.person_id)
        for one in page.rows
    ]
    return OneSample(SampleRow(sample, tallies([sample])[sample.pk]), rows, page.next)


def _names(people: set[int]) -> dict[int, str]:
    rows = Officer.objects.filter(person__in=people).values_list("person_id", "person__name", "number")
    return {person: f"{name} · {number}" if name else number for person, name, number in rows}


def find_drawn(viewer: Viewer, key: int, number: str) -> Drawn:
    """A drawn case on this supervisor's desk. Raises Http404 for all others."""
    sample, read = find_sample(viewer, key), read_number(number)
    drawn = _drawn().filter(sample=sample, case__number=read).first() if read else None
    if drawn is None or not on_desk_of(viewer).filter(pk=drawn.case_id).exists():
        raise Http404
    return drawn


def checkers_for(case: Case, *, at: datetime) -> list[tuple[int, str]]:
    """Who is free to check this case, by person and number."""
    free = free_to_check([case], on=localdate(at))[case.pk]
    names = _names(set(free.values()))
    return sorted(((person, names.get(person, number)) for number, person in free.items()), key=lambda one: one[1])


def person_of_key(key: str) -> Person | None:
    """Somebody chosen from such a list."""
    return Person.objects.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 12 else None


def scope_choices(viewer: Viewer) -> Choices:
    """Areas, offices and matters a sample may be drawn from, by code, in the reader's language."""
    assert viewer.officer is not None
    return choices(viewer.officer)
