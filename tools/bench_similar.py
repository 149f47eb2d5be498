"""Time the question "is yours one of these?" in the city that is there: p50, p95, the slowest; the database included.

By the clock and by what the processor had to do: others at work beside it lengthen the first, hardly the second.

Asked as the report's pages ask it: at the points of public cases, a few metres off, with and without a matter; and
without a point. Run it through `make bench`; it reads only.
"""

import os
import random
import statistics
import time
from dataclasses import replace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.cases.models import Case  # noqa: E402
from civic.cases.queries import Probe, suggestions  # noqa: E402
from civic.places.queries import locate  # noqa: E402
from tools.bench import cpu_seconds  # noqa: E402

TIMES, PROMISED_MS = 200, 20.0


def main() -> None:
    """Draw points, ask, print."""
    draw = random.Random(7)
    rows = Case.objects.public().filter(lat__isnull=False).newest().values_list("pk", flat=True)[:20_000]
    drawn = Case.objects.filter(pk__in=draw.sample(list(rows), TIMES)).select_related("area")
    probes = [
        Probe(
            at=timezone.now(),
            text=case.public_text,
            lat=(case.lat or 0) + draw.uniform(-3e-4, 3e-4),
            lon=(case.lon or 0) + draw.uniform(-3e-4, 3e-4),
            matter_id=case.matter_id,
        )
        for case in drawn
    ]
    nowhere = [
        replace(probe, lat=None, lon=None, area_path=case.area.path if case.area else "", address="望江路 18 号")
        for probe, case in zip(probes, drawn, strict=True)
    ]
    _measure("with point and matter", probes)
    _measure("with a point only", [replace(probe, matter_id=None) for probe in probes])
    _measure("with a district only", nowhere)


def _measure(name: str, probes: list[Probe]) -> None:
    took, worked, found, base = [], [], 0, 0.0
    for turn, probe in enumerate(probes[:10] + probes):
        if turn == 10:  # the first ones warm the caches
            base = cpu_seconds(_serving())
        began, busy = time.perf_counter(), time.process_time()
        cell = locate(probe.lat, probe.lon).cell if probe.lat is not None and probe.lon is not None else None
        told = suggestions(probe, cell_id=cell.pk if cell else None)
        if turn >= 10:
            worked.append((time.process_time() - busy) * 1000)
            took.append((time.perf_counter() - began) * 1000)
            found += bool(told)
    base = (cpu_seconds(_serving()) - base) * 1000 / len(probes)
    edge = _edge(took)
    print(
        f"similar, {name:<22} p50 {statistics.median(took):6.1f} ms   p95 {edge:6.1f} ms   most {max(took):6.1f} ms   "
        f"CPU p50 {statistics.median(worked):5.1f} p95 {_edge(worked):5.1f} + database {base:4.1f} ms   "
        f"something found {found} of {len(probes)}{'' if edge <= PROMISED_MS else '   SLOWER THAN PROMISED'}"
    )


def _edge(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def _serving() -> list[int]:
    """The process of PostgreSQL that answers this one, where it runs on this machine."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return [pid for (pid,) in cursor.fetchall()]


if __name__ == "__main__":
    main()
