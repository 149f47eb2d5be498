"""Text messages to phones, through whatever gateway the city has; without one, nobody is promised a message."""

import json
import logging
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import HTTPErrorProcessor, ProxyHandler, Request, build_opener

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

log = logging.getLogger(__name__)

SECONDS = 10


class NotSent(Exception):
    """The gateway did not take the message; `is_final` when asking again cannot help."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        self.is_final = is_final
        super().__init__(reason)


class Gateway(Protocol):
    """Whoever carries text messages."""

    def send(self, phone: str, text: str, reference: str) -> None:
        """Hand over one message; the reference is the same when it is tried again. Raises NotSent."""


class ConsoleGateway:
    """Writes messages to the log, for the demo and for development."""

    def send(self, phone: str, text: str, reference: str) -> None:
        log.info("Text message %s to %s: %s", reference, phone, text)


class HttpGateway:
    """Posts {"phone", "text", "reference"} as JSON to a city's own gateway, with a bearer secret."""

    def __init__(self, url: str, secret: str) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise ImproperlyConfigured(f"SMS_GATEWAY must be console or an http(s) address; it is {url!r}.")
        self.url = url
        self.secret = secret

    def send(self, phone: str, text: str, reference: str) -> None:
        body = json.dumps({"phone": phone, "text": text, "reference": reference}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": reference}
        if self.secret:
            headers["Authorization"] = f"Bearer {self.secret}"
        # Neither a redirect nor a proxy of the surroundings may carry the secret and the phone number elsewhere.
        opener = build_opener(ProxyHandler({}), _AsItComes)
        try:
            with opener.open(Request(self.url, body, headers, method="POST"), timeout=SECONDS) as answer:
                status = answer.status
        except (OSError, ValueError) as broken:
            raise NotSent(f"The gateway cannot be reached ({type(broken).__name__}).") from None
        if not 200 <= status < 300:
            raise NotSent(
                f"The gateway answered {status}.", is_final=400 <= status < 500 and status not in (408, 425, 429)
            )


class _AsItComes(HTTPErrorProcessor):
    """Every answer is an answer: no redirect is followed, no status is an exception."""

    def http_response(self, request: Request, response: object) -> object:
        return response

    https_response = http_response


def gateway() -> Gateway | None:
    """The city's gateway by the setting SMS_GATEWAY: none, `console`, or an address."""
    name: str = settings.SMS_GATEWAY
    if not name:
        return None
    if name == "console":
        return ConsoleGateway()
    return HttpGateway(name, settings.SMS_GATEWAY_SECRET)
