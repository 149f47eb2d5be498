"""Where the committee opens comments, or closes them."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TalkForm(forms.Form):
    """A case or a matter, and whether people may comment there."""

    about = forms.CharField(
        label=_("Number of a case, or code of a matter"),
        help_text=_("Of a matter it holds for all its cases; the word about one case goes before it."),
        max_length=20,
        error_messages={"required": _("Write the number of a case or the code of a matter.")},
    )
    is_on = forms.ChoiceField(
        label=_("May people comment there?"),
        choices=[("1", _("Yes: everybody may, and a moderator reads first")), ("0", _("No: what was shown stays"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
