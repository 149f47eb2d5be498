"""Fill a city with cases and time its main doors: p50 and p95, CPU per request (app and database), memory of a worker.

Rows are written in bulk, below the acts: this measures reading and one honest create, not the
rules. Run it through `make bench`.
"""

import argparse
import http.client
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.accounts.models import Person  # noqa: E402
from civic.cases.models import Case, Line  # noqa: E402
from civic.insights.actions import reckon  # noqa: E402
from civic.insights.models import Counted  # noqa: E402
from tools.bench_city import fill  # noqa: E402
from tools.cities import laid_city  # noqa: E402
from tools.serving import serving  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
BOXES = (  # of a screen of 1,000 × 700 points, from the whole city down to a street corner
    (11, "113.10,23.02,113.45,23.28"),
    (13, "113.186,23.076,113.354,23.184"),
    (15, "113.249,23.117,113.291,23.144"),
    (17, "113.2648,23.1266,113.2752,23.1334"),
)


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of these processes so far."""
    total = 0.0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def children(pid: int) -> list[int]:
    """A process and everything below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += children(int(child))
    return found


def database_pids() -> list[int]:
    """The processes of PostgreSQL, when it is the database."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [row[0] for row in cursor.fetchall()]


def memory_mb(pids: list[int]) -> float:
    """Resident memory of the largest of these processes."""
    said = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    sizes = [int(line.split()[1]) / 1024 for line in said if line.startswith("VmRSS:")]
    return max(sizes, default=0.0)


def session_of(handle: str) -> str:
    """A signed-in session with its second factor, for the worklist."""
    person = Person.objects.get(handle=handle)
    store = SessionStore()
    store["_auth_user_id"], store["_auth_user_backend"] = str(person.pk), "django.contrib.auth.backends.ModelBackend"
    store["_auth_user_hash"] = person.get_session_auth_hash()
    store["account_authentication_methods_user"] = str(person.pk)
    store["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    store.save()
    return store.session_key or ""


def measure(
    name: str, ask: Callable[[http.client.HTTPConnection, int], None], *, port: int, server: int, times: int
) -> None:
    """Ask one thing many times, one after the other, and print what it cost."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for turn in range(20):
        ask(link, -turn - 1)
    app, base = children(server), database_pids()
    before_app, before_base = cpu_seconds(app), cpu_seconds(base)
    took = []
    for turn in range(times):
        began = time.perf_counter()
        ask(link, turn)
        took.append((time.perf_counter() - began) * 1000)
    app_ms, base_ms = (cpu_seconds(app) - before_app) * 1000 / times, (cpu_seconds(base) - before_base) * 1000 / times
    edge = statistics.quantiles(took, n=20)
    print(
        f"{name:<28} p50 {statistics.median(took):7.1f} ms   p95 {edge[18]:7.1f} ms   "
        f"CPU {app_ms:6.1f} + {base_ms:5.1f} ms   RSS {memory_mb(app):5.0f} MB   {size(ask, link):6.1f} KB"
    )


def size(ask: Callable[[http.client.HTTPConnection, int], None], link: http.client.HTTPConnection) -> float:
    """How much one answer weighs, not compressed."""
    ask(link, 10**6)  # a turn of its own: a report is not handed in twice
    return LAST["bytes"] / 1024


LAST = {"bytes": 0}
OFFICERS = {
    "a supervisor": "lin",
    "a moderator": "mo",
    "a handler": "chen",
    "a small office": "small",
    "a district": "district",
    "a street": "street",
    "a dispatcher": "sender",
    "the committee": "sun",
}


def get(path: str, cookie: str = "") -> Callable[[http.client.HTTPConnection, int], None]:
    """A page read by a browser."""

    def ask(link: http.client.HTTPConnection, turn: int) -> None:
        link.request(
            "GET",
            path,
            headers={
                "Accept-Language": "zh-CN",
                "Accept-Encoding": "identity",
                **({"Cookie": cookie} if cookie else {}),
            },
        )
        answer = link.getresponse()
        LAST["bytes"] = len(answer.read())
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")

    return ask


def create(link: http.client.HTTPConnection, turn: int) -> None:
    """A report handed in by a program."""
    report = {
        "kind": "complaint",
        "matter": "0101",
        "text": f"望江路第 {turn} 根灯杆不亮，已经一个星期了。",
        "lat": 23.13,
        "lon": 113.30,
        "contact": {"email": f"r{turn}-{time.time_ns()}@example.com"},
    }
    link.request("POST", "/api/v1/cases/", json.dumps(report).encode(), {"Content-Type": "application/json"})
    answer = link.getresponse()
    told = answer.read()
    LAST["bytes"] = len(told)
    if answer.status != 201:
        raise SystemExit(f"create answered {answer.status}: {told[:200]!r}")


def count_figures() -> None:
    """Read the whole record for the figures once, then what is new."""
    for name in ("first", "next"):
        began = time.monotonic()
        while not reckon(at=timezone.now(), seconds=600):
            pass
        print(f"figures, {name} sweep: {Counted.objects.count():,} cases in {time.monotonic() - began:.1f} s")


def main() -> None:
    """Fill, serve with one worker, ask, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=int(os.environ.get("CASES", "100000")))
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--fill-only", action="store_true")
    parser.add_argument("--port", type=int, default=8199)
    options = parser.parse_args()
    laid_city()
    began = time.monotonic()
    if Case.objects.count() < options.cases:
        fill(options.cases)
    print(
        f"{Case.objects.count():,} cases, {Line.objects.count():,} lines "
        f"in {time.monotonic() - began:.0f} s, {connection.vendor}"
    )
    if options.fill_only:
        return
    number = Case.objects.filter(publication="published", state="closed").order_by("-filed_at")[10].number
    cookies = {who: f"{settings.SESSION_COOKIE_NAME}={session_of(handle)}" for who, handle in OFFICERS.items()}
    count_figures()
    connection.close()
    with serving(options.port, LIMIT_REPORT_NETWORK="1000000/60") as server:
        for name, ask in (
            ("home", get("/")),
            ("list, newest 50", get("/cases/")),
            ("list, searched", get("/cases/?q=%E8%B7%AF%E7%81%AF%E4%B8%8D%E4%BA%AE")),
            ("list, two signs searched", get("/cases/?q=%E8%B7%AF%E7%81%AF")),
            ("list, two rare signs", get("/cases/?q=%E9%B9%A6%E9%B9%89")),
            ("case page", get(f"/cases/{number}/")),
            *((f"map, zoom {zoom}", get(f"/cases/map.json?zoom={zoom}&bbox={box}")) for zoom, box in BOXES),
            ("map, filtered", get(f"/cases/map.json?zoom=12&matter=0101&bbox={BOXES[0][1]}")),
            *((f"worklist of {who}", get("/desk/", cookie)) for who, cookie in cookies.items()),
            ("worklist, two signs searched", get("/desk/?q=%E8%B7%AF%E7%81%AF", cookies["a supervisor"])),
            ("API list", get("/api/v1/cases/")),
            ("figures of a month", get("/scores/")),
            ("figures by office", get("/scores/?by=office")),
            ("figures as JSON", get("/api/v1/scores/?by=office")),
            ("create by API", create),
        ):
            measure(name, ask, port=options.port, server=server, times=options.times)


if __name__ == "__main__":
    main()
