"""Sentences that readers have ready: written once in three languages, sent back with one key in the child's own."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from civic.lib.refusals import NotAllowed, NotValid
from civic.youth import actions as youth
from civic.youth.models import Proposal, Reading, ReadySentence
from civic.youth.rules import Because
from tests.people import sign_in
from tests.youth.making import AT, HOUR, handed_in, person, track_and_child

pytestmark = pytest.mark.django_db
PATH = "/desk/youth/reading/"
WORDS = {"zh-hans": "再写一两句就好。", "zh-hant": "再寫一兩句就好。", "en": "One or two sentences more are enough."}


def _sentence(**told: Any) -> ReadySentence:
    given: dict[str, Any] = {
        "code": "more",
        "because": "unclear",
        "words": WORDS,
        "by": person("tang"),
        "at": AT,
    } | told
    return youth.write_sentence(**given)


def test_a_sentence_speaks_three_languages_and_is_written_anew_under_its_code() -> None:
    track_and_child()
    for lacking in WORDS:
        with pytest.raises(NotValid):
            _sentence(words=WORDS | {lacking: " "})
    with pytest.raises(NotValid):
        _sentence(because="boring")
    with pytest.raises(NotAllowed):
        _sentence(by=person("qiu"))
    _sentence()
    assert _sentence(words=WORDS | {"en": "A little more, please."}).words("en") == "A little more, please."
    assert ReadySentence.objects.get().words("zh-hant") == WORDS["zh-hant"]


def test_the_child_reads_it_in_its_own_language_with_the_reason(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT + HOUR)
    proposal = handed_in(track_and_child()[1])
    Proposal.objects.update(language="zh-hant")
    _sentence()
    sign_in(client, person("tang"))
    where = f"{PATH}{proposal.number}/"
    assert WORDS["zh-hant"] in client.get(where).content.decode()
    given = {"version": "1", "verdict": "send-back", "ready": "more"}
    assert client.post(where, given | {"ready": "none-such"}).status_code == 400
    assert client.post(where, given | {"note": "你看得很仔細。"}).status_code == 302
    reading = Reading.objects.get()
    assert (reading.because, reading.note) == ([Because.UNCLEAR], f"{WORDS['zh-hant']}\n你看得很仔細。")


def test_a_ready_sentence_is_no_reason_where_something_can_be_public(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT + HOUR)
    proposal = handed_in(track_and_child()[1])
    _sentence()
    sign_in(client, person("tang"))
    client.post(f"{PATH}{proposal.number}/", {"version": "1", "verdict": "show", "ready": "more"})
    reading = Reading.objects.get()
    assert (reading.verdict, reading.because, reading.note) == ("show", [], "")


def test_the_sentences_of_the_sample_city_fit_their_keys_and_their_reasons() -> None:
    track_and_child()
    rows = tomllib.loads(Path("seeds/youth.toml").read_text(encoding="utf-8"))["sentence"]
    assert len(rows) == 6
    for order, row in enumerate(rows, start=1):
        _sentence(
            code=row["code"], because=row["because"], words=dict(zip(WORDS, row["words"], strict=True)), order=order
        )
    assert [one.code for one in ReadySentence.objects.all()] == [row["code"] for row in rows]
