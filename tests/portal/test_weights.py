"""What a public page weighs on its way to a phone: page, styles and scripts, compressed as they are served, without the
map."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.people import City

MOST = 60 * 1024
LINKED = re.compile(r'(?:<link rel="(?:stylesheet|modulepreload)" href|<script[^>]* src)="/static/([^"]+)"')
IMPORTED = re.compile(r'(?:from|import)\s*"(\.[^"]+)"')
OF_THE_MAP = re.compile(r"^vendor/leaflet/|^(?:js|css)/(?:cases_)?map\.|^js/(?:case|report-where)\.js$|^map/")


def files_of(page: str) -> set[str]:
    """The styles and scripts a page asks for, and what those import in turn."""
    waiting, found = set(LINKED.findall(page)), set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        path = Path(str(finders.find(name)))
        if path.suffix == ".js":
            imported = {str(Path(name).parent / said) for said in IMPORTED.findall(path.read_text(encoding="utf-8"))}
            waiting |= {str(Path("/", one).resolve()).lstrip("/") for one in imported} - found
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_public_page_weighs_at_most_sixty_kilobytes(city: City, client: Client, language: str) -> None:
    number = city.rated(city.case("closed"), "no", text="又灭了。").number
    for _each in range(50):
        city.case("filed")
    client.post("/report/", {"kind": "complaint", "text": "望江路的路灯不亮。", "matter": "0101", "noticed_on": ""})
    paths = ["/", "/cases/", "/cases/map/", f"/cases/{number}/", "/report/", "/report/where/", "/report/photos/"]
    paths += [
        "/matters/",
        "/matters/0101/",
        "/report/contact/",
        "/report/drafts/",
        "/report/offline/",
        "/report/check/",
        "/track/",
        "/privacy/",
        "/accessibility/",
        "/scores/",
        "/open-data/",
        "/me/",
        "/accounts/login/",
    ]
    for path in paths:
        answer = client.get(path, headers={"Accept-Encoding": "gzip", "Accept-Language": language})
        assert answer.status_code == 200, path
        page = gzip.decompress(answer.content).decode()
        files = {name for name in files_of(page) if not OF_THE_MAP.search(name)}
        assert any(name.endswith(".css") for name in files), path
        weights = {name: len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in files}
        weights[path] = len(answer.content)
        assert sum(weights.values()) <= MOST, weights
