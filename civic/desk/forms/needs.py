"""What the city suggests itself, as a supervisor words it, or why she drops it; the acts check it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case
from civic.desk.forms.fields import Chosen
from civic.offices.queries import matters_by_family
from civic.offices.rules import FAMILIES
from civic.suggestions.models import Need
from civic.suggestions.rules.needs import REASON_LONGEST, TEXT_LONGEST, TITLE_LONGEST


class NeedForm(forms.Form):
    """Title, words and matter of the suggestion."""

    title = forms.CharField(
        label=_("Title"), max_length=TITLE_LONGEST, error_messages={"required": _("Write a title.")}
    )
    text = forms.CharField(
        label=_("What the city suggests, and why"),
        help_text=_("Everybody will read it. Name no reporter: the reports are linked below it by themselves."),
        max_length=TEXT_LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": _("Write something here: others will rely on it.")},
    )

    def __init__(self, data: Any = None, *, need: Need, behind: list[Case]) -> None:
        super().__init__(data, initial=_draft_of(need, behind), auto_id="need-%s")
        families = matters_by_family()
        groups = [
            (FAMILIES.get(family, FAMILIES["other"]), [(one.code, one.name) for one in held])
            for family, held in families.items()
        ]
        self.fields["matter"] = Chosen(
            {one.code: one for held in families.values() for one in held},
            label=_("What it is about"),
            choices=[("", _("Choose a matter")), *groups],
            initial=_commonest(behind),
            error_messages={"required": _("Choose what the suggestion is about: the office hangs on it.")},
        )


class DropForm(forms.Form):
    """Why a draft is dropped."""

    reason = forms.CharField(
        label=_("Why it is dropped"),
        max_length=REASON_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write something here: others will rely on it.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="drop-%s")


def _draft_of(need: Need, behind: list[Case]) -> dict[str, str]:
    """The words a supervisor begins with, in her language."""
    place = need.cell.area.name
    text = gettext(
        "In grid cell %(cell)s (%(place)s), %(count)d reports were closed within twelve months with the finding that a "
        "facility is missing. The city suggests to look at what has to be built here, and by when."
    )
    return {
        "title": gettext("A facility is missing: %(place)s, cell %(cell)s") % {"place": place, "cell": need.cell.code},
        "text": text % {"cell": need.cell.code, "place": place, "count": len(behind)},
    }


def _commonest(behind: list[Case]) -> str:
    codes = [case.matter.code for case in behind if case.matter is not None]
    return max(sorted(set(codes)), key=codes.count) if codes else ""
