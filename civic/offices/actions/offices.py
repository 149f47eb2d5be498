"""Offices come to be and change."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Taken
from civic.offices.actions.facts import check_facts, named
from civic.offices.models import Office, OfficeKind, Tag
from civic.offices.rules import TagKind
from civic.places.models import Area, Party

CODE_LONGEST = 40
OFFICE_FACTS = frozenset({"kind", "area", "is_reviewing", "reviewed_by", "above", "contact_line", "is_active"})


@transaction.atomic
def found_office(
    *,
    code: str,
    kind: str,
    names: Mapping[str, str],
    area: Area | None = None,
    is_reviewing: bool = False,
    reviewed_by: Office | None = None,
    above: Office | None = None,
    contact_line: str = "",
    parties: Iterable[Party] = (),
    functions: Iterable[Tag] = (),
) -> Office:
    """An office comes to be, with the functions it has and the names under which the component register knows it.

    A taken code, an unknown kind, a missing Chinese name or a tag that is no function is refused.
    """
    functions = tuple(functions)
    try:
        validate_slug(code)
    except ValidationError:
        raise NotValid(
            fields={"code": _("The code of an office has letters, digits, hyphens and underscores.")}
        ) from None
    if len(code) > CODE_LONGEST:
        raise NotValid(fields={"code": format_lazy(_("Keep it under {most} characters."), most=CODE_LONGEST)})
    if Office.objects.filter(code=code).exists():
        raise Taken(format_lazy(_("There is an office with the code {code} already."), code=code))
    facts = {
        "kind": kind,
        "area": area,
        "is_reviewing": is_reviewing,
        "reviewed_by": reviewed_by,
        "above": above,
        "contact_line": contact_line,
    }
    _check_office(None, facts)
    _check_functions(functions)
    office = Office.objects.create(code=code, **facts, **named(names))
    office.parties.set(parties)
    office.functions.set(functions)
    return office


@transaction.atomic
def amend_office(
    office: Office,
    *,
    names: Mapping[str, str] | None = None,
    parties: Iterable[Party] | None = None,
    functions: Iterable[Tag] | None = None,
    **facts: Any,
) -> Office:
    """An office changes its names, its public line, its reviewer, or whether it is still there; the code stays.

    What is not named stays as it is.
    """
    check_facts(facts, OFFICE_FACTS)
    _check_office(office, facts)
    if parties is not None:
        office.parties.set(parties)
    if functions is not None:
        functions = tuple(functions)
        _check_functions(functions)
        office.functions.set(functions)
    Office.objects.filter(pk=office.pk).update(**facts, **(named(names) if names is not None else {}))
    office.refresh_from_db()
    return office


def _check_office(office: Office | None, facts: Mapping[str, Any]) -> None:
    if "kind" in facts and facts["kind"] not in OfficeKind.values:
        raise NotValid(fields={"kind": _("Choose what sort of office this is.")})
    if office is not None and facts.get("reviewed_by") == office:
        raise NotValid(fields={"reviewed_by": _("An office cannot review itself.")})
    if office is not None and _stands_below(facts.get("above"), office):
        raise NotValid(fields={"above": _("This office stands below the one you change. A line has one end.")})


def _stands_below(above: Office | None, office: Office) -> bool:
    """Would the line run in a circle?"""
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        if above.pk == office.pk:
            return True
        seen.add(above.pk)
        above = above.above
    return False


def _check_functions(functions: Iterable[Tag]) -> None:
    if any(tag.kind != TagKind.FUNCTION for tag in functions):
        raise NotValid(fields={"functions": _("Choose functions; other tags belong to matters.")})
