"""Waking a worker: later work is a row that a sweep finds by itself; a nudge only saves it the wait."""

import logging

from celery import current_app
from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)


def nudge(task_name: str) -> None:
    """Once the present transaction is on disk, ask a worker to run that task; if none can be asked, nothing is lost."""
    if settings.NUDGE:
        transaction.on_commit(lambda: _send(task_name), robust=True)


def _send(task_name: str) -> None:
    try:
        current_app.send_task(task_name, ignore_result=True, retry=False)
    except Exception as unreachable:
        # Brokers fail in their own ways, each with its own exception; the sweep will do the work.
        log.warning(
            "No worker could be woken for %s (%s); the sweep will do it.", task_name, type(unreachable).__name__
        )
