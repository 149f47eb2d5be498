"""The walks through the nursery: every address, and every press that tells something once, in everybody's hands."""

import os
from collections import Counter
from dataclasses import dataclass, field

from civic.ballots.models import VoteSheet
from civic.guardians.models import Child, Export, Opening
from civic.youth.models import CodeSheet, Evidence
from tests.hidden.hands import Hand, Seen, taken_back
from tests.hidden.nursery import JPEG, Nursery
from tests.hidden.nursery_doors import ABOUT_CHILDREN, DESK, NEAR, addresses
from tests.hidden.nursery_table import may_see
from tests.hidden.pictures import left_in

FIRST_IS_ENOUGH = os.environ.get("FIRST_LEAK") == "1"  # set by breaking.py
# Who asks at every address there is: a stranger, a resident, the administrator. Everybody else asks at all that is
# about children, at what is her own, and where her post leads.
WHOLE = frozenset({"nobody", "mei", "root"})
OF_CITY = frozenset({"lin", "mo", "zhao", "chen", "he", "rui", "sun", "dong"})
# Who may find one child's page there and not another's, and so asks for each of them. For everybody else the first and
# the last of a kind are enough, where nothing is there for her.
TIES = {
    "little-mayor/proposals/": None,
    "little-mayor/pictures/": None,
    "api/v1/youth/": None,
    "little-mayor/make/": {"fox", "rain-slip", "cloud-slip"},
    "little-mayor/family/": {"gu", "bo", "snow-slip"},
    "little-mayor/jury/": {"qiu"},
    "little-mayor/school/": {"ke", "fang"},
    "desk/youth/letters/": {"tang", "bai", "yi", "chen"},
    "desk/youth/": {"tang", "bai", "yi"},
}
SHUT = frozenset({302, 403})


@dataclass
class Walk:
    """What was met: each word by whom and where, and how much was seen at all."""

    town: Nursery
    met: set[tuple[str, str, str]] = field(default_factory=set)  # word, person, address or press
    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)  # with 200
    pages: set[str] = field(default_factory=set)  # routes somebody got a page at
    pictures: Counter[str] = field(default_factory=Counter)
    left: set[str] = field(default_factory=set)  # in a picture, beside it
    broken: set[str] = field(default_factory=set)

    def note(self, seen: Seen) -> None:
        """Write down what an answer tells."""
        self.asked[seen.who] += 1
        self.answered[seen.who] += seen.status == 200
        plain = seen.where.removeprefix("POST ")
        if seen.status >= 500 and plain != "/readyz":
            self.broken.add(f"{seen.where} for {seen.who}: {seen.status}")
        if seen.body.startswith(JPEG):
            self.pictures[seen.who] += 1
            self.left |= {f"{seen.where} tells {one}" for one in left_in(seen.body)}
        found = {name for name in self.town.told_in(seen.body) if self.town.words.get(name, "\0") not in plain}
        self.met |= {(name, seen.who, seen.where) for name in found}
        if FIRST_IS_ENOUGH and (leaks := self.leaks()):
            raise AssertionError(leaks[0])

    def leaks(self) -> list[str]:
        """What somebody met who may not, with the address, the person and the word."""
        return sorted(f"{where} tells {who} “{word}”" for word, who, where in self.met if not may_see(word, who, where))


def walked(town: Nursery, hands: dict[str, Hand], *, of_children: bool = False) -> Walk:
    """Everybody asks at every address that is hers; where the first and the last of a kind are shut to her, so are the
    others. What one walk did is taken back before the next."""
    walk, every = Walk(town), addresses()
    for who, hand in hands.items():
        mine = _asks_at(who, of_children=of_children)
        with taken_back():
            for path, some in ((path, some) for path, some in every.items() if path.startswith(mine)):
                first = [hand.ask(who, where) for where in {some[0], some[-1]}]
                is_shut = {one.status for one in first} <= SHUT | (set() if _is_tied(who, path) else {404})
                for seen in [*first, *(hand.ask(who, where) for where in some[1:-1] if not is_shut)]:
                    walk.note(seen)
                    walk.pages |= {path} if seen.status == 200 else set()
    return walk


def _is_tied(who: str, path: str) -> bool:
    return any(path.startswith(area) and (some is None or who in some) for area, some in TIES.items())


def _asks_at(who: str, *, of_children: bool) -> tuple[str, ...]:
    if who in WHOLE and not of_children:
        return ("",)
    return (*ABOUT_CHILDREN, *NEAR, *(DESK if who in OF_CITY else ()))


def press(walk: Walk, hands: dict[str, Hand]) -> Walk:
    """Everybody tries each press that tells something once; what it did is taken back each time."""
    for name, hand in hands.items():
        for where, said in presses():
            with taken_back():
                seen = hand.ask(name, where, said)
            walk.note(Seen(name, f"POST {where}", seen.status, seen.body))
    return walk


def presses() -> list[tuple[str, dict[str, str]]]:
    """Open an identity, take a list of names along, open a locked copy, take a copy home, print codes."""
    found = [(f"/desk/youth/openings/{one.pk}/read/", {"x": ""}) for one in Opening.objects.all()]
    found += [(f"/desk/youth/lists/{one.pk}/fetch/", {"x": ""}) for one in Export.objects.all()]
    for one in Evidence.objects.select_related("report"):
        where, purpose = f"/desk/youth/concerns/{one.report.key}/evidence/", {"reason": "看看。"}
        found += [(where, purpose), (where, purpose | {"file": "1"})]
    found += [(f"/little-mayor/family/{one.key}/kept/copy/", {"x": ""}) for one in Child.objects.all()]
    found += [
        (f"/desk/youth/votes/{one.ballot_id}/codes/{one.pk}/print/", {"x": ""}) for one in VoteSheet.objects.all()
    ]
    sheets = CodeSheet.objects.exclude(codes="").select_related("school")
    found += [(f"/little-mayor/school/{one.school.code}/print/{one.pk}/", {"x": ""}) for one in sheets]
    return [*found, ("/me/take-along/", {"x": ""})]
