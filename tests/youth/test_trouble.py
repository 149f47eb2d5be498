"""A child that writes that somebody hurts it reads at once whom to call; its words are kept."""

import pytest
import time_machine
from django.test import Client

from civic.youth import actions as youth
from civic.youth.guards import PUPIL
from civic.youth.rules.trouble import sounds_like_trouble
from tests.people import City
from tests.youth.making import AT, track_and_child


@pytest.mark.parametrize(
    "words",
    [
        "爸爸打我",
        "我想死",
        "有个叔叔摸我",
        "同学天天欺负我",
        "活着没意思",
        "老師逼我",
        "My uncle hits me.",
        "I want to die",
    ],
)
def test_words_that_ask_for_help_are_heard(words: str) -> None:
    assert sounds_like_trouble(["桥下很黑。", words])


@pytest.mark.parametrize(
    "words",
    [
        "爸爸打球",
        "妈妈打电话给我",
        "我想打篮球",
        "热死我了",
        "老师教我打字",
        "灯太暗，想装一盏。",
        "The light hits the wall.",
    ],
)
def test_other_words_are_left_in_peace(words: str) -> None:
    assert not sounds_like_trouble([words])


@pytest.mark.django_db
def test_the_child_reads_whom_to_call_and_loses_no_word(city: City, client: Client) -> None:
    _track, entry = track_and_child()
    proposal = youth.make(entry, at=AT)
    session = client.session
    session[PUPIL] = str(entry.key)
    session.save()
    with time_machine.travel(AT, tick=False):
        page = f"/little-mayor/make/{proposal.number}/saw/?lang=en"
        told = client.post(page, {"saw": "放学很黑。爸爸打我。", "helps": ""}, follow=True).content.decode()
        proposal.refresh_from_db()
        assert proposal.saw == "放学很黑。爸爸打我。"
        assert "12355 to talk to somebody" in told
        calm = client.post(page, {"saw": "放学很黑。", "helps": ""}, follow=True).content.decode()
        assert "12355 to talk to somebody" not in calm
