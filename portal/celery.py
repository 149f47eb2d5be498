"""Who does later work: the queue, and what is swept how often."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

SWEPT = {
    "notices.deliver": 30.0,
    "cases.prepare_photos": 30.0,
    "cases.call_next": 15.0,
    "cases.recount": 60.0,
    "cases.seal": 30.0,
    "cases.escalate": 60.0,
    "cases.follow": 30.0,
    "cases.tend_incidents": 20.0,
    "cases.weigh_returns": 60.0,
    "cases.tidy": 30.0,
    "following.read": 20.0,
    "following.tell": 30.0,
    "following.tidy": 3600.0,
    "communities.tell_back": 60.0,
    "communities.prepare": 30.0,
    "accounts.tidy": 3600.0,
    "desk.work_batches": 30.0,
    "desk.tidy": 3600.0,
    "calls.sweep": 60.0,
    "me.tidy": 3600.0,
    "insights.reckon": 300.0,
    "suggestions.call": 20.0,
    "promises.prepare": 30.0,
    "promises.sweep": 1800.0,
    "insights.keep_pace": 900.0,
    "suggestions.rank": 60.0,
    "suggestions.talk": 60.0,
    "suggestions.mark_swarms": 300.0,
    "suggestions.wipe_unprinted": 3600.0,
    "suggestions.tell_late_assessments": 300.0,
    "suggestions.find_needs": 3600.0,
    "feedback.ask_again": 1800.0,
    "families.sweep": 3600.0,
    "youth.prepare": 30.0,
    "youth.tell_late": 60.0,
    "ballots.sweep": 60.0,
    "guardians.drop_unfinished": 3600.0,
    "youth.recheck": 1800.0,
    "youth.tell": 300.0,
    "shifts.offer": 60.0,
    "shifts.call": 60.0,
    "shifts.tell": 300.0,
    "shifts.extend": 3600.0,
    "honours.settle": 300.0,
    "attendances.prepare": 30.0,
    "attendances.tell": 300.0,
    "dialogues.tell": 300.0,
    "juries.remind": 3600.0,
    "hours.sweep": 900.0,
    "volunteers.tell_late": 900.0,
    "volunteers.recheck": 1800.0,
    "courses.prepare": 30.0,
    "courses.tell_ending": 3600.0,
}
"""Each task with the seconds between two sweeps."""

WORKER = ["worker", "--beat", "--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=WARNING"]
"""How a worker is started: `celery -A portal.celery worker …`, or app.worker_main([*WORKER, "--concurrency=2"])."""


def queue_options(broker: str) -> dict[str, object]:
    """What the queue needs beside its address: folders of its own when there is no Redis."""
    if not broker.startswith("filesystem:"):
        return {}
    folder = settings.CELERY_BROKER_DIR
    for part in ("messages", "processed", "control"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return {
        # one folder for both directions: what one process puts down, the other picks up
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "processed_folder": str(folder / "processed"),
        "control_folder": str(folder / "control"),
        "store_processed": False,
    }


app = Celery("gongzhi")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_transport_options=queue_options(settings.CELERY_BROKER_URL),
    broker_connection_retry_on_startup=True,
    task_ignore_result=True,
    task_acks_late=True,  # the row is the promise; a task done twice does nothing the second time
    worker_enable_remote_control=False,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    timezone=settings.TIME_ZONE,
    beat_schedule={
        # a sweep that nobody took in time is stale: the next one does the same
        name: {"task": name, "schedule": seconds, "options": {"expires": seconds}}
        for name, seconds in SWEPT.items()
    },
    beat_schedule_filename=str(settings.DATA_DIR / "beat"),
)
app.autodiscover_tasks([f"civic.{name}" for name in settings.CIVIC_APPS])
