"""What a resident hands in on a case of her own besides a rating: a reply."""

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
