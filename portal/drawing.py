"""The drawn city: where a point of the earth lies on the front page's map. Shared with tools/draw_city.py."""

WIDTH, HEIGHT = 760, 620
# The middle of the island Hexin, in the drawing and on the earth (WGS84).
MIDDLE_X, MIDDLE_Y = 395.0, 330.0
MIDDLE_LON, MIDDLE_LAT = 113.27, 23.13
# About 30.4 units a kilometre, both ways, at this latitude.
PER_LON, PER_LAT = 3115.0, 3370.0


def project(lon: float, lat: float) -> tuple[float, float]:
    """Where a longitude and latitude lie on the drawing, in its own units (0,0 at the top left)."""
    return round(MIDDLE_X + (lon - MIDDLE_LON) * PER_LON, 1), round(MIDDLE_Y - (lat - MIDDLE_LAT) * PER_LAT, 1)


def unproject(x: float, y: float) -> tuple[float, float]:
    """The longitude and latitude of a spot of the drawing."""
    return round(MIDDLE_LON + (x - MIDDLE_X) / PER_LON, 6), round(MIDDLE_LAT - (y - MIDDLE_Y) / PER_LAT, 6)


def is_on_drawing(x: float, y: float) -> bool:
    """Whether a spot lies on the sheet, so that a dot can be drawn there."""
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT
