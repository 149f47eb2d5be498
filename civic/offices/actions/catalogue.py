"""Offices, matters, and which office answers for which matter where."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Conflict, NotValid, Taken
from civic.offices.models import Matter, Office, OfficeKind, Stewardship
from civic.offices.rules import FAMILIES
from civic.places.models import Area

OFFICE_FACTS = frozenset({"kind", "area", "is_reviewing", "reviewed_by", "contact_line", "is_active"})
MATTER_FACTS = frozenset({"family", "answer_days", "reopen_days", "appeal_days", "privacy", "order", "is_active"})
DAYS_MOST = 365


@transaction.atomic
def found_office(
    *,
    code: str,
    kind: str,
    names: Mapping[str, str],
    area: Area | None = None,
    is_reviewing: bool = False,
    reviewed_by: Office | None = None,
    contact_line: str = "",
) -> Office:
    """An office comes to be. A taken code, an unknown kind or a missing Chinese name is refused."""
    try:
        validate_slug(code)
    except ValidationError:
        raise NotValid(
            fields={"code": _("The code of an office has letters, digits, hyphens and underscores.")}
        ) from None
    if Office.objects.filter(code=code).exists():
        raise Taken(format_lazy(_("There is an office with the code {code} already."), code=code))
    facts = {
        "kind": kind,
        "area": area,
        "is_reviewing": is_reviewing,
        "reviewed_by": reviewed_by,
        "contact_line": contact_line,
    }
    _check_office(None, facts)
    return Office.objects.create(code=code, **facts, **_named(names))


@transaction.atomic
def amend_office(office: Office, *, names: Mapping[str, str] | None = None, **facts: Any) -> Office:
    """An office changes its names, its public line, its reviewer, or whether it is still there; the code stays."""
    _check_names(facts, OFFICE_FACTS)
    _check_office(office, facts)
    Office.objects.filter(pk=office.pk).update(**facts, **(_named(names) if names is not None else {}))
    office.refresh_from_db()
    return office


@transaction.atomic
def add_matter(
    *, code: str, names: Mapping[str, str], family: str = "other", answer_days: int = 7, **facts: Any
) -> Matter:
    """A matter joins the catalogue, with what the city promises for it. A taken code or an odd limit is refused."""
    if not code.isascii() or not code.isalnum() or len(code) > 12:
        raise NotValid(fields={"code": _("The code of a matter has up to twelve letters and digits.")})
    if Matter.objects.filter(code=code).exists():
        raise Taken(format_lazy(_("There is a matter with the code {code} already."), code=code))
    facts = {"family": family, "answer_days": answer_days, **facts}
    _check_matter(facts)
    return Matter.objects.create(code=code, **facts, **_named(names))


@transaction.atomic
def amend_matter(matter: Matter, *, names: Mapping[str, str] | None = None, **facts: Any) -> Matter:
    """A matter changes its names or what is promised for it, for cases to come; due dates already told stay."""
    _check_matter(facts)
    Matter.objects.filter(pk=matter.pk).update(**facts, **(_named(names) if names is not None else {}))
    matter.refresh_from_db()
    return matter


@transaction.atomic
def name_steward(*, matter: Matter, area: Area | None, office: Office, starts: date) -> Stewardship:
    """An office answers for a matter from a day on, in an area or everywhere; whoever did so ends the day before.

    Refused (Conflict) when somebody is named from that day or a later one already.
    """
    if not office.is_active:
        raise NotValid(fields={"office": _("This office is no longer there. Choose another.")})
    Matter.objects.select_for_update().get(pk=matter.pk)  # two at once would both find the one before
    same = (
        Stewardship.objects.filter(matter=matter, area=area)
        if area
        else Stewardship.objects.filter(matter=matter, area__isnull=True)
    )
    if same.filter(starts__gte=starts).exists():
        raise Conflict(
            _("An office is named for this matter and area from that day or a later one already. Choose a later day.")
        )
    same.filter(Q(ends__isnull=True) | Q(ends__gte=starts)).update(ends=starts - timedelta(days=1))
    return Stewardship.objects.create(matter=matter, area=area, office=office, starts=starts)


def _check_office(office: Office | None, facts: Mapping[str, Any]) -> None:
    if "kind" in facts and facts["kind"] not in OfficeKind.values:
        raise NotValid(fields={"kind": _("Choose what sort of office this is.")})
    if office is not None and facts.get("reviewed_by") == office:
        raise NotValid(fields={"reviewed_by": _("An office cannot review itself.")})


def _check_matter(facts: Mapping[str, Any]) -> None:
    _check_names(facts, MATTER_FACTS)
    if "family" in facts and facts["family"] not in FAMILIES:
        raise NotValid(fields={"family": _("Choose a family that the catalogue knows.")})
    for name in ("answer_days", "reopen_days", "appeal_days"):
        least = 1 if name == "answer_days" else 0
        if name in facts and not least <= facts[name] <= DAYS_MOST:
            raise NotValid(
                fields={
                    name: format_lazy(_("Give a number of days from {least} to {most}."), least=least, most=DAYS_MOST)
                }
            )


def _check_names(facts: Mapping[str, Any], known: frozenset[str]) -> None:
    if strange := set(facts) - known:
        raise TypeError(f"No such fact: {', '.join(sorted(strange))}")


def _named(names: Mapping[str, str]) -> dict[str, str]:
    if not names.get("zh-hans"):
        raise NotValid(
            fields={"names": _("A name in simplified Chinese is needed; the other languages fall back on it.")}
        )
    return {"name_zh_hans": names["zh-hans"], "name_zh_hant": names.get("zh-hant", ""), "name_en": names.get("en", "")}
