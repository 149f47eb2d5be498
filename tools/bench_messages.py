"""Work a file of real messages through by the desk's bulk tools, as three officers would, and time every page: p50, p95
and the slowest of each kind. MESSAGES names the file (id, title, created, detail); it is read, never kept."""

import http.client
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from civic.cases.models import Case  # noqa: E402
from civic.offices.models import Matter, Post  # noqa: E402
from portal.celery import WORKER  # noqa: E402
from tools.bench import session_of  # noqa: E402
from tools.cities import laid_city  # noqa: E402

PORT = 8198
TOOK: dict[str, list[float]] = defaultdict(list)


class Browser:
    """One officer's browser: a session, the form token, and a stopwatch."""

    def __init__(self, handle: str) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.cookies = {settings.SESSION_COOKIE_NAME: session_of(handle)}
        connection.close()

    def ask(self, kind: str, path: str, fields: list[tuple[str, str]] | None = None) -> tuple[str, str]:
        """The page, and where it leads to when it leads elsewhere."""
        headers = {"Accept-Language": "zh-CN", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if fields is not None:
            token = self.cookies.get("csrftoken") or self.cookies.get("__Host-csrftoken", "")
            body = urlencode([("csrfmiddlewaretoken", self.token or token), *fields])
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{PORT}"}
        began = time.perf_counter()
        self.link.request("GET" if body is None else "POST", path, body, headers)
        answer = self.link.getresponse()
        page = answer.read().decode()
        TOOK[kind].append((time.perf_counter() - began) * 1000)
        if answer.status >= 400:
            raise SystemExit(f"{path} answered {answer.status}: {page[:300]}")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        self.token = found.group(1) if found else ""
        return page, answer.headers.get("Location", "")

    token = ""

    def work_off(self, verb: str, view: str, **said: str) -> int:
        """Page after page of a view: choose all, read, send, look until it is done. Gives back how many pages."""
        turns = 0
        while True:
            page, _to = self.ask("list", f"/desk/?view={view}")
            numbers = re.findall(r'name="case" value="([^"]+)"', page)
            if not numbers:
                return turns
            fields = [("verb", verb), *said.items(), *(("case", number) for number in numbers)]
            page, _to = self.ask("preview", f"/desk/bulk/?view={view}", fields)
            going = re.findall(r'name="case" value="([^":]+:\d+)" checked', page)
            if not going:
                return turns
            fields = [("verb", verb), *said.items(), ("do", "1"), *(("case", one) for one in going)]
            _page, to = self.ask("send", f"/desk/bulk/?view={view}", fields)
            while "/bulk/" in to:
                time.sleep(0.5)
                page, _to = self.ask("look again", to)
                if "data-look-again" not in page:
                    break
            turns += 1


def main() -> None:
    """Found the invented city, bring the messages in, serve with one worker process, work, print."""
    laid_city()
    call_command("seed", cases=0, photos=0, verbosity=0)
    before = Case.objects.count()
    call_command("import_messages", os.environ["MESSAGES"], text="detail", without_replies=True)
    other = Matter.objects.filter(is_active=True).order_by("code").values_list("code", flat=True)[0]
    office = Post.objects.filter(officer__person__handle="chen").values_list("office__code", flat=True)[0]
    granian = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT), "--workers", "1", "--no-ws"]
    granian += ["--blocking-threads", "2", "--log-level", "error", "portal.wsgi:application"]
    processes = [
        subprocess.Popen([sys.executable, "-m", "granian", *granian]),
        subprocess.Popen([sys.executable, "-m", "celery", "-A", "portal.celery", *WORKER, "--concurrency=1"]),
    ]
    try:
        time.sleep(6)
        began = time.monotonic()
        pages = Browser("lin").work_off("accept", "filed")
        pages += Browser("lin").work_off("accept", "filed", matter=other)  # what suggests nothing
        pages += Browser("zhao").work_off("dispatch", "accepted", office=office)
        pages += Browser("chen").work_off("take", "dispatched")
        took = time.monotonic() - began
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(30)
    moved = Case.objects.filter(state="in-hand").count()
    print(f"{Case.objects.count() - before:,} messages, {moved:,} in hand after {pages} lists in {took:.0f} s")
    whole = [one for times in TOOK.values() for one in times]
    for kind, took_each in [*TOOK.items(), ("all", whole)]:
        edge = statistics.quantiles(took_each, n=20)[18] if len(took_each) > 1 else took_each[0]
        middle, most = statistics.median(took_each), max(took_each)
        print(f"{kind:<12} {len(took_each):4} pages   p50 {middle:6.0f}   p95 {edge:6.0f}   most {most:6.0f} ms")


if __name__ == "__main__":
    main()
