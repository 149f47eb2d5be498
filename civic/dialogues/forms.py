"""What the desk and a child hand in about a dialogue; the acts check it, here it only has a shape."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.dialogues.actions import DialogueGiven, ExchangeGiven
from civic.dialogues.models import Dialogue, Exchange, Guest, Presence
from civic.dialogues.queries import SITTING, asked_to_agree, holding
from civic.lib.keys import SeveralField
from civic.offices.models import Office
from civic.promises.actions import PromiseGiven
from civic.promises.rules import POST_LONGEST, TITLE_LONGEST, WORDS_LONGEST, Source
from civic.youth.models import Entry, Proposal
from civic.youth.rules import EntryState, ItemState


class PlanForm(forms.Form):
    """A dialogue: what it is called, who speaks for the city, when and where."""

    name_zh_hans = forms.CharField(label=_("Name in simplified Chinese"), max_length=120)
    name_zh_hant = forms.CharField(label=_("Name in traditional Chinese"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    office = forms.ModelChoiceField(
        Office.objects.order_by("code"), label=_("Office that speaks for the city"), empty_label=_("Choose one")
    )
    starts_at = forms.DateTimeField(
        label=_("Day and hour"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        help_text=_("Only those who come read it; it is wiped once the dialogue was held."),
    )

    def given(self) -> DialogueGiven:
        """As the act takes it."""
        told = self.cleaned_data
        names = {"zh-hans": told["name_zh_hans"], "zh-hant": told["name_zh_hant"], "en": told["name_en"]}
        return DialogueGiven(names, told["office"], told["starts_at"], told["place"])


def proposals_for(dialogue: Dialogue) -> Any:
    """What may stand on its agenda and does not yet."""
    rows = Proposal.objects.filter(edition=dialogue.edition, state=ItemState.SHOWN)
    return rows.exclude(entry__state=EntryState.WITHDRAWN).exclude(pk__in=dialogue.agenda.values("proposal"))


class AgendaForm(forms.Form):
    """A proposal for the agenda."""

    proposal = forms.ModelChoiceField(
        Proposal.objects.none(), label=_("Choose a proposal"), empty_label=_("Choose one")
    )

    def __init__(self, data: Any, *, dialogue: Dialogue) -> None:
        super().__init__(data)
        field: Any = self.fields["proposal"]
        field.queryset = proposals_for(dialogue).order_by("number")
        field.label_from_instance = lambda one: f"{one.number} · {one.title}"


class GuestForm(forms.Form):
    """A child to invite."""

    entry = forms.ModelChoiceField(Entry.objects.none(), label=_("Choose a child"), empty_label=_("Choose one"))

    def __init__(self, data: Any, *, dialogue: Dialogue) -> None:
        super().__init__(data)
        rows = Entry.objects.taking_part().filter(edition=dialogue.edition)
        field: Any = self.fields["entry"]
        field.queryset = rows.exclude(pk__in=dialogue.guests.values("entry")).order_by("-state", "pseudonym")


class AdultForm(forms.Form):
    """A grown-up who sits with the children."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Choose a grown-up"), empty_label=_("Choose one"))

    def __init__(self, data: Any, *, dialogue: Dialogue, day: Any) -> None:
        super().__init__(data)
        people = Person.objects.filter(pk__in=holding(SITTING, dialogue.edition, day))
        field: Any = self.fields["person"]
        field.queryset = people.exclude(pk__in=dialogue.adults.values("person")).order_by("name", "handle")


class HeldForm(forms.Form):
    """Who was there."""

    adults = SeveralField(
        Presence.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("Grown-ups with the children"),
    )
    guests = SeveralField(
        Guest.objects.none(), widget=forms.CheckboxSelectMultiple, required=False, label=_("Children")
    )

    def __init__(self, data: Any, *, dialogue: Dialogue) -> None:
        super().__init__(data)
        adults: Any = self.fields["adults"]
        adults.queryset = dialogue.adults.select_related("person")
        adults.label_from_instance = lambda one: one.person.name or one.person.handle
        guests: Any = self.fields["guests"]
        guests.queryset = dialogue.guests.select_related("entry")
        guests.label_from_instance = lambda one: one.entry.pseudonym


class ExchangeForm(forms.Form):
    """A question and its answer."""

    asked_by = forms.ModelChoiceField(
        Entry.objects.none(), required=False, label=_("Who asked"), empty_label=_("Several children")
    )
    question = forms.CharField(
        label=_("The question"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what was asked.")},
    )
    answer = forms.CharField(
        label=_("The answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what was answered.")},
    )

    def __init__(self, data: Any, *, dialogue: Dialogue) -> None:
        super().__init__(data)
        field: Any = self.fields["asked_by"]
        field.queryset = Entry.objects.filter(pk__in=[one.entry_id for one in asked_to_agree(dialogue)])

    def given(self) -> ExchangeGiven:
        """As the act takes it; the proposal is the one of this child on the agenda."""
        told = self.cleaned_data
        entry: Entry | None = told["asked_by"]
        proposal = entry.proposals.filter(state=ItemState.SHOWN).order_by("-pk").first() if entry else None
        return ExchangeGiven(told["question"], told["answer"], entry, proposal)


class PromiseForm(forms.Form):
    """What an office promises because of an answer: it has an owner and a day."""

    owner = forms.ChoiceField(label=_("Office that keeps it"))
    title = forms.CharField(label=_("What is promised, in one line"), max_length=TITLE_LONGEST)
    words = forms.CharField(
        label=_("In more words"), max_length=WORDS_LONGEST, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
    due_on = forms.DateField(
        label=_("Kept by which day"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write it like 2026-12-04.")},
    )
    post = forms.CharField(
        label=_("Who answers for it"),
        help_text=_("A post, never the name of a person."),
        max_length=POST_LONGEST,
        required=False,
    )

    def __init__(self, data: Any, *, offices: Iterable[Office], **given: Any) -> None:
        super().__init__(data, **given)
        self.offices = {office.code: office for office in offices}
        field: Any = self.fields["owner"]
        field.choices = [(code, office.name) for code, office in self.offices.items()]

    def given(self, exchange: Exchange) -> PromiseGiven:
        """As the act takes it: of the dialogue, and never where exactly."""
        said = self.cleaned_data
        return PromiseGiven(
            titles={exchange.language: said["title"]},
            words=said["words"],
            source=Source.DIALOGUE,
            owner=self.offices[said["owner"]],
            post=said["post"],
            area=exchange.proposal.district if exchange.proposal is not None else None,
            due_on=said["due_on"],
        )
