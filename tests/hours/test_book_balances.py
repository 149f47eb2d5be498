"""The book balances: over any history of signing up, standing in line, taking an offer, handing on, swapping,
cancelling, coming late, leaving early, staying away, writing down, objecting, correcting, taking back and being erased,
the sum of the entries is what counts, is what a certificate says, and what was planned is never in it."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.hours.histories import (
    AFTERWARDS,
    AHEAD,
    BEGINNING,
    THE_DAYS,
    UNWRITTEN,
    History,
    Move,
    Scene,
    Stay,
    set_scene,
    undone,
)
from tests.people import City
from tests.volunteers.ground import found_helpers

pytestmark = pytest.mark.django_db
CAME, AWAY, NOBODY = (15, 5, True), None, [None, None, None]  # a quarter late, and gone five minutes before the end


@pytest.fixture
def scene(city: City) -> Scene:
    return set_scene(found_helpers())


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # twenty moves are read without being shortened for minutes
)
@given(AHEAD, THE_DAYS, UNWRITTEN, AFTERWARDS)
def test_the_book_balances_over_any_history(
    scene: Scene, ahead: list[Move], days: list[list[Stay]], unwritten: list[Move], afterwards: list[Move]
) -> None:
    def tell(history: History) -> None:
        written: list[Move] = [("let_the_days_pass", days), *unwritten, ("record", 0), ("record", 1), *afterwards]
        for move in [*BEGINNING, *ahead, *written]:
            history.do(*move)

    undone(scene, tell)


def test_hours_belong_to_whoever_came_after_a_swap(scene: Scene) -> None:
    def tell(history: History) -> None:
        history.do("sign_up", 0, 0)
        history.do("sign_up", 1, 1)
        history.do("swap", 0, 1)
        assert history.comes == {0: {1}, 1: {0}}
        history.do("let_the_days_pass", [[CAME, CAME, CAME], [AWAY, CAME, AWAY], NOBODY])  # both at their old shift too
        history.do("record", 0)
        assert history.credited == {(1, 0): 100}

    undone(scene, tell)


def test_hours_belong_to_whoever_took_the_place_of_a_stand_in_from_the_line(scene: Scene) -> None:
    def tell(history: History) -> None:
        history.do("sign_up", 0, 0)
        history.do("sign_up", 1, 0)  # stands in line
        history.do("hand_on", 0, 2)
        assert history.comes[0] == {2}
        history.do("cancel", 1)
        history.do("accept_offer", 0)
        assert history.comes[0] == {1}
        history.do("let_the_days_pass", [[CAME, CAME, CAME], NOBODY, NOBODY])
        history.do("record", 0)
        assert history.credited == {(1, 0): 100}

    undone(scene, tell)


def test_a_missing_line_that_an_objection_put_in_is_not_written_once_more(scene: Scene) -> None:
    def tell(history: History) -> None:
        history.do("sign_up", 0, 0)
        history.do("let_the_days_pass", [[CAME, AWAY, AWAY], NOBODY, NOBODY])
        history.do("object", 0, 110)
        history.do("decide", 110)
        history.do("record", 0)
        assert history.credited == {(0, 0): 110}

    undone(scene, tell)


def test_an_objection_is_decided_when_whoever_raised_it_is_forgotten(scene: Scene) -> None:
    def tell(history: History) -> None:
        history.do("sign_up", 0, 0)
        history.do("let_the_days_pass", [[CAME, AWAY, AWAY], NOBODY, NOBODY])
        history.do("record", 0)
        history.do("object", 0, 120)
        history.do("erase", 0)
        history.do("decide", 120)
        assert history.credited == {(0, 0): 120}

    undone(scene, tell)
