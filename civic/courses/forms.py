"""What is handed in about courses and qualifications: a course, its answers, a day, a paper, a grant."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.courses.actions import CourseTold, DayTold, QualificationTold
from civic.courses.models import Course, Qualification, Question
from civic.courses.rules import QualificationKind, QuestionTold, Way, as_written
from civic.lib.markdown import LONGEST
from civic.offices.rules import said_in
from civic.volunteers.models import Organisation

TONGUES = {"zh_hans": "zh-hans", "zh_hant": "zh-hant", "en": "en"}
NAMES = {
    "zh_hans": _("Name in simplified Chinese"),
    "zh_hant": _("Name in traditional Chinese"),
    "en": _("Name in English"),
}
SUMMARIES = {
    "zh_hans": _("What it is about, in one sentence, in simplified Chinese"),
    "zh_hant": _("The same sentence in traditional Chinese"),
    "en": _("The same sentence in English"),
}
WORDS = {
    "zh_hans": _("The course itself in simplified Chinese (Markdown)"),
    "zh_hant": _("The course itself in traditional Chinese (Markdown)"),
    "en": _("The course itself in English (Markdown)"),
}
TESTS = {
    "zh_hans": _("The test in simplified Chinese"),
    "zh_hant": _("The test in traditional Chinese"),
    "en": _("The test in English"),
}
TEST_HINT = _(
    "A line each: ? the question, - a wrong answer, * the right answer, ! what is told to whoever chose a wrong one."
)
CODE = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
NEEDED = _("Write this in simplified Chinese at least.")
MOMENT = {"required": _("Say when."), "invalid": _("This is not a moment. Write it like 2026-12-01 09:00.")}


def _code() -> forms.RegexField:
    return forms.RegexField(
        CODE,
        label=_("Short name in the address"),
        help_text=_("Small Latin letters, digits and dashes, like night-patrol."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "class": "govuk-input--width-20"}),
        error_messages={
            "required": _("Write a short name."),
            "invalid": _("Only small Latin letters, digits and dashes, like night-patrol."),
        },
    )


class CourseForm(forms.Form):
    """A course in up to three languages, with its test."""

    code = _code()
    way = forms.ChoiceField(label=_("How is it taken?"), choices=Way.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label=_("Minutes of learning"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5 num"}),
        error_messages={"required": _("Say how many minutes it takes, up to forty hours.")},
    )
    pass_share = forms.IntegerField(
        label=_("Share of right answers that passes, in percent"),
        initial=80,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5 num"}),
    )
    gives = forms.ModelChoiceField(
        label=_("What is somebody qualified for by it?"),
        queryset=Qualification.objects.none(),
        required=False,
        empty_label=_("Nothing: it is for learning alone"),
    )
    needs_word = forms.BooleanField(label=_("It counts only once somebody has confirmed it."), required=False)

    def __init__(self, data: Any = None, *, now: Course | None = None) -> None:
        super().__init__(data, initial=_as_it_stands(now) if now else None)
        for texts, start, rows, longest in (
            (NAMES, "name", 0, 120),
            (SUMMARIES, "summary", 0, 300),
            (WORDS, "words", 10, LONGEST),
            (TESTS, "test", 8, LONGEST),
        ):
            for column, label in texts.items():
                must = column == "zh_hans" and start != "test"
                self.fields[f"{start}_{column}"] = forms.CharField(
                    label=label,
                    help_text=TEST_HINT if start == "test" and column == "zh_hans" else "",
                    required=must,
                    max_length=longest,
                    widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
                    error_messages={"required": NEEDED},
                )
        gives = self.fields["gives"]
        assert isinstance(gives, forms.ModelChoiceField)
        gives.queryset = Qualification.objects.filter(is_offered=True, kind=QualificationKind.COURSE)
        self._code = now.code if now else ""
        if now is not None:
            del self.fields["code"]

    @property
    def told(self) -> CourseTold:
        """What the act takes."""
        given = self.cleaned_data

        def of(start: str) -> dict[str, str]:
            return {tongue: given[f"{start}_{column}"] for column, tongue in TONGUES.items()}

        return CourseTold(
            code=given.get("code", self._code),
            way=given["way"],
            minutes=given["minutes"],
            names=of("name"),
            summaries=of("summary"),
            words=of("words"),
            tests=of("test"),
            pass_share=given["pass_share"],
            gives=given["gives"],
            needs_word=given["needs_word"],
        )


def _as_it_stands(course: Course) -> dict[str, Any]:
    told = [QuestionTold(one.words, one.answers, one.right, one.why) for one in course.questions.all()]
    names = ("way", "minutes", "pass_share", "gives", "needs_word")
    starts = ("name", "summary", "words")
    return (
        {name: getattr(course, name) for name in names}
        | {f"{start}_{column}": getattr(course, f"{start}_{column}") for start in starts for column in TONGUES}
        | {f"test_{column}": as_written(told, tongue) for column, tongue in TONGUES.items()}
    )


class AnswersForm(forms.Form):
    """The questions of a test; which answer is right is not in it."""

    def __init__(self, data: Any = None, *, questions: list[Question]) -> None:
        super().__init__(data)
        language = get_language() or "en"
        for one in questions:
            self.fields[f"q{one.order}"] = forms.ChoiceField(
                label=said_in(one.words, language),
                choices=[(str(turn), said_in(answer, language)) for turn, answer in enumerate(one.answers)],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose an answer.")},
            )

    @property
    def answers(self) -> list[int | None]:
        """What the act takes."""
        return [int(self.cleaned_data[name]) for name in self.fields]


class DayForm(forms.Form):
    """A day on which a course is given."""

    starts_at = forms.DateTimeField(label=_("Begins"), help_text=_("Like 2026-12-01 09:00."), error_messages=MOMENT)
    ends_at = forms.DateTimeField(label=_("Ends"), error_messages=MOMENT)
    where = forms.CharField(
        label=_("Where?"), max_length=200, error_messages={"required": _("Say where people come to.")}
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5 num"}),
        error_messages={"required": _("Say how many seats there are, up to 500.")},
    )
    teacher = forms.ModelChoiceField(
        label=_("Who teaches?"),
        queryset=Person.objects.none(),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose somebody who manages the organisation or leads for it.")},
    )

    def __init__(self, data: Any = None, *, organisation: Organisation) -> None:
        super().__init__(data, auto_id="d-%s")
        teacher = self.fields["teacher"]
        assert isinstance(teacher, forms.ModelChoiceField)
        held = organisation.managers.filter(ended_at__isnull=True)
        teacher.queryset = Person.objects.filter(pk__in=held.values("person"))

    @property
    def told(self) -> DayTold:
        """What the act takes."""
        return DayTold(**self.cleaned_data)


class PaperForm(forms.Form):
    """A paper a volunteer shows."""

    qualification = forms.ModelChoiceField(
        label=_("What does the paper prove?"),
        queryset=Qualification.objects.none(),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose what the paper proves.")},
    )
    photo = forms.FileField(
        label=_("A picture of the paper"),
        help_text=_("Only you and the coordinator who looks at it see the picture."),
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif", "class": "govuk-file-upload"}),
        error_messages={"required": _("Choose a picture of the paper.")},
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        field = self.fields["qualification"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Qualification.objects.filter(is_offered=True).exclude(kind=QualificationKind.COURSE)


class GrantForm(forms.Form):
    """From when until when a paper holds."""

    given_on = forms.DateField(
        label=_("Since which day does it hold?"),
        help_text=_("As on the paper, like 2026-05-01."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10 num"}),
        error_messages={"required": _("Write the day on the paper."), "invalid": _("This is not a day.")},
    )
    expires_on = forms.DateField(
        label=_("Until which day?"),
        help_text=_("With nothing written: as long as such a qualification lasts."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10 num"}),
        error_messages={"invalid": _("This is not a day.")},
    )


class QualificationForm(forms.Form):
    """Something a post may ask for."""

    code = _code()
    name_zh_hans = forms.CharField(label=NAMES["zh_hans"], max_length=120, error_messages={"required": NEEDED})
    name_zh_hant = forms.CharField(label=NAMES["zh_hant"], max_length=120, required=False)
    name_en = forms.CharField(label=NAMES["en"], max_length=160, required=False)
    kind = forms.ChoiceField(
        label=_("Where does it come from?"), choices=QualificationKind.choices, widget=forms.RadioSelect
    )
    lasts_months = forms.IntegerField(
        label=_("How many months does it last?"),
        help_text=_("With nothing written: for good."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5 num"}),
    )
    needs_evidence = forms.BooleanField(label=_("It needs a picture of a paper."), required=False)
    source = forms.CharField(label=_("The law that asks for it, if there is one"), max_length=200, required=False)

    @property
    def told(self) -> QualificationTold:
        """What the act takes."""
        given = self.cleaned_data
        names = {tongue: given[f"name_{column}"] for column, tongue in TONGUES.items()}
        rest = {name: given[name] for name in ("code", "kind", "lasts_months", "needs_evidence", "source")}
        return QualificationTold(names=names, **rest)


class IncludeForm(forms.Form):
    """Whoever holds the first holds the second."""

    including = forms.ModelChoiceField(
        label=_("Whoever holds this"), queryset=Qualification.objects.all(), empty_label=_("Choose one")
    )
    included = forms.ModelChoiceField(
        label=_("holds this too"), queryset=Qualification.objects.all(), empty_label=_("Choose one")
    )
