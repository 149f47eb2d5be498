"""What jurors and the desk hand in; the acts check it, here it only has a shape."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.juries.actions import PanelGiven, SheetGiven
from civic.juries.models import Criterion, Rubric, Sheet
from civic.juries.rules import HIGHEST, LEAST_EACH, LOWEST, MOST_EACH, Outlier, TieKind, read_rubric
from civic.juries.rules.reading import NO_RUBRIC
from civic.lib.keys import SeveralField
from civic.places.models import Area
from civic.youth.models import Edition, School
from civic.youth.rules import ROUNDS, Group, Phase

WORDS_LONGEST = 600
RUBRIC_MOST = 60_000  # characters; the usual one has a tenth


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

    schools = SeveralField(
        School.objects.filter(is_active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Schools where I teach, taught or worked, or where a child of my family goes"),
    )


class SeatForm(forms.Form):
    """Who sits on a jury."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Juror"), empty_label=_("Choose one"))
    is_spare = forms.BooleanField(required=False, label=_("A spare, who reads only what others cannot"))

    def __init__(self, data: Any, *, people: Any) -> None:
        super().__init__(data)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class RubricInput(forms.FileInput):
    """A choice of one file."""

    says: ClassVar = {
        "choose-files-button": _("Choose a file"),
        "no-file-chosen": _("No file chosen yet."),
        "multiple-files-chosen.one": _("{count} file chosen."),
        "multiple-files-chosen.other": _("{count} files chosen."),
        "drop-instruction": _("or drop it here"),
        "entered-drop-zone": _("You can drop the file now."),
        "left-drop-zone": _("You left the place for dropping a file."),
    }


class RubricForm(forms.Form):
    """A rubric as a file, or written into the page."""

    file = forms.FileField(
        required=False,
        label=_("A rubric as a file"),
        help_text=_("Of another city, or of your own. It is read whole or not at all."),
        widget=RubricInput(attrs={"accept": ".toml,text/plain"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        max_length=RUBRIC_MOST,
        label=_("Or write it here"),
        help_text=_("It begins with the newest one. A new wording gets a new code: the old one stays as it was."),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """The rubric of the file, else of the page. Says in a sentence what keeps it from being read."""
        told, upload = self.cleaned_data, self.cleaned_data.get("file")
        if upload is None:
            text, field = told.get("text") or "", "text"
        else:
            text, field = "", "file"
            if upload.size > RUBRIC_MOST:
                self.add_error("file", _("This file is too large for a rubric. Choose another one."))
                return told
            try:
                text = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", NO_RUBRIC)
                return told
        told["rubric"] = read_rubric(text)
        if told["rubric"].fault:
            self.add_error(field, told["rubric"].fault)
        return told


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
