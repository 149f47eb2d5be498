"""The site as an app on somebody's own phone: what the worker may keep, and how it goes away."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

from civic.cases.rules import Kind
from civic.cases.rules.privacy import may_lie_on_a_device
from civic.offices.models import Matter
from civic.offices.rules import Privacy
from portal import settings as ours
from portal import worker
from tests.people import City

pytestmark = pytest.mark.django_db
PAGES = ("/report/drafts/", "/report/offline/", "/volunteer/here/offline/")


def told(client: Client) -> dict[str, Any]:
    """What the worker is told by /sw.js."""
    found = re.match(r"self\.GONGZHI = (\{.*\});\n", client.get("/sw.js").content.decode())
    assert found
    return dict(json.loads(found[1]))


def test_the_worker_watches_the_whole_site_and_is_asked_for_anew_each_time(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "Set-Cookie" not in answer


def test_the_worker_keeps_files_and_three_pages_and_nothing_else(client: Client) -> None:
    given = told(client)
    assert all(address.startswith("/static/") for address in given["shell"])
    assert set(given["pages"].values()) == set(PAGES)
    assert all(finders.find(name) for name in (*worker.SHELL, *worker.PARTS, *worker.OFF))
    text = Path(str(finders.find("js/worker.js"))).read_text(encoding="utf-8")
    assert text.count("cache.put(") == 1, "only keepPage() may put something into the cache"
    assert "/desk/" in given["untouched"]
    assert "/accounts/" in given["untouched"]


def test_every_script_of_the_kept_pages_is_kept_with_them(client: Client, city: City) -> None:
    kept = set(told(client)["shell"])
    for page in PAGES:
        html = client.get(page).content.decode()
        asked = set(re.findall(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"', html))
        asked |= {address.split("#")[0] for address in re.findall(r'<use href="(/[^"]+)"', html)}
        assert asked <= kept, page
    for name in worker.SHELL:
        if name.startswith("js/"):
            script = Path(str(finders.find(name))).read_text(encoding="utf-8")
            for said in re.findall(r'(?:from|import) ?\(?"(\.[^"]+)"', script):
                assert "/static/" + str(Path("/js", said).resolve()).lstrip("/") in kept, (name, said)


@pytest.mark.parametrize("page", PAGES)
def test_a_kept_page_names_the_shell_it_was_drawn_for(client: Client, city: City, page: str) -> None:
    assert client.get(page)["Shell"] == told(client)["version"]


def test_another_file_makes_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = worker.version()
    monkeypatch.setattr(worker, "SHELL", (*worker.SHELL, "js/map.js"))
    assert worker.version() != before


def test_as_a_city_serves_it_the_version_is_that_of_the_manifest(
    client: Client, city: City, settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = ours.STORAGES | {"staticfiles": {"BACKEND": ours.HASHED_STATIC}}
    call_command("collectstatic", "--noinput", verbosity=0)
    given = told(client)
    for address in given["shell"]:
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", address), address
        assert (tmp_path / address.removeprefix("/static/")).is_file()
    device = next(one for one in given["shell"] if "js/device" in one)
    base = next(one for one in given["shell"] if "js/base" in one)
    script = (tmp_path / base.removeprefix("/static/")).read_text(encoding="utf-8")
    assert Path(device).name in script, "base.js asks for it under the name that is kept"


def test_switched_off_the_worker_takes_itself_away_and_no_page_offers_anything(
    client: Client, city: City, settings: Any
) -> None:
    settings.KEEP_ON_DEVICE = False
    text = client.get("/sw.js").content.decode()
    assert "worker-off.js" in text
    assert "worker.js" not in text
    page = client.get("/report/").content.decode()
    assert 'id="own-device"' not in page
    assert "data-worker" not in page
    assert "report-keep.js" not in page
    assert client.get("/report/drafts/").status_code == 200, "what lies there can still be seen, sent and cleared"


def test_nothing_is_offered_to_staff(city: City, as_person: Any) -> None:
    page = as_person(city.lin).get("/report/").content.decode()
    assert 'id="waits"' not in page
    assert 'id="own-device"' not in page
    assert 'id="waits"' in as_person(city.mei).get("/report/").content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_kept_page_is_the_same_for_everybody_and_sets_no_cookie(client: Client, city: City, page: str) -> None:
    answer = client.get(page)
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_the_form_without_a_connection_offers_nothing_that_must_not_lie_on_a_phone(client: Client, city: City) -> None:
    page = client.get("/report/offline/").content.decode()
    assert 'value="complaint"' in page
    assert 'value="misconduct"' not in page
    assert 'name="confidential"' not in page
    assert 'name="about_office"' not in page
    for code, privacy in Matter.objects.filter(is_active=True).values_list("code", "privacy"):
        assert (f'<option value="{code}"' in page) == (privacy == Privacy.PUBLIC), code


@pytest.mark.parametrize(
    ("kind", "privacy", "is_confidential", "may"),
    [
        (Kind.COMPLAINT, Privacy.PUBLIC, None, True),
        (Kind.THANKS, Privacy.PUBLIC, False, True),
        (Kind.COMPLAINT, Privacy.PUBLIC, True, False),
        (Kind.MISCONDUCT, Privacy.PUBLIC, None, False),
        (Kind.HELP, Privacy.PRIVATE, None, False),
        (Kind.COMPLAINT, Privacy.CONFIDENTIAL, False, False),
        (Kind.COMPLAINT, Privacy.ANONYMOUS, None, False),
    ],
)
def test_what_is_confidential_or_about_officials_may_not_lie_on_a_phone(
    kind: Kind, privacy: Privacy, is_confidential: bool | None, may: bool
) -> None:
    assert may_lie_on_a_device(kind=kind, privacy=privacy, is_confidential=is_confidential) is may


def test_the_pages_of_a_report_say_whether_a_phone_may_keep_it(client: Client, city: City) -> None:
    client.post("/report/", {"kind": "misconduct", "text": "科长收了红包。"})
    assert 'data-secret="1"' in client.get("/report/where/").content.decode()
    other = Client()
    other.post("/report/", {"kind": "complaint", "text": "望江路的路灯不亮。", "matter": "0101"})
    page = other.get("/report/where/").content.decode()
    assert 'data-secret=""' in page
    other.post("/report/contact/", {"confidential": "on"})
    assert 'data-secret="1"' in other.get("/report/").content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_manifest_speaks_the_language_of_the_page(client: Client, city: City, language: str) -> None:
    page = client.get(f"/?lang={language}").content.decode()
    found = re.search(r'<link rel="manifest" href="([^"]+)"', page)
    assert found
    answer = client.get(found[1])
    app = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert app["lang"] == language
    assert city_named(language) in app["name"]
    assert (app["start_url"], app["scope"], app["display"]) == ("/report/", "/", "standalone")
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in app["icons"]}
    assert any(icon["purpose"] == "maskable" for icon in app["icons"])
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in app["icons"])


def city_named(language: str) -> str:
    """The invented city in a language."""
    return {"zh-hans": "云桥市", "zh-hant": "雲橋市", "en": "Yunqiao"}[language]
