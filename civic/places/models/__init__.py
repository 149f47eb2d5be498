"""The tables of the ground: areas and their borders, layers of cells, components and who keeps them."""

from civic.places.models.areas import Area, AreaKind, AreaQuerySet, Border, Switch
from civic.places.models.cells import Cell, CellQuerySet, CodeStructure, Layer
from civic.places.models.components import (
    Component,
    ComponentImport,
    ComponentKind,
    ComponentState,
    ImportFault,
    Party,
)

__all__ = [
    "Area",
    "AreaKind",
    "AreaQuerySet",
    "Border",
    "Cell",
    "CellQuerySet",
    "CodeStructure",
    "Component",
    "ComponentImport",
    "ComponentKind",
    "ComponentState",
    "ImportFault",
    "Layer",
    "Party",
    "Switch",
]
