"""Rule 13. Dialogues: agenda, vetted adults present, minutes child-approved before publication, no child live-stream
account, delay and no location."""

import pytest

from civic.dialogues import actions as dialogues
from civic.dialogues import models
from civic.dialogues.models import Dialogue, Guest
from civic.dialogues.rules import DELAY, LEAST_ADULTS
from civic.lib.refusals import Conflict, NotValid
from tests.dialogues.ground import ENDED, LATER, PLACE, PLANNED, given, held, mayor, minuted, person, planned
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def test_two_grown_ups_with_a_check_are_there_or_it_did_not_happen() -> None:
    track = found_track()
    dialogue = planned(track, mayor(track, "木棉"))
    assert LEAST_ADULTS == 2
    with pytest.raises(NotValid):
        dialogues.say_held(
            dialogue,
            by=person("tang"),
            adults=dialogue.adults.all()[: LEAST_ADULTS - 1],
            guests=dialogue.guests.all(),
            at=ENDED,
        )


def test_no_minutes_are_public_before_each_child_agreed_and_a_day_has_passed() -> None:
    track = found_track()
    one, other = mayor(track, "木棉"), mayor(track, "白鹭")
    dialogue = held(track, one, other)
    minuted(dialogue, one)
    dialogues.read_minutes(dialogue, by=person("bai"), at=ENDED)
    dialogues.say_to_minutes(Guest.objects.get(entry=one), agrees=True, at=ENDED)
    with pytest.raises(Conflict):
        dialogues.publish_minutes(dialogue, by=person("tang"), at=LATER)
    dialogues.say_to_minutes(Guest.objects.get(entry=other), agrees=True, at=ENDED)
    with pytest.raises(Conflict, match="a day after"):
        dialogues.publish_minutes(dialogue, by=person("tang"), at=ENDED + DELAY / 2)
    assert dialogues.publish_minutes(dialogue, by=person("tang"), at=ENDED + DELAY).published_at


def test_the_place_is_sealed_while_it_matters_and_wiped_afterwards() -> None:
    track = found_track()
    planned(track, mayor(track, "木棉"))
    raw = Dialogue.objects.values_list("place", flat=True).get()
    assert raw == PLACE  # as whoever holds the keys reads it
    dialogue = Dialogue.objects.get()
    dialogues.say_held(
        dialogue, by=person("tang"), adults=dialogue.adults.all(), guests=dialogue.guests.all(), at=ENDED
    )
    assert Dialogue.objects.get().place == ""


def test_nothing_of_a_dialogue_can_hold_a_live_account() -> None:
    names = {
        field.name
        for model in vars(models).values()
        if isinstance(model, type) and hasattr(model, "_meta")
        for field in model._meta.get_fields()
    }
    assert not {name for name in names if any(word in name for word in ("live", "stream", "url", "video"))}
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = held(track, entry)
    with pytest.raises(NotValid):
        dialogues.write_down(
            dialogue,
            by=person("tang"),
            given=dialogues.ExchangeGiven("看我的直播间", "好。", entry),
            at=ENDED,
        )


def test_an_agenda_is_made_of_proposals_that_everybody_may_read() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = dialogues.plan(track.edition, by=person("tang"), given=given(), at=PLANNED)
    entry.proposals.update(state="handed-in")
    with pytest.raises(NotValid):
        dialogues.put_on_agenda(dialogue, proposal=entry.proposals.get(), by=person("tang"), at=PLANNED)
