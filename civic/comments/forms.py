"""What a reader hands in under a case. The acts check it; here it only has a shape."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.comments.rules import LONGEST, REASON_LONGEST, Worry


class CommentForm(forms.Form):
    """Words, and what they reply to."""

    text = forms.CharField(
        required=False,
        label=_("Your comment"),
        help_text=_("A moderator reads it first. Write no names, telephone numbers or doors: everybody reads this."),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
    )
    parent = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, is_reply: bool = False, office: str = "") -> None:
        super().__init__(data)
        if is_reply:
            self.fields["text"].label = _("Your reply")
        if office:
            told = _("You speak for {office}. It is shown at once, marked as an official reply.")
            self.fields["text"].help_text = told.format(office=office)


class WorryForm(forms.Form):
    """What is wrong with a comment."""

    worry = forms.ChoiceField(
        choices=Worry.choices,
        label=_("What is wrong with it?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what is wrong with it.")),
    )
    words = forms.CharField(
        required=False,
        label=_("In your words"),
        help_text=_("You may leave this empty. Only the moderator reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": REASON_LONGEST}),
    )
