"""What may be asked of the figures, and the data officer's sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from civic.insights.models import Month
from civic.insights.queries.figures import BY_AREA, BY_LANGUAGE, BY_MONTH, BY_OFFICE, LANGUAGES, Asked
from civic.insights.queries.finding import can_be_searched
from civic.insights.rules.finding import LABELS, MOST, PAGES
from civic.offices.models import Office
from civic.places.models import Area

WAYS = [
    (BY_AREA, _("By area")),
    (BY_OFFICE, _("By office")),
    (BY_MONTH, _("By month")),
    (BY_LANGUAGE, _("By language of the report")),
]
_UNKNOWN = {
    "invalid_choice": _("This is not in the list. Choose one from it, or leave it open."),
    "invalid": _("This is not in the list. Choose one from it, or leave it open."),
}


def month_name(month: date) -> str:
    """A month as people say it: October 2026, 2026 年 10 月."""
    if (get_language() or "").startswith("zh"):
        return f"{month.year} 年 {month.month} 月"
    return date_format(month, "F Y")


def usual_month(months: list[date], today: date) -> date:
    """The last month that is over, where it has figures; else the newest."""
    over = [month for month in months if month < today.replace(day=1)]
    return over[0] if over else months[0] if months else today.replace(day=1)


def _so_far(month: date, today: date) -> Any:
    name = month_name(month)
    return _("%(month)s, so far") % {"month": name} if month >= today.replace(day=1) else name


def _choices(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class ScoresForm(forms.Form):
    """Month, way to split, area, office, language; every field may be left out."""

    month = forms.ChoiceField(label=_("Month"), required=False, error_messages=_UNKNOWN)
    by = forms.ChoiceField(label=_("Show"), required=False, choices=WAYS, error_messages=_UNKNOWN)
    office = forms.ChoiceField(label=_("Office"), required=False, error_messages=_UNKNOWN)
    language = forms.ChoiceField(label=_("Language of the report"), required=False, error_messages=_UNKNOWN)
    area = forms.ModelChoiceField(
        Area.objects.select_related("parent__parent"),
        required=False,
        to_field_name="code",
        widget=forms.HiddenInput,
        error_messages=_UNKNOWN,
    )

    def __init__(self, data: Any, *, months: Sequence[Month], today: date) -> None:
        super().__init__(data)
        self.months, self.today = [one.month for one in months], today
        _choices(self, "month", [(f"{month:%Y-%m}", _so_far(month, today)) for month in self.months])
        told = [(code, name) for code, name in LANGUAGES.items() if code]
        _choices(self, "language", [("", _("Every language")), *told])
        self.offices = {office.code: office for office in Office.objects.order_by("code")}
        _choices(self, "office", [("", _("Every office")), *((code, one.name) for code, one in self.offices.items())])

    def asked(self) -> Asked:
        """What was asked for; what is wrong or left out is the usual."""
        given = getattr(self, "cleaned_data", {}) if self.is_valid() else {}
        month = given.get("month")
        return Asked(
            month=date.fromisoformat(f"{month}-01") if month else usual_month(self.months, self.today),
            by=given.get("by") or BY_AREA,
            area=given.get("area"),
            office=self.offices.get(given.get("office", "")),
            language=given.get("language") or None,
        )


class NoteForm(forms.Form):
    """A sentence of the data officer about a published month."""

    month = forms.ChoiceField(label=_("Month"), error_messages=_UNKNOWN)
    office = forms.ModelChoiceField(
        Office.objects.order_by("code"),
        label=_("Office"),
        required=False,
        to_field_name="code",
        empty_label=_("Every office"),
        error_messages=_UNKNOWN,
    )
    words = forms.CharField(
        label=_("What has to be known"),
        help_text=_("Everybody reads it. It changes no number: numbers follow the record."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write something here: others will rely on it."),
            "max_length": _("This is too long. Keep it under %(limit_value)d characters."),
        },
    )

    def __init__(self, data: Any, *, months: Sequence[Month]) -> None:
        super().__init__(data)
        _choices(self, "month", [(f"{one.month:%Y-%m}", month_name(one.month)) for one in months])


class SearchForm(forms.Form):
    """What a program asks the one search."""

    q = forms.CharField(max_length=MOST, error_messages={"required": _("Say what to look for.")})
    kind = forms.ChoiceField(required=False, choices=[("", ""), *LABELS.items()])
    page = forms.IntegerField(required=False, min_value=1, max_value=PAGES)

    def clean_q(self) -> str:
        """The words, evened out; something in them must be searchable."""
        text = " ".join(self.cleaned_data["q"].split())
        if not can_be_searched(text):
            raise forms.ValidationError(_("Nothing in this can be searched. Write a word, or the number of a case."))
        return text
