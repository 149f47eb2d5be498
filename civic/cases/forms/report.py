"""What a resident may write on the question pages, and the report that comes of it. The limits are the rules' own."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from civic.cases.actions import ReportGiven
from civic.cases.models import Invitation
from civic.cases.rules import Kind, Report, check_contact, check_report
from civic.cases.rules.report import TEXT_LONGEST
from civic.lib.form_errors import tell
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.sealed import normal_email, normal_phone
from civic.offices.models import Matter, Office
from civic.offices.rules import FAMILIES
from civic.places.models import Area, Component
from civic.places.queries import is_inside

Answers = Mapping[str, Any]

KIND_HINTS = {
    Kind.COMPLAINT: gettext_lazy("Something is broken, dirty, loud or wrong."),
    Kind.SUGGESTION: gettext_lazy("Something could be better."),
    Kind.QUESTION: gettext_lazy("You want to know how something works, or why."),
    Kind.HELP: gettext_lazy("You or somebody near you needs support."),
    Kind.THANKS: gettext_lazy("Somebody did something well."),
    Kind.MISCONDUCT: gettext_lazy("An official or an office broke the rules. Other offices take this."),
}
NOT_A_POINT = gettext_lazy("This is not a point on the map. Set the pin again, or describe the place in words.")


class WhatForm(forms.Form):
    """What is it?"""

    kind = forms.CharField(
        required=False,
        label=gettext_lazy("What would you like to tell us?"),
        widget=forms.RadioSelect(choices=[(kind.value, kind.label) for kind in KIND_HINTS]),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("Tell us in your own words"),
        help_text=gettext_lazy(
            "Any language. One sentence is enough: “The street lamp by the bus stop has been out for a week.”"
        ),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": TEXT_LONGEST, "dir": "auto"}),
    )
    matter = forms.CharField(
        required=False,
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy(
            "A wrong choice never delays your report. If you leave it to us, a person reads it and chooses."
        ),
        widget=forms.Select,
    )
    about_office = forms.CharField(
        required=False,
        label=gettext_lazy("Which office is it about? (if you know)"),
        help_text=gettext_lazy(
            "Nobody who works there sees this report. Name the person, if there is one, in your words."
        ),
        widget=forms.Select(attrs={"data-label": "s"}),
    )
    component = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    invited = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    noticed_on = forms.DateField(
        required=False,
        label=gettext_lazy("Since when? (if you know)"),
        help_text=gettext_lazy("The day you first noticed it."),
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"],
        error_messages={
            "invalid": gettext_lazy("Write the day as year, month and day, like 2026-11-03, or leave it empty.")
        },
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--short"}),
    )

    def __init__(
        self, *args: Any, families: Mapping[str, Sequence[Matter]], offices: Sequence[Office] = (), **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.office_codes = {office.code for office in offices}
        about = [("", _("I do not know, or it is not in the list")), *((one.code, one.name) for one in offices)]
        self.fields["about_office"].widget.choices = about
        self.codes = {matter.code for matters in families.values() for matter in matters}
        radios, matters = self.fields["kind"].widget, self.fields["matter"].widget
        radios.hints = {kind.value: hint for kind, hint in KIND_HINTS.items()}
        matters.choices = [
            ("", _("Not sure, please choose for me")),
            *(
                (FAMILIES.get(family, FAMILIES["other"]), [(matter.code, matter.name) for matter in held])
                for family, held in families.items()
            ),
        ]

    def clean_text(self) -> str:
        """The words without controls and tricks."""
        return clean_text(self.cleaned_data["text"]).strip()

    def clean(self) -> None:
        """Ask the rule that every door asks."""
        said = self.cleaned_data
        report = Report(
            kind=said.get("kind", ""),
            text=said.get("text", ""),
            matter_is_known=not said.get("matter") or said["matter"] in self.codes,
            office_is_known=self._is_other()
            or not said.get("about_office")
            or said["about_office"] in self.office_codes,
            noticed_on=said.get("noticed_on"),
        )
        tell(self, check_report(report, today=timezone.localdate()))

    def _is_other(self) -> bool:
        """Is this about the city rather than about an office? Then what was chosen of the offices does not count."""
        return self.cleaned_data.get("kind") != Kind.MISCONDUCT

    def answers(self) -> dict[str, Any]:
        """What the draft keeps."""
        said = self.cleaned_data
        if not self._is_other():
            said |= {"matter": "", "component": ""}
        return {
            "about_office": "" if self._is_other() else said["about_office"],
            "kind": said["kind"],
            "invited": "" if "leave_invitation" in self.data else said["invited"],
            "text": said["text"],
            "matter": said["matter"],
            "noticed_on": said["noticed_on"].isoformat() if said["noticed_on"] else "",
            "component": "" if "leave_component" in self.data else said["component"],
        }


class WhereForm(forms.Form):
    """Where is it? A point, words, a number on a plate: any of them, or none."""

    lat = forms.CharField(required=False, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, widget=forms.HiddenInput)
    leave_out = forms.BooleanField(required=False, label=gettext_lazy("Take the pin away again"))
    area = forms.CharField(
        required=False,
        label=gettext_lazy("Which district? (leave it open if you are not sure)"),
        widget=forms.Select(attrs={"data-label": "s"}),
    )
    words = forms.CharField(
        required=False,
        label=gettext_lazy("How does one get there?"),
        help_text=gettext_lazy("Street, house number, shop, bus stop, which way to walk: whatever comes to mind."),
        widget=forms.Textarea(attrs={"rows": 3, "data-label": "s", "dir": "auto"}),
    )
    plate = forms.CharField(
        required=False,
        label=gettext_lazy("Number on the plate (if there is one: it is the most exact)"),
        help_text=gettext_lazy("Lamp posts, manhole covers and bus stops often carry a small plate."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-label": "s"}),
    )

    def __init__(self, *args: Any, districts: Sequence[Area], **given: Any) -> None:
        super().__init__(*args, **given)
        self.districts = {district.code: district for district in districts}
        self.fields["area"].widget.choices = [
            ("", _("I cannot say")),
            *((code, district.name) for code, district in self.districts.items()),
        ]

    def clean_area(self) -> str:
        """A district of this city, or none."""
        code: str = self.cleaned_data["area"]
        if code and code not in self.districts:
            raise forms.ValidationError(_("This district is not in the list. Choose one from it, or leave it open."))
        return code

    def clean_words(self) -> str:
        """One clean line."""
        return clean_line(self.cleaned_data["words"])

    def clean_plate(self) -> str:
        """One clean line."""
        return clean_line(self.cleaned_data["plate"])

    def clean(self) -> None:
        """The point must be one and lie in the city; the words must not be endless."""
        said = self.cleaned_data
        if said.get("leave_out"):
            said["lat"] = said["lon"] = ""
        lat, lon = read_degrees(said.get("lat", "")), read_degrees(said.get("lon", ""))
        if (said.get("lat") and lat is None) or (said.get("lon") and lon is None):
            self.add_error("lat", str(NOT_A_POINT))
            lat = lon = None
        said["lat"], said["lon"] = lat, lon
        report = Report(
            kind=Kind.COMPLAINT, text="-" * 9, lat=lat, lon=lon,
            address=address_in(said, self.districts.get(said.get("area", ""))),
            is_inside=lat is None or lon is None or is_inside(lat, lon),
        )  # fmt: skip
        tell(self, check_report(report, today=timezone.localdate()), beside={"place": "lat", "address": "words"})

    def answers(self) -> dict[str, Any]:
        """What the draft keeps."""
        said = {name: self.cleaned_data[name] for name in ("lat", "lon", "area", "words", "plate")}
        return said | {"place_from": ""}


class ContactForm(forms.Form):
    """How can we reach you? It may be left empty."""

    email = forms.CharField(
        required=False,
        label=gettext_lazy("E-mail address"),
        widget=forms.TextInput(
            attrs={"type": "email", "autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
        ),
    )
    phone = forms.CharField(
        required=False,
        label=gettext_lazy("Telephone number"),
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--short"}
        ),
    )
    confidential = forms.BooleanField(
        required=False,
        label=gettext_lazy("Hide me from the office that handles it"),
        help_text=gettext_lazy(
            "That office then never sees how to reach you. The checking side may, and each look is written down."
        ),
    )

    def clean(self) -> None:
        """Ask the rule that every door asks."""
        email, phone = self.cleaned_data.get("email", "").strip(), self.cleaned_data.get("phone", "").strip()
        good = {
            "email_is_good": not email or normal_email(email) is not None,
            "phone_is_good": not phone or normal_phone(phone) is not None,
        }
        tell(self, check_contact(email=email, phone=phone, **good))

    def answers(self) -> dict[str, Any]:
        """What the draft keeps."""
        return {name: self.cleaned_data[name] for name in ("email", "phone", "confidential")}


class PhotoInput(forms.FileInput):
    """A choice of several photos."""

    allow_multiple_selected = True


class PhotosForm(forms.Form):
    """Photos to add; each file is looked at by itself, so this form only draws them and tells what was refused."""

    photo = forms.Field(
        required=False,
        label=gettext_lazy("Photos (if you have any)"),
        help_text=gettext_lazy(
            "Up to 5, each under 20 MB: JPEG, PNG, WebP or HEIC. "
            "We remove the hidden data from each of them, and nobody outside sees one before a person has looked at it."
        ),
        widget=PhotoInput(attrs={"accept": "image/*,.heic,.heif", "multiple": True}),
    )
    photo_place = forms.BooleanField(
        required=False,
        label=gettext_lazy("Use the place stored in the photo"),
        help_text=gettext_lazy(
            "Phones often write into a photo where it was taken. "
            "Tick this if it was taken at the spot; you can check the place before you send."
        ),
    )


def read_degrees(text: Any) -> float | None:
    """A coordinate as somebody or a script wrote it; None for what is no finite number."""
    try:
        degrees = float(str(text)[:40])
    except ValueError:
        return None
    return degrees if abs(degrees) <= 1000 else None  # nan and inf fail this too


def pin_of(answers: Answers) -> tuple[float, float] | None:
    """The point of a report, or of a form filled in; None when it has none, or half of one."""
    lat, lon = read_degrees(answers.get("lat")), read_degrees(answers.get("lon"))
    return (lat, lon) if lat is not None and lon is not None else None


def address_in(answers: Answers, district: Area | None) -> str:
    """The place in words: district, way, plate."""
    plate = _("plate %(number)s") % {"number": answers["plate"]} if answers.get("plate") else ""
    named = district.name if district else ""
    return " · ".join(part for part in (named, answers.get("words", ""), plate) if part)


def _confidence(answers: Answers) -> bool | None:
    """What was said of confidence; "no" counts for the matter it was said about, and "yes" for any. None: the matter
    says it."""
    said: bool | None = answers.get("confidential")
    is_of_this = answers.get("confidential_of", "") == answers.get("matter", "")
    return said if said or is_of_this else None


def report_from(
    answers: Answers,
    *,
    matter: Matter | None,
    district: Area | None,
    component: Component | None = None,
    about_office: Office | None = None,
    asked: Mapping[str, Any] | None = None,
    invitation: Invitation | None = None,
) -> ReportGiven:
    """The report that the answers of a draft make together; `asked` are those to the matter's own questions."""
    noticed_on, asked = answers.get("noticed_on"), asked or {}
    return ReportGiven(
        kind=answers.get("kind", ""),
        text=answers.get("text", ""),
        matter=matter,
        matter_is_known=matter is not None or not answers.get("matter"),
        about_office=about_office,
        office_is_known=about_office is not None or not answers.get("about_office"),
        lat=answers.get("lat"),
        lon=answers.get("lon"),
        address=address_in(answers, district),
        area=district,
        noticed_on=date.fromisoformat(noticed_on) if noticed_on else None,
        email=answers.get("email", ""),
        phone=answers.get("phone", ""),
        contact_language=get_language() or "en",
        is_confidential=_confidence(answers),
        component=component,
        invitation=invitation if invitation is not None and invitation.kind == answers.get("kind") else None,
        answers=asked.get("answers") or {},
        condition=asked.get("condition") or "",
    )
