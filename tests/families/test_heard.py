"""A guardian reads the kind words of the jury for her child, and where it is invited; nobody else's child."""

import pytest
import time_machine
from django.test import Client

from civic.accounts.models import Person
from civic.dialogues import actions as dialogues
from civic.juries import actions as juries
from civic.juries.models import Sheet
from civic.youth.models import ConcernReport, Entry
from tests.dialogues.ground import ENDED, PLACE, PLANNED, mayor, minuted, person, planned
from tests.juries.ground import HOUR, READING, judge_all, lead, marks, opened
from tests.people import sign_in
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db
WORDS = "你数得真仔细。"


def _as(handle: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, person(handle))
    return client


def _is_mother(handle: str, entry: Entry) -> str:
    who, _is_new = Person.objects.get_or_create(handle=handle)
    entry.child.guardianships.update(person=who)
    return f"/little-mayor/family/{entry.child.key}/heard/"


def _told() -> Entry:
    panel = opened(found_track(), count=2)
    sheet = Sheet.objects.select_related("seat__person", "piece__proposal__entry__child").earliest("pk")
    given = juries.SheetGiven(marks=marks(5, 2, 2, 2).marks, words=WORDS)
    juries.hand_in(sheet, by=sheet.seat.person, given=given, at=READING)
    judge_all(panel)
    juries.decide(panel, by=lead(), at=READING)
    juries.read_words(Sheet.objects.exclude(words="").get(), by=lead(), fit=True, at=READING)
    juries.tell_children(panel, by=lead(), at=READING)
    return sheet.piece.proposal.entry


def test_a_guardian_reads_the_words_of_the_jury_without_a_number_or_a_juror() -> None:
    entry = _told()
    address = _is_mother("gu", entry)
    with time_machine.travel(READING, tick=False):
        page = _as("gu").get(address).content.decode()
        assert WORDS in page
        for word in ("qiu", "rong", "points", "place 1"):
            assert word not in page.lower()
        assert address in _as("gu").get(f"/little-mayor/family/{entry.child.key}/").content.decode()
        assert _as("mei").get(address).status_code == 404
        assert Client().get(address).status_code == 404


def test_work_in_which_a_child_may_be_in_danger_is_not_shown_before_the_family_was_told() -> None:
    entry = _told()
    address = _is_mother("gu", entry)
    proposal = entry.proposals.get()
    ConcernReport.objects.create(
        proposal=proposal, concern="danger", origin="officer", at=READING, due_at=READING + HOUR, is_hiding=True
    )
    entry.proposals.update(state="hidden", shown_at=READING)
    with time_machine.travel(READING, tick=False):
        assert WORDS not in _as("gu").get(address).content.decode()


def test_a_guardian_sees_hour_and_place_then_the_draft_and_then_the_public_minutes() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    address = _is_mother("gu", entry)
    dialogue = planned(track, entry)
    with time_machine.travel(PLANNED, tick=False):
        page = _as("gu").get(address).content.decode()
    assert PLACE in page
    assert "may say no on its own page" in page
    dialogue = dialogues.say_held(
        dialogue, by=person("tang"), adults=dialogue.adults.all(), guests=dialogue.guests.all(), at=ENDED
    )
    minuted(dialogue, entry)
    with time_machine.travel(ENDED, tick=False):
        page = _as("gu").get(address).content.decode()
        assert PLACE not in page
        assert "桥洞里的灯" not in page
        dialogues.read_minutes(dialogue, by=person("bai"), at=ENDED)
        assert "桥洞里的灯" in _as("gu").get(address).content.decode()


def test_somebody_who_no_longer_answers_for_the_child_sees_nothing() -> None:
    entry = _told()
    address = _is_mother("gu", entry)
    entry.child.guardianships.update(ended_at=READING)
    with time_machine.travel(READING, tick=False):
        assert _as("gu").get(address).status_code == 404
