"""Which suggestions are joined with which, into what one was divided, and how many persons stand behind all of them.
Only what everybody may read is told, and counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from civic.cases.models import Case, Merged, Support
from civic.cases.queries import Viewer
from civic.cases.rules import Publication, Source, State
from civic.suggestions.models import Piece
from civic.suggestions.queries.lists import facts_of
from civic.suggestions.queries.verified import who_is

SHOWN = 100
COUNTED_AT_ONCE = 2_000  # supports behind several together; of more, the sweep counts persons once a minute
_FEW = ("number", "public_title", "language", "supports", "hides_supports", "state", "outcome", "publication")


@dataclass(frozen=True)
class Original:
    """A suggestion that was joined with another one, or a piece of it: its own count stays its own."""

    case: Case
    stands: bool = False  # does whoever reads support it?

    @property
    def title(self) -> str:
        """As everybody reads it."""
        return self.case.public_title


@dataclass(frozen=True)
class Together:
    """What hangs together with a suggestion, for one reader."""

    stands: bool = False  # does whoever reads support it?
    lead: Original | None = None  # with which this one was joined
    originals: tuple[Original, ...] = ()  # that were joined with this one
    not_listed: int = 0  # more of them than are listed
    pieces: tuple[Original, ...] = ()  # into which this one was divided
    whole: Original | None = None  # of which this one is a piece
    in_all: int | None = None  # persons behind this one and its originals; None while a count is hidden
    is_swept: bool = False  # so many that they are counted once a minute

    @property
    def is_any(self) -> bool:
        """Does anything hang together with it?"""
        return bool(self.lead or self.originals or self.pieces or self.whole)

    @property
    def asked_about(self) -> list[Original]:
        """Which others whoever supports this one is asked about, as long as she has not said yes."""
        others = self.pieces or ((self.lead,) if self.lead else ())
        return [one for one in others if self.stands and not one.stands and one.case.state == State.SUPPORTING]

    @property
    def asked_because_of(self) -> Original | None:
        """By which of the others somebody came here who does not support this one."""
        if self.stands:
            return None
        others = (*self.originals, *((self.whole,) if self.whole else ()))
        return next((one for one in others if one.stands), None)


def joined_with(case: Case) -> QuerySet[Case]:
    """The suggestions that were joined with this one and that everybody may read, the oldest first."""
    rows = Merged.objects.filter(parent=case, left_at=None).values("case")
    return Case.objects.filter(pk__in=rows, publication=Publication.PUBLISHED).order_by("pk")


def counts_of(case: Case) -> dict[int, int]:
    """How many stand behind a suggestion and behind each of those joined with it."""
    if not case.joined:
        return {case.pk: case.supports}
    return {case.pk: case.supports, **dict(joined_with(case).values_list("pk", "supports"))}


def persons_behind(keys: Iterable[int]) -> int:
    """How many persons stand behind these together, each counted once; one query over the digests."""
    return Support.objects.filter(case__in=list(keys)).aggregate(persons=Count("who", distinct=True))["persons"] or 0


def in_all(case: Case) -> int:
    """How many persons oblige an answer: those behind the suggestion and behind what was joined with it."""
    return persons_behind(counts_of(case)) if case.joined else case.supports


def pieces_that_stand(case: Case) -> list[Case]:
    """Into which a suggestion was divided, as long as it was not put together again."""
    return list(Case.objects.filter(piece__of=case, piece__left_at__isnull=True).order_by("pk"))


def together_of(case: Case, viewer: Viewer) -> Together:
    """What hangs together with a suggestion: no query for most, two or three for one of several."""
    if case.joined:
        return _of_a_lead(case, viewer)
    lead = _lead_of(case) if case.is_merged else None
    pieces = _public(pieces_that_stand(case)) if case.is_merged and lead is None else []
    whole = _whole_of(case) if case.source == Source.DESK else None
    others = [one for one in (lead, whole, *pieces) if one is not None]
    if not others:
        return Together()
    mine = _supported(viewer, [case, *others])
    return Together(
        stands=case.pk in mine,
        lead=_as_original(lead, mine),
        pieces=tuple(Original(one, one.pk in mine) for one in pieces),
        whole=_as_original(whole, mine),
    )


def _of_a_lead(case: Case, viewer: Viewer) -> Together:
    """Others were joined with it. Two queries, and one more for what the city wrote out of something."""
    me = who_is(viewer.person) if viewer.person is not None else ""
    hers = Support.objects.filter(case=OuterRef("pk"), who=me)
    known: list[Any] = list(joined_with(case).only(*_FEW).annotate(is_mine=Exists(hers)))
    originals = tuple(Original(one, bool(one.is_mine)) for one in known)
    counts = {one.pk: one.supports for one in (case, *known)}
    is_swept = sum(counts.values()) > COUNTED_AT_ONCE
    persons, stands = _as_swept(case, counts, me) if is_swept else _as_now(case, counts, me)
    whole = _whole_of(case) if case.source == Source.DESK else None
    is_hidden = any(one.hides_supports for one in (case, *known))
    return Together(
        stands=stands,
        originals=originals[:SHOWN],
        not_listed=max(0, len(originals) - SHOWN),
        whole=_as_original(whole, _supported(viewer, [whole]) if whole else set()),
        in_all=None if is_hidden or not known else persons,
        is_swept=is_swept and not is_hidden,
    )


def _as_now(case: Case, counts: dict[int, int], me: str) -> tuple[int, bool]:
    """The persons behind all of them, each counted once now; and whether whoever reads stands behind the first."""
    own = Count("pk", filter=Q(case=case, who=me))
    told = Support.objects.filter(case__in=counts).aggregate(persons=Count("who", distinct=True), own=own)
    return told["persons"], bool(told["own"])


def _as_swept(case: Case, counts: dict[int, int], me: str) -> tuple[int, bool]:
    """The same of very many: the persons as the last sweep counted them, and within what is possible now."""
    facts = facts_of(case)
    swept = facts.rank if facts else 0
    stands = bool(me) and Support.objects.filter(case=case, who=me).exists()
    return min(max(swept, *counts.values()), sum(counts.values())), stands


def _public(cases: list[Case]) -> list[Case]:
    return [one for one in cases if one.is_public]


def _as_original(case: Case | None, mine: set[int]) -> Original | None:
    return Original(case, case.pk in mine) if case is not None else None


def _lead_of(case: Case) -> Case | None:
    row = Merged.objects.filter(case=case, left_at=None, parent__publication=Publication.PUBLISHED)
    found = row.select_related("parent").first()
    return found.parent if found else None


def _whole_of(case: Case) -> Case | None:
    row = Piece.objects.filter(case=case, left_at__isnull=True, of__publication=Publication.PUBLISHED)
    found = row.select_related("of").first()
    return found.of if found else None


def _supported(viewer: Viewer, cases: list[Case]) -> set[int]:
    """Behind which of these whoever reads stands; a stranger costs no query."""
    if viewer.person is None:
        return set()
    mine = Support.objects.filter(who=who_is(viewer.person), case__in=[one.pk for one in cases])
    return set(mine.values_list("case", flat=True))
