"""Histories of three volunteers and three shifts, told through the real acts: sign up, stand in line, take an offer,
hand on, swap, cancel, come, go, be absent, be written down, object, correct, be erased.

Beside the book a history keeps its own slate, from what the acts answered and never from a table: who comes where, how
long each stayed, what should be credited. After every move both agree.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import strategies as st

from civic.accounts.models import Person
from civic.attendances import actions as attendances
from civic.attendances.actions import Queued
from civic.attendances.queries import open_ends
from civic.attendances.queries.codes import code_key
from civic.attendances.rules import drawn_code
from civic.cases.queries import Viewer
from civic.honours import actions as honours
from civic.honours.models import Certificate
from civic.honours.queries import balance_of
from civic.honours.queries.certificates import is_intact
from civic.hours import actions as hours
from civic.hours.models import BookEntry, Objection
from civic.journal.rules import line_digest
from civic.lib.refusals import NotValid, Refused
from civic.me.actions import erase
from civic.shifts import actions as shifts
from civic.shifts.models import Shift, Signup, StandIn
from civic.volunteers.models import Volunteer
from tests.attendances.ground import second_manager
from tests.people import NOON
from tests.volunteers.ground import DAY, Helpers, activity, shift, volunteer

PEOPLE, PLACES = 3, (1, 1, 2)
LENGTH = 120  # minutes that every shift is planned to last
Stay = (
    tuple[int, int, bool] | None
)  # so late, gone so early, did the phone tell of going; None: no phone tells anything
Move = tuple[Any, ...]

_WHO, _WHICH, _TURN = st.integers(0, PEOPLE - 1), st.integers(0, len(PLACES) - 1), st.integers(0, 8)
_MINUTES = st.integers(-10, 200)
_STAY = st.tuples(st.integers(-40, 110), st.integers(-30, 9), st.booleans())
_PHONES = st.lists(_STAY | _STAY | st.none(), min_size=PEOPLE, max_size=PEOPLE)


def _moves(least: int, most: int, *kinds: Move) -> st.SearchStrategy[list[Move]]:
    drawn = [st.tuples(st.just(verb), *given) for verb, *given in kinds]
    return st.lists(st.one_of(drawn), min_size=least, max_size=most)


BEGINNING: list[Move] = [("sign_up", who, who) for who in range(PEOPLE)]
AHEAD = _moves(
    2,
    10,
    ("sign_up", _WHO, _WHICH),
    ("sign_up", _WHO, _WHICH),
    ("accept_offer", _TURN),
    ("cancel", _TURN),
    ("hand_on", _TURN, _WHO),
    ("swap", _TURN, _TURN),
    ("let_half_a_day_pass",),
    ("erase", _WHO),
)
THE_DAYS = st.lists(_PHONES, min_size=len(PLACES), max_size=len(PLACES))
UNWRITTEN = _moves(
    0, 4, ("object", _TURN, _MINUTES), ("decide", _MINUTES), ("attend", _WHICH, _PHONES), ("close", _WHICH)
)
AFTERWARDS = _moves(
    4,
    10,
    ("record", _WHICH),
    ("object", _TURN, _MINUTES),
    ("decide", st.none() | _MINUTES),
    ("correct", _TURN, _MINUTES),
    ("reverse", _TURN),
    ("attend", _WHICH, _PHONES),
    ("erase", _WHO),
)


@dataclass
class Scene:
    """The people and shifts every history begins with."""

    helpers: Helpers
    second: Person
    people: list[Volunteer]
    shifts: list[Shift]


def set_scene(helpers: Helpers) -> Scene:
    """Three volunteers, three shifts on three days to come, two of them with a single place."""
    of = activity(helpers)
    laid = [shift(of, starts=NOON + (turn + 4) * DAY, places=places) for turn, places in enumerate(PLACES)]
    return Scene(helpers, second_manager(helpers), [volunteer(f"p{turn}") for turn in range(PEOPLE)], laid)


class History:
    """One history: its clock, and the slate beside the book."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.now = scene, NOON
        self.comes: dict[int, set[int]] = defaultdict(set)
        self.inside: dict[tuple[int, int], int] = {}  # by how many minutes each of them was late
        self.stays: dict[tuple[int, int], int] = {}
        self.credited: dict[tuple[int, int], int] = {}
        self.closed: set[int] = set()
        self.erased: set[int] = set()

    def do(self, verb: str, *given: Any) -> None:
        """One move; what is refused leaves the book as it was, and afterwards book and slate agree."""
        before = list(BookEntry.objects.values_list("pk", "credited"))
        try:
            with transaction.atomic():
                getattr(self, verb)(*given)
        except Refused:
            assert list(BookEntry.objects.values_list("pk", "credited")) == before
        self.agrees()

    # what lies ahead

    def sign_up(self, who: int, which: int) -> None:
        """Whoever gets a place had none, and one was free; where none is left she stands in line."""
        try:
            shifts.sign_up(self.shift(which), volunteer=self.one(who), at=self.now)
        except Refused as refused:
            if refused.code == "full":
                shifts.queue_up(self.shift(which), volunteer=self.one(who), at=self.now)
            return
        self._comes(who, which)

    def accept_offer(self, turn: int) -> None:
        """Whoever was offered a freed place takes it."""
        offered = Signup.objects.filter(state="offered").select_related("shift", "volunteer").order_by("pk")
        row = shifts.accept_offer(self._pick(turn, offered), at=self.now)
        self._comes(self.scene.people.index(row.volunteer), self.scene.shifts.index(row.shift))

    def cancel(self, turn: int) -> None:
        """Somebody does not come, or leaves the line; the next in line is asked."""
        row = self._pick(turn, Signup.objects.filter(ended_at=None).select_related("shift", "volunteer").order_by("pk"))
        shifts.cancel(row, reason="发烧了。", at=self.now)
        self.comes[self.scene.shifts.index(row.shift)].discard(self.scene.people.index(row.volunteer))

    def hand_on(self, turn: int, other: int) -> None:
        """Somebody looks for another to stand in, and she does."""
        who, which = self._pick(turn, self._coming())
        row = shifts.look_for_stand_in(self._signup(who, which), at=self.now)
        shifts.stand_in(row, volunteer=self.one(other), at=self.now)
        self._goes_over(who, other, which)

    def swap(self, turn: int, other_turn: int) -> None:
        """Two swap their shifts: both at once, or neither."""
        (who, which), (other, whither) = self._pick(turn, self._coming()), self._pick(other_turn, self._coming())
        row = shifts.look_for_stand_in(self._signup(who, which), swap_for=self._signup(other, whither), at=self.now)
        shifts.swap(row, volunteer=self.one(other), at=self.now)
        self._goes_over(who, other, which)
        self._goes_over(other, who, whither)

    def let_half_a_day_pass(self) -> None:
        """Offers that nobody took lapse, and the next are asked."""
        if self.now < NOON + 3 * DAY:
            self.now += DAY / 2
        shifts.let_offers_lapse(at=self.now)

    def let_the_days_pass(self, told: list[list[Stay]]) -> None:
        """All shifts are over now; phones told who was there."""
        self.now = self.scene.shifts[-1].ends_at + DAY
        shifts.let_offers_lapse(at=self.now)
        for which, phones in enumerate(told):
            self.attend(which, phones)

    # the day, told by phones that had no connection

    def attend(self, which: int, told: list[Stay]) -> None:
        """Phones tell who came and when, and mostly when she went. It counts for whoever has the place, and for nobody
        else: not for her who handed it on."""
        for who, stay in enumerate(told):
            if stay is not None and who not in self.erased:
                self._scan(who, which, *stay)

    def _scan(self, who: int, which: int, late: int, early: int, goes: bool) -> None:
        is_hers, is_known = who in self.comes[which], (who, which) in self.stays or (who, which) in self.inside
        is_open = which not in self.closed
        came = self._send(who, which, "in", late - LENGTH)
        assert (came == "counted") == (is_hers and is_open and not is_known)
        if came == "counted":
            self.inside[who, which] = late
        if goes:
            went = self._send(who, which, "out", -early)
            assert (went == "counted") == (is_open and (who, which) in self.inside)
            if went == "counted":
                self._went(who, which, early=early)

    def _send(self, who: int, which: int, way: str, minutes: int) -> str:
        told, person = self.scene.shifts[which].ends_at + timedelta(minutes=minutes), self.one(who).person
        assert person is not None
        code = drawn_code(code_key(), shift=self.scene.shifts[which].pk, volunteer=None, at=told)
        kept = attendances.take_queue([Queued(uuid4(), code, way, told)], by=person, sent_at=self.now, at=self.now)
        return kept[0].verdict

    def close(self, which: int) -> None:
        """The leader says when those went who are still inside, and that the others did not come."""
        shift = self.shift(which)
        inside, missing = open_ends(shift)
        went, absent = {one.pk: shift.ends_at + timedelta(minutes=5) for one in inside}, [one.pk for one in missing]
        attendances.close_shift(shift, went=went, absent=absent, by=self.scene.helpers.leader, at=self.now)
        self.closed.add(which)
        for who, of in sorted(self.inside):
            if of == which:
                self._went(who, which, early=-5)

    # the book

    def record(self, which: int) -> None:
        """The hours of a shift are written down: what was served, once."""
        hours.record_shift(self.shift(which), by=self.scene.helpers.luo, at=self.now)
        for (who, of), minutes in self.stays.items():
            if of == which:
                self.credited.setdefault((who, which), minutes)

    def correct(self, turn: int, minutes: int) -> None:
        """The line that stands is taken back, and what is right added."""
        who, which = self._pick(turn, sorted(self.credited))
        entry = self._standing(who, which)
        hours.correct(entry, minutes=minutes, reason="核对后更正。", by=self.scene.helpers.luo, at=self.now)
        self.credited[who, which] = minutes

    def reverse(self, turn: int) -> None:
        """The line that stands is taken back."""
        who, which = self._pick(turn, sorted(self.credited))
        hours.reverse(self._standing(who, which), reason="记错了人。", by=self.scene.helpers.luo, at=self.now)
        self.credited[who, which] = 0

    def object(self, turn: int, wanted: int) -> None:
        """She says that a line is wrong, or that one is missing."""
        who, which = self._pick(turn, sorted(set(self._coming()) | set(self.stays)))
        one, entry = self.one(who), self._lines(who, which).first()
        if one.person is not None:
            about = {"entry": entry} if entry else {"shift": self.shift(which)}
            hours.object_to(one, **about, wanted=wanted, words="不对。", by=one.person, at=self.now)

    def decide(self, minutes: int | None) -> None:
        """Another manager decides on what is open: with minutes they count from then on."""
        objection = self._pick(0, Objection.objects.filter(state="open").select_related("entry", "volunteer"))
        about = objection.entry.shift_id if objection.entry else objection.shift_id
        which = [one.pk for one in self.scene.shifts].index(about or 0)
        hours.decide_objection(objection, minutes=minutes, answer="查过了。", by=self.scene.second, at=self.now)
        if minutes is not None:
            self.credited[self.scene.people.index(objection.volunteer), which] = minutes

    def erase(self, who: int) -> None:
        """She is forgotten: what was served stays in the book, and places to come are free."""
        person = self.one(who).person
        if person is None or self.erased:  # one is enough for one history
            return
        erase(Viewer(person=person), at=self.now)
        self.erased.add(who)
        for which, ahead in enumerate(self.scene.shifts):
            if ahead.starts_at > self.now:
                self.comes[which].discard(who)

    # what holds after every move, and at the end

    def agrees(self) -> None:
        """The sum of the entries is what was served, and never what was planned; a place belongs to one."""
        for number, one in enumerate(self.scene.people):
            assert BookEntry.objects.filter(volunteer=one).credited_minutes() == self._sum_of(number) >= 0
        assert not BookEntry.objects.filter(credited__gt=F("actual"), kind="service").exists()
        rows = Signup.objects.filter(state="coming").select_related("shift", "volunteer")
        told = [(self.scene.people.index(row.volunteer), self.scene.shifts.index(row.shift)) for row in rows]
        assert sorted(told) == self._coming()
        assert all(len(people) <= PLACES[which] for which, people in self.comes.items())

    def prove(self) -> None:
        """What is still open is closed and written down; then every account proves itself, a certificate and the points
        say what it says, and go on to when somebody is forgotten."""
        for which in range(len(PLACES)):
            if which not in self.closed:
                self.do("close", which)
            self.do("record", which)
        assert set(self.stays) <= set(self.credited)
        honours.settle_points(at=self.now)
        made: dict[int, Certificate | None] = {}
        for number in range(PEOPLE):
            one, expected = self.one(number), self._sum_of(number)
            _chain_holds(one, list(BookEntry.objects.filter(volunteer=one).order_by("seq")))
            if one.person is not None:
                assert balance_of(one) == expected // 60
                made[number] = _certificate_of(one, expected, by=one.person, at=self.now)
        self.do("erase", 0)
        for number, paper in made.items():
            if paper is not None:
                kept = Certificate.objects.get(pk=paper.pk)
                assert (kept.state, is_intact(kept), kept.minutes) == ("valid", True, self._sum_of(number))

    # the slate

    def one(self, who: int) -> Volunteer:
        """A volunteer as she stands now."""
        return Volunteer.objects.select_related("person").get(pk=self.scene.people[who].pk)

    def shift(self, which: int) -> Shift:
        """A shift as it stands now."""
        return Shift.objects.select_related("activity").get(pk=self.scene.shifts[which].pk)

    def _signup(self, who: int, which: int) -> Signup:
        rows = Signup.objects.filter(volunteer=self.scene.people[who], shift=self.scene.shifts[which], ended_at=None)
        row = rows.select_related("shift", "volunteer").get()
        StandIn.objects.filter(signup=row, ended_at=None).update(ended_at=self.now)  # the last time nobody could
        return row

    def _lines(self, who: int, which: int) -> Any:
        rows = BookEntry.objects.filter(volunteer=self.scene.people[who], shift=self.scene.shifts[which], reverses=None)
        return rows.filter(reversed_by=None).order_by("-seq")

    def _standing(self, who: int, which: int) -> BookEntry:
        return self._pick(0, self._lines(who, which))

    def _pick(self, turn: int, among: Iterable[Any]) -> Any:
        rows = list(among)
        if not rows:
            raise Refused  # nobody there to do this with
        return rows[turn % len(rows)]

    def _coming(self) -> list[tuple[int, int]]:
        return sorted((who, which) for which, people in self.comes.items() for who in people)

    def _comes(self, who: int, which: int) -> None:
        assert who not in self.comes[which]
        self.comes[which].add(who)

    def _goes_over(self, who: int, other: int, which: int) -> None:
        self.comes[which].remove(who)
        self._comes(other, which)

    def _went(self, who: int, which: int, *, early: int) -> None:
        self.stays[who, which] = LENGTH - max(0, self.inside.pop((who, which))) - max(0, early)

    def _sum_of(self, who: int) -> int:
        return sum(minutes for (one, _which), minutes in self.credited.items() if one == who)


def undone(scene: Scene, tell: Callable[[History], None]) -> None:
    """A history is told and proven, and leaves no trace: the next begins with the same scene."""
    with transaction.atomic():
        history = History(scene)
        tell(history)
        history.prove()
        transaction.set_rollback(True)


def _chain_holds(one: Volunteer, rows: list[BookEntry]) -> None:
    previous = ""
    for seq, row in enumerate(rows, start=1):
        assert (row.seq, row.previous) == (seq, previous)
        told = {name: getattr(row, name) for name in ("seq", "verb", "side", "actor_id", "at", "facts", "previous")}
        assert row.digest == line_digest(subject=f"account:{one.pk}", words="", **told)
        assert row.facts["credited"] == row.credited
        previous = row.digest


def _certificate_of(one: Volunteer, expected: int, *, by: Person, at: Any) -> Certificate | None:
    if expected == 0:
        with pytest.raises(NotValid):
            honours.issue_certificate(one, by=by, at=at)
        return None
    made = honours.issue_certificate(one, by=by, at=at)
    assert made.minutes == expected == sum(item["minutes"] for item in made.items)
    return made
