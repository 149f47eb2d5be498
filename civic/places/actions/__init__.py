"""Draw the city: found areas, hang cells into them, redraw and retire them."""

from civic.places.actions.areas import amend_area, found_area, load_areas
from civic.places.actions.cells import add_cell, end_cell, grid_cells, lay_out_grid

__all__ = [
    "add_cell",
    "amend_area",
    "end_cell",
    "found_area",
    "grid_cells",
    "lay_out_grid",
    "load_areas",
]
