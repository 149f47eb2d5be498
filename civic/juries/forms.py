"""What jurors and the desk hand in; the acts check it, here it only has a shape."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.juries.actions import PanelGiven, SheetGiven
from civic.juries.models import Criterion, Rubric, Sheet
from civic.juries.rules import HIGHEST, LEAST_EACH, LOWEST, MOST_EACH, Outlier, TieKind
from civic.places.models import Area
from civic.youth.models import Edition, School
from civic.youth.rules import ROUNDS, Group, Phase

WORDS_LONGEST = 600


class SheetForm(forms.Form):
    """A mark for each criterion, as far as chosen, and words to the child."""

    words = forms.CharField(
        required=False,
        max_length=WORDS_LONGEST,
        label=_("Kind words for the child"),
        help_text=_(
            "What did you like? What could it try next? You write to a child without a name; somebody reads it before."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any, *, criteria: Sequence[Criterion], sheet: Sheet) -> None:
        self.criteria = criteria
        marks = dict(sheet.marks.values_list("criterion", "mark"))
        super().__init__(data, initial={"words": sheet.words})
        for one in criteria:
            self.fields[one.code] = forms.TypedChoiceField(
                choices=_choices(one), coerce=int, empty_value=None, required=False, initial=marks.get(one.pk),
                label=one.name, widget=forms.RadioSelect, error_messages={"invalid_choice": _("Choose a mark.")},
                help_text=format_lazy(_("Counts for {weight} of 100."), weight=one.weight),
            )  # fmt: skip
        self.order_fields([*(one.code for one in criteria), "words"])

    def given(self) -> SheetGiven:
        """As the act takes it."""
        told = self.cleaned_data
        marks = {one.code: told[one.code] for one in self.criteria if told.get(one.code) is not None}
        return SheetGiven(marks=marks, words=told["words"])


def _choices(criterion: Criterion) -> list[tuple[int, Any]]:
    """Each mark with its words; between two of them it says so."""
    told = dict(criterion.anchored)
    return [
        (mark, format_lazy("{mark} · {words}", mark=mark, words=told.get(mark, _("between the two"))))
        for mark in range(HIGHEST, LOWEST - 1, -1)
    ]


class TieForm(forms.Form):
    """How a juror and a child know each other."""

    kind = forms.ChoiceField(choices=TieKind.choices, widget=forms.RadioSelect, label=_("How do you know the child?"))


class DeclareForm(forms.Form):
    """The schools a juror is tied to; none ticked means none."""

    schools = forms.ModelMultipleChoiceField(
        School.objects.filter(is_active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Schools where I teach, taught or worked, or where a child of my family goes"),
    )


class SeatForm(forms.Form):
    """Who sits on a jury."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Juror"))
    is_spare = forms.BooleanField(required=False, label=_("A spare, who reads only what others cannot"))

    def __init__(self, data: Any, *, people: Any) -> None:
        super().__init__(data)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class PanelForm(forms.Form):
    """A jury: for which round, and by what it judges."""

    phase = forms.ChoiceField(label=_("Round"), choices=[(one.value, one.label) for one in ROUNDS])
    group = forms.ChoiceField(
        label=_("Group"), required=False, choices=[("", _("Both groups together")), *Group.choices]
    )
    district = forms.ModelChoiceField(
        Area.objects.none(), required=False, label=_("District"), empty_label=_("The whole city")
    )
    rubric = forms.ModelChoiceField(Rubric.objects.all(), label=_("Rubric"), empty_label=None)
    each = forms.IntegerField(
        label=_("Jurors for each proposal"), min_value=LEAST_EACH, max_value=MOST_EACH, initial=LEAST_EACH
    )
    outlier = forms.ChoiceField(
        label=_("Which sheets do not count"), choices=Outlier.choices, widget=forms.RadioSelect, initial=Outlier.ENDS
    )
    counts_vote = forms.BooleanField(
        required=False,
        label=_("Count the city’s vote of this round"),
        help_text=_("By the weight it was planned with, at most 30 of 100. The jury always weighs more."),
    )
    judge_by = forms.DateField(
        label=_("Sheets are handed in by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, edition: Edition) -> None:
        super().__init__(data)
        self.fields["district"].queryset = edition.districts.all()  # type: ignore[attr-defined]

    def given(self, *, close: Any) -> PanelGiven:
        """As the act takes it; `close` makes the end of a day of it."""
        told = self.cleaned_data
        judge_by: datetime = close(told["judge_by"])
        return PanelGiven(
            phase=Phase(told["phase"]),
            rubric=told["rubric"],
            judge_by=judge_by,
            group=told["group"],
            district=told["district"],
            each=told["each"],
            outlier=told["outlier"],
            counts_vote=told["counts_vote"],
        )
