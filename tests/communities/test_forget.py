"""Nobody finds from a corner who raised a topic."""

from django.test import Client

from civic.accounts.rules import Contact
from civic.cases.actions import contact_hashes
from civic.cases.queries import Viewer
from civic.communities import actions
from civic.communities.actions import TopicGiven
from civic.communities.models import LineWords, TopicContact
from civic.me import actions as me
from civic.notices.models import Notice
from tests.communities.ground import TEXT, Corner
from tests.people import NOON


def test_a_person_is_forgotten_and_what_everybody_read_stays(corner: Corner, client: Client) -> None:
    mei = corner.city.mei
    given = TopicGiven(text=f"{TEXT}我是梅。", email="mei@example.com")
    topic = actions.raise_topic(corner.community, given=given, by=mei, at=NOON)
    actions.show(topic, by=corner.ning, title="楼道", text=TEXT, at=NOON)
    actions.forget(mei, at=NOON)
    topic = corner.fresh(topic)
    assert topic.raised_by is None
    assert not TopicContact.objects.exists()
    assert LineWords.objects.get(line__verb="raise").text == ""
    assert not Notice.objects.filter(state="waiting").exists()
    assert TEXT in client.get(f"/communities/990102001001/{topic.number}/").content.decode()


def test_whoever_left_a_contact_alone_is_forgotten_by_it(corner: Corner) -> None:
    corner.raised(email="mei@example.com")
    actions.forget_contacts(contact_hashes("other@example.com", ""), at=NOON)
    assert TopicContact.objects.exists()
    actions.forget_contacts(contact_hashes("mei@example.com", ""), at=NOON)
    assert not TopicContact.objects.exists()


def test_whoever_left_a_contact_with_a_topic_alone_gets_a_link_to_erase_it(corner: Corner) -> None:
    corner.raised(email="mei@example.com")
    assert me.send_link(Contact(email="mei@example.com"), at=NOON)
    assert not me.send_link(Contact(email="other@example.com"), at=NOON)
    me.erase(Viewer(contact_hash=contact_hashes("mei@example.com", "")[0]), at=NOON)
    assert not TopicContact.objects.exists()
