"""What residents raise in their community, and what the committee writes down."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import Kind
from civic.communities.actions.ending import KINDS
from civic.communities.models import Meeting, Task, Topic
from civic.communities.rules import ALT_LONGEST, PLACE_LONGEST, TEXT_LONGEST, TITLE_LONGEST, WHO_LONGEST, Reason
from civic.lib.plain_text import clean_line, clean_text
from civic.offices.models import Matter

EMPTY = _("Write this down: everybody will read it.")
LINE_MOST, TEXT_MOST = 1_000, 20_000  # of what is typed; the rules say what is too long, in a sentence


class LineField(forms.CharField):
    """One line, cleaned as the act will clean it."""

    def __init__(self, *, longest: int, **given: Any) -> None:
        attrs = {"dir": "auto", "autocomplete": "off"} | given.pop("attrs", {})
        given.setdefault("error_messages", {"required": EMPTY})
        super().__init__(strip=False, max_length=LINE_MOST, widget=forms.TextInput(attrs=attrs), **given)
        self.widget.attrs["maxlength"] = longest

    def to_python(self, value: Any) -> str:
        """The line without controls and tricks."""
        return clean_line(super().to_python(value) or "").strip()


class TextField(forms.CharField):
    """Several lines, cleaned as the act will clean them."""

    def __init__(self, *, rows: int = 4, **given: Any) -> None:
        given.setdefault("error_messages", {"required": EMPTY})
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
        super().__init__(strip=False, max_length=TEXT_MOST, widget=widget, **given)
        self.widget.attrs["maxlength"] = TEXT_LONGEST

    def to_python(self, value: Any) -> str:
        """The words without controls and tricks."""
        return clean_text(super().to_python(value) or "").strip()


class DayField(forms.DateField):
    """A day."""

    def __init__(self, **given: Any) -> None:
        errors = {"required": _("Name a day."), "invalid": _("Write it like 2026-12-04.")}
        widget = forms.DateInput(attrs={"type": "date", "class": "govuk-input--short"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], error_messages=errors, **given)


class CountField(forms.IntegerField):
    """So many people."""

    def __init__(self, **given: Any) -> None:
        errors = {"required": _("Write a number; 0 for nobody."), "invalid": _("Write a number; 0 for nobody.")}
        attrs = {"inputmode": "numeric", "class": "govuk-input--short", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), error_messages=errors, **given)


class RaiseForm(forms.Form):
    """A topic for the community. Only the words are needed."""

    text = TextField(
        rows=6,
        label=_("What is it about?"),
        help_text=_("Say it as you would in the courtyard. No names, no telephone numbers: everybody will read it."),
        error_messages={"required": _("Say in a sentence what it is about.")},
    )
    title = LineField(longest=TITLE_LONGEST, required=False, label=_("A heading (if you like)"))
    email = forms.CharField(
        required=False,
        max_length=LINE_MOST,
        label=_("E-mail address (if you want to hear of it)"),
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        required=False,
        max_length=LINE_MOST,
        label=_("Telephone number (if you want to hear of it)"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--short"}),
    )
    as_it_is = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)


class ShowForm(forms.Form):
    """The words everybody will read."""

    title = LineField(longest=TITLE_LONGEST, label=_("Heading"), error_messages={"required": _("Give it a heading.")})
    text = TextField(
        rows=6,
        label=_("Words"),
        help_text=_("What looked private is starred out already. Change nothing else: these are somebody's words."),
        error_messages={"required": _("Say in a sentence what it is about.")},
    )


class ReasonForm(forms.Form):
    """Why nobody is to read it."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose why. That a topic is unwelcome is no reason."),
            "invalid_choice": _("Choose why. That a topic is unwelcome is no reason."),
        },
    )


class NoteForm(forms.Form):
    """A reason, or what was done."""

    note = TextField(label=_("What happened, as everybody reads it"))


class MeetingForm(forms.Form):
    """The note of a meeting that was held."""

    held_on = DayField(label=_("Day of the meeting"))
    place = LineField(longest=PLACE_LONGEST, label=_("Where it was"))
    present = CountField(label=_("How many were there"))
    words = TextField(
        rows=8,
        label=_("What was said"),
        help_text=_("In a few sentences, without names: everybody will read it."),
    )

    def __init__(self, data: Any = None, *, topics: Sequence[Topic], **given: Any) -> None:
        super().__init__(data, **given)
        gone = _("One of these topics can no longer be talked over here. Look at the list again.")
        self.fields["topics"] = forms.MultipleChoiceField(
            required=False,
            label=_("Which topics were talked over"),
            choices=[(one.number, one.public_title) for one in topics],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": gone},
        )


class SheetForm(forms.Form):
    """A photo of a paper sheet, and what stands on it."""

    photo = forms.FileField(
        label=_("Photo of the sheet"),
        help_text=_("Cover names and telephone numbers first. A moderator looks at it before everybody sees it."),
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif"}),
        error_messages={"required": _("Choose a photo."), "empty": _("This file is empty. Choose another one.")},
    )
    alt = LineField(longest=ALT_LONGEST, label=_("What stands on it, for whoever cannot see it"))


class AgreeForm(forms.Form):
    """What was agreed, and how many were for it."""

    text = TextField(label=_("What was agreed, as everybody reads it"))
    agreed_on = DayField(label=_("Agreed on"))
    votes_for = CountField(label=_("For it"))
    votes_against = CountField(label=_("Against it"), initial=0)
    abstained = CountField(label=_("Abstained"), initial=0)

    def __init__(self, data: Any = None, *, meetings: Sequence[Meeting], **given: Any) -> None:
        super().__init__(data, **given)
        self.meetings = {str(one.pk): one for one in meetings}
        choices = [(key, f"{one.held_on} · {one.place}") for key, one in self.meetings.items()]
        self.fields["meeting"] = forms.ChoiceField(
            required=False, label=_("In which meeting"), choices=[("", _("In none, or another way")), *choices]
        )

    def clean_meeting(self) -> Meeting | None:
        """The meeting itself."""
        return self.meetings.get(self.cleaned_data["meeting"])


class TaskForm(forms.Form):
    """Who does what, by when."""

    who = LineField(longest=WHO_LONGEST, label=_("Who"), help_text=_("In words, such as “the people of building 3”."))
    what = TextField(rows=2, label=_("Does what"))
    due = DayField(label=_("By when"))


class EndTaskForm(forms.Form):
    """How a task ended."""

    def __init__(self, data: Any = None, *, tasks: Sequence[Task], **given: Any) -> None:
        super().__init__(data, **given)
        self.tasks = {str(one.pk): one for one in tasks}
        choose = _("Choose the task.")
        self.fields["task"] = forms.ChoiceField(
            label=_("Which task"),
            choices=[(key, f"{one.who}: {one.what[:60]}") for key, one in self.tasks.items()],
            widget=forms.RadioSelect,
            initial=next(iter(self.tasks), None),
            error_messages={"required": choose, "invalid_choice": choose},
        )
        self.fields["note"] = TextField(rows=2, label=_("How it ended, as everybody reads it"))

    def clean_task(self) -> Task | None:
        """The task itself."""
        return self.tasks.get(self.cleaned_data["task"])


class HandOnForm(forms.Form):
    """What the city is to know."""

    kind = forms.ChoiceField(
        label=_("What is it to the city?"),
        choices=[(kind.value, Kind(kind).label) for kind in KINDS],
        widget=forms.RadioSelect,
        initial=Kind.COMPLAINT.value,
    )
    place = LineField(longest=PLACE_LONGEST, required=False, label=_("Where in the community"))
    text = TextField(
        rows=6, label=_("What the city is to know"), help_text=_("The words of the topic stand here already.")
    )

    def __init__(self, data: Any = None, *, matters: Sequence[Matter], **given: Any) -> None:
        super().__init__(data, **given)
        self.matters = {one.code: one for one in matters}
        self.fields["matter"] = forms.ChoiceField(
            required=False,
            label=_("Matter, if you know it"),
            choices=[("", _("I do not know")), *((code, one.name) for code, one in self.matters.items())],
        )

    def clean_matter(self) -> Matter | None:
        """The matter itself."""
        return self.matters.get(self.cleaned_data["matter"])


def first_days(today: date) -> dict[str, str]:
    """What the fields for days begin with."""
    return {"held_on": today.isoformat(), "agreed_on": today.isoformat()}
