"""Forms as they are drawn: labels, hints and errors tied to their field, our own words instead of the browser's."""

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from civic.places.models import Area


class Sheet(forms.Form):
    text = forms.CharField(label="Words", help_text="Any language.", max_length=4000, widget=forms.Textarea)
    matter = forms.ChoiceField(label="About", choices=[("lamp", "Lamp"), ("x", "Not sure")], widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField(label="Agree", help_text="You may take it back.")
    photo = forms.FileField(label="Photos")
    mail = forms.EmailField(label="E-mail")
    token = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def _drawn(data: dict[str, str] | None = None) -> str:
    return str(Sheet(data, {} if data is not None else None))


def test_hint_and_error_are_tied_to_the_field() -> None:
    drawn = _drawn({})
    assert 'aria-describedby="id_mail_error"' in drawn
    assert 'aria-describedby="id_text_helptext id_text_error id_text-info"' in drawn
    assert 'id="id_text_error"' in drawn
    assert "govuk-form-group--error" in drawn


def test_every_kind_of_field_gets_its_own_dress() -> None:
    drawn = _drawn()
    for css in ("textarea", "radios__input", "checkboxes__input", "file-upload", "input"):
        assert f"govuk-{css}" in drawn
    assert drawn.count("<fieldset") == 2
    assert 'type="hidden" name="token" id="id_token"' in drawn


def test_a_long_text_is_counted_and_never_cut_off() -> None:
    drawn = _drawn()
    assert 'data-maxlength="4000"' in drawn
    assert " maxlength=" not in drawn.split('name="text"')[1].split(">")[0]
    assert "You can write up to 4,000 characters." in drawn
    assert 'data-i18n.characters-under-limit.other="You have %{count} characters left."' in drawn


def test_the_browser_is_never_asked_to_speak() -> None:
    drawn = _drawn()
    assert " required" not in drawn
    assert 'data-i18n.choose-files-button="Choose or take photos"' in drawn


def test_a_choice_may_carry_a_hint_of_its_own() -> None:
    sheet = Sheet()
    sheet.fields["matter"].widget.hints = {"x": "Somebody reads it."}
    drawn = str(sheet)
    assert 'aria-describedby="id_matter_1_hint"' in drawn
    assert "Somebody reads it." in drawn


def test_the_error_summary_repeats_each_message_and_leads_to_its_field() -> None:
    sheet = Sheet({"text": "<b>"}, {})
    summary = render_to_string("components/_error_summary.html", {"form": sheet})
    for anchor in ("#id_matter_0", "#id_several_0", "#id_agree", "#id_photo", "#id_mail"):
        assert f'href="{anchor}"' in summary
    assert "This field is required." not in summary
    assert summary.count("<li>") == len([e for errors in sheet.errors.values() for e in errors])


def test_a_sheet_without_mistakes_has_no_summary() -> None:
    assert "govuk-error-summary" not in render_to_string("components/_error_summary.html", {"form": Sheet()})


def test_the_summary_says_whose_a_sentence_is_that_fits_every_field() -> None:
    class Week(forms.Form):
        first = forms.DateField(label="A day of the week to copy")
        people = forms.IntegerField(label="How many people", max_value=200)
        why = forms.CharField(label="Why", error_messages={"required": "Say why."})

    form = Week({"first": "soon", "people": "500", "why": ""})
    told = render_to_string("components/_error_summary.html", {"form": form})
    assert "Write “A day of the week to copy” as a day, like 2026-12-04." in told
    assert "“How many people” may be 200 at most." in told
    assert ">Say why.<" in told  # a sentence of our own names its field itself


def test_what_the_framework_says_of_any_field_is_said_in_words_that_name_it() -> None:
    class Need(forms.Form):
        kind = forms.ChoiceField(label="Kind of help", choices=[("a", "A")])
        people = forms.IntegerField(label="People", min_value=1)
        words = forms.CharField(label="In short", max_length=5)
        again = forms.CharField(label="Again", max_length=5, error_messages={"max_length": "Five signs are enough."})

        def clean_people(self) -> int:
            if self.cleaned_data["people"] == 13:
                raise forms.ValidationError("Not thirteen.", code="invalid")
            return int(self.cleaned_data["people"])

    form = Need({"people": "-1", "words": "too long", "again": "too long"})
    assert [form[name].spoken for name in form.fields] == [
        ["Choose an answer under “Kind of help”."],
        ["“People” has to be at least 1."],
        ["“In short” is too long: 5 characters at most, and there are 8."],
        ["Five signs are enough."],
    ]
    assert "“People” has to be at least 1." in str(form["people"].as_field_group()), "the same beside the field"
    summary = render_to_string("components/_error_summary.html", {"form": form, "named": True})
    assert "· Choose an answer" not in summary, "no label twice"
    assert "Again · Five signs are enough." in summary
    form = Need({"kind": "b", "people": "a few", "words": "x", "again": "x"})
    assert form["kind"].spoken == ["Choose one of the answers that stand under “Kind of help”."]
    assert form["people"].spoken == ["Write “People” as a whole number, like 12."]
    assert Need({"people": "13"})["people"].spoken == ["Not thirteen."], "a form's own words are never taken from it"


@pytest.mark.django_db
def test_a_list_of_choices_begins_with_words_and_not_with_a_row_of_dashes() -> None:
    class Where(forms.Form):
        area = forms.ModelChoiceField(Area.objects.none(), label="Area")
        other = forms.ModelChoiceField(Area.objects.none(), label="Other", required=False)
        own = forms.ModelChoiceField(Area.objects.none(), label="Own", empty_label="The whole city")

    drawn = str(Where())
    assert "---" not in drawn
    assert [words in drawn for words in ("Choose one", "Leave it open", "The whole city")] == [True] * 3
