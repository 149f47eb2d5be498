"""What a sample is drawn from, and what somebody found who checked a drawn case again."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.desk.forms.fields import Hinted, Standpoint, Uploads, Words
from civic.desk.queries import Choices
from civic.lib.days import day_field
from civic.offices.models import Matter, Office
from civic.places.models import Area
from civic.supervision.actions import Scope
from civic.supervision.rules import Result

SHORT = {"class": "govuk-input--short"}
_UNKNOWN = {"invalid_choice": _("This is not in the list. Choose one from it, or leave it open.")}
_NUMBER = {"invalid": _("Write a whole number.")}


def _number(label: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5", "autocomplete": "off"})
    return forms.IntegerField(label=label, required=False, widget=widget, error_messages=_NUMBER)


class DrawForm(forms.Form):
    """From which days, of whom, how many."""

    since = day_field(_("Checked and closed from"), attrs=SHORT)
    until = day_field(_("to, this day included"), attrs=SHORT)
    area = forms.ChoiceField(label=_("Area"), required=False, error_messages=_UNKNOWN)
    office = forms.ChoiceField(label=_("Office that answered"), required=False, error_messages=_UNKNOWN)
    matter = forms.ChoiceField(label=_("Matter"), required=False, error_messages=_UNKNOWN)
    size = _number(_("How many, at most 500"))
    share = _number(_("or how many in a hundred"))
    seed = forms.CharField(
        label=_("Seed"),
        required=False,
        max_length=64,
        help_text=_(
            "Leave it empty, and chance makes one. Or take a number drawn in public, with letters or zeros before it."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, choices: Choices, needs_area: bool, **given: Any) -> None:
        super().__init__(data, auto_id="draw-%s", **given)
        empty = {"area": _("Every area"), "office": _("Any office"), "matter": _("Every matter")}
        for name, label in empty.items():
            listed = [(one.code, one.name) for one in choices[name].values()]
            first = [] if name == "area" and needs_area else [("", label)]
            self.fields[name].choices = [*first, *listed]  # type: ignore[attr-defined]

    @property
    def scope(self) -> Scope:
        """What was chosen, in the terms of the act."""
        said = self.cleaned_data
        since, until = said["since"], said["until"]
        assert isinstance(since, date)
        assert isinstance(until, date)
        return Scope(
            since,
            until,
            office=Office.objects.filter(code=said["office"]).first() if said["office"] else None,
            area=Area.objects.filter(code=said["area"]).first() if said["area"] else None,
            matter=Matter.objects.filter(code=said["matter"]).first() if said["matter"] else None,
        )


class RecheckForm(forms.Form):
    """What was found, in words, with photos and perhaps the place where one stood."""

    result = forms.ChoiceField(
        label=_("What did you find?"),
        choices=Result.choices,
        widget=Hinted,
        error_messages={"required": _("Say what you found."), "invalid_choice": _("Say what you found.")},
    )
    text = Words(
        longest=1000,
        label=_("In words"),
        help_text=_("Everybody reads this once the case is public. Needed unless it holds."),
        required=False,
    )
    evidence = Uploads(
        label=_("Photos from the spot"),
        help_text=_("Up to 5. Nobody outside the desk sees one before a moderator has looked at it."),
        required=False,
    )
    here = Standpoint(
        label=_("Where you stand"),
        help_text=_(
            "If you say it, the case shows how far from its place you stood. Your position itself is not kept."
        ),
        required=False,
    )

    def __init__(self, data: Any = None, files: Any = None, *, has_place: bool, **given: Any) -> None:
        super().__init__(data, files, auto_id="recheck-%s", **given)
        self.fields["result"].widget.hints = {
            Result.FAILS.value: _(
                "The case opens again at once, with a new day for the answer, and the resident is told."
            )
        }
        if not has_place:
            del self.fields["here"]
