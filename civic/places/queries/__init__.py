"""What may be asked of the ground: which area and cell hold a point, and where the borders run."""

from civic.places.queries.locating import MANAGEMENT, Spot, border_of, forget_shapes, is_inside, locate

__all__ = ["MANAGEMENT", "Spot", "border_of", "forget_shapes", "is_inside", "locate"]
