"""Fill a city with cases and time its main doors: p50 and p95, CPU per request (app and database), memory of a worker.

Rows are written in bulk, below the acts: this measures reading and one honest create, not the
rules. Run it through `make bench`.
"""

import argparse
import http.client
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django
import h3.api.basic_int as h3

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.accounts.models import Person  # noqa: E402
from civic.cases.actions import recount_map  # noqa: E402
from civic.cases.models import Case, Line, LineWords  # noqa: E402
from civic.journal.rules import line_digest, words_digest  # noqa: E402
from civic.lib.bigrams import grams, tsvector  # noqa: E402
from civic.lib.codes import code_digest, new_number, new_tracking_code  # noqa: E402
from civic.offices.models import Matter, Office  # noqa: E402
from civic.places.models import Area  # noqa: E402
from civic.search.models import Document  # noqa: E402
from tests.people import found_city  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
WORDS = [
    "路灯",
    "井盖",
    "积水",
    "垃圾",
    "噪音",
    "摊位",
    "电梯",
    "树枝",
    "护栏",
    "公交站",
    "停车",
    "油烟",
    "工地",
    "水管",
    "人行道",
]
DONE = ["不亮了", "坏了", "没人管", "响了一夜", "堵住了路", "漏了三天", "掉下来了", "很危险"]
STATES = (
    ["closed"] * 78
    + ["in-hand"] * 6
    + ["accepted"] * 4
    + ["dispatched"] * 3
    + ["answered"] * 4
    + ["filed"] * 3
    + ["declined"] * 2
)
VERBS = {"filed": 1, "accepted": 2, "declined": 2, "dispatched": 3, "in-hand": 4, "answered": 5, "closed": 6}
PATH = ["file", "accept", "dispatch", "take", "answer", "verify"]
SIDES = ["resident", "check", "act", "act", "act", "check"]


def fill(count: int) -> None:
    """Write `count` cases with their timelines and both sides of the index, in bulk."""
    draw = random.Random(7)
    found_city()
    matters, lamps = list(Matter.objects.all()), Office.objects.get(code="dongqiao-lamps")
    areas, actor = list(Area.objects.filter(kind="district")), Person.objects.get(handle="chen")
    for start in range(0, count, 5000):
        cases = [_case(draw, matters, areas, lamps) for _ in range(min(5000, count - start))]
        with transaction.atomic():
            Case.objects.bulk_create(cases, batch_size=500, ignore_conflicts=False)
            lines = [line for case in cases for line in _lines(case, lamps, actor)]
            Line.objects.bulk_create(lines, batch_size=500)
            LineWords.objects.bulk_create([_words(line) for line in lines if line.words_digest], batch_size=500)
            _index(cases)
        sys.stderr.write(f"\r{start + len(cases):,} cases")
    sys.stderr.write("\n")
    recount_map()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _index(cases: list[Case]) -> None:
    """Both sides of the index for many cases at once."""
    sides = [(side, case) for case in cases for side in ("desk", "public") if side == "desk" or case.is_public]
    documents = Document.objects.bulk_create(
        [Document(side=side, kind="case", ref=case.pk) for side, case in sides], batch_size=500
    )
    words = [f"{case.number} {case.title} {case.public_text}" for _side, case in sides]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            rows = [(grams(text), document.pk) for text, document in zip(words, documents, strict=True)]
            cursor.executemany("INSERT INTO search_grams (grams, rowid) VALUES (%s, %s)", rows)
        else:
            rows = [(tsvector(text), document.pk) for text, document in zip(words, documents, strict=True)]
            cursor.executemany("UPDATE search_document SET grams = %s::tsvector WHERE id = %s", rows)


BOXES = (  # of a screen of 1,000 × 700 points, from the whole city down to a street corner
    (11, "113.10,23.02,113.45,23.28"),
    (13, "113.186,23.076,113.354,23.184"),
    (15, "113.249,23.117,113.291,23.144"),
    (17, "113.2648,23.1266,113.2752,23.1334"),
)
TAKEN: set[str] = set()


def _fresh_number(year: int) -> str:
    while (number := new_number(year)) in TAKEN:
        pass
    TAKEN.add(number)
    return number


def _case(draw: random.Random, matters: list[Matter], areas: list[Area], lamps: Office) -> Case:
    filed = timezone.now() - timedelta(minutes=draw.randrange(365 * 24 * 60))
    state = draw.choice(STATES)
    text = (
        f"{draw.choice(WORDS)}{draw.choice(DONE)}，{draw.choice(WORDS)}旁边{draw.randrange(400)}号，已经{draw.randrange(30)}天。"
        * 2
    )
    closed = state in ("closed", "declined")
    public = draw.random() < 0.9
    lat, lon = 23.06 + draw.random() * 0.18, 113.16 + draw.random() * 0.23
    return Case(
        number=_fresh_number(filed.year),
        tracking_digest=code_digest(new_tracking_code()),
        kind="complaint",
        matter=draw.choice(matters),
        title=text[:30],
        public_title=text[:30],
        public_text=text,
        language="zh-hans",
        lat=lat,
        lon=lon,
        h3=h3.latlng_to_cell(lat, lon, 11),
        area=draw.choice(areas),
        source="web",
        state=state,
        publication="published" if public else "unscreened",
        office=lamps if VERBS[state] > 2 else None,
        verdict=draw.choice(["yes", "yes", "no", "", ""]) if state == "closed" else "",
        outcome="solved" if VERBS[state] >= 5 else "",
        due_at=None if closed else filed + timedelta(days=9),
        answer_due_at=filed + timedelta(days=9),
        filed_at=filed,
        moved_at=filed,
        accepted_at=filed if VERBS[state] > 1 else None,
        answered_at=filed + timedelta(days=draw.randrange(1, 12)) if VERBS[state] >= 5 else None,
        closed_at=filed + timedelta(days=12) if closed else None,
        published_at=filed if public else None,
        last_seq=VERBS[state],
        resident_seq=1,
        screened_seq=1 if public else 0,
    )


def _lines(case: Case, lamps: Office, actor: Person) -> list[Line]:
    lines, previous = [], ""
    for seq in range(1, case.last_seq + 1):
        at = case.filed_at + timedelta(hours=seq)
        words = words_digest(case.public_text, "bench") if seq in (1, 5) else ""
        actor_id = None if seq == 1 else actor.pk
        digest = line_digest(
            subject=case.subject,
            seq=seq,
            verb=PATH[seq - 1],
            side=SIDES[seq - 1],
            actor_id=actor_id,
            at=at,
            facts={"round": 1},
            words=words,
            previous=previous,
        )
        lines.append(
            Line(
                case=case,
                seq=seq,
                verb=PATH[seq - 1],
                side=SIDES[seq - 1],
                actor_id=actor_id,
                at=at,
                facts={"round": 1},
                words_digest=words,
                previous=previous,
                digest=digest,
                office=lamps if seq > 2 else None,
            )
        )
        previous = digest
    return lines


def _words(line: Line) -> LineWords:
    return LineWords(line=line, text=line.case.public_text, salt="bench", language="zh-hans", is_screened=True)


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


def main() -> None:
    """Fill, serve with one worker, ask, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=int(os.environ.get("CASES", "100000")))
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--fill-only", action="store_true")
    parser.add_argument("--port", type=int, default=8199)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    began = time.monotonic()
    if Case.objects.count() < options.cases:
        fill(options.cases)
    print(
        f"{Case.objects.count():,} cases, {Line.objects.count():,} lines "
        f"in {time.monotonic() - began:.0f} s, {connection.vendor}"
    )
    if options.fill_only:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    number = Case.objects.filter(publication="published", state="closed").order_by("-filed_at")[10].number
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of('lin')}"
    handler = f"{settings.SESSION_COOKIE_NAME}={session_of('chen')}"
    connection.close()
    limits = {**os.environ, "LIMIT_REPORT_NETWORK": "1000000/60"}
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(options.port),
            "--workers",
            "1",
            "--blocking-threads",
            "2",
            "--no-ws",
            "--log-level",
            "error",
            "portal.wsgi:application",
        ],
        env=limits,
    )
    try:
        for _ in range(100):
            try:
                link = http.client.HTTPConnection("127.0.0.1", options.port, timeout=2)
                link.request("GET", "/healthz")
                if link.getresponse().status == 200:
                    break
            except OSError:
                time.sleep(0.2)
        for name, ask in (
            ("home", get("/")),
            ("list, newest 50", get("/cases/")),
            ("list, searched", get("/cases/?q=%E8%B7%AF%E7%81%AF%E4%B8%8D%E4%BA%AE")),
            ("case page", get(f"/cases/{number}/")),
            *((f"map, zoom {zoom}", get(f"/cases/map.json?zoom={zoom}&bbox={box}")) for zoom, box in BOXES),
            ("map, filtered", get(f"/cases/map.json?zoom=12&matter=0101&bbox={BOXES[0][1]}")),
            ("worklist of a supervisor", get("/desk/", cookie)),
            ("worklist of a handler", get("/desk/", handler)),
            ("API list", get("/api/v1/cases/")),
            ("create by API", create),
        ):
            measure(name, ask, port=options.port, server=server.pid, times=options.times)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


if __name__ == "__main__":
    main()
