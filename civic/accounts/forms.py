"""What people hand in at the doors: an address, a code, a password, a name for a key."""

from dataclasses import dataclass
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.actions import use_printed_code
from civic.accounts.models import Person
from civic.accounts.rules import Contact, read_code, read_contact, read_printed_code
from civic.lib.limits import spend
from civic.lib.refusals import TooMany


class AskCodeForm(forms.Form):
    """Where the sign-in code is to go; which kinds of address are taken depends on what the city can reach."""

    address = forms.CharField(
        max_length=254, widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    )

    def __init__(self, *args: Any, by_email: bool, by_phone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_email, self.by_phone = by_email, by_phone
        field = self.fields["address"]
        if by_email and by_phone:
            field.label = _("Your e-mail address or mobile number")
            self.ask = _("Enter an e-mail address, like name@example.com, or a mobile number.")
        elif by_phone:
            field.label = _("Your mobile number")
            self.ask = _("Enter a mobile number, like 138 0013 8000.")
            field.widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}
        else:
            field.label = _("Your e-mail address")
            self.ask = _("Enter an e-mail address, like name@example.com.")
            field.widget.attrs["inputmode"] = "email"
        field.error_messages = {"required": self.ask, "max_length": self.ask}

    def clean_address(self) -> Contact:
        """The address as a contact that a message can reach."""
        contact = read_contact(self.cleaned_data["address"])
        if contact is None or not (self.by_email if contact.email else self.by_phone):
            raise forms.ValidationError(self.ask)
        return contact


class GiveCodeForm(forms.Form):
    """The six digits that arrived."""

    code = forms.CharField(
        label=_("The six digits"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={
            "required": _("Enter the six digits that we sent you."),
            "max_length": _("Enter the six digits that we sent you."),
        },
    )

    def clean_code(self) -> str:
        """Six digits, however they were typed."""
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("Enter the six digits that we sent you."))
        return code


class _Plain:
    """allauth's form with our words: a label each, no placeholder that repeats it, a sentence when a field is empty."""

    words: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, empty = self.words[name]
                field.error_messages = field.error_messages | {"required": empty}


class StaffSignInForm(_Plain, account_forms.LoginForm):
    """Handle and password, for staff."""

    words = {
        "login": (_("Handle"), _("Enter your handle.")),
        "password": (_("Password"), _("Enter your password.")),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the page itself names the way out


class _NewPassword(_Plain):
    words = {
        "oldpassword": (_("Your password now"), _("Enter the password that you use now.")),
        "password1": (_("New password"), _("Enter a new password.")),
        "password2": (_("The new password again"), _("Enter the new password again.")),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        fields["password1"].help_text = _(
            "At least 12 characters. Four words in a row are easy to keep and hard to guess."
        )
        if "oldpassword" in fields:
            fields["oldpassword"].help_text = ""


class ChangePasswordForm(_NewPassword, account_forms.ChangePasswordForm):
    """A new password for somebody who knows the old one."""


class NewPasswordForm(_NewPassword, account_forms.ResetPasswordKeyForm):
    """A new password for somebody who holds the link from our letter."""


class ForgottenPasswordForm(_Plain, account_forms.ResetPasswordForm):
    """Where the link for a new password is to go. Residents have no password, so only staff get one."""

    users: list[Person]
    words = {"email": (_("Your e-mail address at work"), _("Enter your e-mail address."))}

    def clean_email(self) -> str:
        """The address; the page says the same whether or not it belongs to somebody."""
        email = super().clean_email()
        self.users = [person for person in self.users if person.is_staff]
        return email


class ConfirmPasswordForm(_Plain, account_forms.ReauthenticateForm):
    """The password once more, before something important changes."""

    words = {"password": (_("Password"), _("Enter your password."))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


@dataclass
class Sheet:
    """The printed sheet, in the place of one of allauth's authenticators: all that is asked of one that was used."""

    user: Person
    pk: int | None = None
    type: str = "printed"

    def record_usage(self) -> None:
        """The code itself is marked as used."""


class SecondFactorForm(_Plain, factor_forms.AuthenticateForm):
    """The code of the app, or a recovery code, while signing in."""

    words = {"code": (_("Code from the app, or a recovery code"), _("Enter the code that your app shows."))}

    def clean_code(self) -> str:
        """A code of the app or a recovery code; a code of the printed sheet will do as well."""
        code: str = self.cleaned_data["code"]
        if read_printed_code(code) is None:
            return super().clean_code()
        try:
            most, seconds = settings.LIMITS["printed-guess"]
            spend("printed-guess", str(self.user.pk), most=most, seconds=seconds)
        except TooMany as refused:
            raise forms.ValidationError(str(refused)) from None
        if not use_printed_code(self.user, code, at=timezone.now()):
            return super().clean_code()
        self.authenticator = Sheet(self.user)
        return code


class SecondFactorAgainForm(_Plain, factor_forms.ReauthenticateForm):
    """The code of the app once more."""

    words = SecondFactorForm.words


class SetUpAppForm(_Plain, totp_forms.ActivateTOTPForm):
    """The first code of an app, as proof that it has the key."""

    words = {"code": (_("The six digits that the app shows"), _("Enter the six digits that the app shows."))}


class AddKeyForm(_Plain, key_forms.AddWebAuthnForm):
    """A name for a passkey; the browser adds the key itself."""

    words = {
        "name": (_("A name for this key, so that you know it again"), _("Give the key a name.")),
        "passwordless": (_("Sign in with this key alone, without a password"), ""),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(max_length=60, required=False, label=self.words["name"][0])
        self.fields["passwordless"].help_text = _("The key then asks for your finger, your face or a PIN.")


class RenameKeyForm(_Plain, key_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    words = {"name": AddKeyForm.words["name"]}


class PrintedCodeForm(forms.Form):
    """One code of the printed sheet."""

    code = forms.CharField(
        label=_("One code of your sheet that you have not used yet"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "govuk-input--width-10",
            }
        ),
        error_messages={"required": _("Enter a code of your sheet."), "max_length": _("Enter a code of your sheet.")},
    )


class SheetForm(forms.Form):
    """For whom a sheet is asked."""

    handle = forms.CharField(
        label=_("Handle of the person"), max_length=40, error_messages={"required": _("Enter the handle.")}
    )

    def clean_handle(self) -> Person:
        """Somebody of the city's staff."""
        person = Person.objects.filter(
            handle=self.cleaned_data["handle"].strip(), is_staff=True, is_active=True
        ).first()
        if person is None:
            raise forms.ValidationError(_("Nobody of the city's staff has this handle."))
        return person
