"""The book balances: over any history of signing up, cancelling, coming late, leaving early, staying away, writing
down, objecting, correcting, taking back and being erased, the sum of the entries is what counts, is what a certificate
says, and what was planned is never in it."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.accounts.models import Person
from civic.cases.queries import Viewer
from civic.honours import actions as honours
from civic.honours.queries import balance_of
from civic.hours import actions as hours
from civic.hours.models import BookEntry, Objection
from civic.journal.rules import line_digest
from civic.lib.refusals import NotValid, Refused
from civic.me.actions import erase
from civic.shifts.models import Shift
from civic.volunteers.models import Manager, Volunteer
from tests.hours.ground import there
from tests.people import NOON, City
from tests.volunteers.ground import DAY, Helpers, activity, coming, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db
PEOPLE, SHIFTS = 2, 3
VERBS = ["plan", "cancel", "attend", "attend", "record", "record", "object", "decide", "correct", "reverse"]
MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "plan",
                "cancel",
                "attend",
                "attend",
                "attend",
                "record",
                "record",
                "object",
                "decide",
                "correct",
                "reverse",
            ]
        ),
        st.integers(0, PEOPLE - 1),
        st.integers(0, SHIFTS - 1),
        st.integers(-40, 200),
    ),
    min_size=4,
    max_size=24,
)


@dataclass
class History:
    """What was tried, and what should stand for each person and shift now: kept beside the book, reckoned apart."""

    helpers: Helpers
    second: Person
    people: list[Volunteer]
    shifts: list[Shift]
    expected: dict[tuple[int, int], int] = field(default_factory=dict)
    stays: dict[tuple[int, int], int] = field(default_factory=dict)

    def do(self, verb: str, who: int, which: int, number: int) -> None:
        """Try it; what is refused changes nothing."""
        before = list(BookEntry.objects.values_list("pk", "credited"))
        try:
            getattr(self, f"_{verb}")(who, which, number)
        except Refused:
            assert list(BookEntry.objects.values_list("pk", "credited")) == before

    def _plan(self, who: int, which: int, number: int) -> None:
        if not self.people[who].signups.filter(shift=self.shifts[which]).exists():
            coming(self.shifts[which], self.people[who])

    def _cancel(self, who: int, which: int, number: int) -> None:
        open_ones = self.people[who].signups.filter(shift=self.shifts[which], attendance=None)
        open_ones.update(state="cancelled", ended_at=NOON)

    def _attend(self, who: int, which: int, number: int) -> None:
        one, done = self.people[who], self.shifts[which]
        if done.attendances.filter(volunteer=one).exists() or one.signups.filter(shift=done).exists():
            return
        late, early = min(number, 110), 10
        there(done, one, late=late, early=early)
        self.stays[who, which] = 120 - max(0, late) - early

    def _record(self, who: int, which: int, number: int) -> None:
        for entry in hours.record_shift(self.shifts[which], by=self.helpers.luo, at=NOON):
            mine = self.people.index(entry.volunteer), which
            self.expected[mine] = self.stays[mine]

    def _standing(self, who: int, which: int) -> BookEntry | None:
        rows = BookEntry.objects.filter(volunteer=self.people[who], shift=self.shifts[which], reverses=None)
        return rows.filter(reversed_by=None).order_by("-seq").first()

    def _correct(self, who: int, which: int, number: int) -> None:
        if entry := self._standing(who, which):
            hours.correct(entry, minutes=number, reason="核对后更正。", by=self.helpers.luo, at=NOON)
            self.expected[who, which] = number

    def _reverse(self, who: int, which: int, number: int) -> None:
        if entry := self._standing(who, which):
            hours.reverse(entry, reason="记错了人。", by=self.helpers.luo, at=NOON)
            self.expected[who, which] = 0

    def _object(self, who: int, which: int, number: int) -> None:
        one = self.people[who]
        assert one.person is not None
        entry = self._standing(who, which)
        about = {"entry": entry} if entry else {"shift": self.shifts[which]}
        hours.object_to(one, **about, wanted=max(0, number), words="不对。", by=one.person, at=NOON)  # type: ignore[arg-type]

    def _decide(self, who: int, which: int, number: int) -> None:
        objection = Objection.objects.filter(volunteer=self.people[who], state="open").first()
        if objection is None:
            return
        minutes = None if number < 0 else number
        hours.decide_objection(objection, minutes=minutes, answer="查过了。", by=self.second, at=NOON)
        if minutes is not None:
            about = objection.entry.shift if objection.entry else objection.shift
            assert about is not None
            self.expected[who, self.shifts.index(about)] = minutes


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES, st.booleans())
def test_the_book_balances_over_any_history(
    helpers: Helpers, moves: list[tuple[str, int, int, int]], is_erased: bool
) -> None:
    history = _founded(helpers)
    for move in moves:
        history.do(*move)
    for number, one in enumerate(history.people):
        rows = BookEntry.objects.filter(volunteer=one).order_by("seq")
        expected = sum(minutes for (who, _shift), minutes in history.expected.items() if who == number)
        assert rows.credited_minutes() == expected >= 0
        assert sum(row.facts["credited"] for row in rows) == expected  # what the digests cover
        assert not rows.filter(credited__gt=F("actual"), kind="service").exists()
        _chain_holds(one, list(rows))
        _certificate_says(one, expected)
        if is_erased:
            assert one.person is not None
            erase(Viewer(person=one.person), at=NOON)
            assert BookEntry.objects.filter(volunteer=one).credited_minutes() == expected
    honours.settle_points(at=NOON + timedelta(hours=1))
    if not is_erased:
        for number, one in enumerate(history.people):
            mine = sum(minutes for (who, _shift), minutes in history.expected.items() if who == number)
            assert balance_of(one) == mine // 60


def _founded(helpers: Helpers) -> History:
    """Fresh people and shifts for every example: the book forgets nothing between them."""
    turn = Volunteer.objects.count()
    second, _made = Person.objects.get_or_create(handle="second")
    if not Manager.objects.filter(person=second).exists():
        Manager.objects.create(
            organisation=helpers.organisation, person=second, task="manager", named_by=helpers.luo, named_at=NOON
        )
    people = [volunteer(f"p{turn}-{number}") for number in range(PEOPLE)]
    of = activity(helpers, f"A-{turn:04d}")
    shifts = [shift(of, starts=NOON - (number + 1) * DAY) for number in range(SHIFTS)]
    return History(helpers, second, people, shifts)


def _chain_holds(one: Volunteer, rows: list[BookEntry]) -> None:
    previous = ""
    for seq, row in enumerate(rows, start=1):
        assert (row.seq, row.previous) == (seq, previous)
        told = {name: getattr(row, name) for name in ("seq", "verb", "side", "actor_id", "at", "facts", "previous")}
        assert row.digest == line_digest(subject=f"account:{one.pk}", words="", **told)
        previous = row.digest


def _certificate_says(one: Volunteer, expected: int) -> None:
    assert one.person is not None
    if expected == 0:
        with pytest.raises(NotValid):
            honours.issue_certificate(one, by=one.person, at=NOON)
        return
    made = honours.issue_certificate(one, by=one.person, at=NOON)
    assert made.minutes == expected == sum(item["minutes"] for item in made.items)
