"""Keep the counts of the public map: each act that shows, hides, signs or moves a case counts it out and in again."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db import connection, transaction

from civic.cases.models import Case, MapCount
from civic.cases.rules.grouping import hexagons_of, sign_of

ROWS_A_STATEMENT = 100
_ADD = (
    "INSERT INTO cases_mapcount (resolution, h3, sign, count, lat_sum, lon_sum) VALUES {rows} "
    "ON CONFLICT (resolution, h3, sign) DO UPDATE SET count = cases_mapcount.count + excluded.count, "
    "lat_sum = cases_mapcount.lat_sum + excluded.lat_sum, lon_sum = cases_mapcount.lon_sum + excluded.lon_sum"
)

Key = tuple[int, int, str]


@dataclass(frozen=True)
class Mark:
    """A public case as the map shows it."""

    lat: float
    lon: float
    sign: str


def mark_of(case: Case) -> Mark | None:
    """How the public map shows a case as it stands now; None for what is not on it."""
    if not case.is_public or case.lat is None or case.lon is None:
        return None
    return Mark(case.lat, case.lon, sign_of(case.state, case.verdict, case.answered_at))


def count_again(was: Mark | None, now: Mark | None) -> None:
    """Count a case out where it was and in where it is. Rows are touched in one order, so that two acts never wait for
    each other in a circle."""
    if was == now:
        return
    changes: dict[Key, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for mark, step in ((was, -1), (now, 1)):
        if mark is not None:
            for resolution, cell in hexagons_of(mark.lat, mark.lon):
                change = changes[resolution, cell, mark.sign]
                change[0] += step
                change[1] += step * mark.lat
                change[2] += step * mark.lon
    _add(changes)


@transaction.atomic
def recount_map() -> int:
    """Count the whole public map afresh, after rows were written below the acts. Returns how many cases lie on it."""
    MapCount.objects.all().delete()
    changes: dict[Key, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    total: Counter[str] = Counter()
    shown = Case.objects.public().filter(lat__isnull=False, lon__isnull=False)
    for lat, lon, state, verdict, answered_at in shown.values_list(
        "lat", "lon", "state", "verdict", "answered_at"
    ).iterator(chunk_size=5000):
        if lat is None or lon is None:
            continue
        sign = sign_of(state, verdict, answered_at)
        total[sign] += 1
        for resolution, cell in hexagons_of(lat, lon):
            change = changes[resolution, cell, sign]
            change[0] += 1
            change[1] += lat
            change[2] += lon
    _add(changes)
    return total.total()


def _add(changes: dict[Key, list[float]]) -> None:
    with connection.cursor() as cursor:
        rows: list[tuple[int | float | str, ...]] = sorted(
            (*key, *change) for key, change in changes.items() if change != [0, 0.0, 0.0]
        )
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            some = rows[start : start + ROWS_A_STATEMENT]
            marks = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(_ADD.format(rows=marks), [value for row in some for value in row])
