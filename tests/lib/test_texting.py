"""Text messages leave through the city's gateway, with its secret, once, and only there."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from civic.lib import texting
from civic.lib.texting import ConsoleGateway, HttpGateway, NotSent, gateway


class Desk(BaseHTTPRequestHandler):
    """A gateway that answers as it was told and keeps what it was handed."""

    status = 200
    handed: list[tuple[dict[str, str], dict[str, str]]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.handed.append((dict(self.headers), json.loads(body)))
        self.send_response(self.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture
def desk() -> Iterator[tuple[type[Desk], str]]:
    kind = type("FreshDesk", (Desk,), {"handed": []})
    with HTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield kind, f"http://127.0.0.1:{server.server_port}/sms"
        server.shutdown()
        thread.join()


def test_a_message_is_posted_with_the_secret_and_its_reference(desk: tuple[type[Desk], str]) -> None:
    kind, url = desk
    HttpGateway(url, "s3cret").send("+8613800138000", "您的案件已答复。", "notice-7")
    [(headers, body)] = kind.handed
    assert body == {"phone": "+8613800138000", "text": "您的案件已答复。", "reference": "notice-7"}
    assert headers["Authorization"] == "Bearer s3cret"
    assert headers["Idempotency-Key"] == "notice-7"


@pytest.mark.parametrize(
    ("status", "is_final"),
    [(500, False), (503, False), (429, False), (408, False), (400, True), (401, True), (302, False)],
)
def test_an_answer_that_is_not_yes_is_told(status: int, is_final: bool, desk: tuple[type[Desk], str]) -> None:
    kind, url = desk
    kind.status = status
    with pytest.raises(NotSent, match=str(status)) as told:
        HttpGateway(url, "s3cret").send("+8613800138000", "words", "notice-7")
    assert told.value.is_final is is_final
    assert len(kind.handed) == 1
    assert "138" not in str(told.value)


def test_a_gateway_that_is_away_or_silent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotSent, match="cannot be reached"):
        HttpGateway("http://127.0.0.1:1/", "").send("+8613800138000", "words", "notice-7")
    monkeypatch.setattr(texting, "SECONDS", 0.2)
    started = time.monotonic()
    with HTTPServer(("127.0.0.1", 0), Desk) as silent, pytest.raises(NotSent, match="cannot be reached"):
        HttpGateway(f"http://127.0.0.1:{silent.server_port}/", "").send("+8613800138000", "words", "notice-7")
    assert time.monotonic() - started < 5


def test_the_console_writes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        ConsoleGateway().send("+8613800138000", "words", "notice-7")
    assert "words" in caplog.text


def test_the_setting_chooses_the_gateway(settings: Settings) -> None:
    settings.SMS_GATEWAY, settings.SMS_GATEWAY_SECRET = "", ""
    assert gateway() is None
    settings.SMS_GATEWAY = "console"
    assert isinstance(gateway(), ConsoleGateway)
    settings.SMS_GATEWAY = "https://sms.example.cn/send"
    assert isinstance(gateway(), HttpGateway)
    settings.SMS_GATEWAY = "file:///etc/passwd"
    with pytest.raises(ImproperlyConfigured):
        gateway()
