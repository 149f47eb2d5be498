"""What a volunteer hands in to swap shifts: for which shift, with whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.lib.codes import read_number
from civic.lib.moments import said_moment
from civic.shifts.queries.swaps import Swap


class SwapForm(forms.Form):
    """A swap is asked of one volunteer; who that is, the volunteer knows."""

    shift = forms.ChoiceField(
        label=_("Which shift would you take instead?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the shift you would take instead.")},
    )
    partner = forms.CharField(
        label=_("Who comes to it now?"),
        help_text=_("The number she told you, like V26-7041-5835, or the name under which she is shown here."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the number of the volunteer, or the name shown here.")},
    )
    words = forms.CharField(
        label=_("A word to her"), help_text=_("If you like. She reads it."), max_length=200, required=False
    )

    def __init__(self, *args: Any, swaps: Sequence[Swap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._swaps = {one.shift.number: one for one in swaps}
        field = self.fields["shift"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(number, _told(one)) for number, one in self._swaps.items()]

    def clean(self) -> dict[str, Any]:
        """The partner's sign-up; whether a number exists at all is told to nobody."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            typed = given["partner"].strip()
            number = read_number(typed.upper().removeprefix("V"))
            found = self._swaps[given["shift"]].partner(typed, f"V{number}" if number else "")
            if found is None:
                self.add_error(
                    "partner", _("Nobody of this number or name comes to that shift. Ask her for both again.")
                )
            given["swap_for"] = found
        return given


def _told(swap: Swap) -> str:
    when = said_moment(swap.shift.starts_at)
    names = "、".join(swap.names)
    return f"{when} · {swap.shift.activity.name}" + (f" · {names}" if names else "")
