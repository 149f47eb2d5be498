"""demo: the invented city on this machine, with its worker: what `make demo` runs."""

import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from civic.notices.actions import deliver_due
from portal import demo
from portal.celery import WORKER
from portal.laying import lay_tables
from portal.running import Company, Ended, Stopped, answers, company, is_taken

GRANIAN = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
READY_SECONDS = 60
WATCH_SECONDS = 0.5


class Command(BaseCommand):
    help = "Serve the invented city of Yunqiao on this machine. The first start founds it. Ctrl-C ends it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, and whether code reloads."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--reload", action="store_true", help="start again when code changes (make dev)")

    def handle(self, *args: Any, **options: Any) -> None:
        """1 ask whether this is the place, 2 make the city once, 3 serve, 4 end together."""
        self.began = time.monotonic()
        host, port = options["host"], options["port"]
        self._ask(host, port)
        try:
            with company() as together:
                is_first = self._make(together)
                self._serve(together, host, port, reload=options["reload"])
                self._greet(port, is_first=is_first)
                while True:
                    together.check()
                    time.sleep(WATCH_SECONDS)
        except Stopped:
            self.stdout.write("The demo has ended. `make demo` opens it again as you left it.")
        except Ended as broken:
            raise CommandError(f"{broken} The demo has ended.") from None

    def _ask(self, host: str, port: int) -> None:
        if not settings.DEMO:
            raise CommandError("Start the demo with `make demo`, or set DEMO=1.")
        if not demo.is_loopback(host):
            raise CommandError(f"The demo lets everybody in as anybody: it is served on this machine, never on {host}.")
        if is_taken(host, port):
            raise CommandError(f"Something else listens on port {port}. Choose another: make demo PORT={port + 1}")

    def _make(self, together: Company) -> bool:
        try:
            is_first = demo.open_ground()
        except demo.NotOurs as refused:
            raise CommandError(str(refused)) from None
        collecting = not settings.DEBUG and not demo.static_is_fresh()
        if collecting:  # beside the seed, on the other core
            shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
            together.start("collection of static files", ["manage.py", "collectstatic", "--noinput", "-v", "0"])
        if is_first:
            self.stdout.write("Founding the city of Yunqiao, once: one minute or two, three on a busy machine.")
        if is_first:
            lay_tables()
        call_command("migrate", verbosity=0, interactive=False)
        if is_first:
            call_command("seed", stdout=self.stdout, stderr=self.stderr)
            deliver_due(at=timezone.now(), most=2_000)
            demo.close_ground()
        connections.close_all()
        if collecting:
            if together.finish("collection of static files") != 0:
                raise CommandError("The static files could not be collected.")
            demo.stamp_static()
        return is_first

    def _serve(self, together: Company, host: str, port: int, *, reload: bool) -> None:
        queue = Path(settings.CELERY_BROKER_DIR)
        shutil.rmtree(queue, ignore_errors=True)  # what waits there is only a nudge; the rows are in the database
        surroundings = {"DEMO": "1", "PORT": str(port), "DJANGO_SETTINGS_MODULE": "portal.settings"}
        if reload:
            serve = ["manage.py", "runserver", f"{host}:{port}"]
        else:
            serve = ["-m", "granian", *GRANIAN, "--host", host, "--port", str(port), "portal.wsgi:application"]
        together.start("web server", serve, **surroundings)
        worker = ["-m", "celery", "--quiet", "-A", "portal.celery", *WORKER, "--pool=threads", "--concurrency=2"]
        # nobody from outside can reach the demo's queue, a folder of its own, so root may run it
        together.start("worker", worker, **surroundings, PYTHONWARNINGS="ignore::UserWarning:celery.platforms")
        until = time.monotonic() + READY_SECONDS
        while not answers(host, port, "/readyz"):
            together.check()
            if time.monotonic() > until:
                raise CommandError(f"The city did not answer within {READY_SECONDS} seconds.")
            time.sleep(0.1)

    def _greet(self, port: int, *, is_first: bool) -> None:
        say = self.stdout.write
        say(f"\nGongzhi is open, {time.monotonic() - self.began:.0f} s after the start:\n")
        say(f"  http://127.0.0.1:{port}/")
        say(f"  http://localhost:{port}/      (passkeys work under this name only)\n")
        if is_first:
            say(f"  Be somebody of the city, or take the tour of five steps:  http://127.0.0.1:{port}/demo/")
            say(f"  Letters that leave the city are shown at  http://127.0.0.1:{port}/demo/mail/")
            say(f"  The API: http://127.0.0.1:{port}/api/v1/docs/\n")
        say("Ctrl-C ends it.")
        self.stdout.flush()
