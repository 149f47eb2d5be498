"""What the leading office lets go to whoever does a task: the photos it ticks, the place it names."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.desk.queries import OpenCase


def add_release(fields: dict[str, forms.Field], opened: OpenCase) -> None:
    """A box for each photo that whoever does the task may see; none is ticked."""
    if opened.ready_photos:
        fields["release"] = forms.MultipleChoiceField(
            required=False,
            label=_("Photos they may see"),
            help_text=_("Tick only what the task needs. Cover faces and plates first."),
            choices=[
                (str(photo.key), _("Photo %(number)d") % {"number": number})
                for number, photo in enumerate(opened.ready_photos, start=1)
            ],
            widget=forms.CheckboxSelectMultiple,
        )


def first_words_of_task(opened: OpenCase) -> dict[str, Any]:
    """The place as everybody reads it; as it was handed in only where nobody was promised confidence."""
    case = opened.case
    return {"place": case.public_address or ("" if case.is_confidential else case.address)}
