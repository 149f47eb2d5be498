"""The forms of consent: a code, answers purpose by purpose with nothing chosen beforehand, who the child is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from civic.guardians.rules import OWN_WORD_AGE, PURPOSES_OF, YOUTH, KnownAs, LookUp, Purpose, Relation, age_on
from civic.lib.refusals import Sentence
from civic.places.models import Area
from civic.youth.models import Edition
from civic.youth.rules import Band, age_fault, called

TO_CHILD: dict[str, Sentence] = {
    Purpose.ENTER: _("I want to take part."),
    Purpose.PUBLISH: _("Everybody may read what I make, under my drawn name."),
    Purpose.REAL_NAME: _("My real name may stand on it."),
    Purpose.PICTURE: _("I may be photographed and filmed, and people may see it."),
    Purpose.DIALOGUE: _("I want to talk with the mayor in person, if I am invited."),
    Purpose.JURY: _("The jury may look at what I make. It does not learn who I am."),
}
TO_ADULT: dict[str, Sentence] = {
    Purpose.ENTER: _("Needed to take part. With no here nothing is kept at all."),
    Purpose.PUBLISH: _("Everybody reads the pseudonym, the grade band and the district."),
    Purpose.REAL_NAME: _("Not needed for anything. Without a yes the name stays sealed."),
    Purpose.PICTURE: _("Not needed. Nobody takes a picture without a yes here."),
    Purpose.DIALOGUE: _("Adults who were checked are present. You are asked again before each meeting."),
    Purpose.JURY: _("Jurors see neither name nor school nor district."),
}
PURPOSES = tuple(purpose.value for purpose in PURPOSES_OF[YOUTH])
OWN = "own-"
DAYS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"]
CHILD_SAYS = [("yes", _("Yes, I want that")), ("no", _("No, I do not"))]
ADULT_SAYS = [("yes", _("Agree")), ("no", _("Refuse"))]
SAY = _("Choose one of the two answers.")
NO_RELATION = _("Say how you are related to the child.")
NO_DISTRICT = _("Choose the district in which the child lives or goes to school.")
NO_BAND = _("Choose the grade.")
NO_NAME = _("Write the name as it stands in the document or on the school's list.")


def _question(purpose: str, *, of_child: bool, now: Mapping[str, bool]) -> forms.ChoiceField:
    """Yes or no to one purpose; neither is chosen beforehand, unless it was said before."""
    said = {True: "yes", False: "no"}
    return forms.ChoiceField(
        label=TO_CHILD[purpose] if of_child else Purpose(purpose).label,
        help_text="" if of_child else TO_ADULT[purpose],
        choices=CHILD_SAYS if of_child else ADULT_SAYS,
        widget=forms.RadioSelect,
        initial=said[now[purpose]] if purpose in now else None,
        error_messages={"required": SAY, "invalid_choice": SAY},
    )


def _both(pseudonym: str) -> str:
    """A drawn name as it is read here, and as it stands in Chinese."""
    here = called(pseudonym, get_language() or "en")
    return here if here == pseudonym else f"{here} · {pseudonym}"


class Questions(forms.Form):
    """Yes or no to each purpose, each by itself; no is as near as yes. `start` marks the questions' fields."""

    start = ""

    def ask(self, *, of_child: bool, purposes: Sequence[str] = PURPOSES, now: Mapping[str, bool] | None = None) -> None:
        """Put the questions into the form."""
        for purpose in purposes:
            self.fields[self.start + purpose] = _question(purpose, of_child=of_child, now=now or {})

    @property
    def questions(self) -> list[BoundField]:
        """The questions, for the page."""
        return [self[self.start + purpose] for purpose in PURPOSES if self.start + purpose in self.fields]

    def clean(self) -> dict[str, Any]:
        """A no to taking part answers everything: the other questions need not be read."""
        if self.cleaned_data.get(self.start + Purpose.ENTER) == "no":
            for question in self.questions:
                self.errors.pop(question.name, None)
        return self.cleaned_data

    @property
    def words(self) -> dict[str, bool]:
        """What was answered; what was left open beside a no to taking part is a no."""
        return {
            question.name.removeprefix(self.start): self.cleaned_data.get(question.name) == "yes"
            for question in self.questions
        }


class WordsForm(Questions):
    """The questions alone."""

    def __init__(self, data: Any = None, *, of_child: bool = False, auto_id: str = "w-%s", **asked: Any) -> None:
        super().__init__(data, auto_id=auto_id)
        self.ask(of_child=of_child, **asked)


class CodeForm(forms.Form):
    """The code on a slip."""

    code = forms.CharField(
        label=_("Code on the slip"),
        help_text=_("Twelve letters and digits, like K7QM-2X4P-9TBD. Capital or small makes no difference."),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
                "class": "govuk-input--width-20 num",
            }
        ),
        error_messages={
            "required": _("Type the code from the slip."),
            "max_length": _("A code has twelve letters and digits. Type it as it stands on the slip."),
        },
    )


class AddressForm(forms.Form):
    """Where a grown-up is reached."""

    address = forms.CharField(
        label=_("E-mail address or telephone number of a grown-up at home"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write an e-mail address or a telephone number of a grown-up at home.")},
    )


class PupilForm(Questions):
    """Who the child is, and who answers for it: asked for only after somebody has said yes. From fourteen on the
    child's own questions come with it."""

    start = OWN
    name = forms.CharField(
        label=_("Name of the child"),
        help_text=_("As on the school's list. It is sealed: nobody opens it without a reason that you can read."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": NO_NAME},
    )
    born_on = forms.DateField(
        label=_("Birthday of the child"),
        help_text=_("Like 2016-05-01. Sealed as well."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-10 num"}
        ),
        input_formats=DAYS,
        error_messages={
            "required": _("Write the birthday, like 2016-05-01."),
            "invalid": _("This is not a day. Write it like 2016-05-01."),
        },
    )
    band = forms.ChoiceField(
        label=_("School grade"),
        choices=Band.choices,
        widget=forms.RadioSelect,
        error_messages={"required": NO_BAND, "invalid_choice": NO_BAND},
    )
    district = forms.ChoiceField(
        label=_("District"),
        widget=forms.Select,
        error_messages={"required": NO_DISTRICT, "invalid_choice": NO_DISTRICT},
    )
    pseudonym = forms.ChoiceField(
        label=_("A name for the public"),
        help_text=_("Drawn by lot, so that nobody is found by it. Let the child choose."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the names on the list. A made-up name keeps a child from being found."),
        },
    )
    guardian_name = forms.CharField(
        label=_("Your own name"),
        help_text=_("Sealed as well. It proves who agreed."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": NO_NAME},
    )
    relation = forms.ChoiceField(
        label=_("You are the child's"),
        choices=Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": NO_RELATION, "invalid_choice": NO_RELATION},
    )
    address = AddressForm.base_fields["address"]
    reach = forms.CharField(
        label=_("How the family is reached"),
        help_text=_("A telephone number, or nothing. Sealed."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    document = forms.BooleanField(
        label=_("I have seen a document of the guardian, and one that shows whose guardian she is. I copied neither."),
        error_messages={"required": _("Look at the documents first, then tick this.")},
    )

    known_as = forms.ChoiceField(
        label=_("Is it the child that is known?"), choices=KnownAs.choices, required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, names: Iterable[str], districts: Sequence[Area], who: str) -> None:
        super().__init__(data, auto_id="p-%s")
        self.districts = {area.code: area for area in districts}
        self._offer(names)
        self.fields["district"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a district")),
            *[(area.code, area.name) for area in districts],
        ]
        gone = {"guardian": {"address", "reach", "document", "known_as"}, "desk": {"address"}}.get(
            who, {"guardian_name", "relation", "reach", "document", "known_as"}
        )
        for name in gone if districts else gone | {"district"}:
            del self.fields[name]
        if who == "child":
            self.fields["name"].label, self.fields["born_on"].label = _("Your name"), _("Your birthday")
            self.fields["pseudonym"].help_text = _("Drawn by lot, so that nobody is found by it. Choose one.")
        if who == "desk":
            self.fields["guardian_name"].label = _("Name of the guardian")
            self.fields["relation"].label = _("She or he is the child's")
        self._who = who

    def _offer(self, names: Iterable[str]) -> None:
        """Fresh names, and the one that was chosen before."""
        offered, chosen = list(names), str(self.data.get("pseudonym", "")) if self.is_bound else ""
        kept = [chosen] if chosen and chosen not in offered and len(chosen) <= 40 else []
        self.fields["pseudonym"].choices = [(name, _both(name)) for name in kept + offered][:6]  # type: ignore[attr-defined]

    def add_own_word(self, edition: Edition, *, today: Any) -> bool:
        """From fourteen on the child answers itself: the questions come when the birthday says so. Says whether they
        had been asked already; nobody too old or too young for the edition is asked, and the act says why not."""
        field = self.fields["born_on"]
        try:
            day = field.clean(field.widget.value_from_datadict(self.data, {}, "born_on"))
        except forms.ValidationError:
            return True
        if self._who == "child" or age_on(day, today) < OWN_WORD_AGE:
            return True
        if age_fault(day, age_day=edition.age_day, least=edition.least_age, most=edition.most_age):
            return True
        self.ask(of_child=True)
        return "asks-own" in self.data

    @property
    def district_given(self) -> Area | None:
        """The district that was chosen; None where the school says it."""
        return self.districts.get(self.cleaned_data.get("district", ""))


class JoinForm(Questions):
    """Another guardian: who she is, and her word."""

    guardian_name = PupilForm.base_fields["guardian_name"]
    relation = PupilForm.base_fields["relation"]

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="j-%s")
        self.ask(of_child=False)


class FindForm(forms.Form):
    """A family at a desk: by its slip, or by what the child's document says."""

    code = forms.CharField(
        label=_("Code on the family's slip"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "class": "govuk-input--width-20 num"}),
    )
    name = forms.CharField(
        label=_("Or the name of the child"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    born_on = forms.DateField(
        label=_("And its birthday"),
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-10 num"}
        ),
        input_formats=DAYS,
        error_messages={"invalid": _("This is not a day. Write it like 2016-05-01.")},
    )

    purpose = forms.ChoiceField(
        label=_("What for"),
        help_text=_("The family reads this, with the time."),
        choices=[(one.value, one.label) for one in LookUp if one != LookUp.AGAIN],
        widget=forms.RadioSelect(attrs={"data-label": "s"}),
        error_messages={"required": _("Choose what for: the family reads it.")},
    )

    def clean(self) -> dict[str, Any]:
        """One of the two ways."""
        given = self.cleaned_data
        if not given.get("code") and not (given.get("name") and given.get("born_on")) and not self.errors:
            raise forms.ValidationError(_("Type the code, or the child's name together with its birthday."))
        return given
