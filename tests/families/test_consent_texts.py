"""The texts of consent at the desk: those responsible read every version, an administrator writes the next one, and
nobody ever changes one that was read."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.models import Consent, ConsentText, Vetting
from civic.guardians.queries import latest_text, uses_of
from civic.lib.refusals import NotAllowed
from civic.youth import actions as youth
from civic.youth.models import Duty, Entry
from tests.people import sign_in
from tests.youth.ground import enter, found_track, propose

pytestmark = pytest.mark.django_db
PAGE, NEW = "/desk/youth/texts/", "/desk/youth/texts/new/"
GIVEN = {
    "track": "youth",
    "child_zh_hans": "你可以说好，也可以说不。",
    "child_zh_hant": "你可以說好，也可以說不。",
    "child_en": "You may say yes, or no.",
    "adult_zh_hans": "您可以同意，也可以拒绝。",
    "adult_zh_hant": "您可以同意，也可以拒絕。",
    "adult_en": "You may agree, or refuse.",
    "from_at": "",
}


@pytest.fixture
def entry(db: None) -> Entry:
    """A child whose guardian agreed to the first version, and vetted people whose checks hold today."""
    track, today = found_track(), timezone.localdate()
    ConsentText.objects.update(shown_at=timezone.now() - timedelta(days=30))
    Vetting.objects.update(checked_on=today, trained_on=today, due_on=today + timedelta(days=365))
    Duty.objects.update(starts=today)
    made = enter(track, "木棉", guardian=Person.objects.get(handle="gu"), at=timezone.now() - timedelta(days=2))
    propose(made)
    return made


def _as(handle: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, Person.objects.get(handle=handle))
    return client


def _wrote(**changes: Any) -> Any:
    return _as("root").post(NEW, GIVEN | changes)


def test_those_responsible_read_each_version_with_its_day_digest_and_the_answers_given_on_it(entry: Entry) -> None:
    text, tang = ConsentText.objects.get(), _as("tang")
    page = tang.get(PAGE).content.decode()
    for told in ("Version 1", "read now", text.short_digest, "3 answers given on it", "Young volunteers"):
        assert told in page
    assert "Write a new version" not in page
    one = tang.get(f"{PAGE}{text.pk}/").content.decode()
    for words in (text.child_zh_hans, text.child_zh_hant, text.child_en, text.adult_zh_hans, text.digest):
        assert words in one
    assert tang.get(f"{PAGE}999999/").status_code == 404


def test_an_administrator_writes_the_next_version_from_the_words_that_are_read(entry: Entry) -> None:
    first, root = ConsentText.objects.get(), _as("root")
    before = ConsentText.objects.values().get()
    assert first.adult_en in root.get(f"{NEW}?track=youth").content.decode()
    assert _wrote().status_code == 302
    second = ConsentText.objects.get(version=2)
    assert second.digest == second.reckoned_digest() != first.digest
    assert latest_text("youth", at=timezone.now()) == second
    assert ConsentText.objects.values().get(version=1) == before
    assert set(Consent.objects.values_list("text__version", flat=True)) == {1}
    assert uses_of(entry.child, at=timezone.now()) == {"enter", "publish", "jury"}  # new words, and nothing more asked


def test_a_version_may_begin_later_and_is_not_read_before(entry: Entry) -> None:
    later = timezone.localtime() + timedelta(days=3)
    assert _wrote(from_at=later.strftime("%Y-%m-%dT%H:%M")).status_code == 302
    first, second = ConsentText.objects.order_by("version")
    assert latest_text("youth", at=timezone.now()) == first
    assert latest_text("youth", at=timezone.now() + timedelta(days=4)) == second
    assert "still to come" in _as("tang").get(PAGE).content.decode()
    answer = _wrote(child_en="Yes or no, you may say both.")  # before the one that is on its way
    assert answer.status_code == 400
    assert "An earlier version begins later than this" in answer.content.decode()


def test_what_is_asked_anew_ends_every_earlier_yes_when_it_begins(entry: Entry) -> None:
    assert _wrote(is_renewal="on").status_code == 302
    at = timezone.now()
    assert uses_of(entry.child, at=at) == frozenset()
    youth.recheck_due(at=at)
    assert "everybody was asked anew" in _as("tang").get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("track", "dogs"),
        ("child_zh_hant", " "),
        ("adult_en", ""),
        ("child_zh_hans", "很长" * 1000),
        ("from_at", "yesterday"),
        ("from_at", "soon"),
    ],
)
def test_what_cannot_be_read_or_begun_is_refused_beside_its_box(entry: Entry, field: str, wrong: str) -> None:
    if wrong == "yesterday":
        wrong = (timezone.localtime() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    answer = _wrote(**{field: wrong})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert ConsentText.objects.count() == 1


def test_the_same_words_again_are_no_new_version(entry: Entry) -> None:
    assert _wrote().status_code == 302
    assert _wrote().status_code == 409
    assert ConsentText.objects.count() == 2


def test_nobody_else_writes_and_nobody_without_the_task_reads(entry: Entry) -> None:
    for handle in ("qiu", "ke", "lin", "gu"):
        assert _as(handle).get(PAGE).status_code == 403
    for handle in ("tang", "lin", "gu"):
        assert _as(handle).get(NEW).status_code == 403
        assert _as(handle).post(NEW, GIVEN).status_code == 403
    assert ConsentText.objects.count() == 1


def test_an_administrator_finds_the_way_and_is_shown_no_door_that_is_shut_to_her(entry: Entry) -> None:
    root = _as("root")
    mine = root.get(reverse("mfa_index")).content.decode()
    assert f'href="{PAGE}"' in mine
    assert 'href="/desk/youth/people/"' in mine
    page = root.get(PAGE).content.decode()
    assert 'href="/desk/youth/openings/"' not in page
    assert root.get("/desk/youth/openings/").status_code == 403


def test_a_text_that_somebody_changed_in_the_database_shows(entry: Entry) -> None:
    ConsentText.objects.update(adult_en="You agree.")
    page = _as("tang").get(f"{PAGE}{ConsentText.objects.get().pk}/").content.decode()
    assert "not what was kept" in page
    assert "Somebody changed this text past the acts." in page


def test_the_summary_says_which_of_the_six_texts_lacks(entry: Entry) -> None:
    page = _wrote(adult_en="", child_zh_hant="").content.decode()
    assert "For the guardian, in English · Write this text too" in page
    assert "For the child, in traditional Chinese · Write this text too" in page


def test_each_version_says_who_published_it_and_when_and_an_old_one_that_nobody_wrote_it_down(entry: Entry) -> None:
    assert _wrote().status_code == 302
    second, root = ConsentText.objects.get(version=2), Person.objects.get(handle="root")
    assert second.published_by == root
    assert second.published_at is not None
    assert abs(second.published_at - timezone.now()) < timedelta(minutes=1)
    tang = _as("tang")
    told, then = f"Published by {root} on ", "Who published it was not written down then."
    for page, first in ((PAGE, True), (f"{PAGE}{second.pk}/", False)):
        words = tang.get(page).content.decode()
        assert told in words
        assert (then in words) == first  # the first version of the ground is from before it was written down
    assert told not in tang.get(f"{PAGE}{ConsentText.objects.get(version=1).pk}/").content.decode()


def test_a_text_names_its_publisher_and_the_day_together_or_neither(entry: Entry) -> None:
    for half in ({"published_at": timezone.now()}, {"published_by": Person.objects.get(handle="root")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ConsentText.objects.update(**half)
    ConsentText.objects.update(published_by=Person.objects.get(handle="mei"), published_at=timezone.now())
    with pytest.raises(NotAllowed):  # who published a text stays in the record
        guardians.forget(Person.objects.get(handle="mei"), at=timezone.now())
