"""What the list of promises may be asked for."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.promises.models import PromiseQuerySet
from civic.promises.rules import PUBLISHED, PromiseState

STATES = [(state.value, state.label) for state in PromiseState if state in PUBLISHED]
MARKS = [("overdue", _("Overdue")), ("stale", _("No report for 90 days"))]
ALL = _("All")


class PromiseFilters(forms.Form):
    """State, owner, area, matter, year, what is late; what nobody can mean is passed over, so that no link breaks."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", ALL), *STATES])
    owner = forms.ChoiceField(label=_("Who keeps it"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    matter = forms.ChoiceField(label=_("About"), required=False)
    year = forms.ChoiceField(label=_("Promised for"), required=False)
    mark = forms.ChoiceField(label=_("Late"), required=False, choices=[("", ALL), *MARKS])

    def __init__(self, data: Any, *, names: dict[str, list[Any]], **given: Any) -> None:
        super().__init__(data, **given)
        self._choose("owner", [(one.code, one.name) for one in names["owner"]])
        self._choose("area", [(one.code, one.name) for one in names["area"]])
        self._choose("matter", [(one.code, one.name) for one in names["matter"]])
        self._choose("year", [(str(year), str(year)) for year in names["year"]])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ALL), *choices]

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for and can be meant."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, rows: PromiseQuerySet, *, today: date) -> PromiseQuerySet:
        """These rows as far as they fit; the words are looked for by whoever calls."""
        asked = self.asked
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        if "owner" in asked:
            rows = rows.filter(owner__code=asked["owner"])
        if "area" in asked:
            code = asked["area"]
            rows = rows.filter(Q(area__code=code) | Q(area__path__contains=f"{code}/"))
        if "matter" in asked:
            rows = rows.filter(matter__code=asked["matter"])
        if "year" in asked:
            rows = rows.filter(due_on__year=int(asked["year"]))
        if asked.get("mark") == "overdue":
            rows = rows.filter(pk__in=rows.overdue(today).order_by().values("pk"))
        if asked.get("mark") == "stale":
            rows = rows.stale(today)
        return rows
