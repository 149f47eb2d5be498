"""What volunteers, guardians, managers and whoever asks for help hand in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.courses.models import Qualification
from civic.lib.days import day_field
from civic.places.models import Area, AreaKind
from civic.shifts.actions import ActivityGiven, NeedGiven
from civic.shifts.forms.fields import SMALL, HoursForm, from_field, moment_field, text_field, until_field
from civic.shifts.forms.posts import PostsField
from civic.shifts.models import Activity, Policy, ShiftPost
from civic.volunteers.models import Organisation
from civic.volunteers.rules import LEAST_AGE, OrganisationState, ServiceKind

CHOOSE = _("Choose one")
WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
EVERY = [
    (1, _("Every week")),
    (2, _("Every second week")),
    (3, _("Every third week")),
    (4, _("Every fourth week")),
    (5, _("Every fifth week")),
    (6, _("Every sixth week")),
    (7, _("Every seventh week")),
    (8, _("Every eighth week")),
]


class ActivityForm(forms.Form):
    """An activity as a manager describes it."""

    kind = forms.ChoiceField(
        label=_("Kind of help"),
        choices=[("", CHOOSE), *ServiceKind.choices],
        error_messages={"required": _("Choose what kind of help it is.")},
    )
    name_zh_hans = forms.CharField(
        label=_("Name in simplified Chinese"),
        max_length=120,
        help_text=_("As it stands in the list of shifts, in a few words."),
    )
    name_zh_hant = forms.CharField(label=_("Name in traditional Chinese"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    summary_zh_hans = text_field(_("What is done, in simplified Chinese"), 2000)
    summary_zh_hant = text_field(_("What is done, in traditional Chinese"), 2000, required=False)
    summary_en = text_field(_("What is done, in English"), 2000, required=False)
    risk_zh_hans = text_field(
        _("What is risky, and how people keep safe, in simplified Chinese"),
        1000,
        required=False,
        help_text=_("Nobody is asked before this is told."),
    )
    risk_zh_hant = text_field(_("The risks in traditional Chinese"), 1000, required=False)
    risk_en = text_field(_("The risks in English"), 1000, required=False)
    bring_zh_hans = forms.CharField(label=_("What to wear and bring"), max_length=200, required=False)
    where_zh_hans = forms.CharField(
        label=_("Where people meet"),
        max_length=120,
        help_text=_("So that a stranger finds it: a gate, a stop, a room."),
    )
    where_zh_hant = forms.CharField(label=_("Where, in traditional Chinese"), max_length=120, required=False)
    where_en = forms.CharField(label=_("Where, in English"), max_length=160, required=False)
    lat = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=_("In the whole city")
    )
    is_dangerous = forms.BooleanField(label=_("People could be hurt: insurance first"), required=False)
    is_hazardous = forms.BooleanField(label=_("Hazardous work: never for people under eighteen"), required=False)
    is_near_children = forms.BooleanField(label=_("Near children: a check of the record within a year"), required=False)
    least_age = forms.IntegerField(label=_("Least age"), min_value=LEAST_AGE, max_value=99, initial=LEAST_AGE)
    policy = forms.ModelChoiceField(
        label=_("Accident insurance"),
        queryset=Policy.objects.none(),
        required=False,
        empty_label=_("None: nobody can be hurt here"),
    )
    qualification = forms.ModelChoiceField(
        label=_("Qualification that everybody needs"),
        queryset=Qualification.objects.none(),
        required=False,
        empty_label=_("None: everybody may come"),
    )
    needs_agreement = forms.BooleanField(label=_("An agreement is signed first"), required=False)
    agreement = text_field(_("The agreement"), 4000, rows=5, required=False)
    leader = forms.ModelChoiceField(label=_("Who leads"), queryset=Person.objects.none(), empty_label=CHOOSE)
    leader_name = forms.CharField(label=_("How volunteers call the leader"), max_length=40)
    leader_phone = forms.CharField(
        label=_("Telephone of the leader"),
        max_length=40,
        required=False,
        help_text=_("Shown on the day only, and only to those who come."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for field in fields.values():
            field.widget.attrs |= SMALL
        acting = organisation.managers.filter(ended_at__isnull=True).values("person")
        fields["leader"].queryset = Person.objects.filter(pk__in=acting).order_by("pk")
        standing = Policy.objects.filter(cancelled_at__isnull=True)
        fields["policy"].queryset = standing.filter(organisation=organisation) | standing.filter(organisation=None)
        fields["qualification"].queryset = Qualification.objects.filter(is_offered=True)
        fields["area"].queryset = Area.objects.filter(is_active=True).exclude(kind=AreaKind.CITY).order_by("path")

    def given(self, over: Activity | None = None) -> ActivityGiven:
        """What was said; what this form does not ask stays as it was."""
        kept = [name for name in ActivityGiven.__dataclass_fields__ if name not in self.fields]
        unasked = {name: getattr(over, name) for name in kept} if over else {}
        if over is not None and over.lat is not None:
            unasked["cell"] = None  # it came from the point
        return ActivityGiven(**unasked, **self.cleaned_data)


class ShiftForm(HoursForm):
    """A shift with its posts."""

    posts = PostsField()
    where = forms.CharField(label=_("Where, if not the usual place"), max_length=120, required=False)


class RotaForm(forms.Form):
    """A shift that comes again."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day of the week.")},
    )
    starts = from_field()
    ends = until_field()
    from_on = day_field(_("First day"), attrs=SMALL, says={"required": _("Name the first day.")})
    until_on = day_field(_("Last day"), attrs=SMALL, says={"required": _("Name the last day.")})
    every_weeks = forms.TypedChoiceField(
        label=_("How often"), choices=EVERY, coerce=int, initial=1, widget=forms.Select(attrs=SMALL)
    )
    skips_holidays = forms.BooleanField(label=_("Not on public holidays"), required=False, initial=True)
    posts = PostsField()


class MoveForm(HoursForm):
    """Another hour or place."""

    where = forms.CharField(label=_("Where, if not the usual place"), max_length=120, required=False)


class ReasonForm(forms.Form):
    """Why something is called off."""

    reason = forms.CharField(label=_("Why? Whoever was to come reads this."), max_length=300)
    is_weather = forms.BooleanField(label=_("It is the weather"), required=False)


class MessageForm(forms.Form):
    """A message to those who come."""

    text = text_field(_("What those who come should know"), 1000)


class CopyForm(forms.Form):
    """A week into another: the one that is seen, into one of the next."""

    week = forms.DateField(widget=forms.HiddenInput)
    to = forms.DateField(
        label=_("Into which week"), widget=forms.Select, error_messages={"required": _("Choose the week to fill.")}
    )

    def __init__(self, *args: Any, weeks: Sequence[tuple[date, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = self.fields["to"].widget
        assert isinstance(widget, forms.Select)
        widget.choices = [(monday.isoformat(), told) for monday, told in weeks]


class QuotaForm(forms.Form):
    """Places kept for an organisation."""

    post = forms.ModelChoiceField(label=_("Post"), queryset=ShiftPost.objects.none(), empty_label=None)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=CHOOSE
    )
    places = forms.IntegerField(label=_("Places"), min_value=0, max_value=500)
    until = moment_field(_("Kept until"))

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["post"].queryset = posts
        fields["organisation"].queryset = Organisation.objects.filter(state=OrganisationState.ACTIVE)


class NeedForm(forms.Form):
    """Somebody asks for volunteers."""

    kind = forms.ChoiceField(label=_("Kind of help"), choices=ServiceKind.choices)
    title = forms.CharField(label=_("What help is needed, in a few words"), max_length=120)
    words = text_field(
        _("Tell more"), 2000, rows=5, help_text=_("What is to be done, how often, what people should know. No names.")
    )
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=200, initial=1)
    wanted_from = day_field(_("From which day"))
    wanted_until = day_field(_("Until which day"))
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=_("I cannot say")
    )
    where = forms.CharField(
        label=_("Where exactly"),
        max_length=200,
        required=False,
        help_text=_("Sealed. Only the coordinator and whoever takes it on read it."),
    )
    who = forms.CharField(label=_("Your name, or how to call you"), max_length=80, required=False)
    contact = forms.CharField(label=_("Your e-mail address or telephone"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        areas = Area.objects.filter(is_active=True).exclude(kind__in=[AreaKind.CITY])
        fields["area"].queryset = areas.order_by("path")

    @property
    def given(self) -> NeedGiven:
        """What was asked."""
        return NeedGiven(**self.cleaned_data)


class CodeForm(forms.Form):
    """The code that opens a request."""

    code = forms.CharField(label=_("Your code"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class AnswerForm(forms.Form):
    """The answer to a request."""

    answer = forms.CharField(label=_("Answer"), max_length=300, required=False)
