"""A guardian without e-mail or telephone: a checked officer reads out and writes down, a slip opens her page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.accounts.models import Person
from civic.families.queries.copying import copy_of
from civic.families.queries.kept import kept_for_guardian
from civic.guardians import actions as guardians
from civic.guardians.models import ChildLine, Consent, Guardianship
from civic.guardians.queries import uses_of, ward_by_slip
from civic.guardians.rules import LookUp
from civic.lib.refusals import NotAllowed
from civic.youth import actions as youth
from civic.youth.models import Entry
from tests.people import sign_in
from tests.youth.families import OPEN, YES, entered, mother, parent
from tests.youth.ground import Track, found_track

pytestmark = pytest.mark.django_db
LATER = OPEN + timedelta(hours=1)


@pytest.fixture
def track(monkeypatch: pytest.MonkeyPatch) -> Track:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return found_track()


@pytest.fixture
def tang(track: Track) -> Client:
    client = Client()
    sign_in(client, Person.objects.get(handle="tang"))
    return client


def _officer() -> Person:
    return Person.objects.get(handle="tang")


def _ward() -> Guardianship:
    return Guardianship.objects.get()


WORDS = dict.fromkeys(YES, "no") | {"enter": "yes", "publish": "yes"}


def test_a_desk_takes_a_child_in_by_a_document_and_prints_a_slip(track: Track, tang: Client) -> None:
    steps = tang.post("/desk/youth/families/new/", {"without": "1"}).context["steps"]
    said = {"step": "words", "steps": steps, "digest": track.edition.consent_text.digest} | WORDS
    page = tang.post("/desk/youth/families/new/", said)
    whole = {
        "step": "child", "steps": page.context["steps"], "name": "林小雨", "born_on": "2016-05-01", "band": "g4-5",
        "district": "990102", "pseudonym": page.context["form"].fields["pseudonym"].choices[0][0],
        "guardian_name": "林奶奶", "relation": "grandparent", "reach": "",
    }  # fmt: skip
    assert tang.post("/desk/youth/families/new/", whole).status_code == 400  # nobody ticked that a document was seen
    assert not Entry.objects.exists()
    done = tang.post("/desk/youth/families/new/", whole | {"document": "on"})
    slip, ward = done.context["slip"], _ward()
    assert (ward.person, ward.verified, ward.verified_by) == (None, "desk", _officer())
    assert {row.written_by for row in Consent.objects.all()} == {_officer()}
    assert slip not in ward.slip_digest
    grandmother = Client()
    assert grandmother.post("/little-mayor/family/", {"code": slip}).status_code == 302
    assert grandmother.get(f"/little-mayor/family/{ward.child.key}/").status_code == 200
    grandmother.post(f"/little-mayor/family/{ward.child.key}/withdraw/")
    assert uses_of(ward.child, at=LATER) == frozenset()


def test_at_the_desk_a_family_is_found_by_its_paper_and_no_name_is_shown(track: Track, tang: Client) -> None:
    child = entered(track).entry.child
    found = tang.post(
        "/desk/youth/families/", {"name": "林 小雨", "born_on": "2016-05-01", "purpose": "slip"}, follow=True
    )
    assert found.redirect_chain[0][0].endswith(f"{child.key}/")
    assert "小雨" not in found.content.decode()
    assert "林妈妈" not in found.content.decode()
    assert ChildLine.objects.filter(child=child, verb="looked-up", actor=_officer()).exists()
    wrong = tang.post("/desk/youth/families/", {"name": "林小雨", "born_on": "2016-05-02", "purpose": "slip"})
    assert wrong.status_code == 400
    assert tang.post("/desk/youth/families/", {}).status_code == 400


def test_taking_back_on_the_phone_is_one_press_of_the_officer(track: Track, tang: Client) -> None:
    entry = entered(track).entry
    gone = tang.post(f"/desk/youth/families/{entry.child.key}/{_ward().pk}/withdraw/")
    assert gone.status_code == 302
    entry.refresh_from_db()
    assert entry.state == "withdrawn"
    line = ChildLine.objects.filter(verb="say").latest("seq")
    assert (line.actor, line.facts["at_desk"]) == (_officer(), True)


def test_what_is_written_down_at_a_desk_changes_each_purpose_by_itself(track: Track, tang: Client) -> None:
    entry = entered(track).entry
    page = f"/desk/youth/families/{entry.child.key}/{_ward().pk}/words/"
    digest = {"digest": track.edition.consent_text.digest}
    assert tang.post(page, digest | {"enter": "yes"}).status_code == 400
    assert tang.post(page, digest | WORDS).status_code == 302
    assert uses_of(entry.child, at=LATER) == {"enter", "publish"}


def test_nobody_writes_down_a_word_for_her_own_family_or_without_a_check(track: Track) -> None:
    own = entered(track, guardian=mother(parent("tang")))
    assert own.ward is not None
    for who in (_officer(), parent("somebody")):
        with pytest.raises(NotAllowed):
            youth.decide(own.entry.child, words={"enter": False}, ward=own.ward, written_by=who, at=LATER)
        with pytest.raises(NotAllowed):
            guardians.give_slip(own.ward, by=who, at=LATER)


def test_a_fresh_slip_ends_the_one_before(track: Track, tang: Client) -> None:
    entry = entered(track).entry
    page = f"/desk/youth/families/{entry.child.key}/{_ward().pk}/slip/"
    first, second = tang.post(page).context["slip"], tang.post(page).context["slip"]
    assert ward_by_slip(first, at=LATER) is None
    assert ward_by_slip(second.lower(), at=LATER) == _ward()


def test_only_a_desk_of_the_track_opens_these_pages(track: Track) -> None:
    client, entry = Client(), entered(track).entry
    for who in ("bai", "ke", "gu"):  # no task at a desk
        sign_in(client, parent(who))
        for page in ("", "new/", f"{entry.child.key}/"):
            assert client.get(f"/desk/youth/families/{page}").status_code == 403


def test_a_child_that_is_not_there_is_not_found(track: Track, tang: Client) -> None:
    unknown: Any = "00000000-0000-0000-0000-000000000000"
    assert tang.get(f"/desk/youth/families/{unknown}/").status_code == 404
    entry = entered(track).entry
    assert tang.post(f"/desk/youth/families/{entry.child.key}/99999999999999999999/slip/").status_code == 404


def test_whoever_was_not_checked_looks_nobody_up(track: Track) -> None:
    child = entered(track).entry.child
    with pytest.raises(NotAllowed):
        guardians.note_look_up(child, by=parent("somebody"), purpose="slip", at=LATER)
    assert not ChildLine.objects.filter(verb="looked-up").exists()


def test_the_guardian_reads_each_look_up_with_its_purpose(track: Track, tang: Client) -> None:
    child = entered(track).entry.child
    paper = {"name": "林小雨", "born_on": "2016-05-01"}
    assert tang.post("/desk/youth/families/", paper).status_code == 400  # nobody looks for nothing
    assert not ChildLine.objects.filter(verb="looked-up").exists()
    tang.post("/desk/youth/families/", paper | {"purpose": "slip"}, follow=True)
    assert [one.facts for one in ChildLine.objects.filter(verb="looked-up")] == [{"purpose": "slip"}]
    kept = kept_for_guardian(Guardianship.objects.get(child=child), at=LATER)
    assert [(one.is_list, one.purpose) for one in kept.looks] == [(False, LookUp.SLIP.label)]
    assert copy_of(kept)["looks"][0]["purpose"] == "The family lost its slip"


def test_a_page_opened_by_its_address_is_written_down_too(track: Track, tang: Client) -> None:
    child = entered(track).entry.child
    for _time in range(2):
        assert tang.get(f"/desk/youth/families/{child.key}/").status_code == 200
    assert [one.facts for one in ChildLine.objects.filter(verb="looked-up")] == [{"purpose": "again"}]


@pytest.mark.usefixtures("clock_stands")
def test_nobody_makes_a_list_by_looking_up_one_after_the_other(track: Track, tang: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"family-look-up": (3, 3600)}
    child = entered(track).entry.child
    wrong = {"name": "林小雨", "born_on": "2016-05-02", "purpose": "ask"}
    for _time in range(3):
        assert tang.post("/desk/youth/families/", wrong).status_code == 400
    refused = tang.post("/desk/youth/families/?lang=en", wrong | {"born_on": "2016-05-01"})
    assert refused.status_code == 429
    assert "You have looked up 3 families within the hour." in refused.content.decode()
    assert not child.lines.filter(verb="looked-up").exists()


def test_one_look_up_serves_the_same_officer_for_an_hour(track: Track) -> None:
    child, tang = entered(track).entry.child, _officer()
    guardians.note_look_up(child, by=tang, purpose="ask", at=LATER)
    assert not guardians.note_opened_again(child, by=tang, at=LATER + timedelta(minutes=59))
    assert guardians.note_opened_again(child, by=tang, at=LATER + timedelta(minutes=61))
