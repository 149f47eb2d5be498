"""Every field of every form, asked what nobody should answer: it takes it or says why not, and never breaks."""

import importlib
import pkgutil
from collections.abc import Iterator
from copy import deepcopy
from math import isfinite

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

import civic

WRONG = (
    *("", " ", "\x00", "x\x00y", "\ufeff\u202e", "\n\r\n-\n", "-1", "0", "9" * 30, "9223372036854775808", "2147483648"),
    *("1e400", "nan", "-inf", "１２", "²", "0x10", "1,2", "1;2;3", "[]", '{"a": 1}', "a" * 70_000, "💥" * 3_000, "%00"),
    *(
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "0001-01-01T00:00",
        "9999-12-31T23:59",
        "99:99",
        "23:59:99",
    ),
    *("@", "a@b", "+" * 300, "javascript:alert(1)", "' OR 1=1", "../../etc/passwd"),
)
FILES = (forms.FileField, forms.MultiValueField)  # asked elsewhere: they are handed files, or several at once


def _forms() -> Iterator[type[forms.BaseForm]]:
    """The forms of all apps, each once."""
    for module in pkgutil.walk_packages(civic.__path__, "civic."):
        if ".forms" in module.name:
            for one in vars(importlib.import_module(module.name)).values():
                if isinstance(one, type) and issubclass(one, forms.BaseForm) and one.__module__ == module.name:
                    yield one


def _answered(field: forms.Field, name: str, wrong: str) -> object:
    """What a field makes of an answer, or how it refuses it."""
    sent = QueryDict(mutable=True)
    sent.setlist(name, [wrong])
    try:
        told = field.clean(field.widget.value_from_datadict(sent, MultiValueDict(), name))
        return list(told) if isinstance(told, QuerySet) else told
    except ValidationError as refused:
        return refused


@pytest.mark.django_db
@pytest.mark.parametrize("form", list(_forms()), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_no_answer_breaks_a_field(form: type[forms.BaseForm]) -> None:
    for name, field in deepcopy(form.base_fields).items():
        if isinstance(field, FILES):
            continue
        if isinstance(field, forms.ModelChoiceField):
            assert field.queryset is not None
            field.queryset = field.queryset.model._default_manager.all()
        for wrong in WRONG:
            told = _answered(field, name, wrong)
            if isinstance(told, ValidationError):
                assert all(str(sentence) for sentence in told.messages), (name, wrong[:40])
            elif isinstance(field, forms.FloatField) and isinstance(told, float):
                assert isfinite(told), (name, wrong[:40])
