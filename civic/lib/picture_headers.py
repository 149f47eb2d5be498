"""What a picture file says of itself, read without decoding a single pixel: kind, size, movement, place.

Written out by hand and not asked of a decoder, because this runs in the web process on whatever a stranger sends: every
read is bounded, nothing is allocated by what the file claims.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_END
from typing import Protocol

MOST_SEGMENTS = 2_000
MOST_JUNK = 4 * 1024
MOST_HEADER_BYTES = 8 * 1024 * 1024
MOST_EXIF_BYTES = 1024 * 1024

JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
STILL_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
MOVING_HEIC = frozenset({b"hevc", b"hevx", b"hevm", b"hevs", b"msf1"})
HOLDERS = frozenset({b"meta", b"iprp", b"ipco"})
GPS_POINTER = 0x8825
_MARKER = re.compile(rb"\xff[\x01-\xfe]")


class Readable(Protocol):
    """A file open for reading: an upload or a file on disk."""

    def read(self, size: int, /) -> bytes: ...

    def seek(self, place: int, whence: int = ..., /) -> int: ...


class Unreadable(Exception):
    """The file begins like a picture but does not go on like one."""


@dataclass(frozen=True)
class Said:
    """What the header claims."""

    kind: str
    width: int
    height: int
    is_moving: bool = False


def read_header(file: Readable) -> Said | None:
    """What the file claims to be; None when it is no JPEG, PNG, WebP or HEIC. Raises Unreadable."""
    start = _read_at(file, 0, 64)
    try:
        if start[:3] == b"\xff\xd8\xff":
            return _jpeg(file)
        if start[:8] == b"\x89PNG\r\n\x1a\n":
            return _png(file)
        if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
            return _webp(start)
        if start[4:8] == b"ftyp":
            return _heic(file)
    except (struct.error, IndexError):
        raise Unreadable from None
    return None


def read_gps(file: Readable) -> tuple[float, float] | None:
    """Latitude and longitude a phone wrote into a JPEG or HEIC; None where there is none or it makes no sense."""
    try:
        return next((place for tiff in _exif_of(file) if (place := _gps_in(tiff))), None)
    except (struct.error, IndexError, Unreadable):
        return None


def _read_at(file: Readable, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)


def _segments(file: Readable) -> Iterator[tuple[int, int, int]]:
    """Each marker of a JPEG before its pixels, with the place and length of what it holds."""
    place = 2
    for _segment in range(MOST_SEGMENTS):
        # Fill bytes, and in careless files any bytes, may stand before a marker; decoders skip them.
        near = _read_at(file, place, MOST_JUNK)
        found = _MARKER.search(near)
        if found is None:
            return
        place += found.start()
        head = _read_at(file, place, 4)
        marker, length = head[1], int.from_bytes(head[2:4], "big")
        if marker in (0xD9, 0xDA) or length < 2:
            return
        yield marker, place + 4, length - 2
        place += 2 + length


def _jpeg(file: Readable) -> Said:
    for marker, place, _length in _segments(file):
        if marker in JPEG_SIZES:
            height, width = struct.unpack(">HH", _read_at(file, place + 1, 4))
            return Said("JPEG", width, height)
    raise Unreadable


def _png(file: Readable) -> Said:
    head = _read_at(file, 8, 16)
    if head[4:8] != b"IHDR":
        raise Unreadable
    width, height = struct.unpack(">II", head[8:16])
    place = 8
    for _chunk in range(MOST_SEGMENTS):
        length, name = struct.unpack(">I4s", _read_at(file, place, 8))
        if name == b"acTL":
            return Said("PNG", width, height, is_moving=True)
        if name == b"IDAT":
            return Said("PNG", width, height)
        place += 12 + length
    raise Unreadable


def _webp(start: bytes) -> Said:
    name, body = start[12:16], start[20:]
    if name == b"VP8X":
        width, height = (int.from_bytes(body[place : place + 3], "little") + 1 for place in (4, 7))
        return Said("WebP", width, height, is_moving=bool(body[0] & 0x02))
    if name == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return Said("WebP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return Said("WebP", width & 0x3FFF, height & 0x3FFF)
    raise Unreadable


def _heic(file: Readable) -> Said | None:
    boxes = _boxes(file)
    _name, place, length = next(boxes)
    brands = _read_at(file, place, min(length, 256))
    major, others = brands[:4], {brands[at : at + 4] for at in range(8, len(brands) - 3, 4)}
    if major not in STILL_HEIC | MOVING_HEIC or (major == b"mif1" and not others & (STILL_HEIC - {b"mif1"})):
        return None
    for name, place, length in boxes:
        if name == b"meta":
            width, height = max(_sizes(_read_at(file, place + 4, min(length - 4, MOST_HEADER_BYTES))), default=(0, 0))
            return Said("HEIC", width, height, is_moving=major in MOVING_HEIC)
    raise Unreadable


def _boxes(file: Readable) -> Iterator[tuple[bytes, int, int]]:
    end = file.seek(0, SEEK_END)
    place = 0
    for _box in range(MOST_SEGMENTS):
        head = _read_at(file, place, 16)
        size, name = struct.unpack(">I4s", head[:8])
        begins = 8
        if size == 1:
            size, begins = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:
            size = end - place
        if size < begins:
            raise Unreadable
        yield name, place + begins, size - begins
        place += size
        if place >= end:
            return


def _sizes(held: bytes, depth: int = 0) -> list[tuple[int, int]]:
    """Every size an HEIC speaks of: tiles, thumbnails and the whole; the whole is the largest."""
    sizes: list[tuple[int, int]] = []
    place = 0
    while place + 8 <= len(held) and len(sizes) < MOST_SEGMENTS:
        size, name = struct.unpack(">I4s", held[place : place + 8])
        if size < 8:
            break
        body = held[place + 8 : place + size]
        if name == b"ispe" and len(body) >= 12:
            width, height = struct.unpack(">II", body[4:12])
            sizes.append((width, height))
        elif name in HOLDERS and depth < 4:
            sizes.extend(_sizes(body, depth + 1))
        place += size
    return sorted(sizes, key=lambda size: size[0] * size[1])[-1:]


def _exif_of(file: Readable) -> Iterator[bytes]:
    if _read_at(file, 0, 2) == b"\xff\xd8":
        for marker, place, length in _segments(file):
            held = _read_at(file, place, length) if marker == 0xE1 else b""
            if held.startswith(b"Exif\0\0"):
                yield held[6:]
        return
    if (header := read_header(file)) is None or header.kind != "HEIC":
        return
    # An HEIC keeps its EXIF as an item somewhere behind the table of contents; its beginning is unmistakable.
    held = _read_at(file, 0, MOST_HEADER_BYTES)
    for order in (b"II*\0", b"MM\0*"):
        if (found := held.find(b"Exif\0\0" + order)) >= 0:
            yield held[found + 6 : found + 6 + MOST_EXIF_BYTES]


def _gps_in(tiff: bytes) -> tuple[float, float] | None:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return None
    (first,) = struct.unpack(order + "I", tiff[4:8])
    pointer = _entries(tiff, order, first).get(GPS_POINTER)
    if pointer is None:
        return None
    (place,) = struct.unpack(order + "I", pointer[2])
    gps = _entries(tiff, order, place)
    lat = _degrees(tiff, order, gps.get(2), gps.get(1), b"S")
    lon = _degrees(tiff, order, gps.get(4), gps.get(3), b"W")
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    # Phones that do not know where they are write the point 0, 0, off Africa.
    return None if abs(lat) < 1e-6 and abs(lon) < 1e-6 else (lat, lon)


def _entries(tiff: bytes, order: str, place: int) -> dict[int, tuple[int, int, bytes]]:
    """The entries of one directory: tag → type, count and the four bytes of its value or pointer."""
    (count,) = struct.unpack(order + "H", tiff[place : place + 2])
    entries: dict[int, tuple[int, int, bytes]] = {}
    for at in range(place + 2, place + 2 + 12 * min(count, MOST_SEGMENTS), 12):
        if len(entry := tiff[at : at + 12]) < 12:
            break
        tag, kind, many = struct.unpack(order + "HHI", entry[:8])
        entries.setdefault(tag, (kind, many, entry[8:]))
    return entries


def _degrees(
    tiff: bytes,
    order: str,
    value: tuple[int, int, bytes] | None,
    side: tuple[int, int, bytes] | None,
    negative: bytes,
) -> float | None:
    if value is None or side is None or value[0] not in (5, 10) or value[1] < 1:
        return None
    (place,) = struct.unpack(order + "I", value[2])
    degrees = 0.0
    for index in range(min(value[1], 3)):
        above, below = struct.unpack(order + "II", tiff[place + 8 * index : place + 8 * index + 8])
        if below == 0:
            if above == 0 and index:
                continue  # seconds left out are written 0/0
            return None
        degrees += above / below / 60**index
    return -degrees if side[2][:1].upper() == negative else degrees
