"""What whoever is responsible for the track hands in."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.models import ConsentText
from civic.lib.days import day_field
from civic.offices.models import Office
from civic.places.models import Area
from civic.youth.actions import HereGiven
from civic.youth.actions.founding import IN_CHARGE
from civic.youth.models import Edition, School
from civic.youth.rules import ROUNDS, Doing, Group, Kind, Phase, Task, may_do
from civic.youth.rules.tasks import MOTION_LONGEST, MOTIONS_MOST, kinds_asked
from civic.youth.rules.templates import LONGEST

WIDTH = {"class": "govuk-input--width-10"}


def _moment(label: Any) -> forms.DateTimeField:
    wrong = _("Write a day and an hour, like 2027-03-01 08:00.")
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "govuk-input--width-20"}, format="%Y-%m-%dT%H:%M"
        ),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": wrong, "required": wrong},
    )


class EditionForm(forms.Form):
    """What a template does not know."""

    number = forms.IntegerField(
        label=_("Number of the edition"),
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": _("Write its number."), "invalid": _("Write its number in digits.")},
    )
    begins = day_field(
        _("First day"), attrs=WIDTH, help_text=_("Entering begins on this day, and ages are read on it.")
    )
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("Who runs it and answers"), to_field_name="code", empty_label=None
    )
    in_charge = forms.CharField(
        label=_("Post responsible for what is known of children"),
        help_text=_("A post, not a name. It stands at the foot of every page for children."),
        max_length=120,
        error_messages={"required": _("Name the post that is responsible.")},
    )
    in_charge_zh_hant = forms.CharField(label=_("The same post in Traditional Chinese"), max_length=120, required=False)
    in_charge_en = forms.CharField(label=_("The same post in English"), max_length=120, required=False)
    in_charge_phone = forms.CharField(
        label=_("Its telephone"), max_length=40, error_messages={"required": _("Write its telephone.")}
    )
    template = forms.CharField(
        label=_("Template: theme, phases, places, tasks"),
        help_text=_("It is that of the last edition. Change what should be different, or put in that of another city."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        error_messages={"required": _("Put in a template.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = Office.objects.filter(is_active=True).order_by("code")  # type: ignore[attr-defined]

    def given(self, at: datetime) -> HereGiven:
        """For the act: for all districts, with the text of consent that is read today."""
        data = self.cleaned_data
        text = ConsentText.objects.filter(track="youth", shown_at__lte=at).order_by("-version").first()
        assert text is not None  # the form asked
        return HereGiven(
            number=data["number"],
            begins=make_aware(datetime.combine(data["begins"], time())),
            office=data["office"],
            **{name: data[name] for name in IN_CHARGE},
            in_charge_phone=data["in_charge_phone"],
            text=text,
            districts=list(Area.objects.filter(kind="district", is_active=True).order_by("code")),
        )

    def clean(self) -> dict[str, Any]:
        """Nobody is asked without a text."""
        if not ConsentText.objects.filter(track="youth", shown_at__isnull=False).exists():
            raise forms.ValidationError(_("There is no text of consent yet. Nobody is asked without it."))
        return self.cleaned_data


class PhaseForm(forms.Form):
    """The days of a phase."""

    phase = forms.ChoiceField(label=_("Which phase"))
    starts = _moment(_("Begins"))
    ends = _moment(_("Ends"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("It is kept. Families planned with the days before."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="move-%s")

    def phases_of(self, edition: Edition) -> None:
        """Its phases, with their days of today beside them."""
        choices = []
        for span in edition.spans:
            days = " – ".join(date_format(localtime(one), "DATETIME_FORMAT") for one in (span.starts, span.ends))
            choices.append((span.phase, f"{Phase(span.phase).label} ({days})"))
        self.fields["phase"].choices = choices  # type: ignore[attr-defined]


class DebateForm(forms.Form):
    """The motions of a debate."""

    round = forms.ChoiceField(label=_("Debate of which round"))
    motions = forms.CharField(
        label=_("Motions, one a line"),
        help_text=_("Short sentences one can be for or against, like “Short videos make us richer.”"),
        max_length=(MOTION_LONGEST + 2) * MOTIONS_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write at least two motions, one a line.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="debate-%s")

    def rounds_of(self, edition: Edition) -> None:
        """The rounds of this edition."""
        known = [span.phase for span in edition.spans if span.phase in ROUNDS]
        self.fields["round"].choices = [(phase, Phase(phase).label) for phase in known]  # type: ignore[attr-defined]


class TasksForm(forms.Form):
    """What each phase to come asks for; one that has begun keeps what it asks."""

    def __init__(self, edition: Edition, *, own: Mapping[str, frozenset[str]], at: datetime, data: Any = None) -> None:
        super().__init__(data, auto_id="asks-%s")
        self.kept: dict[str, list[str]] = {}
        for span in edition.spans:
            asked = sorted(kinds_asked(own, span.phase))
            if not may_do([span], Doing.HAND_IN, span.starts):
                continue
            if span.starts <= at and edition.shown_at is not None:
                self.kept[span.phase] = asked
                continue
            self.fields[span.phase] = forms.MultipleChoiceField(
                label=Phase(span.phase).label,
                choices=Kind.choices,
                required=False,
                initial=asked,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
                error_messages={"invalid_choice": _("Choose among what a child can do here.")},
            )

    def given(self) -> dict[str, list[str]]:
        """For the act: all phases, those that have begun as they are."""
        return self.kept | {phase: list(kinds) for phase, kinds in self.cleaned_data.items()}


class CheckForm(forms.Form):
    """A check that was made."""

    handle = forms.CharField(label=_("Whose: sign-in name"), max_length=60)
    checked_on = day_field(_("Record checked on"), attrs=WIDTH, help_text=_("It holds for a year."))
    trained_on = day_field(_("Trained on"), attrs=WIDTH)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="check-%s")

    def clean_handle(self) -> Person:
        """Whoever has this sign-in name."""
        return _known(self.cleaned_data["handle"])


class TaskForm(forms.Form):
    """A task for somebody."""

    handle = forms.CharField(label=_("Who: sign-in name"), max_length=60)
    task = forms.ChoiceField(label=_("Task"), choices=[(task, Task(task).label) for task in Task])
    school = forms.ModelChoiceField(
        School.objects.none(),
        label=_("School, for a teacher"),
        required=False,
        to_field_name="code",
        empty_label=_("none"),
    )
    starts = day_field(_("From"), attrs=WIDTH)
    ends = day_field(_("Until, if it ends"), attrs=WIDTH, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="task-%s")
        self.fields["school"].queryset = School.objects.filter(is_active=True).order_by("code")  # type: ignore[attr-defined]

    def clean_handle(self) -> Person:
        """Whoever has this sign-in name."""
        return _known(self.cleaned_data["handle"])


class SchoolForm(forms.Form):
    """A school that takes part."""

    code = forms.SlugField(label=_("Code of the school"), max_length=20, help_text=_("Small letters and dashes."))
    name_zh_hans = forms.CharField(label=_("Name, simplified Chinese"), max_length=60)
    name_zh_hant = forms.CharField(label=_("Name, traditional Chinese"), max_length=60, required=False)
    name_en = forms.CharField(label=_("Name, English"), max_length=60, required=False)
    district = forms.ModelChoiceField(Area.objects.none(), label=_("District"), to_field_name="code", empty_label=None)
    group = forms.ChoiceField(label=_("Pupils"), required=False, choices=[("", _("of both")), *Group.choices])

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="school-%s")
        areas = Area.objects.filter(kind="district", is_active=True).order_by("code")
        self.fields["district"].queryset = areas  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """For the act."""
        data = self.cleaned_data
        names = {tongue: data[f"name_{tongue.replace('-', '_')}"] for tongue in ("zh-hans", "zh-hant", "en")}
        return {"code": data["code"], "names": names, "district": data["district"], "group": data["group"]}


def _known(handle: str) -> Person:
    found = Person.objects.filter(handle=handle.strip(), is_active=True).first()
    if found is None:
        raise forms.ValidationError(_("Nobody has this sign-in name. Compare it letter by letter."))
    return found


class CodesForm(forms.Form):
    """How many codes a school needs."""

    count = forms.IntegerField(
        label=_("How many pupils"),
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many codes you need."),
            "invalid": _("Write the number in digits."),
            "min_value": _("A school prints from one to a thousand codes at a time."),
            "max_value": _("A school prints from one to a thousand codes at a time."),
        },
    )


class SerialForm(forms.Form):
    """The number on a slip."""

    serial = forms.IntegerField(
        label=_("Number on the slip"),
        min_value=1,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            "required": _("Write the number that stands on the slip."),
            "invalid": _("Write the number in digits."),
        },
    )
