"""The form of one move of a task, grown from what its row demands; a report takes photos too."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import Move
from civic.desk.forms.fields import Words


class PhotosInput(forms.ClearableFileInput):
    """Several photos at once."""

    allow_multiple_selected = True


class TaskForm(forms.Form):
    """What one move of a task asks for."""

    def __init__(self, data: Any = None, *, move: Move, **given: Any) -> None:
        super().__init__(data, auto_id=f"{move.verb}-%s", **given)
        self.move = move
        for demand in move.demands:
            self.fields[demand.name] = Words(
                longest=demand.longest, label=demand.label, help_text=demand.hint, required=demand.is_required
            )
        if move.verb == "report-task":
            self.fields["photo"] = forms.FileField(
                required=False,
                label=_("Photos of it, if you have any"),
                help_text=_("Up to five. Nobody outside the offices sees them before they are screened."),
                widget=PhotosInput(attrs={"accept": "image/*", "multiple": True}),
            )

    @property
    def verb(self) -> str:
        """The verb this form is for."""
        return self.move.verb

    @property
    def has_files(self) -> bool:
        """Does it take photos?"""
        return "photo" in self.fields

    def given(self) -> dict[str, Any]:
        """What was handed in, in the terms of the act."""
        return {name: said for name, said in self.cleaned_data.items() if name != "photo"}
