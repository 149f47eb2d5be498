"""By what public suggestions can be looked for: one FilterSet for the list, the map and the API."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case
from civic.cases.rules import Outcome
from civic.offices.models import Matter
from civic.offices.rules import FAMILIES
from civic.places.models import Area
from civic.search.queries import holding
from civic.suggestions.rules.joining import Asks, asks_open
from civic.suggestions.rules.states import READ, STANDS, TAKEN_OVER

WORDS_LONGEST = 100
_UNKNOWN = {"invalid_choice": _("This is not in the list. Choose one from it, or leave it open.")}
_TOO_LONG = {"max_length": _("This is too long. Keep it under %(limit_value)d characters.")}
_OUTCOMES = (Outcome.ADOPTED, Outcome.IN_PART, Outcome.ALREADY_SO, Outcome.NOT_ADOPTED)


class SuggestionFilters(django_filters.FilterSet):
    """q, area, topic, matter, stands, outcome, round. Hand it the suggestions that may be seen."""

    q = django_filters.CharFilter(
        method="by_words",
        label=_("Words"),
        max_length=WORDS_LONGEST,
        error_messages=_TOO_LONG,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    stands = django_filters.ChoiceFilter(
        choices=list(STANDS.items()),
        method="by_standing",
        label=_("Where it stands"),
        empty_label=_("Anywhere on its way"),
        error_messages=_UNKNOWN,
    )
    area = django_filters.ModelChoiceFilter(
        method="by_area",
        queryset=Area.objects.order_by("code"),
        to_field_name="code",
        label=_("Where"),
        empty_label=_("The whole city"),
        error_messages=_UNKNOWN,
    )
    topic = django_filters.ChoiceFilter(
        field_name="matter__family",
        choices=list(FAMILIES.items()),
        label=_("What about"),
        empty_label=_("Everything"),
        error_messages=_UNKNOWN,
    )
    outcome = django_filters.ChoiceFilter(
        choices=[(one.value, one.label) for one in _OUTCOMES],
        label=_("What was answered"),
        empty_label=_("Whatever was answered"),
        error_messages=_UNKNOWN,
    )
    matter = django_filters.ModelChoiceFilter(
        queryset=Matter.objects.filter(is_active=True), to_field_name="code", label=_("Matter"), error_messages=_UNKNOWN
    )
    round = django_filters.CharFilter(method="by_round", label=_("Round"), max_length=60, error_messages=_TOO_LONG)

    class Meta:
        model = Case
        fields: list[str] = []

    def by_words(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Whatever holds these words in what everybody may read."""
        return holding(cases, side="public", kind="case", text=value)

    def by_area(self, cases: QuerySet[Case], name: str, value: Area) -> QuerySet[Case]:
        """An area and everything below it."""
        return cases.filter(area__in=Area.objects.within(value).values("pk"))

    def by_round(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Those of a round that everybody may read of."""
        return cases.filter(invitation__slug=value, invitation__shown_at__isnull=False)

    def by_standing(self, cases: QuerySet[Case], name: str, value: Any) -> QuerySet[Case]:
        """Where it stands, in the public's words."""
        if value == TAKEN_OVER:
            return cases.filter(outcome=Outcome.TAKEN_OVER)
        return cases.filter(state__in=READ[value][0]).exclude(outcome=Outcome.TAKEN_OVER)


class WishForm(forms.Form):
    """What the author of a suggestion asks for, as far as it can be asked for now; the act says what is missing."""

    asks = forms.ChoiceField(
        label=_("What do you ask for?"), widget=forms.RadioSelect, required=False, choices=Asks.choices
    )
    text = forms.CharField(
        label=_("Why, and with which other suggestion?"),
        help_text=_(
            "Name the other one by its number, if there is one. The desk reads this, and you read its reasons."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"maxlength": 1000, "rows": 5}),
    )

    def __init__(self, *args: Any, state: str, **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [(one.value, one.label) for one in asks_open(state)]
        asks = self.fields["asks"]
        assert isinstance(asks, forms.ChoiceField)
        asks.choices = choices
        if len(choices) == 1:
            asks.initial = choices[0][0]
