"""A past round of real messages: what its pages cost, p50 and p95 of CPU and wall, with how many questions each asks.
MESSAGES names the file (id, title, created, detail, likes); it is read, never kept.

It brings the round into the seeded city it finds (DATA_DIR=…) unless it is there already, so give it a copy.
"""

import os
import re
import statistics
import time
from collections.abc import Callable
from html import unescape
from itertools import cycle
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.cases.models import Case  # noqa: E402
from civic.cases.queries import STRANGER  # noqa: E402
from civic.cases.queries.near import Probe  # noqa: E402
from civic.cases.queries.suggesting import suggestions  # noqa: E402
from civic.suggestions.models import Round  # noqa: E402
from civic.suggestions.queries import find_suggestion  # noqa: E402
from civic.suggestions.queries.taken_over import alike_to, themes_of  # noqa: E402
from tools.cities import laid_city  # noqa: E402

SLUG, TIMES, DEEP = os.environ.get("SLUG", "past-messages"), int(os.environ.get("TIMES", "200")), 100
RARE, COMMON = "夜间公交", "小区"


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of them lies."""
    return statistics.quantiles(values, n=100)[round(share * 100) - 1]


def told(name: str, act: Callable[[], object]) -> None:
    """Do it warm, many times, and print what it took."""
    for _ in range(5):
        act()
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        act()
    wall, cpu = [], []
    for _ in range(TIMES):
        began, spent = time.perf_counter(), time.process_time()
        act()
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
    print(
        f"{name:<44} CPU p50 {percentile(cpu, 0.5):6.1f} p95 {percentile(cpu, 0.95):6.1f} ms   "
        f"wall p50 {percentile(wall, 0.5):6.1f} p95 {percentile(wall, 0.95):6.1f} ms   {len(asked):2d} SQL"
    )


def deep(client: Client, address: str) -> str:
    """Where the list leads after so many pages."""
    for _ in range(DEEP):
        page = client.get(address, headers={"accept-language": "zh-CN"}).content.decode()
        found = re.search(r'href="([^"]+)" rel="next"', page)
        assert found, "the list ends here"
        address = f"/suggestions/{unescape(found[1])}"
    return address


def main() -> None:
    """Bring the round in if it is not there, and time its pages."""
    laid_city()
    if not Round.objects.filter(slug=SLUG).exists():
        options = {"text": "detail", "slug": SLUG, "called": "往年留言", "source": "原平台", "by": "lin"}
        call_command("import_round", os.environ["MESSAGES"], **options)
    known, client = Round.objects.get(slug=SLUG), Client()

    def page(*addresses: str) -> Callable[[], object]:
        turns = cycle(addresses)
        return lambda: client.get(next(turns), headers={"accept-language": "zh-CN"})

    ones = list(Case.objects.public().filter(invitation=known.pk, alike__isnull=False).distinct()[:100])
    held = f"/suggestions/?round={SLUG}"
    print(f"{Case.objects.filter(invitation=known.pk).count():,} suggestions, {connection.vendor}, {TIMES} times each")
    told("page of the round", page(f"/suggestions/rounds/{SLUG}/"))
    told("list of the round, first page", page(f"{held}&order=liked"))
    told(f"list of the round, page {DEEP + 1}, by likes", page(deep(client, f"{held}&order=liked")))
    told(f"list of the round, page {DEEP + 1}, newest", page(deep(client, held)))
    told("search in it, a rare word", page(f"{held}&q={RARE}"))
    told("search in it, a common word", page(f"{held}&q={COMMON}"))
    told("search in it, a common word, by likes", page(f"{held}&q={COMMON}&order=liked"))
    told("page of one suggestion (a hundred in turn)", page(*(f"/suggestions/{case.number}/" for case in ones)))
    told("the words it turns on", lambda: themes_of(known))
    turn, again = cycle([find_suggestion(STRANGER, case.number) for case in ones]), cycle(ones)
    told("what is alike to one", lambda: [case.number for case in alike_to(next(turn))])
    told("asked before sending: is yours one of these?", lambda: suggestions(_probe(next(again))))
    told("list of all suggestions", page("/suggestions/"))
    told("as a program reads it", page(f"/api/v1/suggestions/?round={SLUG}"))


def _probe(case: Case) -> Probe:
    return Probe(at=timezone.now(), text=f"{case.public_title} {case.public_text}")


if __name__ == "__main__":
    main()
