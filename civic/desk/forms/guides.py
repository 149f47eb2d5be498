"""A notice, a guide or a rule as it is typed at the desk."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from civic.guides.models import Guide
from civic.guides.queries import mark_of
from civic.guides.rules import (
    LONGEST_LINK,
    LONGEST_REASON,
    LONGEST_SLUG,
    LONGEST_SOURCE,
    LONGEST_TITLE,
    OWN_NAMES,
    Facts,
    Kind,
    Text,
)
from civic.lib.days import day_field
from civic.lib.markdown import LONGEST
from civic.offices.models import Office
from civic.places.models import Area

SHORT = {"class": "govuk-input--short"}


class GuideForm(forms.Form):
    """Its text in three languages, where a rule stands, and where and when it holds."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices)
    office = forms.ChoiceField(label=_("In whose name"), required=False)
    starts = day_field(_("First day"), attrs=SHORT, says={"required": _("Give the first day on which it is shown.")})
    ends = day_field(_("Last day"), attrs=SHORT, required=False, help_text=_("Leave it empty where no end is known."))
    area = forms.ChoiceField(label=_("Where it holds"), required=False)
    matters = forms.CharField(
        label=_("Matters it is about"),
        required=False,
        max_length=400,
        help_text=_("Their numbers in the catalogue, parted by blanks: 0101 0203."),
    )
    title_zh_hans = forms.CharField(required=False)
    title_zh_hant = forms.CharField(required=False)
    title_en = forms.CharField(required=False)
    body_zh_hans = forms.CharField(required=False, strip=False)
    body_zh_hant = forms.CharField(required=False, strip=False)
    body_en = forms.CharField(required=False, strip=False)
    law = forms.CharField(label=_("Law or regulation"), required=False, max_length=LONGEST_SOURCE)
    article = forms.CharField(label=_("Article"), required=False, max_length=LONGEST_SOURCE)
    link = forms.CharField(
        label=_("Where to read it"),
        required=False,
        max_length=LONGEST_LINK,
        help_text=_("An address. It becomes a link only where it is an official site."),
    )
    slug = forms.CharField(
        label=_("Address of the page"),
        required=False,
        max_length=LONGEST_SLUG,
        help_text=_("Small Latin letters, digits and hyphens; empty: made of the English title."),
    )
    reason = forms.CharField(
        label=_("Why it changes"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everybody reads it beside the old text and the new one."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        guide: Guide | None = None,
        offices: Sequence[Office] = (),
        may_be_the_city: bool = False,
        today: Any = None,
    ) -> None:
        super().__init__(data, auto_id="guide-%s", initial=_known(guide) if guide else {"starts": today})
        self.guide = guide
        for code, own_name in OWN_NAMES.items():
            name = code.replace("-", "_")
            line = forms.TextInput(attrs={"maxlength": LONGEST_TITLE, "lang": code, "dir": "auto"})
            area = forms.Textarea(attrs={"rows": 10, "maxlength": LONGEST, "lang": code, "dir": "auto"})
            self.fields[f"title_{name}"].widget, self.fields[f"body_{name}"].widget = line, area
            self.fields[f"title_{name}"].label = _("Title, %(language)s") % {"language": own_name}
            self.fields[f"body_{name}"].label = _("Text, %(language)s") % {"language": own_name}
        self._choose_place(guide)
        city = [("", _("The city itself"))] if may_be_the_city else []
        self._choose("office", [*city, *((office.code, office.name) for office in offices)])
        if guide is not None:
            del self.fields["office"]
        if guide is None or guide.published_at is None:
            del self.fields["reason"]

    def _choose_place(self, guide: Guide | None) -> None:
        areas = list(Area.objects.districts())
        if guide is not None and guide.area is not None and guide.area not in areas:
            areas.append(guide.area)
        self._choose("area", [("", _("The whole city")), *((area.code, area.name) for area in areas)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def text(self) -> Text:
        """What was typed, as it would be kept."""
        said = self.cleaned_data
        return Text.of(
            {code: said.get(f"title_{code.replace('-', '_')}", "") for code in OWN_NAMES},
            {code: said.get(f"body_{code.replace('-', '_')}", "") for code in OWN_NAMES},
            **{name: said.get(name, "") for name in ("law", "article", "link")},
        )

    @property
    def facts(self) -> Facts:
        """The rest of it, in the terms of the acts."""
        said = self.cleaned_data
        slug = said["slug"] or slugify(said["title_en"])[:LONGEST_SLUG].strip("-")
        return Facts(
            kind=said["kind"],
            slug=slug,
            starts=said["starts"],
            ends=said["ends"],
            area=said["area"],
            matters=tuple(dict.fromkeys(re.findall(r"[^\s,，、;；]+", said["matters"]))),
        )


class WithdrawForm(forms.Form):
    """Why what was published is taken back."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"), required=False, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


def _known(guide: Guide) -> dict[str, Any]:
    version = guide.version
    assert version is not None
    told: dict[str, Any] = {
        "kind": guide.kind,
        "slug": guide.slug,
        "starts": guide.starts,
        "ends": guide.ends,
        "area": guide.area.code if guide.area else "",
        "matters": " ".join(guide.matters.values_list("code", flat=True)),
        "law": version.law,
        "article": version.article,
        "link": version.link,
        "seen": mark_of(guide),
    }
    for code in OWN_NAMES:
        name = code.replace("-", "_")
        told |= {f"title_{name}": version.titles.get(code, ""), f"body_{name}": version.bodies.get(code, "")}
    return told
