"""Components one by one: a class, a party that keeps some, a piece that comes to be, changes or is taken away."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Sentence, Taken
from civic.places.actions.drawing import named
from civic.places.models import CodeStructure, Component, ComponentKind, ComponentState, Party
from civic.places.queries import is_inside, locate
from civic.places.queries.components import known_for
from civic.places.rules import hexagon
from civic.places.rules.components import (
    DAYS,
    LONGEST,
    OLDEST_YEAR,
    PARTIES,
    PARTY_CODE,
    attributes_fault,
    code_fault,
    family_of,
    point_fault,
)

CODE_STRUCTURE = "gb-16"  # what the classes of the standards' list are coded by
KEPT_DIGITS = 7  # of a degree: about a centimetre
DETAILS = (*LONGEST, *PARTIES, *DAYS, "state", "attributes")


@transaction.atomic
def add_kind(
    *,
    standard: str,
    edition: str,
    code: str,
    names: Mapping[str, str],
    structure: CodeStructure | None = None,
    family: str = "",
    extra: Iterable[Mapping[str, Any]] = (),
) -> ComponentKind:
    """A class of components comes to be; a code taken in that standard and edition is refused."""
    if not (code.isascii() and code.isalnum() and len(code) <= 12 and standard and edition):
        told = _("A class needs a standard, an edition and a code of up to twelve letters and digits.")
        raise NotValid(fields={"code": told})
    if ComponentKind.objects.filter(standard=standard, edition=edition, code=code).exists():
        told = _("There is a class {code} in {standard} of {edition} already.")
        raise Taken(format_lazy(told, code=code, standard=standard, edition=edition))
    return ComponentKind.objects.create(
        standard=standard,
        edition=edition,
        code=code,
        structure=structure,
        family=family or family_of(code, names.get("en", "")),
        extra=_checked_extra(extra),
        **named(names),
    )


@transaction.atomic
def amend_kind(
    kind: ComponentKind,
    *,
    names: Mapping[str, str] | None = None,
    family: str | None = None,
    extra: Iterable[Mapping[str, Any]] | None = None,
    is_active: bool | None = None,
) -> ComponentKind:
    """A class gets other names, another drawing or other attributes, or is no longer used; what is left out stays."""
    changed: dict[str, Any] = named(names) if names is not None else {}
    changed |= {} if family is None else {"family": family}
    changed |= {} if extra is None else {"extra": _checked_extra(extra)}
    changed |= {} if is_active is None else {"is_active": is_active}
    ComponentKind.objects.filter(pk=kind.pk).update(**changed)
    kind.refresh_from_db()
    return kind


def _checked_extra(extra: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if not isinstance(extra, list | tuple) or not all(isinstance(one, Mapping) for one in extra):
        raise NotValid(fields={"extra": _("Write a list of attributes, each with a key and its names.")})
    told = [dict(one) for one in extra]
    for one in told:
        names = one.get("names")
        if not (isinstance(one.get("key"), str) and one["key"] and isinstance(names, dict) and names.get("zh-hans")):
            told_why = _("An attribute of a class needs a key, and names with at least the one in simplified Chinese.")
            raise NotValid(fields={"extra": told_why})
    return told


@transaction.atomic
def load_kinds(rows: Iterable[Mapping[str, str]]) -> int:
    """The classes of a standard's list that are missing come to be; what the city has stays. Tells how many."""
    structure = CodeStructure.objects.filter(code=CODE_STRUCTURE).first()
    there = set(ComponentKind.objects.values_list("standard", "edition", "code"))
    added = 0
    for row in rows:
        if (row["standard"], row["edition"], row["code"]) in there:
            continue
        names = {"zh-hans": row["name_zh_hans"], "zh-hant": row.get("name_zh_hant", ""), "en": row.get("name_en", "")}
        add_kind(standard=row["standard"], edition=row["edition"], code=row["code"], names=names, structure=structure)
        added += 1
    return added


@transaction.atomic
def add_party(*, code: str, names: Mapping[str, str]) -> Party:
    """A body that owns, is competent for or maintains components becomes known; a taken code is refused."""
    if not PARTY_CODE.fullmatch(code):
        told = _("The code of a party has up to forty letters, digits, points and dashes.")
        raise NotValid(fields={"code": told})
    if Party.objects.filter(code=code).exists():
        raise Taken(format_lazy(_("There is a party with the code {code} already."), code=code))
    return Party.objects.create(code=code, **named(names))


@transaction.atomic
def amend_party(party: Party, *, names: Mapping[str, str] | None = None, is_active: bool | None = None) -> Party:
    """A party gets another name, or takes on nothing new; what is left out stays as it is."""
    changed: dict[str, Any] = named(names) if names is not None else {}
    changed |= {} if is_active is None else {"is_active": is_active}
    Party.objects.filter(pk=party.pk).update(**changed)
    party.refresh_from_db()
    return party


@transaction.atomic
def add_component(*, code: str, kind: ComponentKind, lat: float, lon: float, on: date, **details: Any) -> Component:
    """A piece comes to be on a day, with its area and cell found from its point.

    `details` are its own columns: name, address, competent, owner, maintainer, state, days, source, material, model,
    remark, attributes. A taken code, a code of another class or a point outside the city is refused.
    """
    code = code.upper()
    known = known_for(kind.standard, kind.edition, today=on)
    fault = code_fault(code, known.kinds[kind.code], known) if kind.code in known.kinds else _NOT_IN_USE
    if not (code.isascii() and code.isalnum()) or fault:
        raise NotValid(fields={"code": fault or _("A code has letters and digits only.")})
    if Component.objects.filter(code=code).exists():
        raise Taken(format_lazy(_("There is a component with the code {code} already."), code=code))
    return Component.objects.create(code=code, kind=kind, **_placed(lat, lon), **_checked(details, on))


_NOT_IN_USE: Sentence = _("This class is no longer in use. Choose another one.")


@transaction.atomic
def amend_component(
    component: Component, *, on: date, lat: float | None = None, lon: float | None = None, **details: Any
) -> Component:
    """A piece is moved, gets another keeper or another state; what is left out stays as it is, and the day is noted.

    Taken away it keeps its row, for cases hang on it: `state="removed"`. Refused where it would be refused when new.
    """
    changed = _checked(details, on)
    if lat is not None and lon is not None and (lat, lon) != (component.lat, component.lon):
        changed |= _placed(lat, lon)
    Component.objects.filter(pk=component.pk).update(**({"changed_on": on} | changed))
    component.refresh_from_db()
    return component


def _placed(lat: float, lon: float) -> dict[str, Any]:
    fault = point_fault(lat, lon)
    if not fault and not is_inside(lat, lon):
        fault = _("The point lies outside the city.")
    if fault:
        raise NotValid(fields={"lat": fault})
    lat, lon = round(lat, KEPT_DIGITS), round(lon, KEPT_DIGITS)
    spot = locate(lat, lon)
    return {"lat": lat, "lon": lon, "h3": hexagon(lat, lon), "area": spot.area, "cell": spot.cell}


def _checked(details: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The details a piece may have, each fault at its own field."""
    unknown = set(details) - set(DETAILS)
    assert not unknown, f"a component has no {unknown}"
    wrong: dict[str, Sentence] = {}
    for name, most in LONGEST.items():
        if len(details.get(name, "")) > most:
            wrong[name] = format_lazy(_("At most {most} signs can be kept."), most=most)
    for name in DAYS:
        day = details.get(name)
        if day is not None and not date(OLDEST_YEAR, 1, 1) <= day <= on:
            wrong[name] = _("This day has not come yet, or is too old to be true.")
    if details.get("state", ComponentState.IN_USE) not in ComponentState.values:
        wrong["state"] = _("There is no such state.")
    if fault := attributes_fault(details.get("attributes", {})):
        wrong["attributes"] = fault
    if wrong:
        raise NotValid(fields=wrong)
    return dict(details)
