"""What a resident is asked before she sends a report: is hers one of these? Only what everybody may know."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Q

from civic.cases.models import Case, CaseQuerySet, Merged
from civic.cases.queries.near import Probe, Similar, similar_cases
from civic.cases.queries.visibility import Glimpse, glimpse_of, glimpsed
from civic.cases.rules import CLOSED_STATES, Publication, State
from civic.cases.rules.likeness import ASKED_HOURS, FARTHEST, Likeness, remoteness, worth_asking
from civic.cases.rules.supporting import ASKED_KINDS, CLOSED_SINCE_HOURS, SUGGESTED_MOST
from civic.offices.rules import Privacy

CANDIDATES = 12  # the most alike, of which the nearest are asked about
ENDED = sorted(CLOSED_STATES)
KINDS = sorted(ASKED_KINDS)
_TOLD = (  # what page and program tell of a case somebody may join
    *("number", "kind", "state", "publication", "language", "filed_at", "public_title", "public_address"),
    *("persons", "supports", "hides_supports", "matter__code"),
    *(f"{name}__name_{tongue}" for name in ("matter", "area", "office") for tongue in ("zh_hans", "zh_hant", "en")),
)


@dataclass(frozen=True)
class Suggestion:
    """One case a resident is asked about: a public one with how far it is, or one nobody has screened, of which only
    matter, cell and hour are told."""

    case: Case
    like: Likeness | None = None
    glimpse: Glimpse | None = None

    @property
    def is_open(self) -> bool:
        """Can she join it? What is closed came back instead."""
        return self.case.is_open

    @property
    def metres(self) -> int | None:
        """How far it is from hers, as far as anybody may know."""
        return self.like.metres if self.like else None


def suggestions(
    probe: Probe, *, cell_id: int | None = None, but: Collection[str] = (), most: int = SUGGESTED_MOST
) -> list[Suggestion]:
    """The cases a report may be the same as, the nearest first, never more than three and none of those `but`; five
    queries at most."""
    found = _public(probe, but, most)
    if len(found) < most and cell_id is not None and probe.matter_id is not None:
        unscreened = [one for one in _unscreened(probe, cell_id) if one.case.number not in but]
        found += unscreened[: most - len(found)]
    return found


def known_to_all() -> CaseQuerySet:
    """What everybody may read, or may know of by matter, cell and hour: what somebody can join."""
    unscreened = glimpsed().filter(privacy=Privacy.PUBLIC).values("pk")
    return Case.objects.filter(Q(publication=Publication.PUBLISHED) | Q(pk__in=unscreened), whole__isnull=True)


def _public(probe: Probe, but: Collection[str], most: int) -> list[Suggestion]:
    lately = probe.at - timedelta(hours=CLOSED_SINCE_HOURS)
    within = Case.objects.public().filter(kind__in=KINDS, is_unfounded=False).exclude(state=State.DECLINED)
    within = within.filter(~Q(state__in=ENDED) | Q(closed_at__gte=lately))
    alike = similar_cases(probe, within, is_public=True, to_choose=True, most=CANDIDATES)
    kept = [one for one in chosen(probe, _stood_for(alike)) if one.case.number not in but][:most]
    if not kept:
        return []
    told = Case.objects.public().select_related("matter", "area", "office").only(*_TOLD)
    shown = told.in_bulk([one.case.pk for one in kept])
    return [Suggestion(shown[one.case.pk], one.likeness) for one in kept if one.case.pk in shown]


def _stood_for(alike: list[Similar]) -> list[Similar]:
    """For a merged report stands the case it belongs to, where everybody may read that one; one query, if any."""
    merged = [one.case.pk for one in alike if one.case.state == State.MERGED]
    if not merged:
        return alike
    rows = Merged.objects.filter(case__in=merged, left_at=None, parent__publication=Publication.PUBLISHED)
    parents = {
        row.case_id: row.parent for row in rows.select_related("parent__matter", "parent__area", "parent__office")
    }
    best: dict[int, Similar] = {}
    for one in alike:
        case = parents.get(one.case.pk) if one.case.state == State.MERGED else one.case
        if case is not None and (case.is_open or case.pk == one.case.pk):
            best.setdefault(case.pk, replace(one, case=case))
    return list(best.values())


def chosen(probe: Probe, alike: Iterable[Similar]) -> list[Similar]:
    """Those of the alike that are worth asking about, the nearest in place and time first."""
    kept: list[Similar] = []
    for one in sorted(alike, key=lambda one: _far(probe, one)):
        hours = _hours(probe, one.case)
        if worth_asking(one.likeness, hours=hours, is_open=one.case.is_open, is_first=not kept):
            kept.append(one)
    return kept


def _far(probe: Probe, one: Similar) -> Any:
    like, hours = one.likeness, _hours(probe, one.case)
    far = FARTHEST if like.metres is None else remoteness(like.metres, hours, is_open=one.case.is_open)
    return not like.is_same_object, far, -like.score, -one.case.pk


def _hours(probe: Probe, case: Case) -> float:
    return (probe.at - case.filed_at).total_seconds() / 3600


def _unscreened(probe: Probe, cell_id: int) -> list[Suggestion]:
    """The newest of the same matter in the same cell. Neither its words nor how far it is say whether it is shown:
    whoever tries out places and words learns no more than the cell."""
    since = probe.at - timedelta(hours=ASKED_HOURS)
    same = glimpsed().filter(cell=cell_id, matter=probe.matter_id, privacy=Privacy.PUBLIC, filed_at__gte=since)
    same = same.filter(kind__in=KINDS).exclude(state__in=ENDED).select_related("matter", "area", "cell")
    newest = same.defer("cell__polygon").newest()[:1]
    return [Suggestion(case, glimpse=glimpse_of(case)) for case in newest]
