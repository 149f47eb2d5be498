"""What a form says where nobody gave it words: a sentence that names its field and tells what to do next."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.utils.translation import gettext_lazy as _

CHOSEN = (RadioSelect, CheckboxSelectMultiple, Select)

# The first fitting row wins: a field and the one it is made out of.
WRONGLY_WRITTEN: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.DateTimeField, _("Write “%(label)s” as a day and an hour, like 2026-12-04 18:00.")),
    (forms.DateField, _("Write “%(label)s” as a day, like 2026-12-04.")),
    (forms.TimeField, _("Write “%(label)s” as an hour, like 18:00.")),
    (forms.DecimalField, _("Write “%(label)s” as a number, like 4.5.")),
    (forms.FloatField, _("Write “%(label)s” as a number, like 4.5.")),
    (forms.IntegerField, _("Write “%(label)s” as a whole number, like 12.")),
    (forms.EmailField, _("Write “%(label)s” like name@example.com.")),
    (forms.SlugField, _("Write “%(label)s” with letters a to z, digits and hyphens only.")),
    (forms.URLField, _("Write “%(label)s” in full, like https://example.com/.")),
)
WRONG: dict[str, Any] = {
    "invalid_choice": _("Choose one of the answers that stand under “%(label)s”."),
    "min_value": _("“%(label)s” has to be at least %(limit_value)s."),
    "max_value": _("“%(label)s” may be %(limit_value)s at most."),
    "min_length": _("Write a little more under “%(label)s”: at least %(limit_value)s characters."),
    "max_length": _("“%(label)s” is too long: %(limit_value)s characters at most, and there are %(show_value)s."),
}


def own_words(label: Any, field: forms.Field, error: ValidationError) -> str | None:
    """The sentence for a mistake of which only the framework has spoken; None where the form has words of its own."""
    if not _is_the_frameworks(field, error):
        return None
    said = _said(field, error.code or "")
    return None if said is None else str(said) % {"label": label, **(error.params or {})}


def _said(field: forms.Field, code: str) -> Any:
    if code == "required":
        return _missing(field)
    if code == "invalid":
        return next((said for kind, said in WRONGLY_WRITTEN if isinstance(field, kind)), None)
    return WRONG.get(code)


def _missing(field: forms.Field) -> Any:
    if isinstance(field.widget, CHOSEN):
        return _("Choose an answer under “%(label)s”.")
    if isinstance(field.widget, FileInput):
        return _("Choose a file under “%(label)s”.")
    if isinstance(field.widget, CheckboxInput):
        return _("Tick “%(label)s”: without it this cannot go on.")
    return _("Fill in “%(label)s”.")


def _is_the_frameworks(field: forms.Field, error: ValidationError) -> bool:
    """By the very sentence, not by its code: a form may give words of its own to a code that the framework has too."""
    for kind in type(field).__mro__:
        usual = getattr(kind, "default_error_messages", {}) if kind.__module__.startswith("django.") else {}
        if any(error.message is said for said in usual.values()):
            return True
    for check in field.validators:
        kind = type(check)
        if kind.__module__.startswith("django.") and error.message is getattr(kind, "message", None):
            return True
    return False
