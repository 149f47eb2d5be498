"""Photos of residents: looked at before the receipt, developed later in a bounded process, the upload never shown."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.darkroom import MOST_PIXELS, SIZES
from civic.lib.picture_headers import Readable, Unreadable, read_gps, read_header
from civic.lib.plain_text import clean_line, shortened
from civic.lib.refusals import NotValid, Refused

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 20 * 1024 * 1024
LONGEST_SIDE = 20_000
GRACE_SECONDS = 2

REASONS = {
    "empty": _("“{name}” is empty. Please choose the photo again."),
    "too-heavy": _("“{name}” is larger than 20 MB. Please choose a smaller photo."),
    "no-photo": _("“{name}” is not a photo that can be taken here. Please send JPEG, PNG, WebP or HEIC."),
    "moving": _("“{name}” is moving pictures. Please send a still photo."),
    "too-many-pixels": _("“{name}” has more than 80 million pixels. Please choose a smaller photo."),
    "too-long": _("“{name}” is more than 20,000 pixels long. Please choose a smaller photo."),
    "unreadable": _("“{name}” cannot be read. It may be damaged. Please choose the photo again."),
}
FAILURES = {
    "unreadable": _("This photo could not be shown: the file is damaged or did not arrive whole."),
    "too-large": _("This photo could not be shown: it is too large to be worked on."),
    "too-slow": _("This photo could not be shown: it took too long to be worked on."),
    "gone": _("This photo could not be shown: the file is no longer there."),
}


class PictureRefused(NotValid):
    """A file that is not taken as a photo; the sentence names the file and the reason."""

    def __init__(self, reason: str, name: str) -> None:
        super().__init__(fields={"photo": format_lazy(REASONS[reason], name=name)}, code=f"photo-{reason}")


class DevelopFailed(Refused):
    """A photo that was received and cannot be shown; `code` is a key of FAILURES and may be kept on the case."""

    def __init__(self, code: str) -> None:
        super().__init__(FAILURES[code], code=code)


@dataclass(frozen=True)
class Header:
    """What a file that may be a photo says of itself."""

    kind: str
    width: int
    height: int
    size: int


@dataclass(frozen=True)
class Print:
    """One size of a developed photo, on disk."""

    path: Path
    width: int
    height: int


@dataclass(frozen=True)
class Developed:
    """A photo as it may be shown: upright, without metadata, in two sizes."""

    large: Print
    small: Print


def look_at(file: Readable, name: str = "") -> Header:
    """Whether a file may be taken as a photo, by its first bytes alone; the file is rewound. Raises PictureRefused."""
    shown = shown_name(name or getattr(file, "name", "") or "")
    size = file.seek(0, os.SEEK_END)
    try:
        reason, header = _looked_at(file, size)
    finally:
        file.seek(0)
    if header is None:
        raise PictureRefused(reason, shown)
    return header


def _looked_at(file: Readable, size: int) -> tuple[str, Header | None]:
    if size == 0:
        return "empty", None
    if size > MOST_BYTES:
        return "too-heavy", None
    try:
        said = read_header(file)
    except Unreadable:
        return "unreadable", None
    if said is None:
        return "no-photo", None
    if said.is_moving:
        return "moving", None
    if said.width < 1 or said.height < 1:
        return "unreadable", None
    if max(said.width, said.height) > LONGEST_SIDE:
        return "too-long", None
    if said.width * said.height > MOST_PIXELS:
        return "too-many-pixels", None
    return "", Header(said.kind, said.width, said.height, size)


def shown_name(name: str) -> str:
    """A file's name as it may be shown to people: no folders, no tricks, not long."""
    bare = clean_line(name.replace("\\", "/")).rsplit("/", 1)[-1]
    return shortened(bare, 60) or "?"


def gps_of(file: Readable) -> tuple[float, float] | None:
    """Where the phone says the photo was taken (WGS84), for the resident to agree to; None when it does not say."""
    try:
        return read_gps(file)
    finally:
        file.seek(0)


def develop(source: Path, target_dir: Path, *, seconds: int = 20, memory_mb: int = 768) -> Developed:
    """Decode a photo in a process of its own into large.jpg and small.jpg. Raises DevelopFailed, leaving nothing."""
    target_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="developing-", dir=target_dir) as workplace:
        sizes = _in_the_darkroom(source, Path(workplace), seconds, memory_mb)
        for name in SIZES:
            os.replace(Path(workplace) / f"{name}.jpg", target_dir / f"{name}.jpg")
    prints = {name: Print(target_dir / f"{name}.jpg", *sizes[name]) for name in SIZES}
    return Developed(**prints)


def _in_the_darkroom(source: Path, workplace: Path, seconds: int, memory_mb: int) -> dict[str, tuple[int, int]]:
    command = [
        sys.executable,
        "-m",
        "civic.lib.darkroom",
        str(source.resolve()),
        str(workplace.resolve()),
        str(seconds),
    ]
    # The child sees no secret of the site; one arena, because each would count its 64 MB of address space.
    surroundings = {"PYTHONPATH": str(ROOT), "PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
    child = subprocess.Popen(
        [*command, str(memory_mb)],
        cwd=workplace,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        told, _nothing = child.communicate(timeout=seconds + GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        _end(child)
        raise DevelopFailed("too-slow") from None
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise DevelopFailed("too-slow")
    try:
        said = json.loads(told)
    except ValueError:
        raise DevelopFailed("unreadable") from None
    if "sizes" not in said:
        raise DevelopFailed(said.get("failed") if said.get("failed") in FAILURES else "unreadable")
    return {name: (int(width), int(height)) for name, (width, height) in said["sizes"].items()}


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.communicate()
