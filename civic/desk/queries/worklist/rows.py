"""One case as a row of the list, and what is read for a hundred of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property
from django.utils.translation import get_language

from civic.cases.models import Case
from civic.cases.rules import CLOSED_STATES, Kind, State
from civic.cases.rules.clock import waits_for_answer
from civic.desk.queries.flags import flags_of
from civic.desk.rules import HASTENED, NEWS, TO_PUT_RIGHT, TOLD_TO, Standing, standing
from civic.lib.elapsed import elapsed
from civic.offices.queries import OfficerHand
from civic.offices.rules import said_in

TONGUES = {"zh_hans": "zh-hans", "zh_hant": "zh-hant", "en": "en"}

_PLAIN = (
    *("pk", "number", "title", "kind", "language", "state", "round"),
    *("verdict", "answered_at", "demand_due_at", "due_at", "escalated_to", "moved_at", "station", "persons"),
    "repair_due_at",
    "supports",
    "hides_supports",
    "news_since",
)
_NAMED = ("matter", "area__parent", "area", "office")
_CLAIMED = ("claim__until", "claim__seq", "last_seq")
_COLUMNS = (
    *_PLAIN,
    *(f"{thing}__name_{tongue}" for thing in _NAMED for tongue in TONGUES),
    *_CLAIMED,
    "area__parent__parent",
)


@dataclass(frozen=True)
class Row:
    """One case as a row: what the list prints of it, and nothing else."""

    pk: int
    number: str
    title: str
    kind: str
    language: str
    state: str
    round: int
    verdict: str
    answered_at: datetime | None
    demand_due_at: datetime | None
    due_at: datetime | None
    escalated_to: str
    moved_at: datetime
    station: str
    persons: int
    repair_due_at: datetime | None
    supports: int
    hides_supports: bool
    news_since: datetime | None
    matter: str
    district: str
    area: str
    office: str
    now: datetime
    flag: str = ""  # "mine", "office"
    worked_on: datetime | None = None  # until then by an officer

    @cached_property
    def standing(self) -> Standing:
        """How its state is drawn."""
        return standing(
            state=self.state,
            round_=self.round,
            verdict=self.verdict,
            answered_at=self.answered_at,
            station=self.station,
        )

    @property
    def hastened(self) -> Standing | None:
        """How it is drawn that the checking side demands something; None where it does not."""
        return HASTENED if self.demand_due_at is not None else None

    @property
    def supports_shown(self) -> int:
        """How many stand behind it without a report of their own; 0 while nobody is to be told, officers neither."""
        return 0 if self.hides_supports else self.supports

    @property
    def news(self) -> Standing | None:
        """How it is drawn that its resident added or changed something; None where there is no news."""
        return NEWS if self.news_since is not None else None

    @property
    def told_upward(self) -> Standing | None:
        """How it is drawn that a level was told of it, while it is unanswered; None where none was."""
        if not self.escalated_to:
            return None
        return TOLD_TO.get(self.escalated_to) if waits_for_answer(State(self.state)) else None

    @property
    def signals(self) -> list[Standing]:
        """What is drawn beside its state."""
        mending = TO_PUT_RIGHT if self.repair_due_at is not None else None
        return [one for one in (self.told_upward, self.hastened, mending, self.news) if one is not None]

    @property
    def about(self) -> Any:
        """What it is about: the matter, else the kind."""
        return self.matter or Kind(self.kind).label

    @property
    def place(self) -> str:
        """Where it is: the area, and the one above it unless that is the whole city."""
        return f"{self.district} · {self.area}" if self.district else self.area

    @property
    def waited(self) -> str:
        """Since when nothing has happened to it, as "3 hours"; empty at an end."""
        return "" if self.state in CLOSED_STATES else elapsed(self.moved_at, self.now)


def rows_with(keys: list[int], at: datetime, officer: OfficerHand) -> Iterator[Row]:
    """What the list prints of these cases, in the reader's language. Plain values: a hundred rows are no five hundred
    objects."""
    language, wide = get_language() or "en", len(_PLAIN)
    flags = {
        f"flag_{whose}": Exists(flags_of(officer, whose=whose).filter(case=OuterRef("pk")))
        for whose in ("mine", "office")
    }
    found: Any = Case.objects.filter(pk__in=keys).values_list(*_COLUMNS, *flags.values())
    for values in found:
        matter, above, area, office = (
            said_in(dict(zip(TONGUES.values(), values[begins : begins + 3], strict=True)), language)
            for begins in range(wide, wide + 12, 3)
        )
        plain: dict[str, Any] = dict(zip(_PLAIN, values[:wide], strict=True))
        until, seq, last_seq, above_above, is_mine, is_of_office = values[wide + 12 :]
        district = above if above_above else ""
        flag = "mine" if is_mine else "office" if is_of_office else ""
        worked_on = until if until is not None and until > at and seq == last_seq else None
        names: dict[str, Any] = {"matter": matter, "district": district, "area": area, "office": office}
        yield Row(**plain, **names, now=at, flag=flag, worked_on=worked_on)
