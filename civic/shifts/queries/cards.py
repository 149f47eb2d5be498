"""Shifts as everybody reads them, loaded flat: a list of hundreds costs three statements and no rows of the database's
own kind."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime
from django.utils.translation import get_language

from civic.shifts.models import Shift, ShiftPost, Signup
from civic.shifts.rules import Busy, Insurance, Offer, Post, digest_of

COLUMN = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}
TEXTS = ("name", "where", "summary", "bring")
RISKS = [f"activity__risk_{column}" for column in COLUMN.values()]  # all: a guardian agrees to all of them
FACTS = [
    "pk",
    "number",
    "state",
    "starts_at",
    "ends_at",
    "opens_at",
    "cancel_until",
    "where",
    "reason",
    "sequence",
    "is_weather",
    "activity",
    "activity__number",
    "activity__state",
    "activity__kind",
    "activity__is_dangerous",
    "activity__is_hazardous",
    "activity__is_near_children",
    "activity__needs_agreement",
    "activity__agreement",
    "activity__least_age",
    "activity__policy",
    "activity__policy__scope",
    "activity__policy__starts_on",
    "activity__policy__ends_on",
    "activity__policy__cancelled_at",
    "activity__qualification",
    "activity__area",
    "activity__cell",
    "activity__organisation",
    "activity__organisation__name_zh_hans",
    "activity__organisation__name_zh_hant",
    "activity__organisation__name_en",
]

POST = ["pk", "shift", "places", "qualification", "quotas__organisation", "quotas__places", "quotas__until"]


def said(row: dict[str, Any], name: str, language: str) -> str:
    """A text of a row in the reader's language; where it was not entered, the simplified one."""
    found: str = row.get(f"{name}_{COLUMN.get(language, 'en')}") or row[f"{name}_zh_hans"] or ""
    return found


@dataclass(frozen=True)
class Card:
    """One shift of a list."""

    key: int
    number: str
    activity: int
    activity_number: str
    name: str
    kind: str
    where: str
    risk: str
    summary: str
    bring: str
    organisation: int
    organisation_name: str
    area: int | None
    cell: int | None
    starts: datetime
    ends: datetime
    cancel_until: datetime
    reason: str
    sequence: int
    offer: Offer

    @cached_property
    def local(self) -> datetime:
        """Its beginning by the clocks of the city."""
        return localtime(self.starts)

    @cached_property
    def hours(self) -> str:
        """From when until when, as clocks show it."""
        ends = localtime(self.ends)
        later = f" +{(ends.date() - self.local.date()).days}" if ends.date() != self.local.date() else ""
        return f"{self.local:%H:%M}–{ends:%H:%M}{later}"

    @cached_property
    def places(self) -> int:
        """How many may come."""
        return sum(post.places for post in self.offer.posts)

    @cached_property
    def taken(self) -> int:
        """How many places are taken or kept for somebody."""
        return min(self.places, sum(post.held for post in self.offer.posts))

    @property
    def missing(self) -> int:
        """How many places are free."""
        return self.places - self.taken

    @property
    def asks_training(self) -> bool:
        """Does it ask for a qualification, whole or in each post?"""
        posts = self.offer.posts
        return self.offer.qualification is not None or all(post.qualification is not None for post in posts)


def cards_of(shifts: QuerySet[Shift], *, at: datetime) -> list[Card]:
    """These shifts in their order, with their posts and what is kept of them. Two statements."""
    own = {"at_lat": Coalesce(F("lat"), F("activity__lat")), "at_lon": Coalesce(F("lon"), F("activity__lon"))}
    language = get_language() or "en"
    columns = {"zh_hans", COLUMN.get(language, "en")}
    told = [f"activity__{text}_{column}" for text in TEXTS for column in columns]
    rows = list(shifts.annotate(**own).values(*FACTS, *RISKS, *told, "at_lat", "at_lon"))
    posts = posts_of((row["pk"] for row in rows), at=at)
    return [_card(row, posts.get(row["pk"], []), language) for row in rows]


def posts_of(shifts: Iterable[int], *, at: datetime) -> dict[int, list[Post]]:
    """The posts of shifts with who holds them and what is kept for organisations. One statement: a post comes once for
    each quota."""
    holding = Signup.objects.holding().filter(post=OuterRef("pk")).order_by().values("post")
    on_quota = holding.filter(quota=OuterRef("quotas__organisation"))
    rows = (
        ShiftPost.objects.filter(shift__in=list(shifts))
        .annotate(
            held=Coalesce(Subquery(holding.annotate(many=Count("pk")).values("many")), 0),
            used=Coalesce(Subquery(on_quota.annotate(many=Count("pk")).values("many")), 0),
        )
        .order_by("shift", "order")
        .values_list(*POST, "held", "used")
    )
    found: dict[int, dict[int, Post]] = defaultdict(dict)
    kept: dict[int, dict[int, int]] = defaultdict(dict)
    for key, shift, places, qualification, organisation, kept_places, until, held, used in rows:
        if organisation is not None and until > at:
            kept[key][organisation] = max(0, kept_places - used)
        found[shift][key] = Post(key, places, held, qualification, kept[key])
    return {shift: list(posts.values()) for shift, posts in found.items()}


def _card(row: dict[str, Any], posts: list[Post], language: str) -> Card:
    risk = [row[f"activity__risk_{column}"] for column in COLUMN.values()]
    return Card(
        key=row["pk"],
        number=row["number"],
        activity=row["activity"],
        activity_number=row["activity__number"],
        name=said(row, "activity__name", language),
        kind=row["activity__kind"],
        where=row["where"] or said(row, "activity__where", language),
        risk=said(row, "activity__risk", language),
        summary=said(row, "activity__summary", language),
        bring=said(row, "activity__bring", language),
        organisation=row["activity__organisation"],
        organisation_name=said(row, "activity__organisation__name", language),
        area=row["activity__area"],
        cell=row["activity__cell"],
        starts=row["starts_at"],
        ends=row["ends_at"],
        cancel_until=row["cancel_until"],
        reason=row["reason"],
        sequence=row["sequence"],
        offer=_offer(row, posts, risk),
    )


def _offer(row: dict[str, Any], posts: list[Post], risk: list[str]) -> Offer:
    return Offer(
        shift=row["pk"],
        activity=row["activity"],
        activity_state=row["activity__state"],
        state=row["state"],
        busy=Busy(row["starts_at"], row["ends_at"], row["at_lat"], row["at_lon"]),
        opens_at=row["opens_at"],
        least_age=row["activity__least_age"],
        is_hazardous=bool(row["activity__is_hazardous"]),
        is_near_children=bool(row["activity__is_near_children"]),
        is_dangerous=bool(row["activity__is_dangerous"]),
        policy=row["activity__policy"],
        insurance=_insurance(row),
        qualification=row["activity__qualification"],
        agreement=digest_of(str(row["activity__agreement"])) if row["activity__needs_agreement"] else "",
        risks=digest_of(*risk),
        posts=posts,
    )


def _insurance(row: dict[str, Any]) -> Insurance | None:
    if row["activity__policy"] is None:
        return None
    return Insurance(
        scope=str(row["activity__policy__scope"]),
        starts_on=row["activity__policy__starts_on"],
        ends_on=row["activity__policy__ends_on"],
        is_cancelled=row["activity__policy__cancelled_at"] is not None,
    )
