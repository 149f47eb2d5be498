"""What every answer of the site carries, for everybody at every address: headers, cookies, caches; forms that another
site sent; addresses that lead away; and doors that tell nothing about who is known."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.accounts.models import Person
from tests.doors.answers import body_of
from tests.doors.guards import lets_in
from tests.doors.routes import ROUTES, Row
from tests.doors.test_routes import address
from tests.doors.town import CAST, WHOLE, Somebody
from tests.people import City, sign_in

pytestmark = pytest.mark.django_db
KNOWN = ("stranger", "mei", "lin", "mo", "chen", "shen", "he", "dong", "sun", "root")
AWAY = ("//evil.example", "https://evil.example/", "/\\evil.example", "http:evil.example", "javascript:alert(1)")
SAFE = {"GET", "HEAD"}
POLICY = ("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "script-src 'self'", "form-action 'self'")
BY_HTTPS = (
    "SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS",
    "SECURE_SSL_REDIRECT = HTTPS",
    "SECURE_HSTS_SECONDS = 31_536_000 if HTTPS",
)
OF_NO_ACCOUNT = {  # whoever asks shows a secret, and no cookie counts
    "following/stop/<str:token>/",  # mail programs press it (RFC 8058)
    "following/here/renew/",  # the worker of a browser, which alone knows the address it had
}


def _client(city: City, who: Somebody) -> Client:
    client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.9")
    if who.handle:
        sign_in(client, getattr(city, who.handle))
    return client


def _somebody(name: str) -> Somebody:
    return next(one for one in CAST if one.name == name)


@pytest.mark.parametrize("name", KNOWN)
def test_every_page_is_framed_by_nobody_and_kept_by_no_cache_where_it_is_somebodys(city: City, name: str) -> None:
    who, wrong = _somebody(name), []
    client = _client(city, who)
    for place, (path, row) in enumerate(ROUTES.items()):
        if "GET" not in row.methods or row.guard in ("theirs", "owner", "demo") or "<" in path:
            continue
        if name not in ("stranger", "mei") and who not in _share(row, place):
            continue
        answer: Any = client.get(address(path))
        wrong += [f"{path}: {fault}" for fault in _faults(answer, is_known=bool(who.handle))]
        kept, body = answer.headers.get("Cache-Control", ""), _timeless(body_of(answer))
        if "public" in kept and body != _timeless(body_of(Client().get(address(path)))):
            wrong.append(f"{path}: others may keep it, and it is not the same for all")
    assert not wrong, "\n".join(wrong)


def _share(row: Row, place: int) -> list[Somebody]:
    """A third of those known here whom a door lets in, and never nobody: what the frame adds is the same for all."""
    inside = [who for who in CAST if who.name in KNOWN and who.handle and lets_in(row, who) == "in"]
    return inside if WHOLE else inside[place % min(3, len(inside) or 1) :: 3]


def _timeless(body: str) -> str:
    """A feed says to the second when it was made."""
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+", "", body)


def _faults(answer: Any, *, is_known: bool) -> list[str]:
    faults = []
    if answer["X-Frame-Options"] != "DENY":
        faults.append("may be framed")
    if answer["X-Content-Type-Options"] != "nosniff":
        faults.append("may be taken for something else")
    if "microphone=()" not in answer.headers.get("Permissions-Policy", ""):
        faults.append("may listen")
    if answer["Referrer-Policy"] != "same-origin":
        faults.append("tells its address to others")
    policy = answer.headers.get("Content-Security-Policy", "")
    faults += [f"no {part}" for part in POLICY if part not in policy]
    if "unsafe" in policy or "*" in policy:
        faults.append("its policy lets in too much")
    kept = answer.headers.get("Cache-Control", "")
    if is_known and not any(word in kept for word in ("private", "no-store", "public")):
        faults.append(f"may be kept by others: {kept!r}")
    for name, cookie in answer.cookies.items():
        if name in (django_settings.SESSION_COOKIE_NAME, "draft") and not cookie["httponly"]:
            faults.append(f"a script reads the cookie {name}")
        if cookie["samesite"] not in ("Lax", "Strict"):
            faults.append(f"other sites send the cookie {name}")
    return faults


def test_under_https_cookies_and_the_whole_site_stay_there() -> None:
    """Settings follow HTTPS; nothing else has to be remembered."""
    source = (django_settings.BASE_DIR / "portal" / "settings.py").read_text()
    assert [line for line in BY_HTTPS if line not in source] == []


def test_no_form_of_another_site_is_taken_from_whoever_is_signed_in(city: City) -> None:
    """Every address that takes a form, for a third of those who may open it: without its token it is refused."""
    taken, clients = [], dict[str, Client]()
    for who in (_somebody(name) for name in KNOWN if name != "stranger"):
        clients[who.name] = Client(enforce_csrf_checks=True, raise_request_exception=False)
        sign_in(clients[who.name], getattr(city, who.handle))
    for place, (path, row) in enumerate(ROUTES.items()):
        if row.methods <= SAFE or "POST" not in row.methods or row.guard == "demo":
            continue
        for who in _share(row, place):
            answer = clients[who.name].post(address(path), {}, headers={"origin": "https://evil.example"})
            if answer.status_code not in (403, 404) and path not in OF_NO_ACCOUNT:
                taken.append(f"{path} by {who.name}: {answer.status_code}")
    assert taken == [], "\n".join(taken)


@pytest.mark.parametrize("away", AWAY)
def test_nobody_is_led_away_by_an_address(city: City, away: str) -> None:
    client, signed = Client(), Client()
    sign_in(signed, city.mei)
    answers = [
        signed.get("/accounts/login/", {"next": away}),
        client.get("/accounts/login/", {"next": away}),
        client.get("/accounts/login/staff/", {"next": away}),
        client.post("/accounts/login/staff/", {"login": "lin", "password": "x", "next": away}),
        signed.post("/accounts/switch/", {"next": away}),
        signed.post("/accounts/logout/", {"next": away}),
        client.get("/report/check/", {"then": away}),
        client.get("/", {"lang": "en", "next": away}),
        client.get("/admin/login/", {"next": away}),
    ]
    for answer in answers:
        assert "evil" not in answer.headers.get("Location", "").split("?")[0], answer.request["PATH_INFO"]
        assert not answer.headers.get("Location", "").startswith(("//", "http", "javascript", "/\\"))
        assert not re.search(r'(?:href|action)="(?:https?:)?[/\\]{2}evil', answer.content.decode())
        assert 'href="javascript' not in answer.content.decode()


def _shape(client: Client, where: str, said: dict[str, str]) -> tuple[Any, ...]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(where, said)
    shapes = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked.captured_queries]
    text = re.sub(r'value="[^"]*"|nonce="[^"]*"', "", body_of(answer))
    for word in said.values():
        text = text.replace(word, "#")
    return answer.status_code, answer.headers.get("Location"), text, shapes


@pytest.mark.parametrize("where", ["/accounts/login/", "/me/link/"])
def test_a_door_does_not_tell_whether_an_address_is_known(city: City, where: str) -> None:
    """In status, in every word, in length, and in what the database is asked."""
    city.filed(email="mei@example.com")
    known, unknown = (_shape(Client(), where, {"address": who}) for who in ("mei@example.com", "max@example.com"))
    assert known == unknown


def test_the_door_for_a_new_password_says_the_same_to_everybody(city: City) -> None:
    pages = [
        Client().post("/accounts/password/reset/", {"email": who}, follow=True)
        for who in ("lin@city.example", "mei@example.com", "nobody@example.com")
    ]
    assert len({(page.status_code, page.redirect_chain[-1][0], len(page.content)) for page in pages}) == 1


def test_a_wrong_password_and_an_unknown_handle_read_alike(city: City) -> None:
    Person.objects.get(handle="lin").set_password("four words in a row")
    said = [{"login": who, "password": "x" * 14} for who in ("lin", "nobody")]
    pages = [body_of(Client().post("/accounts/login/staff/", one)) for one in said]
    told = [re.sub(r'value="[^"]*"', "", page) for page in pages]
    assert told[0] == told[1]
