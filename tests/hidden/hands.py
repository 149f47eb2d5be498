"""The cast's hands: each asks as a browser would, as cheaply as it goes, and is answered in bytes."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client

from civic.accounts.models import Person
from portal.views import refused
from tests.hidden.nursery import Nursery
from tests.people import sign_in

SIGNED_IN = (
    "late", "gu", "bo", "ke", "fang", "qiu", "chen", "tang", "bai", "yi", "mei", "lin", "mo", "zhao", "he", "rui",
    "sun", "dong", "root", "wu",
)  # fmt: skip
_NETWORKS = itertools.cycle(range(1, 255))
PUPILS = {"rain-slip": "rain", "cloud-slip": "cloud"}


@dataclass(frozen=True)
class Seen:
    """One answer to one person."""

    who: str
    where: str
    status: int
    body: bytes


class Refusals:
    """A refusal in the same words to the same person looks the same: its page is drawn once."""

    def __init__(self) -> None:
        self.real, self.drawn = refused._page, dict[tuple[Any, ...], tuple[bytes, dict[str, str]]]()

    def page(self, request: HttpRequest, template: str, status: int, context: Any = None) -> HttpResponse:
        """In place of portal.views.refused._page."""
        key = (request.COOKIES.get(settings.SESSION_COOKIE_NAME), template, status, str(context))
        if key not in self.drawn:
            answer = self.real(request, template, status, context)
            self.drawn[key] = (answer.content, dict(answer.items()))
        body, headers = self.drawn[key]
        return HttpResponse(body, status=status, headers=headers)


class Hand(Client):
    """A browser without the test client's copies of every template's context; it keeps the cookies it has."""

    def request(self, **request: Any) -> Any:
        """Straight to the handler."""
        return self.handler(self._base_environ(**request))

    def ask(self, who: str, where: str, said: Mapping[str, str] | None = None) -> Seen:
        """What is answered."""
        answer = self.get(where) if said is None else self.post(where, said)
        raw: bytes = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
        told = "\n".join(f"{name}: {value}" for name, value in answer.items())
        return Seen(who, where, answer.status_code, raw + b"\n" + told.encode())


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done within leaves nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def hands_of(town: Nursery) -> dict[str, Hand]:
    """Nobody, the signed in, pupils by their slips, fox by its account, and a grandmother by the slip of a desk."""
    Person.objects.create_user("wu", name="Wu", email="wu@example.com")
    hands = {"nobody": _hand(lambda _client: None)}
    for name, child in PUPILS.items():
        hands[name] = _hand(_typing("/little-mayor/enter/", town.codes[child]))
    hands["snow-slip"] = _hand(_typing("/little-mayor/family/", town.codes["snow's grandmother"]))
    for handle in ("xiaoyu", *SIGNED_IN):
        person = Person.objects.get(handle=handle)
        hands["fox" if handle == "xiaoyu" else handle] = _hand(lambda client, one=person: sign_in(client, one))
    return hands


def _typing(where: str, code: str) -> Callable[[Client], None]:
    def typed(client: Client) -> None:
        assert client.post(where, {"code": code}).status_code == 302

    return typed


def _hand(comes_in: Callable[[Client], None]) -> Hand:
    address = f"203.0.113.{next(_NETWORKS)}"  # nobody is refused for what another asked too often
    client, hand = Client(), Hand(headers={"accept-language": "en"}, REMOTE_ADDR=address, raise_request_exception=False)
    comes_in(client)
    hand.cookies = client.cookies
    return hand
