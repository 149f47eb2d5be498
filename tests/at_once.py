"""Two hands at once: acts started at the same instant in threads, each with a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from civic.lib.refusals import Refused


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each of the acts gave back or was refused with, in the order in which they ended. Any other error is raised
    here."""
    told: list[Any] = []
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            told.append(act())
        except Exception as raised:
            told.append(raised)
        finally:
            connection.close()

    hands = [threading.Thread(target=run, args=(act,)) for act in acts]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    for broken in told:
        if isinstance(broken, Exception) and not isinstance(broken, Refused):
            raise broken
    return told


def kinds(told: list[Any]) -> list[str]:
    """What came out, by the names of its classes, in order of the alphabet."""
    return sorted(type(one).__name__ for one in told)
