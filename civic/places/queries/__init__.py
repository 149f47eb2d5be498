"""What may be asked of the ground: which area and cell hold a point, and where the borders run."""

from civic.places.queries.components import (
    METRES_MOST,
    ClearRates,
    Near,
    Rate,
    clear_rates,
    component_by_code,
    find_components,
    in_box,
    known_for,
    nearest,
    page_of,
    sheet_of,
)
from civic.places.queries.covering import CoveredDistrict, covered_districts
from civic.places.queries.finding import Found, find_places
from civic.places.queries.locating import (
    MANAGEMENT,
    Spot,
    border_of,
    cell_by_code,
    forget_shapes,
    is_inside,
    locate,
    locate_many,
)
from civic.places.queries.switching import is_on

__all__ = [
    "MANAGEMENT",
    "METRES_MOST",
    "ClearRates",
    "CoveredDistrict",
    "Found",
    "Near",
    "Rate",
    "Spot",
    "border_of",
    "cell_by_code",
    "clear_rates",
    "component_by_code",
    "covered_districts",
    "find_components",
    "find_places",
    "forget_shapes",
    "in_box",
    "is_inside",
    "is_on",
    "known_for",
    "locate",
    "locate_many",
    "nearest",
    "page_of",
    "sheet_of",
]
