"""The forms of an organisation: what it is, who acts for it, whom it invites."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.accounts.queries import person_of
from civic.accounts.rules import read_contact
from civic.places.models import Area
from civic.volunteers.actions import OrganisationTold
from civic.volunteers.models import Organisation, Volunteer
from civic.volunteers.queries.waiting import find_volunteer
from civic.volunteers.rules import LONGEST_ABOUT, ManagerTask, OrganisationKind

TONGUES = {"zh_hans": "zh-hans", "zh_hant": "zh-hant", "en": "en"}


class OrganisationForm(forms.Form):
    """What an organisation says of itself."""

    kind = forms.ChoiceField(
        label=_("What sort of organisation is it?"),
        choices=OrganisationKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what sort of organisation it is.")},
    )
    name_zh_hans = forms.CharField(
        label=_("Name in simplified Chinese"),
        max_length=120,
        error_messages={"required": _("Write the name in simplified Chinese.")},
    )
    name_zh_hant = forms.CharField(label=_("Name in traditional Chinese"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    about_zh_hans = forms.CharField(
        label=_("What do volunteers do with you?"),
        help_text=_("In simplified Chinese; everybody reads it."),
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what volunteers do with you: everybody reads it.")},
    )
    about_zh_hant = forms.CharField(
        label=_("The same in traditional Chinese"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about_en = forms.CharField(
        label=_("The same in English"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    register_number = forms.CharField(
        label=_("Unified social credit code"),
        help_text=_("Where it has one."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "class": "govuk-input--width-20 num"}),
    )
    contact = forms.CharField(
        label=_("E-mail address or telephone number of the organisation"),
        help_text=_("For the coordinators; it is not shown."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write an e-mail address or a telephone number of the organisation.")},
    )
    area = forms.ModelChoiceField(
        label=_("Where does it work?"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("In the whole city"),
    )

    def __init__(self, data: Any = None, *, now: Organisation | None = None) -> None:
        super().__init__(data, initial={name: getattr(now, name) for name in self.base_fields} if now else None)
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)
        area.queryset = Area.objects.districts().order_by("code")
        self._kind = now.kind if now else ""
        if now is not None:
            del self.fields["kind"]

    @property
    def told(self) -> OrganisationTold:
        """What the act takes."""
        given = self.cleaned_data
        return OrganisationTold(
            kind=given.get("kind", self._kind),
            names={tongue: given[f"name_{column}"] for column, tongue in TONGUES.items()},
            about={tongue: given[f"about_{column}"] for column, tongue in TONGUES.items()},
            contact=given["contact"],
            register_number=given["register_number"],
            area=given["area"],
        )


class ManagerForm(forms.Form):
    """Somebody is named to manage, or to lead shifts."""

    who = forms.CharField(
        label=_("E-mail address or telephone number of her account"),
        help_text=_("She has signed in here before, with this address or number."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the address or number with which she signs in.")},
    )
    task = forms.ChoiceField(
        label=_("What does she do?"),
        choices=ManagerTask.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what she does.")},
    )

    def clean_who(self) -> Person:
        """The account behind an address."""
        contact = read_contact(self.cleaned_data["who"])
        found = person_of(contact) if contact else None
        if found is None:
            raise forms.ValidationError(_("Nobody has signed in with this. Ask her to sign in once, then name her."))
        return found


class MemberForm(forms.Form):
    """A volunteer is invited by her number."""

    number = forms.CharField(
        label=_("Number of the volunteer"),
        help_text=_("Like V26-7041-5835. She tells it to you; she decides then."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "class": "govuk-input--width-20 num"}),
        error_messages={"required": _("Write the number of the volunteer.")},
    )

    def clean_number(self) -> Volunteer:
        """The volunteer behind a number."""
        found = find_volunteer(self.cleaned_data["number"])
        if found is None:
            raise forms.ValidationError(_("No volunteer has this number. Compare it, sign by sign."))
        return found
