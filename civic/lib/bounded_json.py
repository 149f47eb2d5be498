"""A form's field of JSON that answers with a sentence where Python's reader would give up: on bottomless nesting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class BoundedJSON(forms.JSONField):
    """JSON of a depth that people write; what opens more brackets than can be read is refused like other bad JSON."""

    default_error_messages = {"invalid": _("This cannot be read as JSON. Look at its brackets and quotation marks.")}

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return data

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return super().has_changed(initial, data)
        except RecursionError:
            return True
