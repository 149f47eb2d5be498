"""The register as tables: every area, layer, cell, class, party and component, row by row, for a data office."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db.models import F, QuerySet

from civic.places.models import Area, Border, Cell, Component, ComponentKind, Layer, Party

NAMES = ("name_zh_hans", "name_zh_hant", "name_en")
READ_AT_ONCE = 5000


def _columns(rows: QuerySet, **columns: str) -> Callable[[], Iterator[tuple[Any, ...]]]:
    named = rows.annotate(**{f"_{name}": F(path) for name, path in columns.items() if "__" in path})
    wanted = [f"_{name}" if "__" in path else path for name, path in columns.items()]
    return lambda: iter(named.values_list(*wanted).iterator(chunk_size=READ_AT_ONCE))


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_AREAS = {"code": "code", "kind": "kind", "parent": "parent__code", "path": "path", **_same(*NAMES, "is_active")}
_LAYERS = {"code": "code", "structure": "structure__code", **_same(*NAMES, "is_complete")}
_CELLS = {
    "layer": "layer_id",
    "code": "code",
    "area": "area__code",
    **_same("starts", "ends", "grade", "land_use", "area_m2", "length_m", "polygon"),
}
_KINDS = {
    **_same("standard", "edition", "code"),
    "structure": "structure__code",
    **_same(*NAMES, "family", "is_active"),
}
_PARTIES = _same("code", *NAMES, "is_active")
_COMPONENTS = {
    "code": "code",
    "standard": "kind__standard",
    "edition": "kind__edition",
    "kind": "kind__code",
    **_same("name", "lat", "lon", "address"),
    "area": "area__code",
    "cell": "cell__code",
    "competent": "competent__code",
    "owner": "owner__code",
    "maintainer": "maintainer__code",
    **_same(
        "state", "installed_on", "surveyed_on", "changed_on", "source", "material", "model", "remark", "attributes"
    ),
}


def registers() -> dict[str, tuple[list[str], Callable[[], Iterator[tuple[Any, ...]]]]]:
    """Each table by name: its header, and what reads its rows; components by code, as a file that can come back."""
    tables: dict[str, tuple[QuerySet, dict[str, str]]] = {
        "areas": (Area.objects.order_by("path"), _AREAS),
        "layers": (Layer.objects.order_by("order", "code"), _LAYERS),
        "cells": (Cell.objects.order_by("layer", "code", "starts"), _CELLS),
        "kinds": (ComponentKind.objects.order_by("standard", "edition", "code"), _KINDS),
        "parties": (Party.objects.order_by("code"), _PARTIES),
        "components": (Component.objects.order_by("code"), _COMPONENTS),
    }
    return {name: (list(columns), _columns(rows, **columns)) for name, (rows, columns) in tables.items()}


def drawings(on: date) -> dict[str, Callable[[], Iterator[dict[str, Any]]]]:
    """All that is drawn on a day as features of GeoJSON, file by file, as the imports of areas and cells read them."""
    layers = Layer.objects.order_by("order", "code").values_list("code", flat=True)
    return {"areas": lambda: _areas_drawn(on)} | {f"cells-{code}": partial(_cells_drawn, code, on) for code in layers}


def _areas_drawn(on: date) -> Iterator[dict[str, Any]]:
    """An area without a border has no geometry."""
    borders = dict(Border.objects.in_force(on).values_list("area_id", "polygon"))
    columns = ("pk", "code", "kind", "parent__code", *NAMES)
    for pk, code, kind, parent, *names in Area.objects.order_by("path").values_list(*columns):
        told = {"code": code, "kind": kind, "parent": parent or "", **dict(zip(NAMES, names, strict=True))}
        yield {"type": "Feature", "properties": told, "geometry": borders.get(pk)}


def _cells_drawn(layer: str, on: date) -> Iterator[dict[str, Any]]:
    cells = Cell.objects.in_force(on).filter(layer_id=layer).order_by("code")
    columns = ("code", "area__code", "grade", "land_use", "polygon")
    for code, area, grade, land_use, polygon in cells.values_list(*columns).iterator(chunk_size=READ_AT_ONCE):
        told = {"code": code, "area": area, "grade": grade, "land_use": land_use}
        yield {"type": "Feature", "properties": told, "geometry": polygon}
