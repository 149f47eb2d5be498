"""What waits for a moderator, in one queue, the oldest first: texts, photos, later words and words of ratings."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from civic.cases.models import (
    Case,
    CaseQuerySet,
    Line,
    Objection,
    Part,
    Photo,
    PhotoState,
    Withholding,
)
from civic.cases.queries import Viewer, on_desk_of
from civic.cases.rules import Kind, Publication, State
from civic.cases.rules.denials import OF_THE_CASE
from civic.cases.rules.objections import Concern
from civic.desk.queries.open_case import refusal_of
from civic.journal.models import Audience
from civic.lib.elapsed import elapsed
from civic.lib.plain_text import shortened
from civic.offices.queries import OfficerHand
from civic.offices.rules import Privacy, Role, Side

PAGE = 50
LONGEST_EXTRACT = 160


@dataclass(frozen=True)
class Waits:
    """One kind of thing that waits: its name in the address, its words, its icon, how many there are."""

    name: str
    label: Any
    icon: str
    count: int = 0


KINDS = (
    Waits("text", _("Texts not yet published"), "words"),
    Waits("photos", _("Photos that came later"), "eye"),
    Waits("words", _("Later words of residents"), "speak"),
    Waits("rating", _("Words of ratings"), "flag"),
    Waits("objection", _("Objections"), "alert"),
    Waits("withheld", _("Withheld, for a second person"), "lock"),
)
OF_A_LINE = ("words", "rating")


@dataclass(frozen=True)
class Item:
    """One thing to screen."""

    kind: Waits
    case: Case
    since: datetime
    now: datetime
    text: str = ""  # what was said later
    language: str = ""
    photos: int = 0
    due: datetime | None = None  # by when it is to be decided
    concern: Any = ""  # of an objection, or of an appeal

    @property
    def verb(self) -> str:
        """The move it asks for; of a withholding there are two, and the case page shows both."""
        return {"objection": "decide-objection", "withheld": ""}.get(self.kind.name, "publish")

    @property
    def is_late(self) -> bool:
        """Should it have been decided by now?"""
        return self.due is not None and self.due < self.now

    @property
    def waited(self) -> str:
        """Since when it waits, as "3 hours"."""
        return elapsed(self.since, self.now)


@dataclass(frozen=True)
class Queue:
    """One page of what waits; `chosen` is the kind shown, None for all of them."""

    kinds: list[Waits]
    items: list[Item]
    total: int
    chosen: Waits | None = None
    number: int = 1
    pages: list[int] = field(default_factory=list)

    @property
    def next_page(self) -> int | None:
        """The number of the next page."""
        return self.number + 1 if self.number < len(self.pages) else None


def screens(viewer: Viewer) -> bool:
    """Does this officer hold the post of a moderator today?"""
    return viewer.officer is not None and Role.MODERATOR.value in viewer.officer.roles


def may_see_sealed(viewer: Viewer, case: Case) -> bool:
    """May this officer see a photo of the case without its boxes? Whoever may publish it; a moment that does not allow
    to publish does not matter."""
    denied = refusal_of(viewer, case, "publish")
    return denied is None or denied.family in OF_THE_CASE


def screening_queue(viewer: Viewer, *, what: str = "", page: int = 1, at: datetime) -> Queue:
    """What waits for this moderator, never of a case her own office holds; eight queries, whatever the rows."""
    assert viewer.officer is not None
    parts = _parts(viewer, viewer.officer)
    counted = _counted(parts)
    kinds = [Waits(kind.name, kind.label, kind.icon, counted.get(kind.name, 0)) for kind in KINDS]
    chosen = next((kind for kind in kinds if kind.name == what), None)
    total = chosen.count if chosen else sum(kind.count for kind in kinds)
    pages = list(range(1, max(1, -(-total // PAGE)) + 1))
    number = min(max(1, page), len(pages))
    shown = [_rows(one, name) for name, one in parts.items() if chosen is None or name == chosen.name]
    united = shown[0].union(*shown[1:], all=True) if len(shown) > 1 else shown[0]
    rows = list(united.order_by("since", "what", "key")[(number - 1) * PAGE : number * PAGE])
    return Queue(kinds, _items(rows, {kind.name: kind for kind in kinds}, at=at), total, chosen, number, pages)


def _parts(viewer: Viewer, officer: OfficerHand) -> dict[str, QuerySet[Any, Any]]:
    cases = _screened_by(viewer, officer)
    unread = cases.filter(resident_seq__gt=F("screened_seq"))
    lines = Line.objects.filter(
        case__in=unread.filter(publication=Publication.PUBLISHED),
        side="resident",
        seq__gt=F("case__screened_seq"),
        words__audience=Audience.PUBLIC,
        words__is_screened=False,
    ).exclude(Q(verb="file") | Q(words__text=""))
    photos = Photo.objects.filter(
        case__in=cases.filter(publication=Publication.PUBLISHED),
        line__isnull=False,  # those of the office only once their answer is out
        state=PhotoState.READY,
        screened_at__isnull=True,
    )
    return {
        "text": unread.filter(publication=Publication.UNSCREENED),
        "photos": photos,
        "words": lines.exclude(verb="rate"),
        "rating": lines.filter(verb="rate"),
    } | _second_looks(cases, officer)


def _second_looks(cases: CaseQuerySet, officer: OfficerHand) -> dict[str, QuerySet[Any, Any]]:
    """Objections to decide on, and what somebody else withheld; not of a case that an office of hers once held. That
    the words of a case name her office, the act itself finds."""
    held = Line.objects.filter(case=OuterRef("case"), side=Side.ACT, office__in=officer.office_ids)
    waiting = Withholding.objects.filter(decision="", due_at__isnull=False, case__in=cases)
    return {
        "objection": Objection.objects.waiting().filter(~Exists(held), case__in=cases.filter(objecting__gt=0)),
        "withheld": waiting.exclude(by=officer.person_id).filter(~Exists(held)),
    }


def _screened_by(viewer: Viewer, officer: OfficerHand) -> CaseQuerySet:
    """The cases whose words this moderator may decide about: not those her own office holds, nor those she stood on
    another side of, nor what is never public."""
    elsewhere = Part.objects.filter(case=OuterRef("pk"), person=officer.person_id).exclude(side=officer.side)
    return (
        on_desk_of(viewer)
        .exclude(state=State.WITHDRAWN)
        .exclude(kind=Kind.MISCONDUCT)
        .exclude(privacy=Privacy.PRIVATE)
        .filter(Q(office__isnull=True) | ~Q(office__in=officer.office_ids))
        .filter(~Exists(elsewhere))
    )


_SINCE = {
    "text": F("filed_at"),
    "words": F("at"),
    "rating": F("at"),
    "objection": F("at"),
    "withheld": Coalesce("appealed_at", "at"),
}


def _rows(part: QuerySet[Any, Any], name: str) -> QuerySet[Any, Any]:
    """Kind, moment and key of each row; photos count as one row a case."""
    if name == "photos":
        part = part.order_by().values("case").annotate(what=_named(name), since=Min("received_at"), key=F("case"))
    else:
        part = part.order_by().annotate(what=_named(name), since=_SINCE[name], key=F("pk"))
    return part.values_list("what", "since", "key")


def _named(name: str) -> Value:
    return Value(name, output_field=CharField())


def _counted(parts: dict[str, QuerySet[Any, Any]]) -> dict[str, int]:
    counts = [
        part.order_by()
        .annotate(what=_named(name))
        .values("what")
        .annotate(n=Count("case" if name == "photos" else "pk", distinct=name == "photos"))
        .values_list("what", "n")
        for name, part in parts.items()
    ]
    return dict(counts[0].union(*counts[1:], all=True))


def _items(rows: list[tuple[str, datetime, int]], kinds: dict[str, Waits], *, at: datetime) -> list[Item]:
    keys = [key for what, _since, key in rows if what in OF_A_LINE]
    lines = {line.pk: line for line in Line.objects.filter(pk__in=keys).select_related("words")} if keys else {}
    looks: dict[tuple[str, int], Objection | Withholding] = {}
    for name, table in (("objection", Objection), ("withheld", Withholding)):
        asked = [key for what, _since, key in rows if what == name]
        looks |= {(name, one.pk): one for one in table.objects.filter(pk__in=asked)} if asked else {}
    pks = {
        lines[key].case_id if what in OF_A_LINE else looks[what, key].case_id if (what, key) in looks else key
        for what, _since, key in rows
    }
    cases = {case.pk: case for case in Case.objects.filter(pk__in=pks).with_names()} if pks else {}
    waiting = Photo.objects.filter(
        case__in=pks, line__isnull=False, state=PhotoState.READY, screened_at__isnull=True
    ).order_by()
    photos = dict(waiting.values_list("case").annotate(Count("pk"))) if pks else {}
    items: list[Item] = []
    for what, since, key in rows:
        line = lines.get(key) if what in OF_A_LINE else None
        look = looks.get((what, key))
        case = cases[line.case_id if line else look.case_id if look else key]
        items.append(
            Item(
                kind=kinds[what],
                case=case,
                since=since,
                now=at,
                text=shortened(" ".join((line.words.text if line else _said(look)).split()), LONGEST_EXTRACT),
                language=line.words.language if line else getattr(look, "language", ""),
                photos=photos.get(case.pk, 0) if line is None and look is None else 0,
                due=look.due_at if look else None,
                concern=_concern(look),
            )
        )
    return items


def _said(look: Objection | Withholding | None) -> str:
    return look.words if isinstance(look, Objection) else ""


def _concern(look: Objection | Withholding | None) -> Any:
    """What somebody objects to, or why a second person looks."""
    if isinstance(look, Objection):
        return Concern(look.concern).label
    if look is None:
        return ""
    return _("The reporter appeals") if look.appealed_at else _("It had been public")
