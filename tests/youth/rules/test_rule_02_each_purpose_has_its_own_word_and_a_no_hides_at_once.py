"""Rule 2: one answer per purpose, kept with guardian, relation, how verified, text version and digest; refusing is as
easy as agreeing; append-only; a changed purpose asks anew; withdrawal hides within the same request."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.guardians.models import Consent, ConsentText
from civic.guardians.queries import uses_of
from civic.guardians.rules import PURPOSES_OF
from civic.search.models import Document
from civic.youth import actions as youth
from civic.youth.models import Entry, Proposal
from tests.youth.families import OPEN, YES, entered, parent
from tests.youth.ground import Track, found_track, propose

pytestmark = pytest.mark.django_db
LATER = OPEN + timedelta(hours=2)


@pytest.fixture
def track(monkeypatch: pytest.MonkeyPatch) -> Track:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return found_track()


@pytest.fixture
def gu() -> Client:
    client = Client()
    client.force_login(parent())
    return client


def test_every_word_is_kept_with_who_said_it_how_she_is_known_and_on_which_text(track: Track) -> None:
    child = entered(track).entry.child
    rows = Consent.objects.filter(child=child)
    assert {row.purpose for row in rows} == set(PURPOSES_OF["youth"])
    for row in rows:
        assert row.guardianship is not None
        assert (row.guardianship.relation, row.guardianship.verified) == ("mother", "contact")
        assert row.text_digest == row.text.digest == row.text.reckoned_digest()
    youth.decide(child, words={"picture": False}, ward=rows[0].guardianship, at=LATER)
    assert Consent.objects.filter(child=child, purpose="picture").order_by("at").values_list("is_yes", flat=True)[0]


def test_nothing_is_ticked_beforehand_and_no_is_as_near_as_yes(track: Track, gu: Client) -> None:
    page = gu.post("/little-mayor/family/agree/", {"without": "1"}).content.decode()
    radios = re.findall(r'<input type="radio"[^>]*>', page)
    assert len(radios) == 2 * len(PURPOSES_OF["youth"])
    assert not any("checked" in radio for radio in radios)
    assert [re.search(r'value="(\w+)"', radio)[1] for radio in radios] == ["yes", "no"] * len(PURPOSES_OF["youth"])  # type: ignore[index]
    assert page.count('class="govuk-button"') == 1  # the same press for both


def test_no_needs_fewer_answers_than_yes(track: Track, gu: Client) -> None:
    steps = gu.post("/little-mayor/family/agree/", {"without": "1"}).context["steps"]
    said = {"step": "words", "steps": steps, "digest": track.edition.consent_text.digest}
    assert gu.post("/little-mayor/family/agree/", said | {"enter": "yes"}).status_code == 400
    assert gu.post("/little-mayor/family/agree/", said | {"enter": "no"}).status_code == 200


def test_taking_everything_back_hides_within_the_same_request(track: Track, gu: Client) -> None:
    entry = entered(track).entry
    proposal = propose(entry)
    stranger = Client()
    address = f"/little-mayor/proposals/{proposal.number}/"
    assert stranger.get(address).status_code == 200
    gone = gu.post(f"/little-mayor/family/{entry.child.key}/withdraw/")
    assert gone.status_code == 302
    assert stranger.get(address).status_code == 404
    assert not Document.objects.filter(side="public", kind="proposal", ref=proposal.pk).exists()
    assert entry.pseudonym not in stranger.get("/little-mayor/proposals/").content.decode()
    entry.refresh_from_db()
    assert (entry.state, entry.left_at) == ("withdrawn", LATER)
    assert uses_of(entry.child, at=LATER) == frozenset()


def test_only_publishing_taken_back_hides_what_was_made_and_leaves_the_child_in(track: Track, gu: Client) -> None:
    entry = entered(track).entry
    proposal = propose(entry)
    words = dict.fromkeys(YES, "yes") | {"publish": "no"}
    page = f"/little-mayor/family/{entry.child.key}/"
    assert gu.post(page, words | {"digest": track.edition.consent_text.digest}).status_code == 302
    assert Client().get(f"/little-mayor/proposals/{proposal.number}/").status_code == 404
    entry.refresh_from_db()
    assert entry.state == "in"
    gu.post(page, words | {"publish": "yes", "digest": track.edition.consent_text.digest})
    assert Client().get(f"/little-mayor/proposals/{proposal.number}/").status_code == 200


def test_a_childs_own_no_hides_at_once_too(track: Track) -> None:
    told = entered(track)
    proposal = propose(told.entry)
    client = Client()
    assert client.post("/little-mayor/enter/", {"code": told.code.lower().replace("-", " ")}).status_code == 302
    assert client.post("/little-mayor/my-word/", {"enter": "no"}).status_code == 200
    assert Client().get(f"/little-mayor/proposals/{proposal.number}/").status_code == 404
    assert Entry.objects.get().state == "withdrawn"


def test_a_changed_purpose_asks_everybody_anew(track: Track) -> None:
    entry = entered(track).entry
    proposal = propose(entry)
    text = ConsentText(track="youth", version=2, adult_en="More is asked.", is_renewal=True, shown_at=LATER)
    text.digest = text.reckoned_digest()
    text.save()
    youth.recheck_due(at=LATER)
    entry.refresh_from_db()
    assert entry.paused_at == LATER
    assert Proposal.objects.get(pk=proposal.pk).state != "shown"
    ward = entry.child.guardianships.get()
    youth.decide(entry.child, words=YES, ward=ward, text_digest=text.digest, at=LATER + timedelta(minutes=1))
    entry.refresh_from_db()
    assert (entry.paused_at, entry.state) == (None, "in")
    assert Proposal.objects.get(pk=proposal.pk).state == "shown"


def test_of_two_guardians_the_no_counts_and_the_other_is_told(track: Track, settings: Any) -> None:
    settings.EMAIL_WORKS = True
    told = entered(track)
    father = parent("father")
    asking = youth.invite_guardian(told.ward, address="papa@example.com", language="en", at=OPEN)  # type: ignore[arg-type]
    assert asking is not None
    uses = youth.join_family(
        asking, by=father, name="林爸爸", relation="father", words=YES | {"enter": False}, text_digest="", at=LATER
    )
    assert uses == frozenset()
    assert Entry.objects.get().state == "withdrawn"
    assert Consent.objects.filter(is_yes=True, purpose="enter", guardianship=told.ward).exists()  # hers stays hers
