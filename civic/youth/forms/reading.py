"""What a reader and a duty officer hand in."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.boxes import BOXES_MOST
from civic.lib.box_form import BoxForm, rows_of, typed
from civic.youth.actions import HandOverGiven, VerdictGiven
from civic.youth.models import ProposalPicture, ReadySentence
from civic.youth.rules import Authority, Because, Cover, Covers, Look, Outcome, Verdict
from civic.youth.rules.concerns import WORDS_MOST
from civic.youth.rules.reading import NOTE_MOST

FIRST_KEY = 3  # 1 shows, 2 sends back: each sentence that is ready has its own
SENTENCES = 6  # as many as there are keys for


class VerdictForm(forms.Form):
    """Can it be public, why not, what of each picture, and is the child in danger."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("Can it be public?"), choices=Verdict.choices, required=False, widget=forms.RadioSelect
    )
    because = forms.MultipleChoiceField(
        label=_("Why it goes back"),
        help_text=_("The child reads these words."),
        choices=Because.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-label": "s"}),
    )
    ready = forms.ChoiceField(
        label=_("A sentence that is ready"),
        help_text=_("It comes before what you write, with its reason, in the language of the child."),
        required=False,
        widget=forms.RadioSelect(attrs={"data-label": "s"}),
    )
    note = forms.CharField(
        label=_("A kind word to the child"),
        help_text=_("From the office, without your name."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": NOTE_MOST, "data-label": "s"}),
    )
    is_danger = forms.BooleanField(
        label=_("The child may be in danger"),
        help_text=_("It is hidden at once, and the duty officer is called."),
        required=False,
    )
    danger_words = forms.CharField(
        label=_("What makes you think so"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": WORDS_MOST, "data-label": "s"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        pictures: list[ProposalPicture],
        sentences: Iterable[ReadySentence] = (),
        language: str = "",
        **given: Any,
    ) -> None:
        super().__init__(data, **given)
        self.pictures, self.language = pictures, language
        self.sentences = {one.code: one for one in sentences}
        ready: Any = self.fields["ready"]
        ready.choices = [("", _("None of these")), *self._choices()]
        for one in pictures:
            self.fields[f"look_{one.key.hex}"] = forms.ChoiceField(
                label=_("This picture"),
                choices=Look.choices,
                required=False,
                widget=forms.RadioSelect(attrs={"data-label": "s"}),
            )

    def _choices(self) -> Iterator[tuple[str, Any]]:
        for key, one in enumerate(self.sentences.values(), start=FIRST_KEY):
            yield one.code, format_html('{} · <span lang="{}">{}</span>', key, self.language, one.words(self.language))

    @property
    def looks(self) -> list[tuple[ProposalPicture, Any]]:
        """Each picture with its field."""
        return [(one, self[f"look_{one.key.hex}"]) for one in self.pictures]

    def given(self) -> VerdictGiven:
        """The verdict, as the act takes it."""
        said = self.cleaned_data
        ready = self.sentences.get(said["ready"])
        note = [ready.words(self.language)] if ready else []
        looks = {str(one.key): said[f"look_{one.key.hex}"] for one in self.pictures}
        return VerdictGiven(
            verdict=said["verdict"],
            because=list(dict.fromkeys([*([ready.because] if ready else []), *said["because"]])),
            note="\n".join([*note, said["note"]]).strip(),
            looks={key: look for key, look in looks.items() if look},
            is_danger=said["is_danger"],
            danger_words=said["danger_words"],
        )


class CoverForm(BoxForm):
    """One box over a child's picture."""

    shows = forms.ChoiceField(label=_("What it covers"), choices=Covers.choices, initial=Covers.FACE)

    @property
    def cover(self) -> Cover | None:
        """The box in the terms of the act; None for a row left empty."""
        sides = self.sides
        return Cover(*sides, self.cleaned_data["shows"]) if sides else None


CoverForms = rows_of(CoverForm, most=BOXES_MOST)


def cover_forms(picture: ProposalPicture, data: Any = None) -> Any:
    """The boxes of a picture, each as a row, and room for more."""
    return CoverForms(data, prefix="box", initial=[typed(box) for box in picture.boxes.all()])


def covers_in(rows: Any) -> list[Cover]:
    """The boxes of rows that were filled in and not struck out."""
    return [one for form in rows if form not in rows.deleted_forms and (one := form.cover) is not None]


class CloseForm(forms.Form):
    """What became of a concern."""

    outcome = forms.ChoiceField(
        label=_("What became of it"), choices=Outcome.choices, required=False, widget=forms.RadioSelect
    )
    finding = forms.CharField(
        label=_("What you found"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": WORDS_MOST, "data-label": "s"}),
    )


class HandOverForm(forms.Form):
    """To whom it was handed over."""

    authority = forms.ChoiceField(
        label=_("To whom"), choices=Authority.choices, required=False, widget=forms.RadioSelect
    )
    taker = forms.CharField(
        label=_("Which office or post took it"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 120, "autocomplete": "off", "data-label": "s"}),
    )
    reference = forms.CharField(
        label=_("Their number for it"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 80, "autocomplete": "off", "data-label": "s"}),
    )
    words = forms.CharField(
        label=_("What was handed over, and how"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": WORDS_MOST, "data-label": "s"}),
    )

    def given(self) -> HandOverGiven:
        """As the act takes it."""
        said = self.cleaned_data
        return HandOverGiven(said["authority"], said["taker"], said["reference"], said["words"])


class ReasonForm(forms.Form):
    """Why something is hidden."""

    reason = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 200, "autocomplete": "off", "data-label": "s"}),
    )


class PurposeForm(ReasonForm):
    """For what a locked copy is opened."""

    reason = forms.CharField(
        label=_("What for"),
        help_text=_("It is written down with your name."),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 200, "autocomplete": "off", "data-label": "s"}),
    )
