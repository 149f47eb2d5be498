"""Coordinates as maps of the mainland are drawn in them (GCJ-02, BD-09) and the city's own (WGS84), turned both ways.

GCJ-02 shifts every point by some hundred metres, BD-09 shifts GCJ-02 once more. No rule of either is published; these
are the formulas everybody uses. Both are meant for the mainland alone: beyond the rectangle the formulas name, GCJ-02
is WGS84. Towards WGS84 the shift is found by going back and forth until less than a tenth of a millimetre is left.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

Degrees = NDArray[np.float64]
Turn = Callable[[Any, Any], tuple[Degrees, Degrees]]

WGS84, GCJ02, BD09 = "wgs84", "gcj02", "bd09"
DATUMS = (WGS84, GCJ02, BD09)
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271

_AXIS, _ECCENTRICITY2 = 6_378_245.0, 0.00669342162296594323  # the ellipsoid of Krasovsky, on which GCJ-02 reckons
_BD_TURN = np.pi * 3000.0 / 180.0
_ROUNDS, _NEAR_ENOUGH = 30, 1e-9
_ANYWHERE = 105.0, 35.0
_KEPT_DIGITS = 8  # about a millimetre
_DEEPEST = 3  # a multipolygon has polygons, these have rings


def gcj02_from_wgs84(lon: Any, lat: Any) -> tuple[Degrees, Degrees]:
    """Shift points, numbers or arrays of them, as the maps of the mainland do."""
    return _on_the_mainland(_shifted, lon, lat)


def wgs84_from_gcj02(lon: Any, lat: Any) -> tuple[Degrees, Degrees]:
    """Take the shift back."""
    return _on_the_mainland(partial(_undo, _shifted), lon, lat)


def bd09_from_gcj02(lon: Any, lat: Any) -> tuple[Degrees, Degrees]:
    """Shift points of GCJ-02 once more, as one maker of maps does."""
    return _on_the_mainland(_bent, lon, lat)


def gcj02_from_bd09(lon: Any, lat: Any) -> tuple[Degrees, Degrees]:
    """Take the second shift back."""
    return _on_the_mainland(partial(_undo, _bent), lon, lat)


def bd09_from_wgs84(lon: Any, lat: Any) -> tuple[Degrees, Degrees]:
    """Both shifts."""
    return bd09_from_gcj02(*gcj02_from_wgs84(lon, lat))


def wgs84_from_bd09(lon: Any, lat: Any) -> tuple[Degrees, Degrees]:
    """Both shifts taken back."""
    return wgs84_from_gcj02(*gcj02_from_bd09(lon, lat))


TO_WGS84 = {GCJ02: wgs84_from_gcj02, BD09: wgs84_from_bd09}


def in_wgs84(geometry: Any, datum: str) -> Any:
    """A whole GeoJSON geometry in WGS84, to the millimetre; what is no position stays as it is, for others to tell."""
    if datum == WGS84 or not isinstance(geometry, dict):
        return geometry
    return geometry | {"coordinates": _turned(geometry.get("coordinates"), TO_WGS84[datum])}


def _turned(inner: Any, turn: Turn, depth: int = _DEEPEST) -> Any:
    if not isinstance(inner, list | tuple) or not inner or not depth:
        return inner
    if all(_is_position(one) for one in inner):  # a ring, in one go
        lons, lats = turn([one[0] for one in inner], [one[1] for one in inner])
        pairs = zip(np.round(lons, _KEPT_DIGITS).tolist(), np.round(lats, _KEPT_DIGITS).tolist(), strict=True)
        return [list(pair) for pair in pairs]
    return [_turned(one, turn, depth - 1) for one in inner]


def _is_position(one: Any) -> bool:
    return (
        isinstance(one, list | tuple)
        and len(one) >= 2
        and all(isinstance(n, int | float) and not isinstance(n, bool) and abs(n) <= 360 for n in one[:2])
    )


def _on_the_mainland(turn: Turn, lon: Any, lat: Any) -> tuple[Degrees, Degrees]:
    """What lies elsewhere stays as it is, and no formula sees it."""
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    is_there = (lon >= WEST) & (lon <= EAST) & (lat >= SOUTH) & (lat <= NORTH)
    turned = turn(np.where(is_there, lon, _ANYWHERE[0]), np.where(is_there, lat, _ANYWHERE[1]))
    return np.where(is_there, turned[0], lon), np.where(is_there, turned[1], lat)


def _undo(turn: Turn, lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Guess, turn the guess, mend it by what it missed: each round leaves a few thousandths of the fault."""
    guess_lon, guess_lat = lon.copy(), lat.copy()
    for _round in range(_ROUNDS):
        missed_lon, missed_lat = (
            there - here for there, here in zip((lon, lat), turn(guess_lon, guess_lat), strict=True)
        )
        guess_lon, guess_lat = guess_lon + missed_lon, guess_lat + missed_lat
        if not np.any((np.abs(missed_lon) > _NEAR_ENOUGH) | (np.abs(missed_lat) > _NEAR_ENOUGH)):
            break
    return guess_lon, guess_lat


def _shifted(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    east, north = _shift(lon, lat)
    return lon + east, lat + north


def _shift(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """By how many degrees GCJ-02 moves a point of WGS84."""
    x, y = lon - 105.0, lat - 35.0
    waves = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x)) + waves
    east += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x)) + waves
    north += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    latitude = np.radians(lat)
    bulge = 1.0 - _ECCENTRICITY2 * np.sin(latitude) ** 2
    along_meridian = _AXIS * (1.0 - _ECCENTRICITY2) / (bulge * np.sqrt(bulge))
    along_parallel = _AXIS / np.sqrt(bulge) * np.cos(latitude)
    return np.degrees(east / along_parallel), np.degrees(north / along_meridian)


def _bent(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    away = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_TURN)
    return away * np.cos(angle) + 0.0065, away * np.sin(angle) + 0.006
