"""A suggestion with a hundred thousand supports (SUPPORTS=…), and one with which two others were joined, as many behind
the three: what their pages and the list cost; and ten thousand people
(PEOPLE=…) who support another one through the web, as fast as two cores take them, the count looked at all the while.

Beside `make bench`; it adds to the seeded city it finds (DATA_DIR=…), so give it a copy.
"""

import http.client
import os
import secrets
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from queue import Empty, SimpleQueue
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.accounts.models import Person  # noqa: E402
from civic.cases.actions import ReportGiven, file_case  # noqa: E402
from civic.cases.models import Case, Support  # noqa: E402
from civic.following.models import Follow  # noqa: E402
from civic.offices.models import Matter, Post  # noqa: E402
from civic.suggestions.actions import join, open_for_support, rank_anew  # noqa: E402
from civic.suggestions.models import Suggestion  # noqa: E402
from civic.supervision.actions import publish  # noqa: E402
from tools.cities import sign_in  # noqa: E402
from tools.serving import serving  # noqa: E402

SUPPORTS, PEOPLE = int(os.environ.get("SUPPORTS", "100000")), int(os.environ.get("PEOPLE", "10000"))
HANDS, ROUNDS, PORT = int(os.environ.get("HANDS", "8")), 40, int(os.environ.get("BENCH_PORT", "8791"))
TOKEN = secrets.token_hex(16)


def holder(role: str) -> Person:
    """Somebody who holds such a post in the whole city."""
    post = Post.objects.filter(role=role, area__isnull=True, ends__isnull=True).order_by("pk").first()
    assert post is not None, f"no {role} in this city: seed it first"
    return post.officer.person


def suggestion(words: str) -> Case:
    """One open for support, which no number of supporters calls for an answer."""
    at = timezone.now() - timedelta(hours=1)
    matter = Matter.objects.filter(is_active=True, privacy="public").order_by("code")[0]
    case = file_case(ReportGiven(kind="suggestion", text=words, matter=matter), at=at).case
    publish(case, by=holder("moderator"), title=words[:60], text=words, at=at)
    open_for_support(case, by=holder("supervisor"), at=at)
    Suggestion.objects.filter(case=case).update(needed=1_000_000)
    return Case.objects.get(pk=case.pk)


def crowd(case: Case, first: int = 0, last: int = SUPPORTS) -> None:
    """A hundred thousand stand behind it already, or those of these numbers."""
    for begin in range(first, last, 5_000):
        rows = range(begin, min(begin + 5_000, last))
        Support.objects.bulk_create(Support(case=case, who=f"bench{one:059d}", at=timezone.now()) for one in rows)
    Case.objects.filter(pk=case.pk).update(supports=last - first)


def joined() -> Case:
    """Three that were joined: a fifth of all stand behind two of them."""
    lead, *others = (suggestion(f"沿江步道夜里太暗，请补装路灯。第{one}处。") for one in (1, 2, 3))
    crowd(lead, 0, SUPPORTS // 2)
    crowd(others[0], SUPPORTS * 2 // 5, SUPPORTS * 9 // 10)
    crowd(others[1], SUPPORTS * 4 // 5, SUPPORTS)
    join(lead, by=holder("supervisor"), others=others, reason="三条说的是同一件事。", at=timezone.now())
    return lead


def people() -> list[str]:
    """So many who have confirmed an address and are signed in; the keys of their sessions."""
    mark = secrets.token_hex(4)
    keys: list[str] = []
    for begin in range(0, PEOPLE, 2_000):
        rows = [
            Person(handle=f"b{mark}{one}", password="!x", email=f"b{mark}{one}@example.com")
            for one in range(begin, min(begin + 2_000, PEOPLE))
        ]
        made = Person.objects.bulk_create(rows)
        EmailAddress.objects.bulk_create(
            EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in made
        )
        keys += sign_in(made)
    return keys


def cost(address: str, key: str = "") -> tuple[int, float]:
    """Questions and milliseconds of CPU of a page."""
    client = Client(headers={"accept-language": "zh-hans"})
    if key:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    client.get(address)
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert client.get(address).status_code == 200
    spent = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        client.get(address)
        spent.append((time.process_time() - begun) * 1000)
    return len(asked), statistics.median(spent)


def hand(case: Case, keys: "SimpleQueue[str]", acked: "Iterator[int]", said: list[int], slow: list[float]) -> None:
    """Presses for one after the other."""
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    body = f"csrfmiddlewaretoken={TOKEN}"
    while True:
        try:
            key = keys.get_nowait()
        except Empty:
            return
        cookies = f"{settings.SESSION_COOKIE_NAME}={key}; csrftoken={TOKEN}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "zh-hans"}
        begun = time.monotonic()
        link.request("POST", f"/suggestions/{case.number}/support/", body, headers)
        answer = link.getresponse()
        answer.read()
        slow.append(time.monotonic() - begun)
        assert answer.status == 302, answer.status
        said[0] = next(acked)


def watch(case: Case, said: list[int], over: threading.Event) -> int:
    """The count, asked of the API again and again, lies between what was acknowledged before and what may be sent."""
    link, looks = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60), 0
    while not over.is_set():
        before = said[0]
        link.request("GET", f"/api/v1/suggestions/{case.number}/", headers={"Accept": "application/json"})
        told = link.getresponse().read().decode()
        shown = int(told.split('"supports":')[1].split(",")[0])
        assert before <= shown <= said[0] + HANDS, (before, shown, said[0])
        looks += 1
        over.wait(1.0)
    return looks


def main() -> None:
    """Measure and print."""
    settings.ALLOWED_HOSTS = ["*"]
    large, fresh = suggestion("沿江步道夜里太暗，请补装路灯。"), suggestion("老城公交站请加座椅和雨棚。")
    crowd(large)
    several, keys = joined(), people()
    begun = time.monotonic()
    rank_anew()
    print(f"{'the sweep of the counts':24} {(time.monotonic() - begun) * 1000:.0f} ms")
    for name, address, key in (
        ("page, a stranger", f"/suggestions/{large.number}/", ""),
        ("page, signed in", f"/suggestions/{large.number}/", keys[0]),
        ("page of three joined", f"/suggestions/{several.number}/", ""),
        ("the same, signed in", f"/suggestions/{several.number}/", keys[0]),
        ("list, newest", "/suggestions/", ""),
        ("list, most supported", "/suggestions/?order=supported", ""),
    ):
        asked, spent = cost(address, key)
        print(f"{name:24} {asked} SQL, {spent:.1f} ms CPU with {SUPPORTS:,} supports")
    waiting: SimpleQueue[str] = SimpleQueue()
    for key in keys:
        waiting.put(key)
    said, slow, over, looks = [0], [], threading.Event(), [0]
    acked = count(1)
    connection.close()
    with serving(PORT, workers=2, threads=2):
        watcher = threading.Thread(target=lambda: looks.append(watch(fresh, said, over)))
        hands = [threading.Thread(target=hand, args=(fresh, waiting, acked, said, slow)) for _ in range(HANDS)]
        begun = time.monotonic()
        watcher.start()
        for one in hands:
            one.start()
        for one in hands:
            one.join()
        took = time.monotonic() - begun
        over.set()
        watcher.join()
    rows, shown = Support.objects.filter(case=fresh).count(), Case.objects.get(pk=fresh.pk).supports
    follows = Follow.objects.filter(case=fresh).count()
    assert rows == shown == PEOPLE, (rows, shown)
    slow.sort()
    print(
        f"{PEOPLE:,} people supported one suggestion in {took:.1f} s ({PEOPLE / took:.0f} a second, p50 "
        f"{slow[len(slow) // 2] * 1000:.0f} ms, p95 {slow[len(slow) * 95 // 100] * 1000:.0f} ms); the count was right "
        f"at {looks[-1]} looks; {follows:,} follow it ({connection.vendor})"
    )


if __name__ == "__main__":
    main()
