"""The forms of joining: the fields of the Measures (art. 5) and no more, and what somebody would like to do when."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.guardians.rules import Relation
from civic.lib.keys import SeveralField
from civic.places.models import Area
from civic.volunteers.actions import ApplicantTold, Wishes
from civic.volunteers.models import Skill, Volunteer
from civic.volunteers.rules import HOURS, WEEKDAYS, Document, PartOfDay, ServiceKind, Sex, Spoken

DAYS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"]
SLOTS = [
    (f"{turn}-{part.value}", format_lazy("{day} · {part}", day=day, part=part.label))
    for turn, day in enumerate(WEEKDAYS)
    for part in PartOfDay
]
PLAIN = {"autocomplete": "off", "spellcheck": "false"}
NO_DAY = _("This is not a day. Write it like 1996-05-01.")


def _day(label: Any, hint: Any = "") -> forms.DateField:
    widget = forms.TextInput(attrs={**PLAIN, "inputmode": "numeric", "class": "govuk-input--width-10 num"})
    told = {"required": _("Write the day of birth, like 1996-05-01."), "invalid": NO_DAY}
    return forms.DateField(label=label, help_text=hint, widget=widget, input_formats=DAYS, error_messages=told)


class WishesForm(forms.Form):
    """What somebody would like to do, where and when."""

    kinds = forms.MultipleChoiceField(
        label=_("What would you like to help with?"),
        help_text=_("Choose as many as you like."),
        choices=ServiceKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of service; you may change it at any time.")},
    )
    skills = SeveralField(
        label=_("What are you good at?"),
        help_text=_("By your own word. Nothing is needed."),
        queryset=Skill.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"),
        choices=Spoken.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    areas = SeveralField(
        label=_("Where would you help?"),
        help_text=_("With nothing chosen: everywhere in the city."),
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    free = forms.MultipleChoiceField(
        label=_("When are you usually free?"),
        help_text=_("Nobody is put down for anything by this. You choose each shift yourself."),
        choices=SLOTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, now: Volunteer | None = None, **more: Any) -> None:
        super().__init__(data, initial=_as_it_stands(now) if now else None, **more)
        _among(self, "skills", Skill.objects.filter(is_offered=True).order_by("code"))
        _among(self, "areas", Area.objects.districts().order_by("code"))
        if not Skill.objects.filter(is_offered=True).exists():
            del self.fields["skills"]

    @property
    def week(self) -> list[tuple[Any, list[Any]]]:
        """Each day with its three boxes, for the page."""
        boxes = list(self["free"])
        return [(day, boxes[3 * turn : 3 * turn + 3]) for turn, day in enumerate(WEEKDAYS)]

    @property
    def parts(self) -> list[str]:
        """The parts of a day with their hours, for the head of the table."""
        return [f"{part.label} {HOURS[part][0]:%H:%M}–{HOURS[part][1]:%H:%M}" for part in PartOfDay]

    @property
    def wishes(self) -> Wishes:
        """What the act takes."""
        given = self.cleaned_data
        free = [one.split("-", 1) for one in given["free"]]
        return Wishes(
            kinds=given["kinds"],
            skills=list(given.get("skills", ())),
            areas=list(given["areas"]),
            languages=given["languages"],
            free=[(int(day), part) for day, part in free],
        )


def _as_it_stands(volunteer: Volunteer) -> dict[str, Any]:
    starts = {hours[0]: part.value for part, hours in HOURS.items()}
    free = [f"{one.weekday}-{starts[one.starts]}" for one in volunteer.availabilities.all() if one.starts in starts]
    return {
        "kinds": [one.kind for one in volunteer.wishes.all()],
        "skills": list(volunteer.skills.all()),
        "languages": [one.language for one in volunteer.tongues.all()],
        "areas": list(volunteer.areas.all()),
        "free": free,
    }


def _among(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class JoinForm(WishesForm):
    """Who somebody is, then what she would like to do."""

    field_order = (
        "name",
        "sex",
        "born_on",
        "document",
        "document_number",
        "contact",
        "lives_in",
        "kinds",
        "skills",
        "languages",
        "areas",
        "free",
        "own_word",
    )
    name = forms.CharField(
        label=_("Full name"),
        help_text=_("As in the document. It is sealed, and nobody opens it without a reason that you can read."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name as it stands in the document.")},
    )
    sex = forms.ChoiceField(
        label=_("Sex, as in the document"),
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the document says.")},
    )
    born_on = _day(_("Day of birth"), _("Like 1996-05-01. Under eighteen a guardian agrees first."))
    document = forms.ChoiceField(
        label=_("By which document are you known?"),
        choices=Document.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the document.")},
    )
    document_number = forms.CharField(
        label=_("Number of the document"),
        help_text=_("So that nobody joins twice, and the insurance knows whom it insures. Sealed; no copy is taken."),
        max_length=60,
        widget=forms.TextInput(attrs={**PLAIN, "dir": "ltr", "class": "govuk-input--width-20 num"}),
        error_messages={"required": _("Write the number as it stands in the document.")},
    )
    contact = forms.CharField(
        label=_("E-mail address or telephone number"),
        help_text=_("Only the coordinators, and on the day the leader of your shift, reach you by it."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Write an e-mail address or a telephone number by which you are reached.")},
    )
    lives_in = forms.ModelChoiceField(
        label=_("In which district do you live?"),
        queryset=Area.objects.none(),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose the district.")},
    )
    own_word = forms.BooleanField(
        label=_("I want to volunteer. My guardian has agreed, and I agree too."),
        required=False,
    )

    def __init__(self, data: Any = None, *, is_agreed: bool, contact: str = "") -> None:
        super().__init__(data)
        self.fields["contact"].initial = contact
        _among(self, "lives_in", Area.objects.districts().order_by("code"))
        if not is_agreed:
            del self.fields["own_word"]

    @property
    def told(self) -> ApplicantTold:
        """What the act takes."""
        given = self.cleaned_data
        names = ("name", "sex", "born_on", "document", "document_number", "contact", "lives_in")
        return ApplicantTold(**{name: given[name] for name in names}, wishes=self.wishes)


class PublicForm(forms.Form):
    """Whether somebody may be thanked by name."""

    is_public = forms.ChoiceField(
        label=_("May you be thanked by name, where everybody reads it?"),
        choices=[("no", _("No, my number is enough")), ("yes", _("Yes, under this name"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two answers.")},
    )
    public_name = forms.CharField(
        label=_("The name that may stand there"),
        help_text=_("A first name is enough."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=PLAIN),
    )


class AskForm(forms.Form):
    """Where a grown-up at home is reached."""

    address = forms.CharField(
        label=_("E-mail address or telephone number of a grown-up at home"),
        max_length=254,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": _("Write an e-mail address or a telephone number of a grown-up at home.")},
    )


class AgreeForm(forms.Form):
    """A guardian says whose guardian she is; the yes is the press itself."""

    name = forms.CharField(
        label=_("Name of your child"),
        help_text=_("As in its document. Sealed."),
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": _("Write the name as it stands in the document.")},
    )
    born_on = _day(_("Day of birth of your child"), _("Like 2010-05-01. Sealed as well."))
    guardian_name = forms.CharField(
        label=_("Your own name"),
        help_text=_("Sealed as well. It proves who agreed."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write the name as it stands in the document.")},
    )
    relation = forms.ChoiceField(
        label=_("You are the child's"),
        choices=Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how you are related to the child.")},
    )
