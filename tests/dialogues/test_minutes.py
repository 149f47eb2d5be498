"""What was said is written down, read by another, agreed to by each child, and only then public."""

import pytest

from civic.dialogues import actions as dialogues
from civic.dialogues.models import Dialogue, Exchange, Guest
from civic.dialogues.queries.public import minutes_of
from civic.guardians.models import Consent, Vetting
from civic.guardians.rules import Purpose
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate
from civic.youth.models import Entry
from tests.dialogues.ground import ENDED, LATER, PLANNED, agreed, held, mayor, minuted, person, planned
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def test_without_two_checked_grown_ups_it_was_not_held() -> None:
    track = found_track()
    dialogue = planned(track, mayor(track, "木棉"))
    told = {"by": person("tang"), "guests": dialogue.guests.all(), "at": ENDED}
    with pytest.raises(NotValid):
        dialogues.say_held(dialogue, adults=dialogue.adults.all()[:1], **told)
    Vetting.objects.filter(person=person("yan")).update(due_on=PLANNED.date())
    with pytest.raises(NotValid):
        dialogues.say_held(dialogue, adults=dialogue.adults.all(), **told)
    assert Dialogue.objects.get().ended_at is None


def test_a_child_whose_family_took_its_word_back_was_not_there() -> None:
    track = found_track()
    one, other = mayor(track, "木棉"), mayor(track, "白鹭")
    dialogue = planned(track, one, other)
    no = Consent.objects.get(child=other.child, purpose=Purpose.DIALOGUE)
    no.pk, no.is_yes, no.at = None, False, ENDED
    no.save()
    dialogues.say_held(
        dialogue, by=person("tang"), adults=dialogue.adults.all(), guests=dialogue.guests.all(), at=ENDED
    )
    assert set(Guest.objects.filter(was_there=True).values_list("entry", flat=True)) == {one.pk}


def test_it_is_not_held_before_its_hour_nor_without_a_child() -> None:
    track = found_track()
    dialogue = planned(track, mayor(track, "木棉"))
    told = {"by": person("tang"), "adults": dialogue.adults.all()}
    with pytest.raises(TooLate):
        dialogues.say_held(dialogue, guests=dialogue.guests.all(), at=PLANNED, **told)
    with pytest.raises(NotValid):
        dialogues.say_held(dialogue, guests=[], at=ENDED, **told)


@pytest.mark.parametrize("words", ["", "看直播间 https://live.example", "打13812345678找我", "x" * 2001])
def test_minutes_hold_no_link_and_nothing_private(words: str) -> None:
    track = found_track()
    dialogue = held(track, mayor(track, "木棉"))
    for given in (dialogues.ExchangeGiven(words, "好。"), dialogues.ExchangeGiven("灯？", words)):
        with pytest.raises(NotValid):
            dialogues.write_down(dialogue, by=person("tang"), given=given, at=ENDED)
    assert not Exchange.objects.exists()


def test_whoever_wrote_in_them_does_not_read_them() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = held(track, entry)
    with pytest.raises(Conflict):
        dialogues.read_minutes(dialogue, by=person("bai"), at=ENDED)
    minuted(dialogue, entry)
    for handle in ("tang", "yan", "mei"):
        with pytest.raises(NotAllowed):
            dialogues.read_minutes(dialogue, by=person(handle), at=ENDED)
    assert dialogues.read_minutes(dialogue, by=person("bai"), at=ENDED).offered_at == ENDED


def test_a_change_asks_every_child_anew() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = held(track, entry)
    exchange = minuted(dialogue, entry)
    agreed(dialogue)
    told = dialogues.ExchangeGiven("灯呢？", "四月。", entry)
    dialogues.write_down(dialogue, by=person("tang"), given=told, exchange=exchange, at=ENDED)
    dialogue.refresh_from_db()
    assert dialogue.offered_at is None
    dialogues.read_minutes(dialogue, by=person("bai"), at=ENDED)
    with pytest.raises(Conflict, match="Not every child"):
        dialogues.publish_minutes(dialogue, by=person("tang"), at=LATER)


def test_one_child_that_does_not_agree_holds_them_back_until_its_part_is_left_out() -> None:
    track = found_track()
    one, other = mayor(track, "木棉"), mayor(track, "白鹭")
    dialogue = held(track, one, other)
    minuted(dialogue, one)
    part = minuted(dialogue, other, "为什么路口没有红绿灯？")
    agreed(dialogue)
    dialogues.say_to_minutes(Guest.objects.get(entry=other), agrees=False, wish="请不要写我的问题。", at=ENDED)
    with pytest.raises(Conflict):
        dialogues.publish_minutes(dialogue, by=person("tang"), at=LATER)
    dialogues.leave_out(part, by=person("tang"), at=LATER)
    with pytest.raises(Conflict):
        dialogues.leave_out(part, by=person("tang"), at=LATER)
    agreed(dialogue)
    published = dialogues.publish_minutes(dialogue, by=person("tang"), at=LATER)
    assert [said.who for said in minutes_of(published, at=LATER)] == ["Kapok"]


def test_a_child_that_was_not_there_has_no_word_in_them() -> None:
    track = found_track()
    one, other = mayor(track, "木棉"), mayor(track, "白鹭")
    dialogue = planned(track, one, other)
    there = dialogue.guests.filter(entry=one)
    dialogues.say_held(dialogue, by=person("tang"), adults=dialogue.adults.all(), guests=there, at=ENDED)
    with pytest.raises(NotValid):
        minuted(dialogue, other)
    minuted(dialogue, one)
    agreed(dialogue)
    with pytest.raises(NotAllowed):
        dialogues.say_to_minutes(Guest.objects.get(entry=other), agrees=True, at=ENDED)


def test_what_a_child_asked_is_gone_from_public_minutes_the_moment_it_steps_back() -> None:
    track = found_track()
    one, other = mayor(track, "木棉"), mayor(track, "白鹭")
    dialogue = held(track, one, other)
    minuted(dialogue, one)
    minuted(dialogue, other)
    agreed(dialogue)
    dialogue = dialogues.publish_minutes(dialogue, by=person("tang"), at=LATER)
    Entry.objects.filter(pk=one.pk).update(state="withdrawn")
    assert [said.who for said in minutes_of(dialogue, at=LATER)] == ["Egret"]
    no = Consent.objects.get(child=other.child, purpose=Purpose.PUBLISH)
    no.pk, no.is_yes, no.at = None, False, LATER
    no.save()
    assert minutes_of(dialogue, at=LATER) == []


def test_public_minutes_stay_as_the_children_agreed_to_them() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = held(track, entry)
    exchange = minuted(dialogue, entry)
    agreed(dialogue)
    dialogues.publish_minutes(dialogue, by=person("tang"), at=LATER)
    for act in (
        lambda: dialogues.write_down(
            dialogue, by=person("tang"), given=dialogues.ExchangeGiven("a", "b"), exchange=exchange, at=LATER
        ),
        lambda: dialogues.leave_out(exchange, by=person("tang"), at=LATER),
        lambda: dialogues.say_to_minutes(Guest.objects.get(), agrees=False, at=LATER),
        lambda: dialogues.publish_minutes(dialogue, by=person("tang"), at=LATER),
    ):
        with pytest.raises(Conflict):
            act()
