"""Supervision's desk: answers that wait to be checked with what to check them by, and why answers were sent back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from civic.cases.models import Case, CaseQuerySet, Line, Part, Photo, PhotoState
from civic.cases.queries import Viewer, on_desk_of
from civic.cases.rules import Outcome, State, Verdict
from civic.cases.rules.checking import FAULTS_COUNTED, RESIDENT_SAYS_NO, Fault
from civic.desk.rules import COUNTED_TO
from civic.lib.elapsed import elapsed
from civic.lib.keyset import page_from
from civic.offices.models import Office
from civic.offices.queries import worded
from civic.offices.rules import Role, said_in

PAGE = 50
KEYS = ("due_at", "pk")
_TOLD = ("answer", "reach", "say", "send-back")


@dataclass(frozen=True)
class ToCheck:
    """One answer that waits, with the condition it is measured by and everything that speaks for or against it."""

    case: Case
    lines: tuple[Line, ...]  # of this round: stages, answers, what the resident and earlier checks said
    photos: tuple[Photo, ...]  # of the office
    now: datetime

    @cached_property
    def answer(self) -> Line | None:
        """The answer to be checked."""
        return next((line for line in reversed(self.lines) if line.verb == "answer"), None)

    @property
    def text(self) -> str:
        """Its words."""
        return _words(self.answer)

    @property
    def language(self) -> str:
        """The language of its words."""
        return self.answer.words.language if self.answer is not None and hasattr(self.answer, "words") else ""

    @property
    def outcome(self) -> Any:
        """How the office says it ended."""
        said = self.answer.facts.get("outcome", "") if self.answer is not None else ""
        return Outcome(said).label if said in Outcome.values else ""

    @property
    def closing(self) -> str:
        """When the catalogue counts it as done."""
        return worded(self.case.wording).closing

    @property
    def stages(self) -> list[tuple[str, Line]]:
        """What the office reported on the way."""
        language = get_language() or "en"
        return [(said_in(line.facts.get("names", {}), language), line) for line in self.lines if line.verb == "reach"]

    @cached_property
    def word(self) -> Line | None:
        """What the resident said of this answer; None while she has said nothing."""
        since = self.answer.seq if self.answer is not None else 0
        return next((line for line in self.lines if line.verb == "say" and line.seq > since), None)

    @property
    def verdict(self) -> str:
        """Her word: yes, partly or no; "" for silence."""
        return str(self.word.facts.get("solved", "")) if self.word is not None else Verdict.NONE.value

    @property
    def verdict_text(self) -> str:
        """What she wrote beside it."""
        return _words(self.word)

    @property
    def refusals(self) -> list["Refusal"]:
        """How often it came back in this round, and why."""
        back = [line for line in self.lines if line.verb == "send-back" or line.facts.get("sends_back")]
        return [Refusal(line, _FAULTS[_fault_of(line)], _words(line)) for line in back]

    @property
    def waited(self) -> str:
        """Since when it waits, as "3 days"."""
        return elapsed(self.answer.at if self.answer is not None else self.case.moved_at, self.now)


@dataclass(frozen=True)
class Refusal:
    """One time an answer went back."""

    line: Line
    fault: Any
    text: str


_FAULTS: dict[str, Any] = dict(FAULTS_COUNTED)


def _fault_of(line: Line) -> str:
    if line.verb == "say":
        return RESIDENT_SAYS_NO
    said = line.facts.get("fault", "")
    return str(said) if said in Fault.values else Fault.OTHER.value


def _words(line: Line | None) -> str:
    return line.words.text if line is not None and hasattr(line, "words") else ""


@dataclass(frozen=True)
class CheckingDesk:
    """One page of what waits, the longest overdue first; `after` is where the next page begins, "" on the last."""

    rows: list[ToCheck]
    after: str
    count: int

    @property
    def shown_count(self) -> str:
        """How many wait, as far as it was counted."""
        return f"{COUNTED_TO - 1}+" if self.count >= COUNTED_TO else str(self.count)


def checks(viewer: Viewer) -> bool:
    """Does this officer hold the post of a supervisor today?"""
    return viewer.officer is not None and Role.SUPERVISOR.value in viewer.officer.roles


def to_check(viewer: Viewer) -> CaseQuerySet:
    """The answered cases of this supervisor's area, but for those in which she once stood on another side."""
    assert viewer.officer is not None
    elsewhere = Part.objects.filter(case=OuterRef("pk"), person=viewer.officer.person_id).exclude(
        side=viewer.officer.side
    )
    return on_desk_of(viewer).filter(state=State.ANSWERED, due_at__isnull=False).filter(~Exists(elsewhere))


def checking_desk(viewer: Viewer, *, after: str = "", at: datetime) -> CheckingDesk:
    """One page of what waits for this supervisor; four queries, whatever the rows. A spoilt cursor begins anew."""
    waiting = to_check(viewer)
    told = waiting.select_related("matter", "wording", "area__parent", "office").defer("public_text")
    page = page_from(told, keys=KEYS, size=PAGE, cursor=after)
    count = waiting.order_by().values("pk")[:COUNTED_TO].count()
    return CheckingDesk(rows=waiting_rows(page.rows, at=at), after=page.next, count=count)


def waiting_rows(cases: Sequence[Case], *, at: datetime) -> list[ToCheck]:
    """These cases with their evidence; two queries."""
    if not cases:
        return []
    keys = [case.pk for case in cases]
    lines: dict[int, list[Line]] = defaultdict(list)
    rounds = {case.pk: case.round for case in cases}
    for line in Line.objects.filter(case__in=keys, verb__in=_TOLD).select_related("words").order_by("seq"):
        if line.facts.get("round", 1) == rounds[line.case_id]:
            lines[line.case_id].append(line)
    photos: dict[int, list[Photo]] = defaultdict(list)
    for photo in Photo.objects.filter(case__in=keys, state=PhotoState.READY, line__side="act"):
        photos[photo.case_id or 0].append(photo)
    return [ToCheck(case, tuple(lines[case.pk]), tuple(photos[case.pk]), at) for case in cases]


def next_to_check(viewer: Viewer, case: Case) -> Case | None:
    """What comes after this one in the queue, else its head; None when nothing waits any more."""
    others = to_check(viewer).exclude(pk=case.pk).order_by(*KEYS)
    later = others.filter(Q(due_at__gt=case.due_at) | Q(due_at=case.due_at, pk__gt=case.pk)) if case.due_at else others
    return later.first() or others.first()


# --- why answers were sent back ---


@dataclass(frozen=True)
class Faults:
    """One office: how many of its answers went back for which reason, in the order of the list of reasons."""

    office: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


def sent_back_by_office(viewer: Viewer, *, since: datetime) -> list[Faults]:
    """The answers sent back since then in this supervisor's area, by office and reason, the most first; two queries."""
    told = (
        Line.objects.filter(Q(verb="send-back") | Q(verb="say", facts__sends_back=True), at__gte=since)
        .filter(verb__in=["send-back", "say"], case__in=on_desk_of(viewer).order_by().values("pk"))
        .annotate(
            holder=Coalesce(KT("facts__held_by"), F("case__office__code"), output_field=TextField()),
            fault=KT("facts__fault"),
        )
        .order_by()
        .values_list("holder", "verb", "fault")
        .annotate(count=Count("pk"))
    )
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for holder, verb, fault, count in told:
        reason = RESIDENT_SAYS_NO if verb == "say" else fault if fault in Fault.values else Fault.OTHER.value
        counted[holder or ""][reason] += count
    names = _names(counted)
    rows = [
        Faults(names.get(code, ""), tuple(found.get(name, 0) for name, _label in FAULTS_COUNTED))
        for code, found in counted.items()
    ]
    return sorted(rows, key=lambda row: (-row.total, row.office))


def _names(codes: Iterable[str]) -> dict[str, str]:
    wanted = [code for code in codes if code]
    return {office.code: office.name for office in Office.objects.filter(code__in=wanted)} if wanted else {}
