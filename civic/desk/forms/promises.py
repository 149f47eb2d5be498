"""What is asked of an office that promises, and of the side that checks it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from civic.desk.forms.fields import Chosen, Standpoint, Words
from civic.offices.models import Office
from civic.places.models import Area
from civic.promises.actions import ChangeGiven, PromiseGiven
from civic.promises.models import Picture, Promise, Stage
from civic.promises.rules import (
    EVIDENCE_LONGEST,
    POST_LONGEST,
    POST_NAMES,
    REASON_LONGEST,
    TITLE_LONGEST,
    WORDS_LONGEST,
    Moment,
    Source,
    read_yuan,
    yuan,
)

LINE = _("Write each stage in a line of its own: the day, a space, and what is done by then.")
NO_AMOUNT = _("Write an amount in yuan, like 120000 or 99.50.")
DAY_FORM = _("Write it like 2026-12-04.")
NO_NAME = _("A post, never the name of a person.")


class DayField(forms.DateField):
    """A day, written as everywhere at the desk."""

    def __init__(self, **given: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        wrong = {"required": _("Name a day."), "invalid": DAY_FORM}
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], error_messages=wrong, **given)


class YuanField(forms.CharField):
    """An amount in yuan, kept in whole fen."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--short"})
        super().__init__(required=False, max_length=30, widget=widget, **given)

    def clean(self, value: Any) -> Any:
        """Fen; None where it was left empty."""
        said = str(super().clean(value) or "").strip()
        if not said:
            return None
        fen = read_yuan(said)
        if fen is None:
            raise forms.ValidationError(NO_AMOUNT)
        return fen


class StagesField(forms.CharField):
    """Stages, a line each: the day, a space, the words."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), **given
        )

    def clean(self, value: Any) -> Any:
        """Words and day of each."""
        found: list[tuple[str, date]] = []
        for line in str(super().clean(value) or "").splitlines():
            if not line.strip():
                continue
            said, _space, words = line.strip().partition(" ")
            try:
                day = parse_date(said)
            except ValueError:
                day = None
            if day is None or not words.strip():
                raise forms.ValidationError(LINE)
            found.append((words.strip(), day))
        return found


def stages_said(stages: list[Stage]) -> str:
    """Stages as the field takes them."""
    return "\n".join(f"{one.due_on.isoformat()} {one.words}" for one in stages)


AT_THE_TOP = (
    "title_zh_hans",
    "title_zh_hant",
    "title_en",
    "words",
    "owner",
    *POST_NAMES,
    "due_on",
    "source",
    "source_words",
)
"""What a promise is: what, by whom, by when, and where it comes from; the rest tells more of it."""
OF_ITS_OWN_PAGE = frozenset({Source.SUGGESTION, Source.CASE, Source.PROPOSAL})
"""What is promised of an answer, or of a child's proposal, is written down there and not chosen from a list."""


class PostForm(forms.Form):
    """Who answers for a promise, in three languages."""

    post = Words(label=_("Who answers for it"), help_text=NO_NAME, longest=POST_LONGEST, is_line=True, required=False)
    post_zh_hant = Words(
        label=_("Who answers for it, in Traditional Chinese"), longest=POST_LONGEST, is_line=True, required=False
    )
    post_en = Words(label=_("Who answers for it, in English"), longest=POST_LONGEST, is_line=True, required=False)

    @property
    def posts(self) -> dict[str, Any]:
        """As the acts take them."""
        return {name: self.cleaned_data[name] for name in POST_NAMES}


class PromiseForm(PostForm):
    """A promise as it is written down."""

    title_zh_hans = Words(label=_("Title in Simplified Chinese"), longest=TITLE_LONGEST, is_line=True, required=False)
    title_zh_hant = Words(label=_("Title in Traditional Chinese"), longest=TITLE_LONGEST, is_line=True, required=False)
    title_en = Words(label=_("Title in English"), longest=TITLE_LONGEST, is_line=True, required=False)
    words = Words(label=_("What is promised, as everybody will read it"), longest=WORDS_LONGEST)
    source = forms.ChoiceField(label=_("It comes from"), choices=Source.choices)
    source_words = Words(label=_("Which plan, project or dialogue"), longest=200, is_line=True, required=False)
    place = Words(label=_("Place"), longest=200, is_line=True, required=False)
    point = Standpoint(label=_("Point on the map: latitude, longitude"), required=False)
    due_on = DayField(label=_("Promised by"), required=False)
    stages = StagesField(label=_("Stages"), help_text=LINE)
    budget = YuanField(label=_("Budget in yuan"), help_text=_("Leave it empty where there is none."))
    budget_source = Words(label=_("Where the money comes from"), longest=200, is_line=True, required=False)
    budget_words = Words(label=_("What it is spent on"), longest=2000, required=False)

    def __init__(
        self, data: Any = None, *, offices: list[Office], areas: list[Area], of_case: bool, **given: Any
    ) -> None:
        super().__init__(data, **given)
        known = {one.code: one for one in offices}
        choices = [("", _("Choose one")), *((one.code, one.name) for one in offices)]
        owner = Chosen(known, label=_("Who keeps it"), choices=choices, error_messages={"required": ""}, required=False)
        self.fields["owner"] = owner
        if len(offices) == 1:  # whoever forgets it writes a draft that nobody else sees
            self.initial.setdefault("owner", offices[0].code)
        self.areas = {one.code: one for one in areas}
        places = [("", _("The whole city")), *((one.code, one.name) for one in areas)]
        self.fields["area"] = forms.ChoiceField(label=_("Area"), choices=places, required=False)
        if of_case:
            del self.fields["source"]
        else:
            own = self.initial.setdefault("source", Source.PLAN.value)
            chosen = [one for one in Source if one not in OF_ITS_OWN_PAGE or one == own]
            source = self.fields["source"]
            assert isinstance(source, forms.ChoiceField)
            source.choices = [(one.value, one.label) for one in chosen]
        self.order_fields([*AT_THE_TOP, *self.fields])

    def given(self, *, source: str = "") -> PromiseGiven:
        """As the act takes it."""
        said = self.cleaned_data
        titles = {
            "zh-hans": said["title_zh_hans"],
            "zh-hant": said["title_zh_hant"],
            "en": said["title_en"],
        }
        return PromiseGiven(
            titles=titles,
            words=said["words"],
            source=source or said["source"],
            source_words=said["source_words"],
            owner=said["owner"],
            **self.posts,
            area=self.areas.get(said["area"]),
            point=said["point"],
            place=said["place"],
            due_on=said["due_on"],
            budget_fen=said["budget"],
            budget_source=said["budget_source"],
            budget_words=said["budget_words"],
            stages=said["stages"],
        )


def initial_of(promise: Promise) -> dict[str, Any]:
    """What a draft says, for its form."""
    names = ("title_zh_hans", "title_zh_hant", "title_en", "words", "source", "source_words", "place", "due_on")
    told = {name: getattr(promise, name) for name in (*names, *POST_NAMES, "budget_source", "budget_words")}
    return told | {
        "owner": promise.owner.code if promise.owner else "",
        "area": promise.area.code if promise.area else "",
        "point": f"{promise.lat}, {promise.lon}" if promise.lat is not None else "",
        "budget": yuan(promise.budget_fen) if promise.budget_fen is not None else "",
        "stages": stages_said(list(promise.stages.all())),
    }


def _open_stages(promise: Promise) -> list[tuple[str, Any]]:
    rows = promise.stages.filter(acceptance__isnull=True)
    return [("", _("None")), *((str(one.place), f"{one.due_on.isoformat()} {one.words}") for one in rows)]


class PromiseReportForm(forms.Form):
    """How far it is."""

    text = Words(label=_("What was done, and what is still to do"), longest=WORDS_LONGEST)
    progress = forms.IntegerField(label=_("Done, in percent"), min_value=0, max_value=100)
    next_on = DayField(label=_("Next report by"), required=False)

    def __init__(self, data: Any = None, *, promise: Promise, **given: Any) -> None:
        super().__init__(data, **given)
        stage = forms.TypedChoiceField(
            label=_("Stage that is done"), choices=_open_stages(promise), coerce=int, empty_value=None, required=False
        )
        self.fields["stage"] = stage


class AcceptForm(forms.Form):
    """What was found, and by what it is proved."""

    text = Words(label=_("What you found"), longest=REASON_LONGEST)
    document = Words(
        label=_("Document it rests on"), help_text=_("Or choose a picture."), longest=EVIDENCE_LONGEST, is_line=True,
        required=False,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, promise: Promise, pictures: list[Picture], **given: Any) -> None:
        super().__init__(data, **given)
        choices = _open_stages(promise)[1:]
        self.fields["stage"] = forms.TypedChoiceField(label=_("Stage"), choices=choices, coerce=int)
        known = [("", _("None")), *((str(one.key), f"{one.get_moment_display()}: {one.alt}") for one in pictures)]
        self.fields["picture"] = forms.ChoiceField(label=_("Picture that shows it"), choices=known, required=False)

    def clean_picture(self) -> Any:
        """Its key; None for none."""
        return self.cleaned_data["picture"] or None


class WhyForm(forms.Form):
    """The reason, as everybody reads it."""

    text = Words(label=_("Reason, as everybody reads it"), longest=REASON_LONGEST)


class InsideWhyForm(forms.Form):
    """Why something is hidden, shown again or put aside; only the desk reads it."""

    text = Words(label=_("Why, for the desk alone"), longest=REASON_LONGEST)


class PictureForm(forms.Form):
    """A picture and what it shows."""

    moment = forms.ChoiceField(label=_("When it was taken"), choices=Moment.choices)
    alt = Words(label=_("What the picture shows"), longest=200, is_line=True)
    upload = forms.FileField(label=_("Picture"), widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif"}))


class PromiseChangeForm(PostForm):
    """What is to be different; as it is now where nothing was typed."""

    words = Words(label=_("What is promised, as everybody will read it"), longest=WORDS_LONGEST)
    due_on = DayField(label=_("Promised by"))
    stages = StagesField(label=_("Stages that are open"), help_text=LINE)
    budget = YuanField(label=_("Budget in yuan"), help_text=_("Leave it empty where there is none."))
    budget_source = Words(label=_("Where the money comes from"), longest=200, is_line=True, required=False)
    reason = Words(label=_("Why it is changed, as everybody reads it"), longest=REASON_LONGEST)

    def __init__(self, data: Any = None, *, promise: Promise, offices: list[Office], **given: Any) -> None:
        now = initial_of(promise)
        now["stages"] = stages_said(list(promise.stages.filter(acceptance__isnull=True)))
        super().__init__(data, initial=now, **given)
        known = {one.code: one for one in offices}
        choices = [(one.code, one.name) for one in offices]
        wrong = {"required": _("Choose the office that keeps it.")}
        self.fields["owner"] = Chosen(known, label=_("Who keeps it"), choices=choices, error_messages=wrong)
        self.order_fields(["words", "due_on", "stages", "budget", "budget_source", *POST_NAMES, "reason"])

    def given(self) -> ChangeGiven:
        """As the act takes it."""
        said = self.cleaned_data
        return ChangeGiven(
            words=said["words"],
            due_on=said["due_on"],
            budget_fen=said["budget"],
            budget_source=said["budget_source"] or None,
            owner=said["owner"],
            **self.posts,
            stages=said["stages"],
        )
