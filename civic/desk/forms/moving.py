"""The form of a move, grown from what its row demands; and the form that opens a contact."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.forms.widgets import Widget
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, Photo
from civic.cases.queries import deferrable, open_stages
from civic.cases.rules import Demand, Move, outcomes_for
from civic.cases.rules.boxes import BOXES_MOST, Box, Shows
from civic.cases.rules.clock import pause_told
from civic.cases.rules.moves import HANDLED
from civic.cases.rules.named_days import DEMAND_DAYS_MOST
from civic.cases.rules.screening import Finding, Ground, left_private, replaced
from civic.desk.queries import OpenCase
from civic.desk.rules import READ_FIRST, Piece, pieces_of, waits_for_screening
from civic.lib.plain_text import clean_line, clean_text, guess_language
from civic.offices.models import NEVER_ANSWERING, Matter, Office
from civic.offices.queries import conditions_of, matters_by_family, who_answers
from civic.offices.rules import FAMILIES

OFFICES_SIDE_BY_SIDE = 7  # more offices than that make a list to choose from
PUBLIC_WORDS = ("title", "text", "address")  # of a case that is published
UNREAD = frozenset({"seq", "read", "keep"})  # no words that somebody reads in a preview
_STAGE_UNKNOWN = _("This stage is not waited for. Choose one from the list.")
_NO_DAY = _("Write the day as year-month-day, like 2026-12-04.")
_EMPTY = _("Write something here: others will rely on it.")
_TOO_LONG = _("This is too long. Keep it under %(count)d characters.")


class Words(forms.CharField):
    """Words of an officer, cleaned before they are counted, as the act itself will do."""

    def __init__(self, *, longest: int, is_line: bool = False, **given: Any) -> None:
        widget = (
            forms.TextInput(attrs={"dir": "auto"})
            if is_line
            else forms.Textarea(attrs={"rows": 4, "maxlength": longest, "dir": "auto"})
        )
        super().__init__(strip=False, widget=widget, error_messages={"required": _EMPTY}, **given)
        self.longest, self.is_line = longest, is_line

    def to_python(self, value: Any) -> str:
        """The words without controls and tricks."""
        words = super().to_python(value) or ""
        return (clean_line(words) if self.is_line else clean_text(words)).strip()

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.longest:
            raise forms.ValidationError(_TOO_LONG, params={"count": self.longest})


class Hinted(forms.RadioSelect):
    """Radios of which some carry a sentence of their own."""

    hints: Mapping[str, Any] = {}


class MoveForm(forms.Form):
    """What one move asks for.

    `seq` is how far the timeline had come when the officer read it, `read` what she read in the preview.
    """

    seq = forms.IntegerField(required=False, widget=forms.HiddenInput)
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, move: Move, opened: OpenCase, at: datetime, **given: Any) -> None:
        super().__init__(data, auto_id=f"{move.verb}-%s", **given)
        self.move, self.opened, self.at = move, opened, at
        self.fields["seq"].initial = opened.case.last_seq
        for demand in move.demands:
            field = _GROW[demand.kind](demand, opened.case, at, data)
            if field is not None:
                self.fields[demand.name] = field
        if move.verb == "ask":
            self.fields["text"].help_text = pause_told(opened.case.pauses)
        if move.verb == "publish":
            self._add_findings()
            _add_screening(self.fields, opened)

    def _add_findings(self) -> None:
        """A box for each thing that looks private in what is to become public, to be ticked where it may stay."""
        if self.findings:  # of what is published; an answer is only warned of
            self.fields["keep"] = _Kept(
                required=False,
                label=_("These may stay as they are"),
                help_text=_("Tick only what everybody may know, like the number of a public office."),
                choices=[(one.text, f"{one.text} ({one.label})") for one in self.findings],
                widget=forms.CheckboxSelectMultiple,
            )

    def _said(self, name: str) -> str:
        """What stands in a field now: as typed, or as it is to begin with."""
        return str(self.data.get(name, "") if self.is_bound else self.initial.get(name) or "")

    @cached_property
    def findings(self) -> list[Finding]:
        """What looks private in the words that are to become public."""
        if self.move.verb != "publish":
            return left_private([self._said("text")] if self.is_bound else [])
        later: list[str] = []
        if isinstance(self.data, QueryDict) and self.is_bound:  # to begin with, what looks private is held back
            held = set(self.data.getlist("hold_back"))
            later = [one.text for one in self.opened.new_words if one.is_unread and str(one.seq) not in held]
        return left_private([*(self._said(name) for name in PUBLIC_WORDS), *later], told=self._told)

    @property
    def _told(self) -> list[str]:
        """The words that may announce a name: those as handed in, and those that are to become public."""
        return [self.opened.case.title, self.opened.words.text, *(self._said(name) for name in PUBLIC_WORDS)]

    @property
    def marked(self) -> list[tuple[Any, list[Piece]]]:
        """The words that are to become public, with what looks private marked; only where there is any."""
        told = [
            (self.fields[name].label, pieces_of(clean_text(self._said(name)), told=self._told)) for name in PUBLIC_WORDS
        ]
        return [(label, pieces) for label, pieces in told if any(piece.kind for piece in pieces)]

    def with_neutral_words(self) -> tuple[dict[str, str], int]:
        """Title, text and place with neutral words for what looks private and was not ticked, and how many places."""
        kept = self.data.getlist("keep") if isinstance(self.data, QueryDict) else ()
        told: dict[str, str] = {}
        changed = 0
        for name in PUBLIC_WORDS:
            said = clean_text(self._said(name))
            language = guess_language(said) or self.opened.case.language
            told[name], places = replaced(said, language=language, kept=kept, told=self._told)
            changed += places
        return told, changed

    @property
    def verb(self) -> str:
        """The verb this form is for."""
        return self.move.verb

    @property
    def notes(self) -> list[tuple[Any, str]]:
        """What the catalogue says to whoever decides: when the city takes such a thing on, and when it is done."""
        words = self.opened.worded
        told = {
            "accept": [(_("The city takes it on when"), words.filing)],
            "verify": [(_("It counts as done when"), words.closing)],
            "send-back": [(_("It counts as done when"), words.closing)],
        }
        if self.move.of_deferral:
            return self._asked_for()
        return [(label, said) for label, said in told.get(self.move.verb, []) if said]

    def _asked_for(self) -> list[tuple[Any, str]]:
        """What the office asks for and why, for whoever decides on it."""
        case, asked = self.opened.case, [entry for entry in self.opened.entries if entry.line.verb == "defer"]
        days = [(_("Promised so far"), case.answer_due_at), (_("The office asks for"), case.defer_to)]
        told = [(label, date_format(localtime(day), "DATE_FORMAT")) for label, day in days if day]
        return told + [(_("Its reason"), entry.text) for entry in asked[-1:] if entry.text]

    @property
    def is_read_first(self) -> bool:
        """Do the words have to be read in a preview before they go?"""
        return self.move.verb in READ_FIRST

    @property
    def typed(self) -> list[tuple[Any, str]]:
        """The words somebody typed, with their labels, so that a refusal loses none of them."""
        asked = [demand for demand in self.move.demands if demand.kind in ("text", "line", "day")]
        return [
            (demand.label, said)
            for demand in asked
            if (said := clean_text(str(self.data.get(demand.name, ""))).strip())
        ]

    def clean(self) -> dict[str, Any] | None:
        """Whoever chose another matter sees its conditions before they count as left out."""
        if "condition" in self.fields and "condition" not in self.data:
            self.add_error("condition", _("How fast the city has to be hangs on the condition. Choose it."))
        return super().clean()

    def given(self) -> dict[str, Any]:
        """What was handed in, in the terms of the act."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("seq", "read")}
        if self.move.verb == "publish":
            given["photos"] = [UUID(key) for key in given.get("photos", [])]
            given["read_to"] = self.cleaned_data.get("seq") or self.opened.case.last_seq
            given["hold_back"] = [int(seq) for seq in given.get("hold_back", [])]
            given["keep"] = given.get("keep", [])
        if self.move.verb == "answer":
            given["language"] = guess_language(given["text"]) or self.opened.case.language
        return given

    def fingerprint(self) -> str:
        """Stands for exactly what was handed in, so that nothing is sent that was not read."""
        kept = sorted((name, str(value)) for name, value in self.cleaned_data.items() if name not in UNREAD)
        return sha256(repr(kept).encode()).hexdigest()[:32]

    def was_read(self) -> bool:
        """Was this read in the preview, word for word?"""
        return bool(self.cleaned_data.get("read") == self.fingerprint())


def move_form(move: Move, opened: OpenCase, *, at: datetime, data: Any = None) -> MoveForm:
    """The form of a move, filled with what is known or with what was typed."""
    return MoveForm(data, move=move, opened=opened, at=at, initial=_first_words(move, opened))


def _first_words(move: Move, opened: OpenCase) -> dict[str, Any]:
    """A moderator begins with the words as handed in, or with those published so far."""
    if move.verb != "publish":
        return {}
    case = opened.case
    return {
        "title": case.public_title or case.title,
        "text": case.public_text or opened.words.text,
        "address": case.public_address if case.published_at else _without_door(case.address),
    }


def _without_door(address: str) -> str:
    """The place to start from: empty where it leads to somebody's door."""
    return "" if any(piece.kind for piece in pieces_of("".join(address.split()))) else address


def _words(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return Words(longest=demand.longest, label=demand.label, help_text=_hint(demand), required=demand.is_required)


def _line(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return Words(
        longest=demand.longest, is_line=True, label=demand.label, help_text=_hint(demand), required=demand.is_required
    )


def _hint(demand: Demand) -> Any:
    return demand.hint or ("" if demand.is_required else _("You may leave this empty."))


def _matter(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    families = matters_by_family()
    groups = [
        (FAMILIES.get(family, FAMILIES["other"]), [(matter.code, matter.name) for matter in held])
        for family, held in families.items()
    ]
    return _Chosen(
        {matter.code: matter for held in families.values() for matter in held},
        label=demand.label,
        help_text=_("The limit and the office hang on it."),
        choices=[("", _("Choose a matter")), *groups],
        initial=case.matter.code if case.matter else "",
        error_messages={"required": _("Choose what the case is about: the limit and the office hang on it.")},
    )


def _condition(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field | None:
    """The conditions of the matter that was chosen, or that the case has; nothing where it knows only one."""
    chosen = Matter.objects.filter(code=data["matter"]).first() if data and data.get("matter") else case.matter
    known = conditions_of(chosen) if chosen is not None and case.kind in HANDLED else []
    if not known:
        return None
    unknown = _("This matter does not know this condition. Choose one from the list.")
    return forms.ChoiceField(
        label=demand.label,
        help_text=demand.hint,
        required=False,
        choices=[("", _("As usual")), *known],
        initial=case.condition,
        error_messages={"invalid_choice": unknown},
    )


def _stage(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    stages = list(open_stages(case))
    return forms.ChoiceField(
        label=demand.label,
        choices=[(stage.key, stage.name) for stage in stages],
        initial=stages[0].key if stages else "",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what has been reached."), "invalid_choice": _STAGE_UNKNOWN},
    )


def _office(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    offices = {office.code: office for office in answering_offices()}
    proposal = who_answers(case.matter, case.area, on=localdate(at), component=case.component)
    first = proposal.office.code if proposal and proposal.office.code in offices else ""
    codes = [first, *(code for code in offices if code != first)] if first else list(offices)
    choices: list[tuple[str, Any]] = [(code, offices[code].name) for code in codes]
    reason = (
        proposal.reason
        if proposal and first
        else _("Nobody is named for this matter at this place. Choose the office that does the work.")
    )
    widget: Widget = forms.Select()
    if len(choices) <= OFFICES_SIDE_BY_SIDE:
        widget = Hinted()
        widget.hints = {first: reason} if first else {}
    else:
        choices.insert(0, ("", _("Choose an office")))
    return _Chosen(
        offices,
        label=demand.label,
        help_text="" if first and isinstance(widget, Hinted) else reason,
        choices=choices,
        initial=first,
        widget=widget,
        error_messages={"required": _("Choose the office that answers.")},
    )


def answering_offices() -> list[Office]:
    """The offices that do the work."""
    return list(
        Office.objects.filter(is_active=True, is_reviewing=False)
        .exclude(kind__in=NEVER_ANSWERING)
        .order_by("kind", "code")
    )


def _outcome(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    choices = [(outcome.value, outcome.label) for outcome in outcomes_for(case.kind)]
    return forms.ChoiceField(
        label=demand.label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended."), "invalid_choice": _("Choose how it ended.")},
    )


def _ground(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return forms.ChoiceField(
        label=demand.label,
        help_text=demand.hint,
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose why it is not shown."),
            "invalid_choice": _("Choose why it is not shown."),
        },
    )


def _day(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    """A day between the first and the last that may be named."""
    first, last, hint = _span(demand, case, at)
    bounds = {"min": first.isoformat(), "max": last.isoformat()}
    return forms.DateField(
        label=demand.label,
        help_text=hint,
        required=demand.is_required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--short", **bounds}),
        error_messages={"required": _("Name a day."), "invalid": _NO_DAY},
    )


def _span(demand: Demand, case: Case, at: datetime) -> tuple[date, date, Any]:
    """The first and the last day that may be named, and what to know about them."""
    span = deferrable(case) if demand.name == "until" else None
    if span is None:
        return (
            localdate(at),
            localdate(at) + timedelta(days=DEMAND_DAYS_MOST),
            _("A working day, within the next 15 days."),
        )
    promised, latest = span
    if at > promised:
        hint = _(
            "The promised day, {promised}, is over. It cannot be moved any more: answer, and say why it took longer."
        )
    else:
        hint = _("Promised is {promised}. A working day after that, {latest} at the latest.")
    told = {
        name: date_format(localtime(one), "DATE_FORMAT") for name, one in (("promised", promised), ("latest", latest))
    }
    return promised.date() + timedelta(days=1), latest.date(), format_lazy(hint, **told)


_Grower = Callable[[Demand, Case, datetime, Any], forms.Field | None]
_GROW: dict[str, _Grower] = {
    "text": _words,
    "line": _line,
    "matter": _matter,
    "condition": _condition,
    "office": _office,
    "stage": _stage,
    "outcome": _outcome,
    "ground": _ground,
    "day": _day,
}


class _Chosen(forms.ChoiceField):
    """One thing of the city, chosen by its code."""

    def __init__(self, known: Mapping[str, Matter | Office], *, error_messages: dict[str, Any], **given: Any) -> None:
        super().__init__(error_messages=error_messages | {"invalid_choice": error_messages["required"]}, **given)
        self.known = known

    def clean(self, value: Any) -> Any:
        """The thing itself."""
        code = super().clean(value)
        return self.known.get(code) if code else None


class _Kept(forms.MultipleChoiceField):
    """Ticks beside what looks private; a tick for words that are gone by now counts for nothing."""

    def to_python(self, value: Any) -> list[str]:
        """The ticks that stand beside something."""
        return [said for said in super().to_python(value) if self.valid_value(said)]


def _add_screening(fields: dict[str, forms.Field], opened: OpenCase) -> None:
    """Photos to show and later words of the resident to hold back, each with its box."""
    case, ready = opened.case, opened.ready_photos
    if ready:
        fields["photos"] = forms.MultipleChoiceField(
            required=False,
            label=_("Photos everybody will see"),
            help_text=_("Untick what shows faces, plates or the inside of a home."),
            choices=[
                (str(photo.key), _("Photo %(number)d") % {"number": number})
                for number, photo in enumerate(ready, start=1)
            ],
            initial=[str(photo.key) for photo in ready if photo.is_public or _is_unread(case)],
            widget=forms.CheckboxSelectMultiple,
        )
    if opened.new_words:
        fields["hold_back"] = forms.MultipleChoiceField(
            required=False,
            label=_("Hold back what the resident wrote since"),
            help_text=_("Ticked words stay with the desk. The rest becomes public with the case."),
            choices=[(str(words.seq), f"{words.title}: {words.text}") for words in opened.new_words],
            initial=[
                str(words.seq)
                for words in opened.new_words
                if words.is_held_back or (words.is_unread and left_private([words.text]))
            ],
            widget=forms.CheckboxSelectMultiple,
        )


def _is_unread(case: Case) -> bool:
    never_published = case.published_at is None
    return never_published and waits_for_screening(
        publication=case.publication, state=case.state, resident_seq=case.resident_seq, screened_seq=case.screened_seq
    )


class ContactForm(forms.Form):
    """Why an officer needs to reach the reporter; the reporter can read it."""

    purpose = Words(
        longest=200,
        is_line=True,
        label=_("What do you need the contact for?"),
        help_text=_("Your number, the time and these words are kept. The resident can read them."),
    )


SIDES_OF_A_BOX = ("x", "y", "width", "height")


def _percent(label: Any) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"class": "govuk-input", "step": "0.1", "inputmode": "decimal"})
    return forms.DecimalField(label=label, required=False, min_value=0, max_value=100, decimal_places=1, widget=widget)


class BoxForm(forms.Form):
    """One box over a photo, in percent of its width and height; what is left empty is no box."""

    shows = forms.ChoiceField(label=_("What it covers"), choices=Shows.choices, initial=Shows.FACE)
    x = _percent(_("From the left, %"))
    y = _percent(_("From the top, %"))
    width = _percent(_("Width, %"))
    height = _percent(_("Height, %"))

    def clean(self) -> dict[str, Any]:
        """A box has all four numbers, or none."""
        said = super().clean() or {}
        left_out = [name for name in SIDES_OF_A_BOX if said.get(name) is None and name not in self.errors]
        if 0 < len(left_out) < len(SIDES_OF_A_BOX):
            for name in left_out:
                self.add_error(name, _("A box needs all four numbers."))
        return said

    @property
    def box(self) -> Box | None:
        """The box in the terms of the act; None for a row left empty."""
        said = self.cleaned_data
        if any(said.get(name) is None for name in SIDES_OF_A_BOX):
            return None
        x, y, width, height = (int(said[name] * 10) for name in SIDES_OF_A_BOX)
        return Box(x, y, width, height, said["shows"])


BoxForms = forms.formset_factory(BoxForm, extra=2, max_num=BOXES_MOST, absolute_max=BOXES_MOST + 5, can_delete=True)


def box_forms(photo: Photo, data: Any = None) -> Any:
    """The boxes of a photo, each as a row, and room for more."""
    known = [
        {"shows": box.shows, **{name: getattr(box, name) / 10 for name in SIDES_OF_A_BOX}} for box in photo.boxes.all()
    ]
    return BoxForms(data, prefix="box", initial=known)


def boxes_in(rows: Any) -> list[Box]:
    """The boxes of rows that were filled in and not struck out."""
    return [box for form in rows if form not in rows.deleted_forms and (box := form.box) is not None]
