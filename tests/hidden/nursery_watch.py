"""Everything that is looked at in the nursery, in order: what a stranger's reading stores, what everybody meets, what
is kept where; then two families erase their children, and it is looked at once more."""

import logging
from dataclasses import dataclass
from typing import Any

from django.test import TestCase

from civic.guardians.models import Opening, Withholding
from tests.hidden.hands import Hand, Refusals, hands_of
from tests.hidden.nursery import NOW, Nursery, made, peopled, staffed
from tests.hidden.nursery_desk import worked_at
from tests.hidden.nursery_doors import ABOUT_CHILDREN, addresses
from tests.hidden.nursery_dump import counted, files, found_in_index, kept_in, on_the_disk
from tests.hidden.nursery_walk import Walk, press, walked
from tests.people import City

ERASED = {"rain": "gu", "cloud": "bo"}  # by whom
LOOK_AGAIN = ("nobody", "gu", "rain-slip", "tang", "qiu", "chen")


@dataclass
class Kept:
    """In which fields each word is kept, in which tables and files it lies as it is, and which the search finds."""

    fields: dict[str, set[str]]
    disk: set[tuple[str, str]]  # word, table or file
    index: set[tuple[str, str]]  # word, side
    files: int


@dataclass
class Watched:
    """The town, and what was seen in it."""

    town: Nursery
    stored: dict[str, int]  # rows that came to be while a stranger read
    read: int  # pages that stranger was given
    walk: Walk
    kept: Kept
    logged: list[str]
    erasing: list[int]  # how the erasure was answered
    after: Walk
    left: Kept


class Log(logging.Handler):
    """Every line that is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it with the fault it tells of."""
        self.lines.append(f"{record.getMessage()} {record.exc_info or ''}")


def watch_all(city: City, patched: Any) -> Watched:
    """All of it, at one moment of the second round."""
    patched.setattr("django.utils.timezone.now", lambda: NOW)
    log = Log()
    logging.getLogger().addHandler(log)
    try:
        town = staffed(city)
        peopled(town)
        made(town)
        worked_at(town)
        city.case("answered")
        hands = hands_of(town)
        patched.setattr("portal.views.refused._page", Refusals().page)
        stored, read = _stored_by(hands["nobody"])
        walk = press(walked(town, hands), hands)
        kept = _kept(town)
        erasing = [_erase(town, hands, child, by=by) for child, by in ERASED.items()]
        after = walked(town, {name: hands[name] for name in LOOK_AGAIN}, of_children=True)
        after = press(after, {"tang": hands["tang"], "yi": hands["yi"]})
        return Watched(town, stored, read, walk, kept, log.lines, erasing, after, _kept(town))
    finally:
        logging.getLogger().removeHandler(log)


def _stored_by(stranger: Hand) -> tuple[dict[str, int], int]:
    before, read = counted(), 0
    for path, some in addresses().items():
        if path.startswith(ABOUT_CHILDREN):
            read += sum(stranger.ask("nobody", where).status == 200 for where in some)
    return {table: count - before[table] for table, count in counted().items() if count != before[table]}, read


def _erase(town: Nursery, hands: dict[str, Hand], child: str, *, by: str) -> int:
    """A guardian ticks that she is sure; files go once the act holds."""
    where = f"/little-mayor/family/{town.key(child)}/kept/erase/"
    # whatever protected it has ended: before that nobody erases who it is
    Withholding.objects.filter(guardianship__child__key=town.key(child)).update(ended_at=NOW)
    Opening.objects.filter(child__key=town.key(child), until__gt=NOW).update(until=NOW)
    with TestCase.captureOnCommitCallbacks(execute=True):
        return hands[by].ask(by, where, {"is_sure": "on"}).status


def _kept(town: Nursery) -> Kept:
    disk = {(word, place) for place, raw in on_the_disk().items() for word in town.told_in(raw)}
    return Kept(kept_in(town), disk, found_in_index(town), len(list(files())))
