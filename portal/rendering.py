"""How forms are drawn: the form base's markup and our own words, from Django's own renderer."""

from typing import Any

from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    Field,
    FileInput,
    ModelChoiceField,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property
from django.utils.translation import gettext

from portal.mistakes import own_words

# The first fitting row wins; the kind picks the branch in templates/django/forms/field.html.
KINDS: tuple[tuple[type[Widget], str, str], ...] = (
    (CheckboxSelectMultiple, "checkboxes", "govuk-checkboxes__input"),
    (RadioSelect, "radios", "govuk-radios__input"),  # after the checkboxes, which Django makes out of it
    (CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (FileInput, "file", "govuk-file-upload"),
    (Textarea, "textarea", "govuk-textarea"),
    (Select, "select", "govuk-select"),
)
NOBODY_NAMED = "---------"  # what the framework writes where a list of choices begins with none
MARKED_WHEN_WRONG = {"govuk-input", "govuk-textarea", "govuk-select"}


class DrawnField(BoundField):
    """A field that knows its classes, the ids a screen reader follows, and what the scripts should say.

    A widget may carry `hints` ({value: sentence} beside its choices), `says` (own words of a file upload) and the
    attribute `data-label` ("s" for a plain label).
    """

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        super().__init__(form, field, name)
        if isinstance(field, ModelChoiceField) and field.empty_label == NOBODY_NAMED:
            field.empty_label = gettext("Choose one") if field.required else gettext("Leave it open")

    @cached_property
    def kind(self) -> str:
        return next((kind for widget, kind, _ in KINDS if isinstance(self.field.widget, widget)), "input")

    @property
    def css(self) -> str:
        return next((css for _, kind, css in KINDS if kind == self.kind), "govuk-input")

    @property
    def is_plain(self) -> bool:
        return bool(self.field.widget.attrs.get("data-label") == "s")

    @property
    def anchor(self) -> str:
        """Where a line of the error summary leads: the first choice of a group, else the field."""
        return f"{self.auto_id}_0" if self.kind in ("radios", "checkboxes") else str(self.auto_id)

    @property
    def spoken(self) -> list[str]:
        """Its mistakes, word for word the same beside it and in the summary above the page: where only the framework
        has spoken, in words of ours that name the field."""
        return [
            own_words(self.label, self.field, error) or str(sentence)
            for error, sentence in zip(self.errors.as_data(), self.errors, strict=True)
        ]

    @property
    def named(self) -> list[str]:
        """As spoken, for a summary of a form whose sentences fit several fields: the label goes before what the form
        itself says."""
        errors = zip(self.errors.as_data(), self.errors, strict=True)
        return [own_words(self.label, self.field, error) or f"{self.label} · {sentence}" for error, sentence in errors]

    @property
    def most(self) -> int | None:
        """The most characters a long text may have: it is counted aloud, never cut off."""
        if self.kind != "textarea":
            return None
        most = self.field.widget.attrs.get("maxlength") or getattr(self.field, "max_length", None)
        return int(most) if most else None

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if described is None or not self.most:
            return described
        return f"{described} {self.auto_id}-info".strip()

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        drawn = widget or self.field.widget
        built.pop("required", None)  # the browser's own bubbles speak the browser's language; the server answers
        if drawn.is_hidden:
            return built
        own = drawn.attrs.get("class", "")
        wrong = f"{self.css}--error" if self.errors and self.css in MARKED_WHEN_WRONG else ""
        counted = "govuk-js-character-count" if self.most else ""
        built["class"] = " ".join(part for part in (self.css, wrong, counted, own) if part)
        if self.most:
            built["maxlength"] = False
        return built

    @cached_property
    def options(self) -> list[dict[str, Any]]:
        """The choices of a group, each with its input, label and hint."""
        hints = getattr(self.field.widget, "hints", {})
        options = []
        for subwidget in self.subwidgets:
            hint = hints.get(str(subwidget.data["value"]), "")
            if hint:
                subwidget.data["attrs"]["aria-describedby"] = f"{subwidget.id_for_label}_hint"
            drawn = {
                "id": subwidget.id_for_label,
                "tag": subwidget.tag(),
                "label": subwidget.choice_label,
                "hint": hint,
            }
            options.append(drawn)
        return options

    @property
    def count_says(self) -> dict[str, str]:
        """What the character count says, as attributes the script reads; %{count} is its own placeholder."""
        sentences = {
            "characters-under-limit.one": gettext("You have {count} character left."),
            "characters-under-limit.other": gettext("You have {count} characters left."),
            "characters-at-limit": gettext("You have no characters left."),
            "characters-over-limit.one": gettext("That is {count} character too many."),
            "characters-over-limit.other": gettext("That is {count} characters too many."),
        }
        return {f"data-i18n.{key}": said.replace("{count}", "%{count}") for key, said in sentences.items()}

    @property
    def upload_says(self) -> dict[str, str]:
        """What the file upload says, in the language of the page and not of the browser."""
        sentences = {
            "choose-files-button": gettext("Choose or take photos"),
            "no-file-chosen": gettext("No photo chosen yet."),
            "multiple-files-chosen.one": gettext("{count} photo chosen."),
            "multiple-files-chosen.other": gettext("{count} photos chosen."),
            "drop-instruction": gettext("or drop them here"),
            "entered-drop-zone": gettext("You can drop the photos now."),
            "left-drop-zone": gettext("You left the place for dropping photos."),
        }
        sentences |= {key: str(said) for key, said in getattr(self.field.widget, "says", {}).items()}
        return {f"data-i18n.{key}": said.replace("{count}", "%{count}") for key, said in sentences.items()}


class GongzhiRenderer(TemplatesSetting):
    """Draws forms with the templates of the house (templates/django/forms/)."""

    bound_field_class = DrawnField
