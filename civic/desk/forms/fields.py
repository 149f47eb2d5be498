"""Fields that officers' forms share."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.lib.plain_text import clean_line, clean_text
from civic.offices.models import Matter, Office

EMPTY = _("Write something here: others will rely on it.")


TOO_LONG = _("This is too long. Keep it under %(count)d characters.")


class Words(forms.CharField):
    """Words of an officer, cleaned before they are counted, as the act itself will do."""

    def __init__(self, *, longest: int, is_line: bool = False, **given: Any) -> None:
        widget = (
            forms.TextInput(attrs={"dir": "auto"})
            if is_line
            else forms.Textarea(attrs={"rows": 4, "maxlength": longest, "dir": "auto"})
        )
        super().__init__(strip=False, widget=widget, error_messages={"required": EMPTY}, **given)
        self.longest, self.is_line = longest, is_line

    def to_python(self, value: Any) -> str:
        """The words without controls and tricks."""
        words = super().to_python(value) or ""
        return (clean_line(words) if self.is_line else clean_text(words)).strip()

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.longest:
            raise forms.ValidationError(TOO_LONG, params={"count": self.longest})


class Hinted(forms.RadioSelect):
    """Radios of which some carry a sentence of their own."""

    hints: Mapping[str, Any] = {}


class Chosen(forms.ChoiceField):
    """One thing of the city, chosen by its code."""

    def __init__(self, known: Mapping[str, Matter | Office], *, error_messages: dict[str, Any], **given: Any) -> None:
        super().__init__(error_messages=error_messages | {"invalid_choice": error_messages["required"]}, **given)
        self.known = known

    def clean(self, value: Any) -> Any:
        """The thing itself."""
        code = super().clean(value)
        return self.known.get(code) if code else None


class Kept(forms.MultipleChoiceField):
    """Ticks beside what looks private; a tick for words that are gone by now counts for nothing."""

    def to_python(self, value: Any) -> list[str]:
        """The ticks that stand beside something."""
        return [said for said in super().to_python(value) if self.valid_value(said)]


class CaseNumber(forms.CharField):
    """Another case, named by its number in any way people write it; the act says whether it can be used."""

    def __init__(self, **given: Any) -> None:
        unknown = _("Name the other case by its number.")
        widget = forms.TextInput(
            attrs={"class": "govuk-input--short num", "inputmode": "numeric", "autocomplete": "off"}
        )
        super().__init__(widget=widget, max_length=60, error_messages={"required": unknown}, **given)
