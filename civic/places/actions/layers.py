"""Lay out the layers of the grid and the structures of codes they follow."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import slug_re
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Conflict, NotValid, Sentence, Taken
from civic.places.actions.drawing import LANGUAGES, named
from civic.places.models import Cell, CodeStructure, ComponentKind, Layer
from civic.places.rules import LAYERS, STRUCTURES
from civic.places.rules.codes import Parts, code_fault, structure_fault

SLUG_LONGEST = 20
ORDER_MOST = 32_767


@transaction.atomic
def lay_out_grid() -> None:
    """The structures of codes and the layers every city has come to be; what the city has changed in them stays."""
    for known in STRUCTURES:
        CodeStructure.objects.get_or_create(
            code=known.code,
            defaults={
                "of": known.of,
                "parts": [{"name": name, "digits": digits} for name, digits in known.parts],
                "source": known.source,
                **named(dict(zip(LANGUAGES, known.names, strict=True))),
            },
        )
    for layer in LAYERS:
        Layer.objects.get_or_create(
            code=layer.code,
            defaults={
                "structure": CodeStructure.objects.get(code=layer.structure),
                "is_complete": layer.is_complete,
                "order": layer.order,
                **named(dict(zip(LANGUAGES, layer.names, strict=True))),
            },
        )


@transaction.atomic
def add_structure(code: str, *, of: str, names: Mapping[str, str], parts: Parts, source: str = "") -> CodeStructure:
    """A way to build codes is added, as its standard says it; one that cannot be read is refused."""
    _check_slug(code, taken=CodeStructure.objects.filter(code=code).exists())
    if of not in CodeStructure.Of.values:
        raise NotValid(fields={"of": _("A structure is of the codes of cells or of components.")})
    _check_parts(parts)
    return CodeStructure.objects.create(code=code, of=of, parts=parts, source=source, **named(names))


@transaction.atomic
def amend_structure(
    structure: CodeStructure,
    *,
    names: Mapping[str, str] | None = None,
    parts: Parts | None = None,
    source: str | None = None,
) -> CodeStructure:
    """Another name, source or other parts. The parts are refused (Conflict) once cells or components follow them."""
    changed: dict[str, Any] = named(names) if names is not None else {}
    changed |= {} if source is None else {"source": source}
    if parts is not None and parts != structure.parts:
        _check_parts(parts)
        if _is_followed(structure):
            raise Conflict(
                _("Codes follow this structure already. Add another structure, and open a layer that follows it.")
            )
        changed["parts"] = parts
    CodeStructure.objects.filter(pk=structure.pk).update(**changed)
    structure.refresh_from_db()
    return structure


def _is_followed(structure: CodeStructure) -> bool:
    return (
        Cell.objects.filter(layer__structure=structure).exists()
        or ComponentKind.objects.filter(structure=structure, components__isnull=False).exists()
    )


@transaction.atomic
def open_layer(
    code: str,
    *,
    names: Mapping[str, str],
    structure: CodeStructure | None = None,
    is_complete: bool = False,
    order: int = 100,
) -> Layer:
    """One more way to cut the city into cells; without a structure its cells carry any code of letters and digits."""
    _check_slug(code, taken=Layer.objects.filter(code=code).exists())
    _check_layer(structure, order)
    return Layer.objects.create(code=code, structure=structure, is_complete=is_complete, order=order, **named(names))


@transaction.atomic
def amend_layer(
    layer: Layer,
    *,
    names: Mapping[str, str],
    structure: CodeStructure | None,
    is_complete: bool,
    order: int,
) -> Layer:
    """Another name, order or structure; a structure that the cells in it do not follow is refused (Conflict)."""
    _check_layer(structure, order)
    if structure is not None and structure.pk != layer.structure_id:
        _check_followed(layer, structure)
    Layer.objects.filter(pk=layer.pk).update(structure=structure, is_complete=is_complete, order=order, **named(names))
    layer.refresh_from_db()
    return layer


def _check_followed(layer: Layer, structure: CodeStructure) -> None:
    cells = Cell.objects.filter(layer=layer).values_list("code", "area__code", "area__kind")
    for code, area_code, kind in cells.iterator():
        if fault := code_fault(structure.parts, code, area_code=area_code, is_city=kind == "city"):
            raise Conflict(fault)


def _check_layer(structure: CodeStructure | None, order: int) -> None:
    if structure is not None and structure.of != CodeStructure.Of.CELL:
        raise NotValid(fields={"structure": _("This structure is of the codes of components, not of cells.")})
    if not 0 <= order <= ORDER_MOST:
        raise NotValid(fields={"order": _("The order is a number from 0 up; the lowest comes first.")})


def _check_parts(parts: Any) -> None:
    fault: Sentence = structure_fault(parts)
    if fault:
        raise NotValid(fields={"parts": fault})


def _check_slug(code: str, *, taken: bool) -> None:
    if not slug_re.fullmatch(code) or len(code) > SLUG_LONGEST:
        raise NotValid(fields={"code": _("A code is up to twenty letters, digits and hyphens.")})
    if taken:
        raise Taken(format_lazy(_("The code {code} is taken already."), code=code))
