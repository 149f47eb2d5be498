"""Families hear of an invitation, and of what was promised to a child in a dialogue: each step once, and a day that
passed without it."""

from datetime import timedelta

import pytest

from civic.accounts.models import Person
from civic.dialogues import actions as dialogues
from civic.notices.models import Notice
from civic.promises import actions as promises
from civic.promises.models import Promise
from civic.youth.models import Entry
from tests.dialogues.ground import ENDED, LATER, PLACE, held, lamps, mayor, minuted, person, planned
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def _mayor_with_mother() -> tuple[object, Entry]:
    track = found_track()
    entry = mayor(track, "木棉")
    entry.child.guardianships.update(person=Person.objects.create_user("ma", email="ma@example.com"))
    return track, entry


def test_an_invitation_reaches_the_guardian_without_hour_and_place() -> None:
    track, entry = _mayor_with_mother()
    planned(track, entry)  # type: ignore[arg-type]
    told = Notice.objects.get(verb="dialogue-invite")
    for word in (PLACE, "木棉", "09-20"):
        assert word not in told.body
    assert "/little-mayor/family/" in told.body


def _promised() -> Promise:
    track, entry = _mayor_with_mother()
    exchange = minuted(held(track, entry), entry)  # type: ignore[arg-type]
    return dialogues.promise(exchange, by=person("chen"), given=lamps(), at=ENDED)


def test_each_step_is_told_once_and_a_draft_never() -> None:
    made = _promised()
    assert dialogues.tell_promises(at=LATER) == 0
    promises.publish(made, by=person("shen"), at=LATER)
    assert dialogues.tell_promises(at=LATER) == 1
    assert dialogues.tell_promises(at=LATER) == 0
    assert "老桥下装灯" in Notice.objects.get(verb="dialogue-promise").body
    kept = LATER + timedelta(days=3)
    promises.keep(made, by=person("lin"), text="灯亮了。", at=kept)
    assert dialogues.tell_promises(at=kept) == 1


def test_a_day_that_passed_is_told_once() -> None:
    made = _promised()
    promises.publish(made, by=person("shen"), at=LATER)
    dialogues.tell_promises(at=LATER)
    late = LATER + timedelta(days=61)
    assert dialogues.tell_promises(at=late) == 1
    assert dialogues.tell_promises(at=late + timedelta(days=1)) == 0
    told = Notice.objects.filter(verb="dialogue-promise").order_by("pk").last()
    assert told is not None
    assert "has passed" in told.body or "已过" in told.body or "已過" in told.body


def test_nothing_is_told_of_a_child_that_stepped_back() -> None:
    made = _promised()
    promises.publish(made, by=person("shen"), at=LATER)
    Entry.objects.update(state="withdrawn")
    assert dialogues.tell_promises(at=LATER) == 0
    assert not Notice.objects.filter(verb="dialogue-promise").exists()
