"""Random histories of support, joining, dividing and separating: every support stays with the suggestion to which it
was given, and each person counts once. A plain model of sets says what has to come out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from civic.accounts.models import Person
from civic.cases.actions import follow
from civic.cases.models import Case, Merged, Support
from civic.cases.queries import Viewer
from civic.lib.refusals import Refused
from civic.suggestions.actions import divide, join, join_into, rank_anew, set_apart, support_suggestion, take_back
from civic.suggestions.models import Piece, Suggestion
from civic.suggestions.queries import counts_of, in_all, together_of, who_is
from tests.people import City
from tests.suggestions.ground import HOUR, LATER, backer, fresh, opened, resident

pytestmark = pytest.mark.django_db
PEOPLE = ("anna", "boris", "chao", "dian", "emil")
SUGGESTIONS = 4
MOST = 9  # with those the city writes
READS_AS_IT_IS = (Phase.explicit, Phase.reuse, Phase.generate)  # a history is short: to shrink it takes minutes
WHY = "三条说的是同一件事。"

who, which = st.integers(0, len(PEOPLE) - 1), st.integers(0, MOST - 1)
VOTES = st.tuples(st.integers(0, 2), st.integers(0, SUGGESTIONS - 1))
STEPS = st.one_of(
    st.tuples(st.just("support"), who, which),
    st.tuples(st.just("support"), who, which),  # and what a yes to the question is, see `_yes`
    st.tuples(st.just("take-back"), who, which),
    st.tuples(st.just("yes"), who, which),
    st.tuples(st.just("join"), which, st.lists(which, min_size=1, max_size=3, unique=True), st.booleans()),
    st.tuples(st.just("join-into"), which, which),
    st.tuples(st.just("divide"), which),
    st.tuples(st.just("separate"), which),
)


@dataclass
class Model:
    """What plain sets say: who stands behind each, and with which each is joined."""

    behind: dict[int, set[str]] = field(default_factory=dict)
    lead: dict[int, int] = field(default_factory=dict)  # original: the one that leads
    pieces: dict[int, list[int]] = field(default_factory=dict)  # divided: its pieces

    def group(self, pk: int) -> set[int]:
        """A suggestion and what was joined with it."""
        return {pk} | {one for one, lead in self.lead.items() if lead == pk}

    def persons(self, pk: int) -> set[str]:
        """Everybody behind them."""
        return set().union(*(self.behind[one] for one in self.group(pk)))

    def collects(self, pk: int) -> bool:
        """Can somebody support it?"""
        return pk not in self.lead and pk not in self.pieces


@dataclass
class World:
    """The acts, and beside them the model."""

    city: City
    people: list[Person]
    cases: list[Case]
    model: Model
    at: datetime = LATER

    def case(self, number: int) -> Case:
        """One of those there are by now."""
        return fresh(self.cases[number % len(self.cases)])

    def learn(self) -> list[Case]:
        """What the city has written since."""
        known = {one.pk for one in self.cases}
        made = list(Case.objects.exclude(pk__in=known).order_by("pk"))
        self.cases += made
        self.model.behind |= {one.pk: set() for one in made}
        return made

    def act(self, step: tuple[Any, ...]) -> None:
        """One step of a history; a refusal changes nothing, in the database as in the model."""
        self.at += HOUR / 60
        name, *rest = step
        try:
            with transaction.atomic():
                getattr(self, "_" + name.replace("-", "_"))(*rest)
        except Refused:
            pass

    def _support(self, person: int, number: int) -> None:
        case, by = self.case(number), self.people[person]
        support_suggestion(case, by=backer(by), language="zh-hans", at=self.at)
        assert self.model.collects(case.pk)
        self.model.behind[case.pk].add(who_is(by))

    def _take_back(self, person: int, number: int) -> None:
        case, by = self.case(number), self.people[person]
        assert take_back(case, by=backer(by)) == (who_is(by) in self.model.behind[case.pk])
        self.model.behind[case.pk].discard(who_is(by))

    def _yes(self, person: int, number: int) -> None:
        """She is asked on the page of what she supports about another one, and says yes."""
        case, by = self.case(number), self.people[person]
        for one in together_of(case, Viewer(person=by)).asked_about:
            assert who_is(by) in self.model.behind[case.pk] - self.model.behind[one.case.pk]
            support_suggestion(fresh(one.case), by=backer(by), language="zh-hans", at=self.at)
            self.model.behind[one.case.pk].add(who_is(by))

    def _join(self, number: int, others: list[int], anew: bool) -> None:
        case = self.case(number)
        named = list({one.pk: one for one in map(self.case, others) if one.pk != case.pk}.values())
        words = {"title": "小公园加座位", "text": "在小公园里加几把长椅。"} if anew and len(self.cases) < MOST else {}
        join(case, by=self.city.lin, others=named, reason=WHY, at=self.at, **words)
        made = self.learn()
        lead, joined = (made[0], [case, *named]) if made else (case, named)
        self.model.lead |= {one.pk: lead.pk for one in joined}

    def _join_into(self, number: int, other: int) -> None:
        case, lead = self.case(number), self.case(other)
        join_into(case, by=self.city.lin, into=lead, reason=WHY, at=self.at)
        self.model.lead[case.pk] = lead.pk

    def _divide(self, number: int) -> None:
        if len(self.cases) + 2 > MOST:
            return
        case = self.case(number)
        words = {"title_1": "加长椅", "text_1": "加几把长椅。", "title_2": "加路灯", "text_2": "加几盏路灯。"}
        divide(case, by=self.city.lin, reason="是两件事。", at=self.at, **words)
        self.model.pieces[case.pk] = [one.pk for one in self.learn()]

    def _separate(self, number: int) -> None:
        case = self.case(number)
        set_apart(case, by=self.city.lin, reason="还是分开好。", at=self.at)
        if case.pk in self.model.lead:
            del self.model.lead[case.pk]
        else:
            pieces = self.model.pieces.pop(case.pk)
            self.model.lead |= {one: case.pk for one in pieces if self.model.collects(one)}

    def holds(self) -> None:
        """What has to be so at every moment."""
        rows: dict[int, list[str]] = {one.pk: [] for one in self.cases}
        for case, digest in Support.objects.values_list("case", "who"):
            rows[case].append(digest)
        for one in Case.objects.filter(pk__in=rows):
            assert sorted(rows[one.pk]) == sorted(self.model.behind[one.pk])  # it stays where it was given, and once
            assert one.supports == len(rows[one.pk])
            assert (one.state == "supporting") == self.model.collects(one.pk)
            assert set(counts_of(one)) == self.model.group(one.pk)
            assert one.joined == len(self.model.group(one.pk)) - 1
            assert in_all(one) == len(self.model.persons(one.pk))
            if one.joined:
                assert together_of(one, Viewer()).in_all == len(self.model.persons(one.pk))
        assert dict(Merged.objects.filter(left_at=None).values_list("case", "parent")) == self.model.lead
        stand = Piece.objects.filter(left_at=None).values_list("case", "of")
        assert dict(stand) == {one: of for of, pieces in self.model.pieces.items() for one in pieces}


@pytest.fixture
def world(city: City) -> World:
    """Four suggestions open for support, and five persons."""
    cases = [opened(city, text=f"第 {number} 条：小公园要有地方坐。") for number in range(SUGGESTIONS)]
    people = [resident(name) for name in PEOPLE]
    return World(city, people, cases, Model({one.pk: set() for one in cases}))


@settings(
    max_examples=15, deadline=None, phases=READS_AS_IT_IS, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(votes=st.lists(VOTES, min_size=4, max_size=12), steps=st.lists(STEPS, min_size=3, max_size=9))
@example(votes=[(0, 0), (0, 1), (1, 1)], steps=[("join", 0, [1], False), ("take-back", 0, 0), ("separate", 1)])
@example(votes=[(0, 0), (0, 1), (1, 2)], steps=[("join", 0, [1, 2], True), ("yes", 0, 0), ("yes", 0, 1)])
@example(votes=[(0, 0), (1, 0)], steps=[("divide", 0), ("yes", 0, 0), ("separate", 0), ("support", 1, 4)])
def test_every_support_stays_with_its_suggestion_and_each_person_counts_once(
    world: World, votes: list[tuple[int, int]], steps: list[tuple[Any, ...]]
) -> None:
    mark = transaction.savepoint()
    cases, behind = list(world.cases), Model({one.pk: set() for one in world.cases})
    lived = World(world.city, world.people, cases, behind)
    try:
        for person, number in votes:  # so that several stand behind several before anything is joined
            lived.act(("support", person, number))
        lived.holds()
        for step in steps:
            lived.act(step)
            lived.holds()
        follow(at=lived.at)  # what the sweeps write down beside it changes nothing
        rank_anew()
        lived.holds()
        for one in Suggestion.objects.filter(case__in=[case.pk for case in lived.cases], called_at=None):
            if lived.model.collects(one.case_id):
                assert one.rank == len(lived.model.persons(one.case_id))
    finally:
        transaction.savepoint_rollback(mark)
