"""A ZIP that leaves as it is made: nothing of it lies on disk, and no more of it in memory than one piece."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.timezone import localtime

PIECE = 64 * 1024


@dataclass(frozen=True)
class Packed:
    """One file to be packed; `pieces` are read when its turn comes. What is compressed already is only stored."""

    name: str
    at: datetime
    pieces: Iterable[bytes]
    is_compressed: bool = False


class _Gathering(io.RawIOBase):
    """What was written and has not left yet; it cannot be wound back."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._held.append(bytes(data))
        self.size += len(data)
        return len(data)

    def leave(self) -> bytes:
        """All that was gathered, which is no longer held."""
        gone, self._held, self.size = b"".join(self._held), [], 0
        return gone


def zipped(files: Iterable[Packed]) -> Iterator[bytes]:
    """The files as one ZIP, piece by piece."""
    gathering = _Gathering()
    with ZipFile(gathering, "w") as archive:
        for file in files:
            entry = ZipInfo(file.name, date_time=localtime(file.at).timetuple()[:6])
            entry.compress_type = ZIP_STORED if file.is_compressed else ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with archive.open(entry, "w", force_zip64=False) as packed:
                for piece in file.pieces:
                    packed.write(piece)
                    if gathering.size >= PIECE:
                        yield gathering.leave()
    yield gathering.leave()
