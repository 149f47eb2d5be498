"""Rule 1: no row about a child is saved before consent, except what is needed to ask the guardian; unfinished requests
are deleted after 14 days."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.test import Client

from civic.guardians import actions as guardians
from civic.guardians.models import Asking, Child, Consent, Guardianship, Identity
from civic.notices.models import Notice
from civic.youth import actions as youth
from civic.youth.models import Entry, EntryCode
from tests.youth.families import OPEN, parent, slip
from tests.youth.ground import Track, found_track

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FREE = {"sessions.Session", "usersessions.UserSession", "account.EmailAddress", "accounts.Person"}  # of the grown-up


@pytest.fixture
def track(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Track:
    settings.EMAIL_WORKS = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: OPEN)
    return found_track()


def _rows() -> dict[str, int]:
    """How many rows there are in every table but those of the grown-up's own sign-in."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.label not in FREE
    }


def test_a_guardian_who_reads_answers_and_says_no_leaves_every_table_as_it_was(track: Track) -> None:
    code, client = slip(track), Client()
    client.force_login(parent())
    before = _rows()
    page = client.post("/little-mayor/family/agree/", {"step": "code", "code": code})
    said = {"step": "words", "steps": page.context["steps"], "digest": track.edition.consent_text.digest}
    refused = client.post("/little-mayor/family/agree/", said | {"enter": "no"})
    assert b"Nothing was kept" in refused.content
    assert _rows() == before
    assert EntryCode.objects.get().used_at is None  # so nobody sees who refused


def test_a_guardian_who_stops_before_the_last_press_leaves_every_table_as_it_was(track: Track) -> None:
    code, client = slip(track), Client()
    client.force_login(parent())
    before = _rows()
    page = client.post("/little-mayor/family/agree/", {"step": "code", "code": code})
    words = dict.fromkeys(("enter", "publish", "real-name", "picture", "dialogue", "jury"), "yes")
    said = {"step": "words", "steps": page.context["steps"], "digest": track.edition.consent_text.digest}
    page = client.post("/little-mayor/family/agree/", said | words)
    half = {"step": "child", "steps": page.context["steps"], "name": "林小雨", "born_on": "2016-05-01"}
    assert client.post("/little-mayor/family/agree/", half).status_code == 400
    assert _rows() == before


def test_a_child_that_asks_leaves_only_the_sealed_address_of_the_grown_up(track: Track) -> None:
    before = _rows()
    sent = Client().post("/little-mayor/may-i/", {"address": "mama@example.com"})
    assert sent.status_code == 200
    added = {table: count - before[table] for table, count in _rows().items() if count != before[table]}
    assert added == {"guardians.Asking": 1, "notices.Notice": 1}
    asking = Asking.objects.get()
    assert asking.child is None
    assert asking.expires_at - asking.asked_at == 14 * DAY
    raw = Asking.objects.extra(select={"raw": "contact"}).values_list("raw", flat=True)[0]
    assert "mama" not in raw


def test_what_nobody_answered_is_gone_after_fourteen_days_and_not_a_day_before(track: Track) -> None:
    youth.ask_family(track.edition, address="mama@example.com", language="en", at=OPEN)
    assert guardians.drop_unfinished(at=OPEN + 14 * DAY - timedelta(seconds=1)) == 0
    assert guardians.drop_unfinished(at=OPEN + 14 * DAY) == 1
    assert not Asking.objects.exists()
    assert not Notice.objects.filter(address__isnull=False).exclude(address="").exists()


def test_a_message_that_left_long_ago_tells_nobody_to_whom_it_went(track: Track) -> None:
    youth.ask_family(track.edition, address="mama@example.com", language="en", at=OPEN)
    Notice.objects.update(state="sent", address="", subject_line="", body="", stop_url="", sent_at=OPEN)
    assert Notice.objects.get().address_hash != ""
    guardians.drop_unfinished(at=OPEN + 14 * DAY)
    left = Notice.objects.get()
    assert (left.address, left.address_hash, left.body) == ("", "", "")


def test_the_link_refused_with_one_press_deletes_the_question_at_once(track: Track) -> None:
    youth.ask_family(track.edition, address="mama@example.com", language="en", at=OPEN)
    link = next(word for word in Notice.objects.get().body.split() if "/asked/" in word)
    path = link[link.index("/little-mayor") :]
    client = Client()
    assert client.get(path).status_code == 200
    assert Asking.objects.exists()  # being opened changes nothing: mail programs open links
    assert client.post(path).status_code == 200
    assert not Asking.objects.exists()
    assert client.get(path).status_code == 404


def test_a_yes_makes_everything_together_and_ends_the_question(track: Track) -> None:
    youth.ask_family(track.edition, address="mama@example.com", language="en", at=OPEN)
    link = next(word for word in Notice.objects.get().body.split() if "/asked/" in word)
    client = Client()
    client.force_login(parent())
    steps = client.get(f"/little-mayor/family/agree/?asked={link.rstrip('/').rpartition('/')[2]}").context["steps"]
    steps = client.post("/little-mayor/family/agree/", {"without": "1", "steps": steps}).context["steps"]
    words = dict.fromkeys(("enter", "publish", "jury"), "yes") | dict.fromkeys(
        ("real-name", "picture", "dialogue"), "no"
    )
    said = {"step": "words", "steps": steps, "digest": track.edition.consent_text.digest} | words
    page = client.post("/little-mayor/family/agree/", said)
    name = page.context["form"].fields["pseudonym"].choices[0][0]
    whole = {
        "step": "child", "steps": page.context["steps"], "name": "林小雨", "born_on": "2016年5月1日", "band": "g4-5",
        "district": "990102", "pseudonym": name, "guardian_name": "林妈妈", "relation": "mother",
    }  # fmt: skip
    done = client.post("/little-mayor/family/agree/", whole)
    assert done.status_code == 200
    assert "林小雨" not in done.content.decode()
    counts = [table.objects.count() for table in (Child, Identity, Guardianship, Entry, Consent, Asking)]
    assert counts == [1, 1, 1, 1, 6, 0]


def test_the_table_itself_refuses_an_asking_that_names_a_child_before_consent(track: Track) -> None:
    child = Child.objects.create(made_at=OPEN)
    with pytest.raises(IntegrityError):
        Asking.objects.create(
            kind="may-i", track="youth", about="3", child=child, digest="d", contact_hash="h", language="en",
            asked_at=OPEN, expires_at=OPEN + DAY,
        )  # fmt: skip
