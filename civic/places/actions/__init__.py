"""Draw the city: found areas, hang cells into them, redraw and retire them."""

from civic.places.actions.areas import amend_area, found_area, load_areas
from civic.places.actions.cells import add_cell, end_cell, grid_cells
from civic.places.actions.components import (
    add_component,
    add_kind,
    add_party,
    amend_component,
    amend_kind,
    amend_party,
    load_kinds,
)
from civic.places.actions.importing import Imported, import_components, import_parties
from civic.places.actions.importing_areas import import_areas
from civic.places.actions.importing_cells import import_cells
from civic.places.actions.importing_kinds import import_kinds
from civic.places.actions.layers import add_structure, amend_layer, amend_structure, lay_out_grid, open_layer
from civic.places.actions.laying import CellGiven, lay_cells
from civic.places.actions.switching import switch

__all__ = [
    "CellGiven",
    "Imported",
    "add_cell",
    "add_component",
    "add_kind",
    "add_party",
    "add_structure",
    "amend_area",
    "amend_component",
    "amend_kind",
    "amend_layer",
    "amend_party",
    "amend_structure",
    "end_cell",
    "found_area",
    "grid_cells",
    "import_areas",
    "import_cells",
    "import_components",
    "import_kinds",
    "import_parties",
    "lay_cells",
    "lay_out_grid",
    "load_areas",
    "load_kinds",
    "open_layer",
    "switch",
]
