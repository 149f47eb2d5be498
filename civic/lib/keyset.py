"""Pages that stay right while rows arrive: each begins after the last row of the one before, by a sealed cursor."""

import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Field, Model, Q, QuerySet

from civic.lib.sealed import SealBroken, seal, unseal

M = TypeVar("M", bound=Model)
LONGEST_CURSOR = 600


class BadCursor(ValueError):
    """A cursor we did not give, or gave for another list."""


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of a page, and the cursor of the next; empty on the last."""

    rows: list[M]
    next: str


def page_of(rows: QuerySet[M], *, keys: tuple[str, ...], size: int, cursor: str = "") -> Page[M]:
    """One page in the order of `keys` (never null, the last one unique; "-" for descending). Raises BadCursor.

    The cursor is sealed: it holds primary keys, which would tell how many rows are hidden.
    """
    ordered = rows.order_by(*keys)
    if cursor:
        ordered = ordered.filter(_after(ordered.model, keys, cursor))
    found = list(ordered[: size + 1])
    if len(found) <= size:
        return Page(found, "")
    last = found[size - 1]
    values = [_field(ordered.model, key).value_to_string(last) for key in keys]
    return Page(found[:size], seal(json.dumps(values), purpose=_purpose(ordered.model, keys)))


def page_from(rows: QuerySet[M], *, keys: tuple[str, ...], size: int, cursor: str = "") -> Page[M]:
    """The same for pages people read: a spoilt cursor is the beginning."""
    try:
        return page_of(rows, keys=keys, size=size, cursor=cursor)
    except BadCursor:
        return page_of(rows, keys=keys, size=size)


def _after(model: type[Model], keys: tuple[str, ...], cursor: str) -> Q:
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise BadCursor
        told = json.loads(unseal(cursor, purpose=_purpose(model, keys)))
    except SealBroken:
        raise BadCursor from None
    values = [_field(model, key).to_python(value) for key, value in zip(keys, told, strict=True)]
    after = Q(pk__in=[])
    before: dict[str, Any] = {}
    for key, value in zip(keys, values, strict=True):
        after |= Q(**before, **{f"{_column(key)}__{'lt' if key.startswith('-') else 'gt'}": value})
        before[_column(key)] = value
    # the first key alone lets the database begin its index at the right place
    first, edge = keys[0], values[0]
    return Q(**{f"{_column(first)}__{'lte' if first.startswith('-') else 'gte'}": edge}) & after


def _field(model: type[Model], key: str) -> "Field[Any, Any]":
    field = model._meta.pk if _column(key) == "pk" else model._meta.get_field(_column(key))
    assert isinstance(field, Field), f"{key} is no column"
    return field


def _column(key: str) -> str:
    return key.removeprefix("-")


def _purpose(model: type[Model], keys: tuple[str, ...]) -> str:
    return f"cursor {model._meta.label_lower} {' '.join(keys)}"
