"""What each round asks for: the usual, or what the edition itself says; nothing else can be begun."""

import pytest

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate
from civic.youth import actions as youth
from civic.youth.models import Edition
from civic.youth.rules import Kind, Phase
from tests.people import City
from tests.youth.ground import DAY, TERM_STARTS, during, enter, found_track

pytestmark = pytest.mark.django_db


def _tang() -> Person:
    return Person.objects.get(handle="tang")


def _root() -> Person:
    return Person.objects.get(handle="root")


def test_a_round_takes_what_it_asks_for_and_nothing_else(city: City) -> None:
    track = found_track()
    entry = enter(track, "木棉")
    assert youth.make(entry, at=during(Phase.ENTRY)).kind == Kind.PROPOSAL
    with pytest.raises(TooLate):
        youth.make(entry, kind=Kind.DEBATE, at=during(Phase.ENTRY))
    assert youth.make(entry, kind=Kind.REPORT, at=during(Phase.SEMIFINAL)).kind == Kind.REPORT


def test_an_edition_says_its_own_tasks_before_the_phase_begins(city: City) -> None:
    track = found_track()
    entry = enter(track, "木棉")
    at = during(Phase.ENTRY)
    tasks = {Phase.ENTRY: [Kind.PROPOSAL], Phase.SECOND: [Kind.SPEECH, Kind.SPEECH]}
    youth.set_tasks(track.edition, tasks, by=_root(), at=TERM_STARTS - DAY)
    assert youth.make(entry, kind=Kind.SPEECH, at=during(Phase.SECOND)).kind == Kind.SPEECH
    with pytest.raises(TooLate):
        youth.make(entry, at=during(Phase.SECOND))
    with pytest.raises(Conflict):
        youth.set_tasks(track.edition, {Phase.ENTRY: [Kind.REPORT]}, by=_tang(), at=at)
    assert track.edition.lines.filter(verb="set-tasks").count() == 1


@pytest.mark.parametrize("tasks", [{"nowhere": ["proposal"]}, {"final": ["song"]}, {"appointment": ["speech"]}])
def test_a_task_belongs_to_a_phase_in_which_something_is_handed_in(city: City, tasks: dict[str, list[str]]) -> None:
    track = found_track()
    with pytest.raises(NotValid):
        youth.set_tasks(track.edition, tasks, by=_root(), at=TERM_STARTS - DAY)
    assert not Edition.objects.get().tasks.exists()


def test_nobody_else_sets_tasks(city: City) -> None:
    track = found_track()
    for who in ("ke", "qiu", "lin"):
        with pytest.raises(NotAllowed):
            youth.set_tasks(track.edition, {}, by=Person.objects.get(handle=who), at=TERM_STARTS)


def test_tasks_of_later_phases_leave_what_a_phase_that_has_begun_asks_for(city: City) -> None:
    track = found_track()
    entry = enter(track, "木棉")
    at = during(Phase.ENTRY)
    with pytest.raises(Conflict):  # with rows of its own the edition would ask for nothing today
        youth.set_tasks(track.edition, {Phase.FINAL: [Kind.DEBATE]}, by=_tang(), at=at)
    tasks = {Phase.ENTRY: [Kind.PROPOSAL], Phase.FINAL: [Kind.DEBATE]}
    youth.set_tasks(track.edition, tasks, by=_tang(), at=at)
    assert youth.make(entry, at=at).kind == Kind.PROPOSAL
