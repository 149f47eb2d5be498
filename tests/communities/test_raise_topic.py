"""A resident raises a topic."""

import pytest
from django.test import Client

from civic.communities.models import Line, Topic, TopicContact
from civic.lib.refusals import NotValid
from tests.communities.ground import TEXT, Corner

AT = "/communities/990102001001/"


def test_a_topic_waits_and_nobody_reads_it_yet(corner: Corner, client: Client) -> None:
    topic = corner.raised()
    assert (topic.shown, topic.stage) == ("waiting", "raised")
    assert client.get(f"{AT}{topic.number}/").status_code == 404
    assert "旧家具" not in client.get(AT).content.decode()
    [line] = Line.objects.filter(topic=topic)
    assert (line.verb, line.side, line.actor_id, line.words.text) == ("raise", "resident", None, TEXT)


def test_it_takes_words_and_nothing_else(corner: Corner, client: Client) -> None:
    answer = client.post(f"{AT}raise/", {"text": TEXT}, follow=True)
    topic = Topic.objects.get()
    assert topic.number in answer.content.decode()
    assert not TopicContact.objects.exists()
    assert topic.raised_by is None


@pytest.mark.usefixtures("clock_stands")
def test_the_same_words_sent_twice_on_one_day_are_one_topic(corner: Corner, client: Client) -> None:
    for _turn in range(3):
        client.post(f"{AT}raise/", {"text": TEXT})
    assert Topic.objects.count() == 1
    assert Line.objects.count() == 1


def test_what_looks_private_is_shown_before_it_is_sent(corner: Corner, client: Client) -> None:
    said = {"text": "三号楼的人乱堆东西，找我，电话13800138000。"}
    first = client.post(f"{AT}raise/", said)
    page = first.content.decode()
    assert first.status_code == 200
    assert '<li dir="auto">13800138000</li>' in page
    assert not Topic.objects.exists()
    client.post(f"{AT}raise/", said | {"as_it_is": "1"})
    assert Topic.objects.count() == 1


def test_a_contact_is_sealed_and_a_wrong_one_is_told(corner: Corner, client: Client) -> None:
    answer = client.post(f"{AT}raise/", {"text": TEXT, "email": "nowhere"})
    assert answer.status_code == 400
    assert "nowhere" in answer.content.decode()
    assert TEXT in answer.content.decode()
    topic = corner.raised(email="mei@example.com")
    assert topic.contact.email == "mei@example.com"
    assert topic.contact.email_hash


@pytest.mark.parametrize("text", ["", "  ", "短", "长" * 2001, "\u200b\u202e\x01"])
def test_too_little_and_too_much_is_refused_with_a_sentence(corner: Corner, client: Client, text: str) -> None:
    answer = client.post(f"{AT}raise/", {"text": text})
    assert answer.status_code == 400
    assert "govuk-error-message" in answer.content.decode()
    assert not Topic.objects.exists()


def test_only_a_community_has_a_corner(corner: Corner, client: Client) -> None:
    with pytest.raises(NotValid):
        Corner(corner.city, corner.community.parent, corner.beside, corner.ning).raised()  # type: ignore[arg-type]
    assert client.get("/communities/990102/").status_code == 404
    assert client.get("/communities/nowhere/raise/").status_code == 404


@pytest.mark.usefixtures("clock_stands")
def test_a_network_that_floods_is_asked_to_wait(corner: Corner, client: Client, settings: object) -> None:
    settings.LIMITS = settings.LIMITS | {"corner-network": (2, 3600)}  # type: ignore[attr-defined]
    answers = [client.post(f"{AT}raise/", {"text": f"{TEXT}{turn}"}).status_code for turn in range(3)]
    assert answers == [302, 302, 429]
    assert Topic.objects.count() == 2


def test_a_receipt_of_nobody_leads_nowhere(corner: Corner, client: Client) -> None:
    assert client.get(f"{AT}raised/nothing/").status_code == 404
