"""Refusals carry a sentence for the person and a status for the door."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from civic.lib.refusals import Conflict, NotAllowed, NotValid, Refused, Taken, TooLate, TooMany


@pytest.mark.parametrize(
    ("refusal", "status", "code"),
    [
        (NotAllowed, 403, "not-allowed"),
        (NotValid, 400, "not-valid"),
        (TooLate, 409, "too-late"),
        (Taken, 409, "taken"),
        (Conflict, 409, "conflict"),
    ],
)
def test_each_family_has_its_status_and_a_usual_sentence(refusal: type[Refused], status: int, code: str) -> None:
    refused = refusal()
    assert (refused.status, refused.code) == (status, code)
    assert str(refused).endswith(".")


def test_the_words_of_a_refusal_are_its_sentence_and_its_code_can_be_told() -> None:
    refused = NotAllowed("You handled this case yourself.", code="handled-it")
    assert str(refused) == str(refused.sentence) == "You handled this case yourself."
    assert refused.code == "handled-it"
    assert NotAllowed().code == "not-allowed"


def test_a_sentence_is_translated_when_it_is_read_not_when_it_is_raised() -> None:
    with override("en"):
        refused = NotValid(fields={"day": _("Monday")})
    with override("zh-hans"):
        assert refused.fields == {"day": ["星期一"]}
        assert str(refused) == "星期一"
    assert translation.get_language() != "zh-hans"


def test_several_fields_are_told_at_once() -> None:
    refused = NotValid(
        fields={"text": "Please write what happened.", "photo": ["a.jpg is empty.", "b.gif is no photo."]}
    )
    assert refused.fields["text"] == ["Please write what happened."]
    assert refused.fields["photo"] == ["a.jpg is empty.", "b.gif is no photo."]
    assert str(refused) == "Some answers need another look."


def test_waiting_is_never_told_as_nothing() -> None:
    assert TooMany(retry_after=0).retry_after == 1
    assert TooMany(retry_after=90).status == 429
