"""The queue: every sweep has its task, and any thread can wake a worker."""

import threading
from pathlib import Path
from typing import Any

import celery
import pytest

from portal.celery import SWEPT, WORKER, app, queue_options


def test_every_sweep_is_a_task_that_exists() -> None:
    app.loader.import_default_modules()
    assert set(SWEPT) <= set(app.tasks)
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} == set(SWEPT)


def test_any_thread_knows_the_queue() -> None:
    known: list[str] = []
    thread = threading.Thread(target=lambda: known.append(celery.current_app.main))
    thread.start()
    thread.join()
    assert known == ["gongzhi"]


def test_without_redis_the_queue_is_a_folder_of_the_city(settings: Any, tmp_path: Path) -> None:
    settings.CELERY_BROKER_DIR = tmp_path / "queue"
    options = queue_options("filesystem://")
    assert Path(str(options["data_folder_in"])).is_dir()
    assert options["data_folder_in"] == options["data_folder_out"]
    assert queue_options("redis://127.0.0.1:6379/0") == {}


@pytest.mark.parametrize("option", ["--without-gossip", "--without-mingle", "--beat"])
def test_a_worker_talks_to_no_other(option: str) -> None:
    assert option in WORKER
    assert app.conf.worker_enable_remote_control is False
