"""What is asked of whoever asks a place for ideas: texts in three languages, phases with their days. The act checks it;
here it has a shape."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.offices.rules import FAMILIES
from civic.places.models import Area
from civic.suggestions.actions import RoundGiven
from civic.suggestions.models import Round
from civic.suggestions.rules.phases import Phase, Span
from civic.suggestions.rules.rounds import NAME_LONGEST, TEXT_LONGEST

TONGUES = {
    "zh_hans": ("zh-hans", _("simplified Chinese")),
    "zh_hant": ("zh-hant", _("traditional Chinese")),
    "en": ("en", _("English")),
}
PHASES = 4  # rows of the form
_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class _Moment(forms.DateTimeInput):
    input_type = "datetime-local"


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        widget=_Moment(format="%Y-%m-%dT%H:%M"),
        input_formats=_FORMATS,
        error_messages={"invalid": _("Write it like 2026-12-04T18:00.")},
    )


def _number(label: Any, hint: Any) -> forms.IntegerField:
    wrong = _("Write a number in digits.")
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={"invalid": wrong},
    )


class RoundForm(forms.Form):
    """A round, new or known."""

    slug = forms.CharField(
        label=_("Address of its page"),
        help_text=_("Small letters, digits and dashes, like riverside-2026. It stays once the round is shown."),
        max_length=60,
        required=False,
    )
    area = forms.ChoiceField(
        label=_("Whom it asks"),
        required=False,
        error_messages={"invalid_choice": _("There is no such area. Choose one from the list.")},
    )
    matter = forms.ChoiceField(
        label=_("What it is about"),
        required=False,
        help_text=_("Suggestions begin with this matter; it can be changed for each."),
        error_messages={"invalid_choice": _("This matter is not in the list. Choose one from it.")},
    )
    needed = _number(_("Supporters that oblige an answer"), _("Left empty, as the area has it."))
    answer_days = _number(_("Working days for the answer then"), _("Left empty, as the area has it."))
    hides_count = forms.BooleanField(
        label=_("Nobody reads how many support what before support has ended"),
        required=False,
        help_text=_("So that the first hundred do not draw the next thousand. Officials do not read it either."),
    )
    talks = forms.BooleanField(
        label=_("People may comment under the suggestions"),
        required=False,
        help_text=_(
            "While support is collected, by people with a confirmed contact. A moderator reads each comment before it "
            "is shown."
        ),
    )

    def __init__(
        self, data: Any = None, *, areas: Sequence[Area], families: Any, known: Round | None = None, may_all: bool
    ) -> None:
        initial = _initial_of(known) if known is not None else {}
        super().__init__(data, initial=initial, auto_id="round-%s")
        self.areas = {area.code: area for area in areas}
        self.matters = {matter.code: matter for held in families.values() for matter in held}
        whole = [("", _("The whole city"))] if may_all else []
        self._choices("area", [*whole, *((area.code, area.name) for area in areas)])
        groups = [
            (FAMILIES.get(family, FAMILIES["other"]), [(one.code, one.name) for one in held])
            for family, held in families.items()
        ]
        self._choices("matter", [("", _("Anything")), *groups])
        self._grow_texts()
        for number in range(1, PHASES + 1):
            self._grow_phase(number)

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _grow_texts(self) -> None:
        for name, label, hint, longest, rows in (
            ("name", _("Name"), "", NAME_LONGEST, 0),
            ("topic", _("What it is about, and how it works"), _("Blank lines make paragraphs."), TEXT_LONGEST, 6),
            ("then", _("What happens with the suggestions"), "", TEXT_LONGEST, 4),
        ):
            for column, (_tongue, said) in TONGUES.items():
                widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput()
                field = forms.CharField(required=False, max_length=longest, help_text=hint, widget=widget, strip=False)
                field.label = f"{label} · {said}"
                self.fields[f"{name}_{column}"] = field

    def _grow_phase(self, number: int) -> None:
        self.fields[f"phase_{number}"] = forms.ChoiceField(
            label=_("Phase %(number)d") % {"number": number},
            required=False,
            choices=[("", _("None")), *Phase.choices],
            error_messages={"invalid_choice": _("Choose a phase from the list.")},
        )
        self.fields[f"starts_{number}"] = _moment(_("From"))
        self.fields[f"ends_{number}"] = _moment(_("Until"))

    @property
    def text_fields(self) -> list[Any]:
        """The texts, each in its three languages."""
        return [self[f"{name}_{column}"] for name in ("name", "topic", "then") for column in TONGUES]

    @property
    def phase_rows(self) -> list[tuple[Any, Any, Any]]:
        """The rows of phases."""
        numbers = range(1, PHASES + 1)
        return [(self[f"phase_{one}"], self[f"starts_{one}"], self[f"ends_{one}"]) for one in numbers]

    def clean(self) -> None:
        """A phase with its days, or neither."""
        for number in range(1, PHASES + 1):
            said = [self.cleaned_data.get(f"{name}_{number}") for name in ("phase", "starts", "ends")]
            if (
                any(said)
                and not all(said)
                and not any(f"{name}_{number}" in self.errors for name in ("starts", "ends"))
            ):
                self.add_error(f"phase_{number}", str(_("Name the phase and both its days, or leave the row empty.")))

    def given(self) -> RoundGiven:
        """The arguments of the act."""
        said = self.cleaned_data
        texts: dict[str, dict[str, str]] = {
            name: {tongue: said[f"{name}_{column}"] for column, (tongue, _label) in TONGUES.items()}
            for name in ("name", "topic", "then")
        }
        rows = [
            [said.get(f"{name}_{number}") for name in ("phase", "starts", "ends")] for number in range(1, PHASES + 1)
        ]
        return RoundGiven(
            slug=said["slug"],
            names=texts["name"],
            topics=texts["topic"],
            thens=texts["then"],
            spans=[Span(phase, starts, ends) for phase, starts, ends in rows if phase and starts and ends],
            area=self.areas.get(said["area"]),
            matter=self.matters.get(said["matter"]),
            needed=said["needed"],
            answer_days=said["answer_days"],
            hides_count=said["hides_count"],
            talks=said["talks"],
        )


def _initial_of(known: Round) -> dict[str, Any]:
    told: dict[str, Any] = {
        "slug": known.slug,
        "area": known.area.code if known.area else "",
        "matter": known.matter.code if known.matter else "",
        "needed": known.needed,
        "answer_days": known.answer_days,
        "hides_count": known.hides_count,
        "talks": known.talks,
    }
    told |= {
        f"{name}_{column}": getattr(known, f"{name}_{column}")
        for name in ("name", "topic", "then")
        for column in TONGUES
    }
    for number, span in enumerate(known.spans, start=1):
        told |= {f"phase_{number}": span.phase, f"starts_{number}": _local(span.starts)}
        told[f"ends_{number}"] = _local(span.ends)
    return told


def _local(at: datetime) -> datetime:
    return localtime(at).replace(tzinfo=None)
