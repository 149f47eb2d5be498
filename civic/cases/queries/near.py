"""Cases that may be the same thing: found by place and matter, scored with reasons. Two queries for
everybody, three for officials, each of which reads no more rows however many cases a city has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from civic.cases.models import Case, CaseQuerySet
from civic.cases.queries.report_words import report_words
from civic.cases.rules import Kind, Publication, State
from civic.cases.rules.likeness import Likeness, Traits, likeness, says
from civic.lib.bigrams import grams
from civic.places.models import Area
from civic.places.rules import hexagons_around

SHOWN = 5
OF_A_HEXAGON = 4  # the newest of each hexagon about the point
AROUND_METRES = 80  # at least so far on every side, a hundred on most
OF_A_MATTER = 20  # the newest of the matter in the area, wherever they lie
READ = 15  # candidates whose words are compared
YEAR, FORTNIGHT = timedelta(days=365), timedelta(days=14)


@dataclass(frozen=True)
class Probe:
    """A report, handed in or about to be, to which others are looked for."""

    at: datetime
    text: str = ""
    lat: float | None = None
    lon: float | None = None
    matter_id: int | None = None
    component_id: int | None = None
    area_id: int | None = None
    area_path: str = ""  # instead of one area: it and everything below
    address: str = ""
    area_name: str = ""
    pk: int | None = None  # of the case itself, which is not like itself
    is_idea: bool = False  # a suggestion: what waits for support may be the same, however long it has waited

    @cached_property
    def traits(self) -> Traits:
        """What it is compared by."""
        return Traits(
            self.at,
            self.lat,
            self.lon,
            self.matter_id,
            self.component_id,
            _pairs(self.text),
            _pairs(self.address) - _pairs(self.area_name),
            says(self.text),
        )


@dataclass(frozen=True)
class Similar:
    """A case that may be the same thing, with the reasons."""

    case: Case
    likeness: Likeness

    @property
    def is_likely(self) -> bool:
        """Is it likely the same thing?"""
        return self.likeness.is_likely


def probe_of(case: Case, text: str) -> Probe:
    """A case as others are looked for; `text` are its words as handed in."""
    return Probe(
        at=case.filed_at,
        text=f"{case.title} {text}",
        lat=case.lat,
        lon=case.lon,
        matter_id=case.matter_id,
        component_id=case.component_id,
        area_id=case.area_id,
        address=case.address,
        area_name=case.area.name if case.area else "",
        pk=case.pk,
        is_idea=case.kind == Kind.SUGGESTION,
    )


def similar_cases(
    probe: Probe, within: CaseQuerySet, *, is_public: bool = False, to_choose: bool = False, most: int = SHOWN
) -> list[Similar]:
    """Cases like this one among `within`, the most alike first; what everybody may read of them where the reader is
    everybody. Parts are left out, and merged reports: the case they belong to stands for them. Those `to_choose` from
    hold what they are compared by only, merged ones among them."""
    known = within.exclude(pk=probe.pk) if probe.pk is not None else within
    known = known.filter(whole__isnull=True).exclude(state=State.WITHDRAWN)
    keys = _keys(probe, known if to_choose else known.exclude(state=State.MERGED), is_public=is_public)
    if not keys:
        return []
    found = (Case.objects.public() if is_public else Case.objects.all()).filter(pk__in=keys).select_related("area")
    found = found.only(*_COMPARED) if to_choose else found
    found = found if is_public else found.defer("public_text")
    compared = [(case, _traits(case, probe, is_public=is_public)) for case in found]
    by_place = sorted(((likeness(probe.traits, traits), case, traits) for case, traits in compared), key=_best)[::-1][
        :READ
    ]
    words = _words([case for _like, case, _known in by_place], is_public=is_public)
    scored = [
        Similar(case, likeness(probe.traits, replace(traits, pairs=_pairs(words.get(case.pk, "")))))
        for _like, case, traits in by_place
    ]
    alike = [one for one in scored if one.likeness.score]
    return sorted(alike, key=lambda one: (one.likeness.score, one.case.filed_at, one.case.pk), reverse=True)[:most]


def _best(scored: tuple[Likeness, Case, Traits]) -> Any:
    like, case, _known = scored
    near = -like.metres if like.metres is not None else -100_000
    return like.is_copy, like.score, near, case.filed_at, case.pk


def _traits(case: Case, probe: Probe, *, is_public: bool) -> Traits:
    place = frozenset[str]()
    if case.lat is None or probe.lat is None:
        named = _pairs(case.area.name) if case.area else frozenset()
        place = _pairs(case.public_address if is_public else case.address) - named
    return Traits(case.filed_at, case.lat, case.lon, case.matter_id, case.component_id, place=place, says=case.says)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(grams(text).split())


def _words(cases: Sequence[Case], *, is_public: bool) -> dict[int, str]:
    """The words of the candidates: as published for everybody, else as handed in; one query, if any."""
    if is_public:
        return {case.pk: f"{case.public_title} {case.public_text}" for case in cases}
    told = report_words([case.pk for case in cases]).values_list("line__case", "line__case__title", "text")
    return {pk: f"{title} {text}" for pk, title, text in told}


def _keys(probe: Probe, known: CaseQuerySet, *, is_public: bool) -> list[int]:
    """The keys of the candidates: the newest of each hexagon around, the newest of the matter in the area; of what
    everybody reads also suggestions of the matter open for support, and those in the very same words."""
    parts: list[str] = []
    given: list[Any] = []
    pieces = _around(probe, known)
    if not is_public or not pieces:  # where there is a point, what everybody is told of lies around it
        pieces += _of_the_matter(probe, known, is_public=is_public)
    if is_public:
        pieces += [*_open_for_support(probe, known), *_in_the_same_words(probe, known)]
    for sql, params in pieces:
        parts.append(f"SELECT * FROM ({sql}) AS p{len(parts)}")
        given += params
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), given)
        return [pk for (pk,) in cursor.fetchall()]


_COMPARED = (  # what two cases are compared by, and what says whether one is asked about
    *("pk", "number", "filed_at", "lat", "lon", "matter", "component", "says", "state", "public_address"),
    *("public_title", "public_text"),
    *("area__name_zh_hans", "area__name_zh_hant", "area__name_en"),
)
_Piece = tuple[str, Sequence[Any]]


def _around(probe: Probe, known: CaseQuerySet) -> list[_Piece]:
    """The newest of each hexagon about the point: one question, planned once, that is answered for each of them. Asked
    one by one as the parts of a union, the planning alone took PostgreSQL as long as everything else."""
    if probe.lat is None or probe.lon is None:
        return []
    cells = hexagons_around(probe.lat, probe.lon, metres=AROUND_METRES)
    piece = _newest(known.filter(h3=RawSQL("around.h3", ()), filed_at__gte=probe.at - YEAR), OF_A_HEXAGON)
    if piece is None:
        return []
    sql, params = piece
    around = ", ".join(["(%s)"] * len(cells))
    return [(_OF_EACH[connection.vendor].format(around=around, newest=sql), [*cells, *params])]


_OF_EACH = {
    "postgresql": "SELECT near.pk FROM (VALUES {around}) AS around(h3) CROSS JOIN LATERAL ({newest}) AS near",
    "sqlite": (  # has no LATERAL: the cross join says that the hexagons come first
        "WITH around(h3) AS (VALUES {around}) "
        "SELECT near.id AS pk FROM around CROSS JOIN cases_case AS near ON near.id IN ({newest})"
    ),
}


def _of_the_matter(probe: Probe, known: CaseQuerySet, *, is_public: bool) -> list[_Piece]:
    """The newest of the matter in the area, whether they are public or not: each along the index by publication."""
    if probe.matter_id is None:
        return []
    wanted = Q(matter=probe.matter_id, filed_at__gte=probe.at - FORTNIGHT, filed_at__lte=probe.at + FORTNIGHT)
    if probe.area_path:
        wanted &= Q(area__in=Area.objects.filter(path__startswith=probe.area_path).values("pk"))
    elif probe.area_id is not None:
        wanted &= Q(area=probe.area_id)
    shown = [Publication.PUBLISHED.value] if is_public else Publication.values
    pieces = [_newest(known.filter(wanted, publication=one), OF_A_MATTER) for one in shown]
    return [piece for piece in pieces if piece is not None]


def _open_for_support(probe: Probe, known: CaseQuerySet) -> list[_Piece]:
    """The newest suggestions of the matter that people can still stand behind, however long ago they came and whether
    they name a point: an idea waits for weeks, and often belongs to no one spot."""
    if probe.matter_id is None or not probe.is_idea:
        return []
    open_ones = known.filter(matter=probe.matter_id, publication=Publication.PUBLISHED, state=State.SUPPORTING)
    piece = _newest(open_ones.filter(filed_at__gte=probe.at - YEAR), OF_A_MATTER)
    return [piece] if piece else []


def _in_the_same_words(probe: Probe, known: CaseQuerySet) -> list[_Piece]:
    digest = says(probe.text)
    if digest is None:
        return []
    piece = _newest(known.filter(says=digest, filed_at__gte=probe.at - YEAR), OF_A_HEXAGON)
    return [piece] if piece else []


def _newest(cases: QuerySet[Any, Any], most: int) -> _Piece | None:
    try:
        return cases.order_by("-filed_at", "-pk").values("pk")[:most].query.sql_with_params()
    except EmptyResultSet:  # nothing can be in it
        return None
