"""A list draws each promise: its stages as accepted, missed or open, what is late, and the pictures shown of it."""

from datetime import timedelta
from itertools import product

import pytest
from django.test import Client

from civic.promises import actions
from civic.promises.models import Promise
from civic.promises.rules import pieces_of
from tests.people import NOON, City
from tests.promises.ground import DUE, TODAY, promised
from tests.promises.test_desk import photo

DAY = timedelta(days=1)


@pytest.mark.parametrize(("accepted", "missed", "open_ones"), [*product(range(4), range(3), range(3))])
def test_every_stage_is_one_piece_and_the_promise_itself_is_the_last(
    accepted: int, missed: int, open_ones: int
) -> None:
    told = accepted + missed + open_ones
    pieces = pieces_of("underway", told=told, accepted=accepted, missed=missed, is_missed=False)
    if not told:
        assert pieces == []
        return
    assert [piece.standing for piece in pieces] == (
        ["accepted"] * accepted + ["missed"] * missed + ["open"] * open_ones + ["open"]
    )
    assert pieces[0].start == 0
    assert pieces[-1].start + pieces[-1].width == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(
    ("state", "is_missed", "last"),
    [
        ("kept", False, "accepted"),
        ("broken", False, "missed"),
        ("underway", True, "missed"),
        ("underway", False, "open"),
        ("withdrawn", False, "open"),
    ],
)
def test_the_last_piece_says_what_became_of_the_promise(state: str, is_missed: bool, last: str) -> None:
    assert pieces_of(state, told=1, accepted=1, missed=0, is_missed=is_missed)[-1].standing == last


@pytest.mark.django_db
def test_stages_are_counted_as_they_stand_on_the_day(city: City) -> None:
    promise = promised(city)
    actions.accept_stage(promise, by=city.lin, stage=1, text="到场看过。", document="验收单 7 号", at=NOON + DAY)

    def told(on: timedelta) -> tuple[int, int, int, bool]:
        (row,) = Promise.objects.public().in_lists(TODAY + on)
        return row.stages_told, row.stages_accepted, row.stages_missed, row.is_missed

    assert told(2 * DAY) == (2, 1, 0, False)
    assert told(51 * DAY) == (2, 1, 1, False)
    assert told(DUE - TODAY + DAY) == (2, 1, 1, True)


@pytest.mark.django_db
def test_a_list_shows_a_picture_only_after_a_moderator_looked(city: City, client: Client) -> None:
    promise = promised(city)
    picture = actions.add_picture(promise, by=city.chen, upload=photo(), moment="after", alt="新长椅", at=NOON)
    actions.prepare_pictures(at=NOON)
    path = f"/promises/{promise.number}/pictures/{picture.key}/small/"
    assert path not in client.get("/promises/").content.decode()
    actions.show_picture(picture, by=city.mo, at=NOON)
    for page in ("/promises/", "/"):
        shown = client.get(page).content.decode()
        assert path in shown
        assert 'alt="新长椅"' in shown
    actions.hide_picture(picture, by=city.mo, at=NOON)
    assert path not in client.get("/promises/").content.decode()


@pytest.mark.django_db
def test_a_list_says_how_many_stages_were_accepted_and_marks_what_is_late(city: City, client: Client) -> None:
    past = NOON - 90 * DAY
    stages = [("选好位置", TODAY - 20 * DAY), ("装好长椅", TODAY + 400 * DAY)]
    promised(city, at=past, stages=stages, due_on=TODAY + 500 * DAY)
    page = client.get("/promises/?lang=en").content.decode()
    assert "0 of 2 stages accepted" in page
    assert 'class="bar__missed"' in page
    assert "case--no" in page
