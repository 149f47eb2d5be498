"""A rubric comes to the desk as a file, is read whole or told why not, and goes on to another city the same."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from civic.juries.models import Rubric
from civic.juries.rules import CriterionGiven, read_rubric, rubric_digest, rubric_fault, write_out
from tests.juries.ground import READING, USUAL, person, write_rubric
from tests.juries.tries import TRIES
from tests.people import sign_in
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db
TEXT = USUAL.read_text(encoding="utf-8")
WHERE = "/desk/youth/juries/rubrics/"


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(READING, tick=False):
        yield


def _as(handle: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, person(handle))
    return client


def _file(text: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("r.toml", text if isinstance(text, bytes) else text.encode())


def test_a_file_becomes_a_rubric_that_can_be_chosen_for_a_jury() -> None:
    found_track()
    tang = _as("tang")
    page = tang.get(WHERE).content.decode()
    assert "Choose a file" in page
    assert "photo" not in page.lower()
    assert tang.post(WHERE, {"file": _file(TEXT)}).status_code == 302
    rubric = Rubric.objects.get()
    assert rubric.digest == rubric_digest(read_rubric(TEXT).criteria)
    assert "How proposals are looked at" in tang.get("/desk/youth/juries/").content.decode()
    again = tang.get(f"{WHERE}{rubric.pk}/file/").content.decode()
    assert rubric_digest(read_rubric(again).criteria) == rubric.digest


def test_it_can_be_written_into_the_page_where_the_newest_one_stands() -> None:
    write_rubric(found_track())
    tang = _as("tang")
    assert "[[criteria]]" in tang.get(WHERE).content.decode()
    changed = TEXT.replace('code = "proposal-1"', 'code = "proposal-2"')
    assert tang.post(WHERE, {"text": changed}).status_code == 302
    assert Rubric.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not a rubric"),
        (b"\xff\xfe\x00", "is not a rubric"),
        (TEXT.replace('code = "seen"', "code = "), "Line 7 cannot be read"),
        (TEXT.replace("weight = 30", 'weight = "much"'), "weight of criterion 1 as a whole number"),
        (TEXT.replace("weight = 30", "weight = 31"), "make up 100"),
        (TEXT.replace("growing = ", "glowing = ", 1), "In criterion 1 these lines are missing: growing."),
        (TEXT.replace('code = "seen"', 'code = "words"'), "small letters, digits and dashes"),
        (TEXT.replace('code = "seen"', 'code = "看"'), "small letters, digits and dashes"),
        (TEXT.replace('code = "proposal-1"', 'code = "提案"'), "code of the rubric of small letters"),
        (TEXT.replace('code = "proposal-1"\n', ""), "is not a rubric"),
        ("x = 1\n" * 20_000, "too large"),
    ],
)
def test_what_keeps_a_file_from_being_read_is_told_in_a_sentence(text: str | bytes, told: str) -> None:
    found_track()
    answer = _as("tang").post(WHERE, {"file": _file(text)})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Rubric.objects.exists()


def test_a_code_is_taken_once() -> None:
    write_rubric(found_track())
    answer = _as("tang").post(WHERE, {"file": _file(TEXT)})
    assert answer.status_code == 409
    assert "A new wording gets a new code." in answer.content.decode()


def test_nobody_else_comes_in() -> None:
    rubric = write_rubric(found_track())
    for who in ("qiu", "ke", "lin"):
        assert _as(who).get(WHERE).status_code == 403
        assert _as(who).get(f"{WHERE}{rubric.pk}/file/").status_code == 403
    assert _as("tang").get(f"{WHERE}{2**70}/file/").status_code == 404


_words = st.fixed_dictionaries(
    {name: st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40).map(str.strip)
     for name in ("zh-hans", "zh-hant", "en")}
)  # fmt: skip


@TRIES
@given(_words, _words, st.integers(1, 100))
def test_written_out_and_read_again_it_is_the_same(name: dict[str, str], words: dict[str, str], weight: int) -> None:
    one = CriterionGiven(
        "a", name, weight, dict.fromkeys((1, 3, 5), words), dict.fromkeys(("strong", "good", "growing"), words)
    )
    again = read_rubric(write_out(code="r", name=name, criteria=[one]))
    assert not again.fault
    assert rubric_digest(again.criteria) == rubric_digest([one])


@TRIES
@given(st.text(max_size=200))
def test_whatever_a_file_holds_it_is_read_or_told(text: str) -> None:
    given_ = read_rubric(text)
    assert given_.fault or rubric_fault(given_.criteria) is not None
