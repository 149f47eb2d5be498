"""The form of a move, grown from what its row demands."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, DraftedAnswer
from civic.cases.rules import Move, next_station, outcomes_for
from civic.cases.rules.clock import pause_told
from civic.cases.rules.drafting import BASIS_LONGEST, REMEDY_LONGEST, answer_faults
from civic.cases.rules.objections import Concern
from civic.cases.rules.screening import Finding, left_private, replaced
from civic.desk.forms.fields import Kept
from civic.desk.forms.growing import GROW
from civic.desk.forms.releasing import add_release, first_words_of_task
from civic.desk.queries import Kept as KeptWords
from civic.desk.queries import OpenCase
from civic.desk.rules import READ_FIRST, Piece, pieces_of, waits_for_screening
from civic.handling.queries import written_for
from civic.lib.plain_text import clean_text, guess_language
from civic.offices.queries import worded

PUBLIC_WORDS = ("title", "text", "address")  # of a case that is published
SCREENED = {"publish": PUBLIC_WORDS, "decide-objection": ("reply",)}  # what everybody will read, by verb


UNREAD = frozenset({"seq", "read", "keep", "template"})  # no words that somebody reads in a preview


class MoveForm(forms.Form):
    """What one move asks for.

    `seq` is how far the timeline had come when the officer read it, `read` what she read in the preview.
    """

    seq = forms.IntegerField(required=False, widget=forms.HiddenInput)
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    kept_at: datetime | None = None  # since when what stands in it was kept

    def __init__(
        self, data: Any = None, files: Any = None, *, move: Move, opened: OpenCase, at: datetime, **given: Any
    ) -> None:
        super().__init__(data, files, auto_id=f"{move.verb}-%s", **given)
        self.move, self.opened, self.at = move, opened, at
        self.fields["seq"].initial = opened.case.last_seq
        for demand in move.demands:
            field = GROW[demand.kind](demand, opened.case, at, data)
            if field is not None:
                self.fields[demand.name] = field
        if move.verb == "ask":
            self.fields["text"].help_text = pause_told(opened.case.pauses)
        if move.verb == "answer" and opened.templates:
            self._add_templates()
        if move.verb == "give-task":
            add_release(self.fields, opened)
        if move.verb in SCREENED:
            self._add_findings()
        if move.verb == "publish":
            _add_screening(self.fields, opened)

    def _add_templates(self) -> None:
        """Templates to begin with; the words of one are filled in at a press, and changed by hand after that."""
        named = [(str(one.pk), one.name) for one in self.opened.templates]
        self.fields["template"] = forms.ChoiceField(
            required=False, label=_("Begin with a template"), choices=[("", _("Choose a template")), *named]
        )
        self.order_fields(["template", *self.fields])

    def with_template(self) -> dict[str, str] | None:
        """The fields with the words of the chosen template, its blanks filled, after what was typed; None where none
        was chosen."""
        chosen = next((one for one in self.opened.templates if str(one.pk) == self.data.get("template")), None)
        if chosen is None:
            return None
        words, _language = written_for(chosen, self.opened.case, at=self.at)
        typed = clean_text(self._said("text")).strip()
        told = {"text": f"{typed}\n\n{words}" if typed else words}
        allowed = {outcome.value for outcome in outcomes_for(self.opened.case.kind)}
        return told | ({"outcome": chosen.outcome} if chosen.outcome in allowed else {})

    def drafted(self) -> DraftedAnswer:
        """What would be answered, for looking at only."""
        said = self.cleaned_data
        told = {name: said.get(name, "") for name in ("outcome", "text", "basis", "remedy", "occasion")}
        return DraftedAnswer(case=self.opened.case, language=self.given().get("language", ""), **told)

    @property
    def goes_to(self) -> str:
        """Where a drafted answer goes once it is sent; "" when it goes out."""
        case = self.opened.case
        return next_station(
            "",
            is_read_twice=case.is_read_twice,
            is_signed=case.is_signed,
            is_kept=bool(self._said("occasion").strip()),
        )

    def _add_findings(self) -> None:
        """A box for each thing that looks private in what is to become public, to be ticked where it may stay."""
        if self.findings:  # of what is published; an answer is only warned of
            self.fields["keep"] = Kept(
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
        if self.move.verb == "decide-objection":
            return left_private([self._said("reply")] if self.is_bound else [])
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
            (self.fields[name].label, pieces_of(clean_text(self._said(name)), told=self._told))
            for name in SCREENED[self.move.verb]
        ]
        return [(label, pieces) for label, pieces in told if any(piece.kind for piece in pieces)]

    def with_neutral_words(self) -> tuple[dict[str, str], int]:
        """Title, text and place with neutral words for what looks private and was not ticked, and how many places."""
        kept = self.data.getlist("keep") if isinstance(self.data, QueryDict) else ()
        told: dict[str, str] = {}
        changed = 0
        for name in SCREENED[self.move.verb]:
            said = clean_text(self._said(name))
            language = guess_language(said) or self.opened.case.language
            told[name], places = replaced(said, language=language, kept=kept, told=self._told)
            changed += places
        return told, changed

    @property
    def place(self) -> str:
        """Under which name what is typed here is kept."""
        return f"{self.opened.case.number}/{self.move.verb}"

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
        if self.move.verb == "answer":
            said = {name: self.cleaned_data.get(name) or "" for name in ("outcome", "text", "basis", "remedy")}
            for name, fault in answer_faults(said["outcome"], said).items():
                self.add_error(name, fault)
        return super().clean()

    def given(self) -> dict[str, Any]:
        """What was handed in, in the terms of the act."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("seq", "read", "template")}
        if self.move.verb == "publish":
            given["photos"] = [UUID(key) for key in given.get("photos", [])]
            given["read_to"] = self.cleaned_data.get("seq") or self.opened.case.last_seq
            given["hold_back"] = [int(seq) for seq in given.get("hold_back", [])]
            given["keep"] = given.get("keep", [])
        if self.move.verb == "give-task":
            given["release"] = [UUID(key) for key in given.get("release", [])]
        if self.move.verb == "decide-objection":
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


def move_form(
    move: Move,
    opened: OpenCase,
    *,
    at: datetime,
    data: Any = None,
    files: Any = None,
    is_filled: bool = False,
    kept: Mapping[str, KeptWords] | None = None,
) -> MoveForm:
    """The form of a move, filled with what is known, with what was typed and kept, or with what was typed now;
    `is_filled` by a template, and not judged yet."""
    if is_filled:
        return MoveForm(move=move, opened=opened, at=at, initial=data.dict())
    typed = (kept or {}).get(move.verb) if data is None else None
    asked = {demand.name for demand in move.demands}
    words = typed.words if typed else {}
    first = _first_words(move, opened) | {name: said for name, said in words.items() if name in asked}
    form = MoveForm(data, files, move=move, opened=opened, at=at, initial=first)
    form.kept_at = typed.at if typed else None
    return form


def _first_words(move: Move, opened: OpenCase) -> dict[str, Any]:
    """A moderator begins with the words as handed in, or with those published so far; an office with what was handed
    back to it, or with the rule and the remedy of the matter."""
    case = opened.case
    if move.verb == "answer":
        return _first_answer(opened)
    if move.verb == "give-task":
        return first_words_of_task(opened)
    if move.verb == "decide-objection":
        replies = [one.words for one in opened.objections if one.concern == Concern.REPLY]
        return {"reply": replies[0]} if len(opened.objections) == 1 and replies else {}
    if move.verb != "publish":
        return {}
    return {
        "title": case.public_title or case.title,
        "text": case.public_text or opened.words.text,
        "address": case.public_address if case.published_at else _without_door(case.address),
    }


def _first_answer(opened: OpenCase) -> dict[str, Any]:
    if opened.waiting is not None:
        said = opened.waiting.said
        return {name: getattr(said, name) for name in ("outcome", "text", "basis", "remedy", "occasion")}
    words = worded(opened.case.wording, opened.case.language or None)
    return {"basis": words.basis[:BASIS_LONGEST], "remedy": words.remedy[:REMEDY_LONGEST]}


def _without_door(address: str) -> str:
    """The place to start from: empty where it leads to somebody's door."""
    return "" if any(piece.kind for piece in pieces_of("".join(address.split()))) else address


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
