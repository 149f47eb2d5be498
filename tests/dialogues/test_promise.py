"""What is promised to a child has an owner and a day, and everybody reads it once the head made it."""

from datetime import date

import pytest

from civic.dialogues import actions as dialogues
from civic.dialogues.models import Exchange
from civic.dialogues.queries.public import minutes_of
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.promises import actions as promises
from civic.promises.models import Promise
from tests.dialogues.ground import ENDED, LATER, agreed, held, lamps, mayor, minuted, person
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def _exchange() -> Exchange:
    track = found_track()
    entry = mayor(track, "木棉")
    return minuted(held(track, entry), entry)


def test_a_promise_is_drafted_from_the_minutes_and_shows_in_them_once_it_is_public() -> None:
    exchange = _exchange()
    made = dialogues.promise(exchange, by=person("chen"), given=lamps(), at=ENDED)
    assert (made.source, made.state) == ("dialogue", "draft")
    agreed(exchange.dialogue)
    dialogue = dialogues.publish_minutes(exchange.dialogue, by=person("tang"), at=LATER)
    assert [said.promise_number for said in minutes_of(dialogue, at=LATER)] == [""]
    promises.publish(made, by=person("shen"), at=LATER)
    assert [said.promise_number for said in minutes_of(dialogue, at=LATER)] == [made.number]


def test_a_promise_to_a_child_without_owner_or_day_is_none() -> None:
    exchange = _exchange()
    for lacking in ({"owner": None}, {"due_on": None}, {"due_on": ENDED.date()}, {"due_on": date(2020, 1, 1)}):
        with pytest.raises(NotValid):
            dialogues.promise(exchange, by=person("chen"), given=lamps(**lacking), at=ENDED)
    assert not Promise.objects.exists()


def test_only_the_office_that_keeps_it_promises_and_only_once() -> None:
    exchange = _exchange()
    with pytest.raises(NotAllowed):
        dialogues.promise(exchange, by=person("tang"), given=lamps(), at=ENDED)
    dialogues.promise(exchange, by=person("chen"), given=lamps(), at=ENDED)
    with pytest.raises(Conflict):
        dialogues.promise(exchange, by=person("chen"), given=lamps(), at=ENDED)
    with pytest.raises(Conflict):
        dialogues.leave_out(exchange, by=person("tang"), at=ENDED)
