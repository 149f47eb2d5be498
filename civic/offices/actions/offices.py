"""Offices, and which of them answers for which matter where."""

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
from civic.offices.actions.facts import check_facts, named
from civic.offices.models import Matter, Office, OfficeKind, Stewardship
from civic.places.models import Area

OFFICE_FACTS = frozenset({"kind", "area", "is_reviewing", "reviewed_by", "contact_line", "is_active"})


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
    return Office.objects.create(code=code, **facts, **named(names))


@transaction.atomic
def amend_office(office: Office, *, names: Mapping[str, str] | None = None, **facts: Any) -> Office:
    """An office changes its names, its public line, its reviewer, or whether it is still there; the code stays."""
    check_facts(facts, OFFICE_FACTS)
    _check_office(office, facts)
    Office.objects.filter(pk=office.pk).update(**facts, **(named(names) if names is not None else {}))
    office.refresh_from_db()
    return office


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
