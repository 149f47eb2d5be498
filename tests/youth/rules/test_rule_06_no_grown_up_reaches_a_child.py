"""Rule 6. No private messages between users at all; grown-ups cannot comment on, follow or mention a child; replies
come from an office, never from a named official."""

import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver

from civic.comments import models as comments
from civic.following import models as following
from civic.youth.models import Proposal, Reading
from tests.house.test_routes import routes
from tests.youth.making import BACK, handed_in, read_by, track_and_child

pytestmark = pytest.mark.django_db
OPEN_FORMS = {"report/", "vote/"}  # what a stranger may send from a proposal's own address
TRACK = {"youth", "guardians", "families", "juries", "ballots", "dialogues"}
CHILDS = {"Child", "Entry", "Proposal", "ProposalPicture", "ProposalVersion"}


def test_no_table_of_comments_or_follows_can_point_at_a_child() -> None:
    for app in (comments, following):
        for model in apps.get_app_config(app.__name__.split(".")[1]).get_models():
            targets = {field.related_model for field in model._meta.get_fields() if field.is_relation}
            named = {target.__name__ for target in targets if target is not None and not isinstance(target, str)}
            assert named & CHILDS == set(), model


def test_no_table_of_the_track_carries_words_from_a_resident_to_a_child() -> None:
    told = []
    for label in TRACK & {config.label for config in apps.get_app_configs()}:
        for model in apps.get_app_config(label).get_models():
            told += [f"{label}.{model.__name__}" for word in ("message", "comment", "chat", "follow", "like", "mention")
                     if word in model.__name__.lower()]  # fmt: skip
    assert told == []


def test_from_a_proposals_address_strangers_send_nothing_but_a_report() -> None:
    below = [path for path, _pattern in routes() if path.startswith("little-mayor/proposals/<str:number>/")]
    assert {path.rsplit("<str:number>/", 1)[1] for path in below} <= OPEN_FORMS | {""}
    assert get_resolver()


def test_the_public_page_has_no_way_to_write_to_a_child_or_to_count_her() -> None:
    proposal = _shown()
    page = Client().get(f"/little-mayor/proposals/{proposal.number}/").content.decode()
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    assert "<form" not in main
    assert "<textarea" not in main
    hrefs = re.findall(r'href="([^"]+)"', main)
    assert not any(word in href for href in hrefs for word in ("follow", "comment", "share", "mailto:", "support"))
    assert Client().post(f"/little-mayor/proposals/{proposal.number}/", {"text": "x"}).status_code == 405


def test_a_pseudonym_leads_nowhere() -> None:
    proposal = _shown()
    page = Client().get(f"/little-mayor/proposals/{proposal.number}/").content.decode()
    assert str(proposal.entry.key) not in page
    assert not re.search(r"<a[^>]*>[^<]*木棉", page)


def test_what_a_reader_writes_comes_from_the_office_and_never_under_her_name(client: Client) -> None:
    _track, entry = track_and_child()
    proposal = read_by(read_by(handed_in(entry), "tang", BACK), "bai", BACK)
    session = client.session
    session["youth_entry"] = str(entry.key)
    session.save()
    page = client.get(f"/little-mayor/make/{proposal.number}/").content.decode()
    assert "请再说说在哪里。" in page
    for reading in Reading.objects.select_related("reader"):
        assert reading.reader.name not in page
        assert reading.reader.handle not in page


def _shown() -> Proposal:
    return read_by(read_by(handed_in(track_and_child()[1]), "tang"), "bai")
