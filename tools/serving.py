"""The site as a city serves it, for measuring: granian with so many workers, until the block ends."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def serving(port: int, *, workers: int = 1, threads: int = 2, **settings: str) -> Iterator[int]:
    """Serve on loopback, with these settings beside those of the environment; gives the number of the process."""
    how = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    how += ["--blocking-threads", str(threads), "--no-ws", "--log-level", "error", "portal.wsgi:application"]
    server = subprocess.Popen([sys.executable, "-m", "granian", *how], env={**os.environ, **settings})
    try:
        _wait_for(port)
        yield server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            link.request("GET", "/healthz")
            if link.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The site did not come up.")
