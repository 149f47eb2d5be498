"""No list of choices begins with a row of dashes: what it means to choose nothing is said in words. The admin speaks as
Django's does."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django import forms

from tests.house.trees import APPS, ROOT


def _kinds_of(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds_of(one)


def _is_ours(name: str, kind: type[forms.BaseForm]) -> bool:
    return name.startswith("civic.") and not issubclass(kind, forms.ModelForm)


def _selects() -> list[tuple[str, forms.ChoiceField]]:
    for app in APPS:
        for path in (ROOT / "civic" / app).glob("forms*"):
            import_module(f"civic.{app}.{path.stem}")
    found = {(f"{kind.__module__}.{kind.__name__}", kind) for kind in _kinds_of(forms.BaseForm)}
    ours = sorted(((name, kind) for name, kind in found if _is_ours(name, kind)), key=lambda one: one[0])
    return [
        (f"{name}.{field}", of)
        for name, kind in ours
        for field, of in kind.base_fields.items()
        if isinstance(of, forms.ChoiceField) and isinstance(of.widget, forms.Select)
    ]


@pytest.mark.django_db
def test_no_list_of_choices_begins_with_dashes() -> None:
    selects = _selects()
    assert len(selects) > 60
    dashed = [name for name, of in selects if any(not key and "--" in str(label) for key, label in _first_choices(of))]
    assert dashed == []


def _first_choices(of: forms.ChoiceField) -> list[tuple[object, object]]:
    if isinstance(of, forms.ModelChoiceField):
        return [("", of.empty_label or "")]
    return [(key, label) for key, label in of.choices if not isinstance(label, list | tuple)][:1]
