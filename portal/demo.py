"""The demo's own rules: only on this machine, only in a city that the demo made itself."""

import shutil
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from civic.places.models import Area

INVENTED_CITY = "990100"
"""No city of the country has this code."""

MAKING, MADE = "making\n", "made\n"


class NotOurs(Exception):
    """The data folder holds a database that the demo did not make."""


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_demo_city() -> bool:
    """Whether the database holds the invented city."""
    return Area.objects.filter(code=INVENTED_CITY, kind="city").exists()


def is_tourist(request: HttpRequest) -> bool:
    """Whether somebody sits at the machine of a demo. Behind a proxy everybody seems to, so there nobody does."""
    forwarded = {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers)
    return settings.DEMO and not forwarded and is_loopback(request.META.get("REMOTE_ADDR", "")) and is_demo_city()


# --- the marker beside the database ---


def _marker() -> Path:
    return Path(settings.DATA_DIR) / "demo"


def _database() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def open_ground() -> bool:
    """Make the data folder ready; whether a city is still to be founded there. Half a city, left by a first start that
    was broken off, is cleared away. Raises NotOurs for a database without the demo's marker."""
    _marker().parent.mkdir(parents=True, exist_ok=True)
    said = _marker().read_text() if _marker().exists() else ""
    if said == MADE and _database().exists():
        return False
    if _database().exists() and said != MAKING:
        raise NotOurs(f"{_database()} was not made by the demo. Give the demo a folder of its own with DATA_DIR.")
    for path in (_database(), *_database().parent.glob(f"{_database().name}-*")):
        path.unlink(missing_ok=True)
    for folder in (settings.MEDIA_ROOT, settings.UPLOAD_DIR, settings.EMAIL_FILE_PATH):
        shutil.rmtree(folder, ignore_errors=True)
    _marker().write_text(MAKING)
    return True


def close_ground() -> None:
    """The city stands: from now on every start serves it."""
    _marker().write_text(MADE)


# --- static files: collected anew only when one of them changed ---


def static_digest() -> str:
    """A digest over names, sizes and times of everything that is collected, and over how it is."""
    seal = sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for folder in sorted(map(Path, settings.STATICFILES_DIRS)):
        for path in sorted(folder.rglob("*")):
            told = path.stat()
            seal.update(f"{path.relative_to(folder)} {told.st_size} {told.st_mtime_ns}\n".encode())
    return seal.hexdigest()


def static_is_fresh() -> bool:
    """Whether what was collected is what is there now."""
    stamp = Path(settings.STATIC_ROOT) / "digest.txt"
    return stamp.exists() and stamp.read_text() == static_digest()


def stamp_static() -> None:
    """Remember what was collected."""
    (Path(settings.STATIC_ROOT) / "digest.txt").write_text(static_digest())
