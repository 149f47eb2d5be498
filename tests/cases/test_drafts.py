"""Drafts: found by their token alone, sealed, forgotten after seven days, one case at most."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from civic.cases.actions import (
    ReportGiven,
    answers_of,
    code_of_draft,
    discard_draft,
    file_case,
    find_draft,
    open_draft,
    receive_photo,
    remove_photo,
    save_answers,
    tidy,
)
from civic.cases.guards import opens_with
from civic.cases.models import Case, Draft, Photo
from civic.lib.picture_files import upload_path
from tests.cases.test_photos import jpeg
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
GIVEN = ReportGiven(kind="complaint", text="望江路的灯不亮。")


def test_a_draft_is_found_by_its_token_and_by_nothing_else(city: City) -> None:
    draft, token = open_draft(at=NOON)
    assert find_draft(token, at=NOON) == draft
    for wrong in ("", token[:-1], token.swapcase(), draft.token_digest, "x" * 10_000):
        assert find_draft(wrong, at=NOON) is None


def test_what_was_typed_lies_sealed_and_the_token_is_not_kept(city: City) -> None:
    draft, token = open_draft(at=NOON)
    save_answers(draft, {"text": "望江路的灯不亮。"}, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT token_digest, answers FROM cases_draft")
        stored = "".join(cursor.fetchone())
    assert "望江路" not in stored
    assert token not in stored


def test_pages_are_kept_beside_one_another_and_the_last_word_counts(city: City) -> None:
    draft, token = open_draft(at=NOON)
    save_answers(draft, {"text": "一", "kind": "complaint"}, at=NOON)
    save_answers(draft, {"text": "二", "words": "老桥"}, at=NOON)
    found = find_draft(token, at=NOON)
    assert found is not None
    assert answers_of(found) == {"text": "二", "kind": "complaint", "words": "老桥"}


def test_a_draft_lapses_seven_days_after_the_last_word(city: City) -> None:
    draft, token = open_draft(at=NOON)
    save_answers(draft, {"text": "一"}, at=NOON + WEEK / 2)
    assert find_draft(token, at=NOON + WEEK) is not None
    assert find_draft(token, at=NOON + WEEK * 1.5 + timedelta(seconds=1)) is None


def test_tidying_forgets_lapsed_drafts_with_their_photos_and_leaves_the_rest(city: City) -> None:
    old, _token = open_draft(at=NOON)
    photo = receive_photo(jpeg(), draft=old, at=NOON)
    young, _token = open_draft(at=NOON + WEEK)
    tidy(at=NOON + WEEK + timedelta(hours=1))
    assert list(Draft.objects.all()) == [young]
    assert not Photo.objects.exists()
    assert not upload_path(photo.key).exists()


def test_tidying_keeps_the_case_a_draft_became_and_its_photos(city: City) -> None:
    draft, _token = open_draft(at=NOON)
    receive_photo(jpeg(), draft=draft, at=NOON)
    file_case(GIVEN, at=NOON, draft=draft)
    tidy(at=NOON + WEEK * 2)
    assert not Draft.objects.exists()
    assert Case.objects.get().photos.count() == 1


def test_a_draft_becomes_one_case_and_gives_its_code_again(city: City) -> None:
    draft, _token = open_draft(at=NOON)
    first = file_case(GIVEN, at=NOON, draft=draft)
    again = file_case(GIVEN, at=NOON, draft=draft)
    assert Case.objects.count() == 1
    assert (again.case, again.tracking_code, again.is_replay) == (first.case, first.tracking_code, True)
    assert code_of_draft(draft, first.case.number) == first.tracking_code
    assert opens_with(first.case, first.tracking_code)


def test_a_filed_draft_forgets_the_words_and_takes_no_more(city: City) -> None:
    draft, token = open_draft(at=NOON)
    save_answers(draft, {"text": "一", "email": "mei@example.com"}, at=NOON)
    file_case(GIVEN, at=NOON, draft=draft)
    save_answers(draft, {"text": "二"}, at=NOON)
    found = find_draft(token, at=NOON)
    assert found is not None
    assert answers_of(found) == {}


def test_a_filed_draft_is_not_thrown_away(city: City) -> None:
    draft, token = open_draft(at=NOON)
    file_case(GIVEN, at=NOON, draft=draft)
    draft.refresh_from_db()
    discard_draft(draft)
    assert find_draft(token, at=NOON) is not None


def test_a_removed_photo_leaves_no_file(city: City, settings: Any) -> None:
    draft, _token = open_draft(at=NOON)
    photo = receive_photo(jpeg(), draft=draft, at=NOON)
    assert upload_path(photo.key).exists()
    remove_photo(photo)
    assert not upload_path(photo.key).exists()
