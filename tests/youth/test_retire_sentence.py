"""The page of the ready sentences: whoever is responsible writes one, moves it, puts it away and takes it back."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.youth import actions as youth
from civic.youth.models import Reading, ReadySentence
from tests.people import City, sign_in
from tests.youth.making import AT, HOUR, handed_in, person, track_and_child

pytestmark = pytest.mark.django_db
PAGE = "/desk/youth/sentences/"
GIVEN = {
    "because": "unclear",
    "words_zh_hans": "再写一两句就好。",
    "words_zh_hant": "再寫一兩句就好。",
    "words_en": "One or two sentences more are enough.",
    "order": "1",
}


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT + HOUR)


def _as(handle: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, person(handle))
    return client


def _kept(**changes: Any) -> ReadySentence:
    words = {"zh-hans": GIVEN["words_zh_hans"], "zh-hant": GIVEN["words_zh_hant"], "en": GIVEN["words_en"]}
    return youth.write_sentence(
        **({"because": "unclear", "words": words, "order": 1, "by": person("tang"), "at": AT} | changes)
    )


def test_whoever_is_responsible_writes_one_and_the_next_reader_has_it(city: City) -> None:
    proposal = handed_in(track_and_child()[1])
    tang = _as("tang")
    assert "No sentence so far" in tang.get(PAGE).content.decode()
    assert tang.post(PAGE, GIVEN).status_code == 302
    page = tang.get(PAGE).content.decode()
    assert all(GIVEN[name] in page for name in ("words_zh_hans", "words_zh_hant", "words_en"))
    assert "key 3 at the readers’ desk" in page
    assert GIVEN["words_zh_hans"] in tang.get(f"/desk/youth/reading/{proposal.number}/").content.decode()


def test_what_lacks_is_said_beside_its_box_and_nothing_is_kept(city: City) -> None:
    track_and_child()
    tang = _as("tang")
    wrongs: dict[str, tuple[dict[str, str], int]] = {
        "words_zh_hant": ({"words_zh_hant": " "}, 400),
        "because": ({"because": "boring"}, 400),
        "order": ({"order": "0"}, 400),
        "words_en": ({"words_en": "Ring 13800138000 and ask for it."}, 400),
    }
    for field, (wrong, status) in wrongs.items():
        answer = tang.post(PAGE, GIVEN | wrong)
        assert answer.status_code == status, field
        assert list(answer.context["form"].errors) == [field]
    assert not ReadySentence.objects.exists()
    assert tang.post(PAGE, GIVEN | {"code": "none-such"}).status_code == 404


def test_one_is_written_anew_where_it_stands_and_what_was_sent_with_it_stays(city: City) -> None:
    proposal = handed_in(track_and_child()[1])
    kept = _kept()
    tang = _as("tang")
    given = {"version": "1", "verdict": "send-back", "ready": kept.code}
    assert tang.post(f"/desk/youth/reading/{proposal.number}/", given).status_code == 302
    assert tang.post(PAGE, GIVEN | {"code": kept.code, "words_zh_hans": "再说一点点。"}).status_code == 302
    assert ReadySentence.objects.get().words_zh_hans == "再说一点点。"
    assert Reading.objects.get().note == GIVEN["words_zh_hans"]


def test_what_is_put_away_is_offered_to_no_reader_and_comes_back_when_it_is_written_again(city: City) -> None:
    proposal = handed_in(track_and_child()[1])
    kept, tang = _kept(), _as("tang")
    where = f"/desk/youth/reading/{proposal.number}/"
    assert tang.post(PAGE, {"code": kept.code, "retire": "1"}).status_code == 302
    assert GIVEN["words_zh_hans"] not in tang.get(where).content.decode()
    given = {"version": "1", "verdict": "send-back", "ready": kept.code}
    assert tang.post(where, given).status_code == 400
    with pytest.raises(Conflict):
        youth.retire_sentence(kept, by=person("tang"), at=AT)
    page = tang.get(PAGE).content.decode()
    assert "Put away" in page
    assert "put away on" in page
    assert tang.post(PAGE, GIVEN | {"code": kept.code}).status_code == 302
    assert GIVEN["words_zh_hans"] in tang.get(where).content.decode()


def test_only_whoever_is_responsible_and_administrators_come_in(city: City) -> None:
    track_and_child()
    kept = _kept()
    for handle in ("qiu", "ke", "lin", "gu", "mei"):
        if handle not in ("lin", "gu", "mei"):
            with pytest.raises(NotAllowed):
                youth.retire_sentence(kept, by=person(handle), at=AT)
        assert _as(handle).get(PAGE).status_code == 403
        assert _as(handle).post(PAGE, {"code": kept.code, "retire": "1"}).status_code == 403
    assert _as("root").get(PAGE).status_code == 200
    assert ReadySentence.objects.in_use().count() == 1


def test_the_first_six_have_the_keys_of_the_readers_desk_and_the_page_costs_the_same_for_many(
    city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = handed_in(track_and_child()[1])
    for number in range(1, 41):
        _kept(code=f"s{number}", order=number)
    tang = _as("tang")
    tang.get(PAGE)
    with django_assert_max_num_queries(12):
        page = tang.get(PAGE).content.decode()
    assert [f"key {key} at the readers’ desk" in page for key in (3, 8, 9)] == [True, True, False]
    read = tang.get(f"/desk/youth/reading/{proposal.number}/")
    assert [one.code for one in read.context["form"].sentences.values()] == [f"s{number}" for number in range(1, 7)]


def test_a_sentence_that_would_tell_who_somebody_is_is_refused(city: City) -> None:
    track_and_child()
    with pytest.raises(NotValid):
        _kept(words={"zh-hans": "打电话 13800138000。", "zh-hant": "再寫。", "en": "More."})
