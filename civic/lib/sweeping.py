"""A sweep goes from row to row. One that cannot be done must not keep all others waiting for ever."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import models, transaction

from civic.lib.refusals import Refused

log = logging.getLogger(__name__)
T = TypeVar("T")


def one_by_one(rows: Iterable[T], act: Callable[[T], int | bool]) -> int:
    """Do this with each row, each in a transaction of its own, and add up what was done. A row that another hand moved
    on meanwhile is left alone; one that breaks is written into the log, and the others get their turn. It is looked at
    again by the next sweep."""
    done = 0
    for row in rows:
        try:
            with transaction.atomic():
                done += int(act(row))
        except Refused:
            continue
        except Exception:
            # Whatever is wrong with this row, nobody else's letter, offer or vote waits behind it.
            log.exception("A sweep broke on %s and went on with the next.", _name(row))
    return done


def _name(row: object) -> str:
    """What a row is called in a log: its table and key, never what stands in it."""
    return f"{row._meta.label} {row.pk}" if isinstance(row, models.Model) else str(row)
