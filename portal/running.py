"""The demo's processes: started together, watched, ended together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from types import FrameType

from django.conf import settings

PATIENCE_SECONDS = 6.0


class Stopped(BaseException):
    """Somebody asked the demo to end; like KeyboardInterrupt, nothing that catches faults may swallow it."""


class Ended(Exception):
    """A process of the demo ended by itself."""


class Company:
    """Processes that live and end together, each with a group of its own so that none outlives its parent."""

    def __init__(self) -> None:
        self._members: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: Sequence[str], **surroundings: str) -> subprocess.Popen[bytes]:
        """Start one with this Python, from the folder of the code."""
        self._members[name] = subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env={**os.environ, **surroundings},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self._members[name]

    def finish(self, name: str) -> int:
        """Wait until one that was meant to end has ended; its exit code."""
        return self._members.pop(name).wait()

    def check(self) -> None:
        """Whether all still run. Raises Ended naming the first that does not."""
        for name, member in self._members.items():
            if member.poll() is not None:
                raise Ended(f"The {name} ended with code {member.returncode}.")

    def end(self) -> None:
        """Ask all to end, wait a few seconds, then end what is left, children included."""
        for member in self._members.values():
            if member.poll() is None:
                member.terminate()
        until = time.monotonic() + PATIENCE_SECONDS
        for member in self._members.values():
            with suppress(subprocess.TimeoutExpired):
                member.wait(max(0.1, until - time.monotonic()))
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(member.pid, signal.SIGKILL)
            member.wait()


@contextmanager
def company() -> Iterator[Company]:
    """A company that ends when this block does, whether by TERM, Ctrl-C or a fault."""
    together = Company()
    before = {which: signal.signal(which, _stop) for which in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        yield together
    finally:
        for which in before:
            signal.signal(which, signal.SIG_IGN)  # a second Ctrl-C must not leave anybody behind
        together.end()
        for which, handler in before.items():
            signal.signal(which, handler)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped


def is_taken(host: str, port: int) -> bool:
    """Whether somebody listens there already."""
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def answers(host: str, port: int, path: str) -> bool:
    """Whether a page is served there now."""
    with closing(HTTPConnection(host, port, timeout=5)) as line:
        try:
            line.request("GET", path)
            return line.getresponse().status == 200
        except (OSError, HTTPException):
            return False
