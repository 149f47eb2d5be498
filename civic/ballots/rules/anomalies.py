"""What in a vote looks like a swarm: told to whoever is responsible, and in numbers to everybody. Nothing is struck out
by it; the vote only advises. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LEAST = 20  # fewer tell nothing
FRESH_SHARE = 0.5
NETWORK_SHARE = 0.05
RUSH = 5  # times the usual hour
SHEET_MINUTES = 10  # all of a school's papers within so few minutes
OVER = 2.0  # times the share of fresh accounts among everybody


class Sort(TextChoices):
    """What was noticed."""

    FRESH = "fresh", _("Many of its votes came from accounts made days before")
    NETWORK = "network", _("Many votes came from one network")
    RUSH = "rush", _("Far more votes than usual in one hour")
    SHEET = "sheet", _("All codes of one school were used within minutes")
    COUNT = "count", _("Papers and voters are not equal in number")


@dataclass(frozen=True)
class Came:
    """One who voted: when, from which network (a digest), with which sheet of codes; not what was chosen."""

    at: datetime
    network: str = ""
    sheet: int | None = None


@dataclass(frozen=True)
class Chosen:
    """One paper: what was chosen, and whether the account was fresh; not when, and not by whom."""

    numbers: tuple[int, ...]
    is_fresh: bool


@dataclass(frozen=True)
class Finding:
    """One thing noticed: its sort, what it is about, how many of how many."""

    sort: str
    about: str
    count: int
    of: int


def findings(came: Iterable[Came], chosen: Iterable[Chosen]) -> list[Finding]:
    """Everything that looks like a swarm, always in the same order."""
    voters, papers = list(came), list(chosen)
    found = _fresh(papers) + _networks(voters) + _rushes(voters) + _sheets(voters)
    if len(voters) != len(papers):
        found.append(Finding(Sort.COUNT, "", len(papers), len(voters)))
    return found


def _fresh(papers: list[Chosen]) -> list[Finding]:
    everybody = sum(paper.is_fresh for paper in papers) / len(papers) if papers else 0.0
    of, fresh = Counter[int](), Counter[int]()
    for paper in papers:
        of.update(set(paper.numbers))
        fresh.update(set(paper.numbers) if paper.is_fresh else ())
    line = max(FRESH_SHARE, min(1.0, OVER * everybody)) if everybody < FRESH_SHARE else FRESH_SHARE
    return [
        Finding(Sort.FRESH, str(number), fresh[number], of[number])
        for number in sorted(of)
        if of[number] >= LEAST and fresh[number] >= line * of[number]
    ]


def _networks(voters: list[Came]) -> list[Finding]:
    by_network = Counter(one.network for one in voters if one.network and one.sheet is None)
    return [
        Finding(Sort.NETWORK, "", count, len(voters))  # not which: that is wiped, and this stays
        for _network, count in sorted(by_network.items())
        if count >= max(LEAST, NETWORK_SHARE * len(voters))
    ]


def _rushes(voters: list[Came]) -> list[Finding]:
    by_hour = Counter(one.at.strftime("%Y-%m-%dT%H") for one in voters if one.sheet is None)
    if len(by_hour) < 3:
        return []
    usual = median(by_hour.values())
    return [
        Finding(Sort.RUSH, hour, count, len(voters))
        for hour, count in sorted(by_hour.items())
        if count >= max(LEAST, RUSH * usual)
    ]


def _sheets(voters: list[Came]) -> list[Finding]:
    by_sheet: dict[int, list[datetime]] = {}
    for one in voters:
        if one.sheet is not None:
            by_sheet.setdefault(one.sheet, []).append(one.at)
    return [
        Finding(Sort.SHEET, str(sheet), len(times), len(voters))
        for sheet, times in sorted(by_sheet.items())
        if len(times) >= LEAST and (max(times) - min(times)).total_seconds() <= SHEET_MINUTES * 60
    ]
