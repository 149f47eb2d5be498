"""The posts of a shift as rows of a form: name, places, least, and what each asks for. Works without JavaScript."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civic.courses.models import Qualification

ROWS, SHOWN = 8, 2  # so many rows, so many seen before one asks for more
TRANSLATED = ("name_zh_hant", "name_en")  # the name in the other languages, where it was given
COLUMNS = ("name", *TRANSLATED, "places", "least", "qualification")
VOLUNTEER = {"name": "志愿者", "name_zh_hant": "志願者", "name_en": "Volunteer"}
FIRST = [VOLUNTEER | {"places": "6", "least": "1", "qualification": ""}]
LONGEST_NAME, MOST_DIGITS = 60, 4


class PostRows(forms.Widget):
    """Rows of inputs."""

    template_name = "shifts/_post_rows.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The rows as they were typed, empty ones after them, and what a post may ask for."""
        context = super().get_context(name, value, attrs)
        typed = list(value or [])
        rows = (typed + [dict.fromkeys(COLUMNS, "")] * ROWS)[:ROWS]
        shown = max(SHOWN, *(turn for turn, row in enumerate(rows, start=1) if any(row.values())), 0)
        offered = Qualification.objects.filter(is_offered=True)
        context |= {"rows": rows[:shown], "more": rows[shown:], "shown": shown, "qualifications": offered}
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        """Every row as it was typed."""
        turns = range(1, ROWS + 1)
        return [{column: str(data.get(f"{name}-{n}-{column}", "")).strip() for column in COLUMNS} for n in turns]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Was no row sent at all?"""
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str) -> str:
        """The first name."""
        return f"{id_}-1-name" if id_ else ""


class PostsField(forms.Field):
    """At least one post; a row that cannot be read is told with its number."""

    widget = PostRows

    def __init__(self) -> None:
        super().__init__(
            label=_("Posts"),
            initial=FIRST,
            help_text=_(
                "A row for each: what people do there, how many may come, how many it needs, and what it asks for."
            ),
        )

    def clean(self, value: list[dict[str, str]]) -> list[dict[str, Any]]:
        """The rows as the act takes them. Raises ValidationError naming each row that is none."""
        typed = [(number, row) for number, row in enumerate(value or [], start=1) if any(row.values())]
        if not typed:
            raise forms.ValidationError(_("Say how many people are needed, and for what."))
        offered = {str(key) for key in Qualification.objects.filter(is_offered=True).values_list("pk", flat=True)}
        wrong = [forms.ValidationError(fault) for number, row in typed if (fault := _fault(number, row, offered))]
        if wrong:
            raise forms.ValidationError(wrong)
        return [_post(row) for _number, row in typed]


def _fault(number: int, row: Mapping[str, str], offered: set[str]) -> str:
    told = {"number": number}
    if not row["name"] or any(len(row[name]) > LONGEST_NAME for name in ("name", *TRANSLATED)):
        return gettext("Row %(number)s: say in a few words what people do there.") % told
    if not _is_count(row["places"]):
        return gettext("Row %(number)s: write how many people may come, as a number.") % told
    if row["least"] and not _is_count(row["least"]):
        return gettext("Row %(number)s: write how many people it needs at least, as a number.") % told
    if row["qualification"] and row["qualification"] not in offered:
        return gettext("Row %(number)s: choose what it asks for from the list.") % told
    return ""


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def _post(row: Mapping[str, str]) -> dict[str, Any]:
    post: dict[str, Any] = {"name_zh_hans": row["name"], "places": int(row["places"])}
    post |= {name: row[name] for name in TRANSLATED}
    if row["least"]:
        post["least"] = int(row["least"])
    if row["qualification"]:
        post["qualification"] = int(row["qualification"])
    return post
