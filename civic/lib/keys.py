"""The key of a row as somebody sends it: digits, and no number that a database cannot hold."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

LARGEST = 2**63 - 1


def read_key(text: str) -> int | None:
    """The number that is meant; None for what is no key of any row."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 19):
        return None
    return key if (key := int(text)) <= LARGEST else None


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows out of a list. A number too large to be the key of one is a wrong choice like any other."""

    def clean(self, value: Any) -> Any:
        """The rows that were chosen."""
        for one in value if isinstance(value, list | tuple) else ():
            if read_key(str(one)) is None:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": one})
        return super().clean(value)
