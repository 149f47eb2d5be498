"""What a resident hands in on a case of her own besides a rating: a reply, and that hers is different."""

from django import forms
from django.utils.translation import gettext_lazy as _

REPLY_LONGEST = 4000


class ReplyForm(forms.Form):
    """The answer to what the city asked. The act checks it; here it only has a shape."""

    text = forms.CharField(
        label=_("Your reply"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"maxlength": REPLY_LONGEST, "rows": 5}),
    )


class SeparateForm(forms.Form):
    """What is different about a report that was merged into another case."""

    text = forms.CharField(
        label=_("What is different about yours?"),
        help_text=_("For example another lamp, another side of the street, another day. The desk reads this."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"maxlength": 1000, "rows": 4}),
    )
