"""The key of a row as somebody sends it."""

import pytest
from django import forms

from civic.journal.models import Chain
from civic.lib.keys import LARGEST, SeveralField, read_key


@pytest.mark.parametrize(("text", "key"), [("0", 0), ("7", 7), ("007", 7), (str(LARGEST), LARGEST)])
def test_digits_are_a_key(text: str, key: int) -> None:
    assert read_key(text) == key


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", "１２", "²", "1 ", "x", "\x00", str(LARGEST + 1), "9" * 5000])
def test_what_no_table_can_hold_is_no_key(text: str) -> None:
    assert read_key(text) is None


class _Form(forms.Form):
    rows = SeveralField(Chain.objects.all(), required=False)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["9" * 30, "-1", "x", "\x00"])
def test_a_number_too_large_is_a_wrong_choice_like_any_other(wrong: str) -> None:
    row = Chain.objects.create(subject="lamps")
    assert list(_Form({"rows": [str(row.pk)]}).fields["rows"].clean([str(row.pk)])) == [row]
    form = _Form({"rows": [str(row.pk), wrong]})
    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()["rows"]] == ["invalid_choice"]
    assert _Form({"rows": []}).is_valid()
