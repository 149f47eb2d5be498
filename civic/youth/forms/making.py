"""The five steps in which a child makes a proposal: a few boxes each, all of them large."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.youth.actions import Given
from civic.youth.models import Proposal, Topic
from civic.youth.rules.proposals import ALT_MOST, HELPS_MOST, ROWS_MOST, TITLE_MOST, WISHES_MOST, WORDS_MOST


class StepForm(forms.Form):
    """One step; it knows the proposal, and what of it the act is to keep."""

    def __init__(self, data: Any = None, files: Any = None, *, proposal: Proposal) -> None:
        self.proposal = proposal
        self.elsewhere: list[tuple[str, str]] = []  # what is wrong in another step: its address, and the sentence
        super().__init__(data, files, initial=self.before(proposal))

    def before(self, proposal: Proposal) -> dict[str, Any]:
        """What stands in the boxes already."""
        return {}

    def given(self, *, sure_of: Iterable[str]) -> Given:
        """What this step hands in."""
        raise NotImplementedError


class SawForm(StepForm):
    """Step 1: what I saw."""

    saw = forms.CharField(
        label=_("What did you see?"),
        help_text=_("Tell it as you would tell a friend: what is there, what bothers you, since when?"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": WORDS_MOST}),
    )
    topic = forms.ModelChoiceField(
        label=_("What is it about?"), queryset=Topic.objects.none(), required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, files: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data, files, proposal=proposal)
        topics = self.fields["topic"]
        assert isinstance(topics, forms.ModelChoiceField)
        topics.queryset = Topic.objects.all()
        topics.empty_label = None

    def before(self, proposal: Proposal) -> dict[str, Any]:
        return {"saw": proposal.saw, "topic": proposal.topic_id}

    def given(self, *, sure_of: Iterable[str]) -> Given:
        return Given(saw=self.cleaned_data["saw"], topic=self.cleaned_data["topic"], sure_of=list(sure_of))


class ChangeForm(StepForm):
    """Step 2: what I would change, one idea a line, and whom it helps."""

    change = forms.CharField(
        label=_("What would you change?"),
        help_text=_("One idea a line, four at most. Each of them gets an answer."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": WISHES_MOST * 200}),
    )
    helps = forms.CharField(
        label=_("Whom does it help?"),
        help_text=_("For example: small children, old people, everybody who walks to school."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": HELPS_MOST}),
    )

    def before(self, proposal: Proposal) -> dict[str, Any]:
        return {"change": proposal.change, "helps": proposal.helps}

    def given(self, *, sure_of: Iterable[str]) -> Given:
        said = self.cleaned_data
        return Given(change=said["change"], helps=said["helps"], sure_of=list(sure_of))


class PictureForm(StepForm):
    """Step 4: a drawing or a photo, and the child's own count; both may be left out."""

    photo = forms.FileField(
        label=_("A drawing or a photo"),
        help_text=_("Take a photo of your drawing, or of the place. No people, no school badge, no names in it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif", "class": "govuk-file-upload"}),
    )
    alt = forms.CharField(
        label=_("What can be seen in it?"),
        help_text=_("For children who cannot see it."),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": ALT_MOST, "autocomplete": "off"}),
    )
    question = forms.CharField(
        label=_("What did you ask?"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 200, "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data, files, proposal=proposal)
        rows = (proposal.asked or {}).get("answers", [])
        for place in range(ROWS_MOST):
            words, number = rows[place] if place < len(rows) else ("", None)
            self.fields[f"answer_{place}"] = forms.CharField(
                label=_("What they said"),
                required=False,
                initial=words,
                widget=forms.TextInput(attrs={"maxlength": 30, "autocomplete": "off"}),
            )
            self.fields[f"number_{place}"] = forms.IntegerField(
                label=_("How many"),
                required=False,
                initial=number,
                error_messages={"invalid": _("Write the number in digits, like 14.")},
                widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"}),
            )

    def before(self, proposal: Proposal) -> dict[str, Any]:
        return {"question": (proposal.asked or {}).get("question", "")}

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The rows of the count, to be drawn."""
        return [(self[f"answer_{place}"], self[f"number_{place}"]) for place in range(ROWS_MOST)]

    @property
    def counts(self) -> bool:
        """Is there a count, or something wrong with one, so that it stands open?"""
        asked = [self[name].value() for name in self.fields if name.startswith(("answer_", "question"))]
        return any(asked) or any(name.startswith(("question", "answer_", "number_")) for name in self.errors)

    def given(self, *, sure_of: Iterable[str]) -> Given:
        said = self.cleaned_data
        rows = [(said[f"answer_{place}"], said[f"number_{place}"] or 0) for place in range(ROWS_MOST)]
        return Given(question=said["question"], answers=rows, sure_of=list(sure_of))


class CheckForm(StepForm):
    """Step 5: a name for it; then it is read over and handed in."""

    title = forms.CharField(
        label=_("Give it a name"),
        help_text=_("Short, like the name of a book."),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": TITLE_MOST, "autocomplete": "off"}),
    )

    def before(self, proposal: Proposal) -> dict[str, Any]:
        return {"title": proposal.title}

    def given(self, *, sure_of: Iterable[str]) -> Given:
        return Given(title=self.cleaned_data["title"], sure_of=list(sure_of))


class WhereForm(StepForm):
    """Step 3: where it is, chosen from places in words; what is kept is the cell of the city's grid, never a point."""

    place = forms.ChoiceField(
        label=_("Choose where it is"),
        help_text=_("Others see only the neighbourhood, never the exact place."),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the places, or look for another one.")},
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        proposal: Proposal,
        places: Iterable[tuple[str, Any]] = (),
    ) -> None:
        super().__init__(data, files, proposal=proposal)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*places, ("nowhere", _("Everywhere in the city, or I cannot say"))]

    def before(self, proposal: Proposal) -> dict[str, Any]:
        return {"place": str(proposal.cell_id) if proposal.cell_id else ""}

    def chosen(self) -> str:
        """The key of the cell in the database, "nowhere", or "" when nothing was chosen."""
        return str(self.cleaned_data["place"])
