"""What officers hand in about a suggestion: its points, how they weigh, whom to ask, what they think of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, Point
from civic.cases.rules.points import REASON_LONGEST, Weight
from civic.desk.forms.fields import Words
from civic.desk.forms.growing import answering_offices
from civic.suggestions.models import Assessment
from civic.suggestions.rules.assessing import LONGEST, PARTS, Feasibility

_LATER = _("You may leave this empty.")


class PointsForm(forms.Form):
    """The points a suggestion makes, one a line."""

    points = Words(
        longest=6020,
        label=_("The points it makes, one a line"),
        help_text=_("A short sentence each, in your words. Everybody reads them, and the answer weighs every one."),
    )
    seq = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, case: Case, points: Sequence[Point]) -> None:
        said = "\n".join(point.text or case.public_title or case.title for point in points)
        super().__init__(data, auto_id="points-%s", initial={"points": said, "seq": case.last_seq})

    def given(self) -> dict[str, Any]:
        """In the terms of the act."""
        return {"points": self.cleaned_data["points"]}


class WeighForm(forms.Form):
    """How each point weighs, and why; what is left open is weighed later."""

    seq = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, case: Case, points: Sequence[Point]) -> None:
        super().__init__(data, auto_id="weigh-%s", initial={"seq": case.last_seq})
        self.points = points
        for point in points:
            self.fields[f"weight-{point.number}"] = forms.ChoiceField(
                label=_("Point %(number)d: %(text)s")
                % {"number": point.number, "text": point.text or case.public_title or case.title},
                choices=Weight.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=point.weight,
                error_messages={"invalid_choice": _("Choose how this point weighs.")},
            )
            self.fields[f"reason-{point.number}"] = Words(
                longest=REASON_LONGEST,
                label=_("Why, in words everybody will read"),
                required=False,
                initial=point.reason,
            )

    def given(self) -> dict[str, Any]:
        """In the terms of the act: every point of which something was said."""
        said = [
            {"number": one.number, **{name: self.cleaned_data[f"{name}-{one.number}"] for name in ("weight", "reason")}}
            for one in self.points
        ]
        return {"weights": [one for one in said if one["weight"] or one["reason"]]}

    @property
    def beside(self) -> dict[str, str]:
        """Where the act's sentences stand."""
        return {
            f"point-{one.number}": f"{'reason' if self.data.get(f'weight-{one.number}') else 'weight'}-{one.number}"
            for one in self.points
        }


OFFICES_AT_ONCE = 3  # more are asked by asking again


class AskForm(forms.Form):
    """Which offices assess a suggestion, and by when."""

    due = forms.DateField(
        label=_("By when"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--short"}),
        error_messages={
            "required": _("Name a day."),
            "invalid": _("Write the day as year-month-day, like 2026-12-04."),
        },
    )
    text = Words(longest=1000, label=_("What they shall look at"), help_text=_LATER, required=False)

    beside = {"offices": "office-1"}  # where the act's sentences stand

    def __init__(self, data: Any = None, *, case: Case, today: date) -> None:
        super().__init__(data, auto_id="ask-%s")
        known = [(one.code, one.name) for one in answering_offices() if one.pk != case.office_id]
        for number in range(1, OFFICES_AT_ONCE + 1):
            self.fields[f"office-{number}"] = forms.ChoiceField(
                label=_("Which office assesses it") if number == 1 else _("Another office"),
                help_text="" if number == 1 else _LATER,
                required=number == 1,
                choices=[("", _("Choose an office") if number == 1 else _("None")), *known],
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), _("There is no such office. Choose one from the list.")
                ),
            )
        self.order_fields([*(f"office-{number}" for number in range(1, OFFICES_AT_ONCE + 1)), "due", "text"])
        self.fields["due"].widget.attrs["min"] = today.isoformat()

    def given(self) -> dict[str, Any]:
        """In the terms of the act."""
        said = self.cleaned_data
        chosen = [said[name] for name in self.fields if name.startswith("office-") and said.get(name)]
        return {"offices": chosen, "due": said["due"], "text": said["text"]}


class GiveForm(forms.Form):
    """What an office thinks of a suggestion."""

    feasibility = forms.ChoiceField(
        label=PARTS["feasibility"],
        choices=Feasibility.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether it can be done."),
            "invalid_choice": _("Say whether it can be done."),
        },
    )
    cost = Words(
        longest=30,
        is_line=True,
        label=_("What it costs, in yuan"),
        help_text=_("Like 12500.50. Write 0 where it costs nothing."),
    )
    cost_words = Words(longest=LONGEST["cost_words"], label=_("How the cost comes about"))
    period = Words(longest=LONGEST["period"], is_line=True, label=PARTS["period"])
    law = Words(longest=LONGEST["law"], label=PARTS["law"])
    text = Words(longest=LONGEST["text"], label=PARTS["text"])

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="give-%s")

    def given(self) -> dict[str, Any]:
        """In the terms of the act."""
        return dict(self.cleaned_data)


class TakeForm(forms.Form):
    """What of an assessment the answer tells."""

    parts = forms.MultipleChoiceField(
        label=_("What the answer tells of it"),
        help_text=_("Everybody reads what is ticked, once the answer is out. The rest stays inside."),
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("An assessment has no such part. Choose from the list.")},
    )

    def __init__(self, data: Any = None, *, assessment: Assessment) -> None:
        super().__init__(data, auto_id=f"take-{assessment.pk}-%s", initial={"parts": assessment.taken})

    def given(self) -> dict[str, Any]:
        """In the terms of the act."""
        return dict(self.cleaned_data)


class NoLongerForm(forms.Form):
    """Why nobody waits for an assessment any more."""

    reason = Words(longest=2000, label=_("Reason"), help_text=_("It stays inside: residents never read it."))

    def __init__(self, data: Any = None, *, assessment: Assessment) -> None:
        super().__init__(data, auto_id=f"end-{assessment.pk}-%s")

    def given(self) -> dict[str, Any]:
        """In the terms of the act."""
        return dict(self.cleaned_data)
