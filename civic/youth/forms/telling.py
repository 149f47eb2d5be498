"""How anybody says that something is wrong with what a child made."""

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.youth.rules import Concern
from civic.youth.rules.concerns import WORDS_MOST


class ReportForm(forms.Form):
    """What is wrong, and a few words; no name, no address."""

    concern = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Concern.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose what is wrong.")},
    )
    words = forms.CharField(
        label=_("Do you want to say more?"),
        help_text=_("You may leave this out. Only people who were checked for it read this."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": WORDS_MOST}),
    )
