"""Whether somebody can be at both shifts in time."""

from math import asin, ceil, cos, radians, sin, sqrt

from civic.shifts.rules.resting import Busy

EARTH_M = 6_371_008.8
DETOUR = 1.3  # of ways over the straight line
WALKS_MOST_M = 1_500  # beyond that one rides
WALK_M_A_MINUTE = 75
RIDE_M_A_MINUTE = 250  # bus and metro with waiting, as a city moves
RIDE_BEGINS = 8  # minutes until one sits


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres between two points (WGS84), as the crow flies."""
    north, east = radians(other_lat - lat), radians(other_lon - lon)
    half = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(half)))


def travel_minutes(metres: float) -> int:
    """Minutes for so far as the crow flies, on foot or by bus; none at one place."""
    way = metres * DETOUR
    if way < 1:
        return 0
    if way <= WALKS_MOST_M:
        return ceil(way / WALK_M_A_MINUTE)
    return RIDE_BEGINS + ceil(way / RIDE_M_A_MINUTE)


def clashes(one: Busy, other: Busy) -> bool:
    """Do they overlap, or does the way between them take longer than the time between?"""
    first, second = (one, other) if one.starts <= other.starts else (other, one)
    if second.starts < first.ends:
        return True
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return False
    way = travel_minutes(distance_m(first.lat, first.lon, second.lat, second.lon))
    return (second.starts - first.ends).total_seconds() < way * 60
