"""Fields that officers' forms share."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from civic.lib.plain_text import clean_line, clean_text
from civic.offices.models import Matter, Office

NO_POINT = _("Write latitude and longitude with a comma between, like 23.1300, 113.2700, or leave it empty.")
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


class PhotoInput(forms.FileInput):
    """A choice of several photos."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """All of them."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class Uploads(forms.Field):
    """Photos handed in with a move; each is looked at when it is kept."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=PhotoInput(attrs={"accept": "image/*,.heic,.heif", "multiple": True}), **given)

    def clean(self, value: Any) -> list[UploadedFile]:
        """The files, as many as there are."""
        found = super().clean(value)
        return list(found) if isinstance(found, list | tuple) else [found] if found else []


class Standpoint(forms.CharField):
    """Where somebody stands, as "latitude, longitude": filled in by the device when she asks it to."""

    def __init__(self, **given: Any) -> None:
        attrs = {
            "class": "govuk-input--short",
            "data-here": "",
            "autocomplete": "off",
            "placeholder": "23.1300, 113.2700",
        }
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=60, **given)

    def clean(self, value: Any) -> Any:
        """The two numbers; None where it was left empty."""
        said = str(super().clean(value) or "").replace("，", ",").strip()
        if not said:
            return None
        try:
            lat, lon = (float(part) for part in said.split(","))
        except ValueError:
            raise forms.ValidationError(NO_POINT) from None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise forms.ValidationError(NO_POINT)
        return lat, lon


class CaseNumber(forms.CharField):
    """Another case, named by its number in any way people write it; the act says whether it can be used."""

    def __init__(self, **given: Any) -> None:
        unknown = _("Name the other case by its number.")
        widget = forms.TextInput(
            attrs={"class": "govuk-input--short num", "inputmode": "numeric", "autocomplete": "off"}
        )
        super().__init__(widget=widget, max_length=60, error_messages={"required": unknown}, **given)


class CaseNumbers(forms.CharField):
    """Several cases by their numbers, with a space or a line between them; the act says whether they can be used."""

    def __init__(self, **given: Any) -> None:
        unknown = _("Name the other suggestions by their numbers.")
        widget = forms.Textarea(attrs={"class": "num", "rows": 3, "autocomplete": "off"})
        super().__init__(widget=widget, max_length=4000, error_messages={"required": unknown}, **given)
