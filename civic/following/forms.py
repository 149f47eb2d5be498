"""What people hand in when they follow: where messages go, how often; and what of it they confirm or stop."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from civic.accounts.rules import Contact, read_contact
from civic.following.rules import METRES, Rhythm
from civic.lib.push_vendors import LONGEST
from civic.lib.refusals import NotValid
from civic.lib.web_push import Browser
from civic.notices.actions import NO_DEVICE
from civic.offices.models import Matter
from civic.places.models import Area

METRES_USUAL = 500
KEY_LONGEST = 120  # of a key as text: a point of the curve has 87 signs


class FollowForm(forms.Form):
    """How often; and for whoever is not signed in, where messages go."""

    address = forms.CharField(
        max_length=254, widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false", "dir": "ltr"})
    )
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=Rhythm.choices,
        initial=Rhythm.AT_ONCE.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how often you want to be told."),
            "invalid_choice": _("Choose how often you want to be told."),
        },
    )

    def __init__(self, *args: Any, by_email: bool, by_phone: bool, asks_address: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.by_email, self.by_phone = by_email, by_phone
        if not asks_address:
            del self.fields["address"]
            return
        field = self.fields["address"]
        field.label, self.ask = _("Your e-mail address"), _("Enter an e-mail address, like name@example.com.")
        if by_email and by_phone:
            field.label = _("Your e-mail address or mobile number")
            self.ask = _("Enter an e-mail address, like name@example.com, or a mobile number.")
        elif by_phone:
            field.label, self.ask = _("Your mobile number"), _("Enter a mobile number, like 138 0013 8000.")
        field.help_text = _("We first send a link there, so that nobody can sign you up unasked.")
        field.error_messages = {"required": self.ask, "max_length": self.ask}

    def clean_address(self) -> Contact | None:
        """The address as a contact that a message can reach."""
        contact = read_contact(self.cleaned_data["address"])
        if contact is None or not (self.by_email if contact.email else self.by_phone):
            raise forms.ValidationError(self.ask)
        return contact


class MineTooForm(FollowForm):
    """May be left empty: where to tell whoever joins a case how it goes on."""

    tells = forms.BooleanField(required=False, initial=True, label=_("Tell me how it goes on"))

    def __init__(self, *args: Any, by_email: bool, by_phone: bool, asks_address: bool, **given: Any) -> None:
        super().__init__(*args, by_email=by_email, by_phone=by_phone, asks_address=asks_address, **given)
        del self.fields["rhythm"]
        if not asks_address:
            return
        del self.fields["tells"]
        if not by_email and not by_phone:
            del self.fields["address"]
            return
        address = self.fields["address"]
        address.required = False
        address.help_text = _(
            "You may leave it empty. We first send a link there, so that nobody can sign you up unasked."
        )

    def clean_address(self) -> Contact | None:
        """The address as a contact that a message can reach, or none."""
        return super().clean_address() if self.cleaned_data["address"].strip() else None


def _how_far() -> list[tuple[int, str]]:
    """The sizes of a circle, in the language of the reader."""
    told = []
    for metres in METRES:
        if metres < 1_000:
            words = ngettext("%(count)d metre", "%(count)d metres", metres) % {"count": metres}
        else:
            words = ngettext("%(count)d kilometre", "%(count)d kilometres", metres // 1_000) % {
                "count": metres // 1_000
            }
        told.append((metres, words))
    return told


class AroundForm(FollowForm):
    """How far around the point, how often, and where messages go."""

    metres = forms.TypedChoiceField(
        label=_("How far around"),
        choices=_how_far,
        coerce=int,
        initial=METRES_USUAL,
        error_messages={
            "required": _("Choose how far around you want to hear of what happens."),
            "invalid_choice": _("Choose how far around you want to hear of what happens."),
        },
    )
    field_order = ("metres", "address", "rhythm")


class ChooseForm(forms.Form):
    """Which matter, which area; either may stay open."""

    matter = forms.ModelChoiceField(
        queryset=Matter.objects.filter(is_active=True).order_by("code"),
        to_field_name="code",
        required=False,
        label=_("What about"),
        empty_label=_("Everything"),
    )
    area = forms.ModelChoiceField(
        queryset=Area.objects.districts(),
        to_field_name="code",
        required=False,
        label=_("Where"),
        empty_label=_("The whole city"),
    )


class DeviceForm(forms.Form):
    """What a browser says of itself when it may be told things: where its vendor takes messages, and its keys."""

    endpoint = forms.CharField(max_length=LONGEST)
    p256dh = forms.CharField(max_length=KEY_LONGEST)
    auth = forms.CharField(max_length=KEY_LONGEST)

    @property
    def browser(self) -> Browser:
        """The browser. Raises NotValid where something is missing."""
        if not self.is_valid():
            raise NotValid(NO_DEVICE)
        given = self.cleaned_data
        return Browser(given["endpoint"], given["p256dh"], given["auth"])


class RenewForm(DeviceForm):
    """The same, with the address it had before."""

    before = forms.CharField(max_length=LONGEST)

    @property
    def old(self) -> str:
        """The address before. Raises NotValid where something is missing."""
        if not self.is_valid():
            raise NotValid(NO_DEVICE)
        return str(self.cleaned_data["before"])


class ChangeForm(forms.Form):
    """What to do with one thing that is followed: stop it, or tell of it more or less often."""

    rhythm = forms.ChoiceField(choices=Rhythm.choices, required=False)
    stop = forms.BooleanField(required=False)
