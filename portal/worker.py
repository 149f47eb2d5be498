"""The service worker as it is handed out: of which files it is made, what it keeps, and the version that names it."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.urls import reverse

# The worker's files in their order; each sees GONGZHI and `gongzhiOutbox`. Another kind of event is a file more, with
# listeners of its own.
PARTS = ("js/outbox.js", "js/worker.js", "js/worker-push.js")
OFF = ("js/worker-off.js",)

# What a phone keeps so that the form opens without a connection: the same for everybody, and nothing else is kept.
SHELL = (
    "vendor/govuk/govuk.css",
    "css/gongzhi.css",
    "css/attendances.css",
    "vendor/govuk/govuk.js",
    "js/base.js",
    "js/device.js",
    "js/outbox.js",
    "js/smaller.js",
    "js/report-offline.js",
    "js/report-drafts.js",
    "js/attendance-scan.js",
    "img/icon.svg",
    "img/icons.svg",
    "img/icon-192.png",
)
PAGES = {"form": "device-form", "drafts": "device-drafts", "here": "device-here"}

# Where the worker does not even look: officers' pages, doors, and what answers programs.
UNTOUCHED = ("/desk/", "/admin/", "/accounts/", "/api/", "/demo/", "/open311/", "/healthz", "/readyz", "/metrics")
HOME = "/report/"


def script() -> str:
    """The text of /sw.js. Another version is another text, so that browsers notice it."""
    told: dict[str, Any] = {"version": version(), "off": not settings.KEEP_ON_DEVICE}
    if settings.KEEP_ON_DEVICE:
        told |= {
            "shell": [static(name) for name in SHELL],
            "pages": {name: reverse(view) for name, view in PAGES.items()},
            "languages": [code for code, _name in settings.LANGUAGES],
            "untouched": UNTOUCHED,
            "home": HOME,
            "here": reverse("attendances:here"),
            "icon": static("img/icon-192.png"),
            "renew": reverse("following:renew"),
        }
    parts = ", ".join(json.dumps(static(name)) for name in (PARTS if settings.KEEP_ON_DEVICE else OFF))
    return f"self.GONGZHI = {json.dumps(told)};\nimportScripts({parts});\n"


def version() -> str:
    """The hash of the manifest of static files; where names carry no hash, of the files themselves."""
    manifest = getattr(staticfiles_storage, "manifest_hash", "")
    return _digest(manifest) if manifest else _digest(*_files())


def _files() -> list[bytes]:
    found = [finders.find(name) for name in (*SHELL, *PARTS)]
    return [Path(path).read_bytes() for path in found if isinstance(path, str)]


def _digest(*held: str | bytes) -> str:
    seal = sha256()
    for part in held:
        seal.update(part.encode() if isinstance(part, str) else part)
    return seal.hexdigest()[:16]
