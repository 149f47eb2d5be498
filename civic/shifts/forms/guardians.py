"""What a coordinator writes down of a guardian's paper: who signed, what, and what else was seen."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.accounts.queries import person_of
from civic.accounts.rules import read_contact
from civic.guardians.actions import ChildTold
from civic.guardians.models import Guardianship
from civic.guardians.rules import KnownAs, Relation, Verified
from civic.lib.days import day_field
from civic.lib.refusals import Sentence
from civic.volunteers.actions import PaperTold
from civic.volunteers.rules import Document, Paper

PLAIN = {"autocomplete": "off", "spellcheck": "false"}
NAME_MISSING = _("Write the name as it stands in the document.")
RELATION_MISSING = _("Say how the guardian is related to the child.")
ANOTHER = "another"
SEEN = ("paper", "signed_on", "document")


def _choice(label: Any, choices: Any, missing: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": missing}
    )


class PaperForm(forms.Form):
    """A paper on the desk, and who signed it."""

    paper = _choice(_("What did the guardian sign?"), Paper.choices, _("Choose what the guardian signed."))
    signed_on = day_field(_("Day on the paper"), says={"required": _("Write the day that stands on the paper.")})
    document = _choice(_("By which document is the guardian known?"), Document.choices, _("Choose the document."))
    guardian_name = forms.CharField(
        label=_("Name of the guardian"),
        help_text=_("As in the document. Sealed."),
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": NAME_MISSING},
    )
    relation = _choice(_("The guardian is the child’s"), Relation.choices, RELATION_MISSING)
    contact = forms.CharField(
        label=_("How the guardian is reached"),
        help_text=_("A telephone number, if there is one. Sealed."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["data-label"] = "s"

    def paper_told(self) -> PaperTold:
        """What lies on the desk."""
        given = self.cleaned_data
        return PaperTold(
            **{name: given[name] for name in ("guardian_name", "relation", "contact", *SEEN)},
        )


class AgreeOnPaperForm(PaperForm):
    """A guardian's yes on paper, for the account of a child."""

    who = forms.CharField(
        label=_("E-mail address or telephone number of the child’s account"),
        help_text=_("The child has signed in here before, with this address or number."),
        max_length=254,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": _("Write the address or number with which the child signs in.")},
    )
    name = forms.CharField(
        label=_("Name of the child"),
        help_text=_("As in its document. Sealed."),
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": NAME_MISSING},
    )
    born_on = day_field(_("Day of birth of the child"), says={"required": _("Write the day of birth of the child.")})
    known_as = forms.ChoiceField(
        label=_("Is a child of this name and birthday known already?"),
        choices=[("", _("None is known.")), *KnownAs.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    field_order = ["who", "name", "born_on", "known_as"]

    def clean_who(self) -> Person:
        """The account behind an address."""
        contact = read_contact(self.cleaned_data["who"])
        found = person_of(contact) if contact else None
        if found is None:
            raise forms.ValidationError(_("Nobody has signed in with this. Let the child sign in once first."))
        return found

    def child_told(self) -> ChildTold:
        """Who the child is."""
        given = self.cleaned_data
        return ChildTold(given["name"], given["born_on"], Verified.DESK, known_as=given["known_as"])


class RefuseOnPaperForm(PaperForm):
    """A guardian's no on paper: of one who is known, or of another."""

    def __init__(self, *args: Any, wards: Iterable[Guardianship], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wards = {str(one.pk): one for one in wards}
        known: list[tuple[str, Sentence]] = [(key, _told(one)) for key, one in self._wards.items()]
        self.fields["ward"] = _choice(
            _("Whose no is it?"), [*known, (ANOTHER, _("Another guardian"))], _("Choose whose no it is.")
        )
        for name in ("guardian_name", "relation"):
            self.fields[name].required = False
        self.fields["ward"].widget.attrs["data-label"] = "s"
        self.order_fields(["ward"])

    def clean(self) -> dict[str, Any]:
        """Another guardian says who she is."""
        given = super().clean() or self.cleaned_data
        if given.get("ward") == ANOTHER:
            if not given.get("guardian_name"):
                self.add_error("guardian_name", NAME_MISSING)
            if not given.get("relation"):
                self.add_error("relation", RELATION_MISSING)
        return given

    @property
    def ward(self) -> Guardianship | None:
        """The guardian who is known; None for another."""
        return self._wards.get(self.cleaned_data["ward"])


def _told(ward: Guardianship) -> str:
    """By relation and day, without a name: it is sealed."""
    day = date_format(localdate(ward.verified_at), "DATE_FORMAT")
    return f"{ward.get_relation_display()} · {ward.get_verified_display()} · {day}"
