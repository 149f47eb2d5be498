"""What voters and whoever is responsible hand in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.ballots.models import Candidate
from civic.ballots.rules import CODES_LEAST, CODES_MOST, MOST_PICKS, MOST_WEIGHT
from civic.youth.models import Edition, School
from civic.youth.rules import ALLOWED, Doing, Phase

MOMENT = "%Y-%m-%dT%H:%M"


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )


class VoteForm(forms.Form):
    """What somebody chooses, in the order in which she reads it; a code where she has no account."""

    chosen = forms.MultipleChoiceField(
        label=_("Which proposals do you choose?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one proposal."),
            "invalid_choice": _(
                "One of these was taken back meanwhile. Please look again and choose anew; nothing is counted yet."
            ),
        },
    )
    code = forms.CharField(
        label=_("Your code from school"),
        help_text=_("Ten signs, like K7QM3-XPTR9. It is good for one vote."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, candidates: Iterable[Candidate], by_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = list(candidates)
        chosen: Any = self.fields["chosen"]
        chosen.choices = [(str(one.number), one.proposal.title) for one in self.candidates]
        if not by_code:
            del self.fields["code"]

    @property
    def numbers(self) -> list[int]:
        """The numbers chosen."""
        return [int(number) for number in self.cleaned_data["chosen"]]

    @property
    def ticked(self) -> set[int]:
        """What was ticked, also in a form that was refused."""
        return {int(one) for one in self["chosen"].value() or [] if str(one).isdecimal()}


class PlanForm(forms.Form):
    """A vote that is planned."""

    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.none(), empty_label=None)
    phase = forms.ChoiceField(
        label=_("Round"), choices=[(one.value, one.label) for one in Phase if Doing.VOTE in ALLOWED[one]]
    )
    opens_at = _moment(_("It opens"))
    closes_at = _moment(_("It closes"))
    picks = forms.IntegerField(
        label=_("How many proposals everybody chooses"), min_value=1, max_value=MOST_PICKS, initial=3
    )
    weight = forms.IntegerField(
        label=_("What it weighs beside the jury, in percent"),
        help_text=_("At most 30: the jury always weighs more."),
        min_value=0,
        max_value=MOST_WEIGHT,
        initial=20,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["edition"]
        chosen.queryset = Edition.objects.shown()


class ApprovalForm(forms.Form):
    """The approval without which there is no vote."""

    number = forms.CharField(
        label=_("Number of the approval"),
        max_length=80,
        error_messages={"required": _("Enter the number of the approval. Without one there is no vote.")},
    )
    authority = forms.CharField(
        label=_("Who approved it"), max_length=120, error_messages={"required": _("Name who approved this vote.")}
    )
    approved_on = forms.DateField(
        label=_("On which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter the day on which it was approved.")},
    )


class SheetForm(forms.Form):
    """Codes for a school."""

    school = forms.ModelChoiceField(label=_("School"), queryset=School.objects.none(), empty_label=None)
    count = forms.IntegerField(label=_("How many codes"), min_value=CODES_LEAST, max_value=CODES_MOST, initial=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["school"]
        chosen.queryset = School.objects.filter(is_active=True)
