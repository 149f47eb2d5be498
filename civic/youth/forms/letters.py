"""What is asked of whoever writes to a child, reads the letter second, or makes a promise of an idea."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.lib.days import day_field
from civic.offices.models import Office
from civic.promises.actions import PromiseGiven
from civic.promises.rules import POST_LONGEST, TITLE_LONGEST, WORDS_LONGEST, Source
from civic.youth.models import Became, Letter, Proposal
from civic.youth.rules.letters import IDEA_LONGEST, IDEAS_MOST, LETTER_LONGEST, IdeaTold, Weight

PLAIN = {"data-label": "s"}


class LetterForm(forms.Form):
    """From which office, and in which words."""

    office = forms.ChoiceField(label=_("From which office"))
    words = forms.CharField(
        label=_("The letter"),
        help_text=_("For a child of ten: short sentences, what you looked at, what you will do. Name no person."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 9, "maxlength": LETTER_LONGEST, "dir": "auto"}),
    )

    def __init__(self, data: Any, *, offices: Iterable[Office], **given: Any) -> None:
        super().__init__(data, **given)
        self.offices = {office.code: office for office in offices}
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, office.name) for code, office in self.offices.items()]

    @property
    def signing(self) -> Office:
        """The office that was chosen."""
        return self.offices[self.cleaned_data["office"]]


class IdeaForm(forms.Form):
    """One idea, what became of it, in which words, and by which day more is known."""

    idea = forms.CharField(
        label=_("The idea"), required=False, max_length=IDEA_LONGEST, widget=forms.TextInput(attrs={"data-label": "s"})
    )
    weight = forms.ChoiceField(
        label=_("What became of it"),
        required=False,
        choices=[("", _("Choose one")), *Weight.choices],
        widget=forms.Select(attrs={"data-label": "s"}),
    )
    words = forms.CharField(
        label=_("In words for the child"),
        required=False,
        max_length=IDEA_LONGEST,
        widget=forms.TextInput(attrs={"data-label": "s"}),
    )
    by = day_field(
        _("By which day it hears more"), required=False, help_text=_("Needed for what has to wait."), attrs=PLAIN
    )

    def told(self) -> IdeaTold | None:
        """The idea; None for a row that was left empty."""
        said = self.cleaned_data
        if not (said.get("words") or said.get("weight")):
            return None
        return IdeaTold(said.get("idea", ""), said.get("weight", ""), said.get("words", ""), said.get("by"))


Ideas = forms.formset_factory(IdeaForm, extra=0, max_num=IDEAS_MOST, validate_max=True, absolute_max=IDEAS_MOST)


def ideas_of(data: Any, proposal: Proposal, letter: Letter | None) -> Any:
    """The rows of ideas: of the letter that lies here, else one for each wish of the child, and one empty one."""
    if data is not None:
        return Ideas(data, prefix="ideas")
    if letter is not None:
        rows = [
            {"idea": one.idea, "weight": one.weight, "words": one.words, "by": one.by} for one in letter.ideas.all()
        ]
    else:
        rows = [{"idea": wish[:IDEA_LONGEST]} for wish in proposal.wishes]
    return Ideas(initial=[*rows, {}][:IDEAS_MOST], prefix="ideas")


class RemarkForm(forms.Form):
    """What the second reader would have said in other words."""

    remark = forms.CharField(
        label=_("What a child would not understand"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "data-label": "s", "dir": "auto"}),
    )


class PromiseForm(forms.Form):
    """What the office promises because of an idea, by which day, and which post answers for it."""

    title = forms.CharField(label=_("What is promised, in one line"), max_length=TITLE_LONGEST)
    words = forms.CharField(
        label=_("In more words"),
        max_length=WORDS_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "data-label": "s"}),
    )
    due_on = day_field(_("Kept by which day"), required=False, attrs=PLAIN)
    post = forms.CharField(
        label=_("Who answers for it"),
        help_text=_("A post, never the name of a person."),
        max_length=POST_LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"data-label": "s"}),
    )

    def given(self, became: Became) -> PromiseGiven:
        """As the act takes it: of a proposal, and without its exact place."""
        said, letter = self.cleaned_data, became.letter
        due_on: date | None = said["due_on"]
        return PromiseGiven(
            titles={letter.language: said["title"]},
            words=said["words"],
            source=Source.PROPOSAL,
            source_words=letter.proposal.number,
            owner=letter.office,
            post=said["post"],
            area=letter.proposal.district,
            due_on=due_on,
        )
