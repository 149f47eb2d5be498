"""A guardian goes while somebody looks after her child's safety: who she was lies sealed, she learns nothing by it, and
it goes by itself."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from civic.accounts.models import Person
from civic.cases.queries import Viewer
from civic.families import actions as families
from civic.guardians import actions as guardians
from civic.guardians.models import Guardianship
from civic.guardians.queries.identities import known_of, known_of_many
from civic.lib.refusals import NotAllowed
from civic.me.actions import erase
from civic.youth import actions as youth
from civic.youth.models import ConcernReport, Entry
from civic.youth.rules import Phase
from tests.people import sign_in
from tests.youth.ground import DAY, Track, during, enter, found_track, propose

pytestmark = pytest.mark.django_db
AT = during(Phase.SCHOOL)
GONE = ("", "", None)


def _person(handle: str) -> Person:
    return Person.objects.get(handle=handle)


@pytest.fixture
def track(db: None) -> Track:
    """An edition, and Gu with an address of her own."""
    Person.objects.filter(handle="gu").update(name="顾家明", email="gu@example.com")
    return found_track()


@pytest.fixture
def entry(track: Track) -> Entry:
    """Gu's child takes part."""
    return enter(track, "木棉", guardian=_person("gu"))


def _in_danger(entry: Entry) -> ConcernReport:
    return youth.report(propose(entry), concern="danger", words="爸爸打他。", by=None, at=AT)


def _closed(said: ConcernReport) -> None:
    said = youth.take_concern(said, by=_person("tang"), at=AT)
    youth.close_concern(said, by=_person("bai"), outcome="calm", finding="问过了，没事。", at=AT)


def _kept() -> tuple[str, str, object]:
    ward = Guardianship.objects.get()
    assert ward.person is None
    return ward.name, ward.contact, ward.held_since


def test_without_a_danger_nothing_says_who_she_was(entry: Entry) -> None:
    erase(Viewer(person=_person("gu")), at=AT)
    assert _kept() == GONE


def test_while_a_danger_is_open_who_she_was_and_how_to_reach_her_stay_sealed(entry: Entry) -> None:
    _in_danger(entry)
    gu = _person("gu")
    erase(Viewer(person=gu), at=AT)
    assert _kept() == ("林妈妈", "gu@example.com", AT)
    gu.refresh_from_db()
    assert (gu.name, gu.email, gu.is_active) == ("", "", False)  # the account goes all the same
    assert Guardianship.objects.get().ended_at == AT


def test_what_is_held_goes_by_itself_when_the_danger_is_closed_and_not_before(entry: Entry) -> None:
    said = _in_danger(entry)
    erase(Viewer(person=_person("gu")), at=AT)
    families.erase_due(at=AT + DAY)
    assert _kept() == ("林妈妈", "gu@example.com", AT)
    _closed(said)
    families.erase_due(at=AT + DAY)
    assert _kept() == GONE


def test_a_withholding_and_an_opening_to_protect_the_child_hold_it_too_until_they_end(entry: Entry) -> None:
    told = {"purpose": "protect", "words": "有危险。", "is_urgent": True}
    families.ask_opening(entry.child, by=_person("tang"), **told, at=AT)
    erase(Viewer(person=_person("gu")), at=AT)
    families.erase_due(at=AT + timedelta(hours=1))
    assert _kept()[0] == "林妈妈"
    families.erase_due(at=AT + timedelta(hours=3))
    assert _kept() == GONE


def test_only_what_belongs_to_the_child_in_danger_is_held(track: Track, entry: Entry) -> None:
    enter(track, "紫荆", name="林大雨", guardian=_person("gu"))
    _in_danger(entry)
    erase(Viewer(person=_person("gu")), at=AT)
    assert [(ward.child == entry.child, ward.name) for ward in Guardianship.objects.order_by("pk")] == [
        (True, "林妈妈"),
        (False, ""),
    ]


def test_an_officer_reads_it_only_through_an_opening_that_protects_the_child(entry: Entry) -> None:
    _in_danger(entry)
    erase(Viewer(person=_person("gu")), at=AT)
    asked = {"words": "有危险。", "is_urgent": True}
    opening = families.ask_opening(entry.child, by=_person("tang"), purpose="protect", **asked, at=AT)
    known = families.read_identity(opening, by=_person("tang"), at=AT)
    assert [(one.name, one.contact, one.held_since) for one in known.guardians] == [("林妈妈", "gu@example.com", AT)]
    for other in (known_of(entry.child), *known_of_many([entry.child])):  # any other purpose, and every list
        assert other is not None
        assert other.guardians == []


def _read(client: Client, path: str) -> str:
    """A page without what is drawn anew each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", client.get(path).content.decode())


def _pressed(handle: str) -> list[object]:
    """Everything one is told who erases herself: the page before, the answer, the page after."""
    client = Client(headers={"accept-language": "en"})
    sign_in(client, _person(handle))
    before = _read(client, "/me/erase/")
    answer = client.post("/me/erase/", {})
    return [before, answer.status_code, answer.headers["Location"], _read(client, "/me/erased/")]


def test_what_she_is_told_is_word_for_word_what_a_guardian_without_a_danger_is_told(track: Track, entry: Entry) -> None:
    enter(track, "紫荆", name="林大雨", guardian=_person("mei"))
    _in_danger(entry)
    in_danger, calm = _pressed("gu"), _pressed("mei")
    assert in_danger == calm
    assert Guardianship.objects.exclude(held_since=None).count() == 1
    before = str(in_danger[0])
    assert "where a law says that something about the child is kept" in before
    assert not any(word in before.lower() for word in ("danger", "suspicion", "concern"))


def test_whoever_answers_for_no_child_reads_nothing_of_children(entry: Entry) -> None:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, _person("mei"))
    assert "guardian" not in _read(client, "/me/erase/")


def test_a_name_changed_during_a_danger_is_held_as_it_stood_first_however_often_it_is_changed(entry: Entry) -> None:
    said, ward = _in_danger(entry), Guardianship.objects.get()
    for name in ("没有人", "也不是"):
        ward = families.correct_own_contact(ward, name=name, contact="", at=AT)
    assert ward.name == "也不是"
    held = Guardianship.objects.get(held_since__isnull=False)
    assert (held.name, held.person, held.ended_at) == ("林妈妈", None, AT)
    _closed(said)
    families.erase_due(at=AT + DAY)
    assert not Guardianship.objects.exclude(pk=ward.pk).exclude(name="").exists()
    families.correct_own_contact(ward, name="梅", contact="", at=AT + DAY)
    assert not Guardianship.objects.filter(held_since__isnull=False).exists()


def test_what_is_held_goes_with_the_identity_of_the_child(entry: Entry) -> None:
    said = _in_danger(entry)
    erase(Viewer(person=_person("gu")), at=AT)
    _closed(said)
    families.erase_child(entry.child, by=_person("tang"), side="city", at=AT)
    assert _kept() == GONE


def test_nothing_is_held_beside_an_account_or_for_somebody_who_still_answers(entry: Entry) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Guardianship.objects.update(held_since=AT)


def test_whoever_stands_in_the_record_of_children_is_not_forgotten(track: Track) -> None:
    with pytest.raises(NotAllowed):
        families.forget(_person("tang"), at=AT)
    with pytest.raises(NotAllowed):
        guardians.forget(_person("tang"), at=AT)
