"""The public cases so far are counted for the map, and every point gets its hexagon."""

from collections import defaultdict

import h3.api.basic_int as h3
from django.db import migrations

RESOLUTIONS = (5, 6, 7, 8, 9, 10)


def _sign(case):
    if case.verdict == "no":
        return "not"
    return "done" if case.answered_at is not None or case.state in ("closed", "declined") else "open"


def count(apps, schema_editor):
    model, counts = apps.get_model("cases", "Case"), defaultdict(lambda: [0, 0.0, 0.0])
    for case in model.objects.filter(lat__isnull=False, lon__isnull=False).iterator():
        model.objects.filter(pk=case.pk).update(h3=h3.latlng_to_cell(case.lat, case.lon, 11))
        if case.publication == "published":
            for resolution in RESOLUTIONS:
                row = counts[resolution, h3.latlng_to_cell(case.lat, case.lon, resolution), _sign(case)]
                row[0] += 1
                row[1] += case.lat
                row[2] += case.lon
    apps.get_model("cases", "MapCount").objects.bulk_create(
        [
            apps.get_model("cases", "MapCount")(
                resolution=resolution, h3=cell, sign=sign, count=row[0], lat_sum=row[1], lon_sum=row[2]
            )
            for (resolution, cell, sign), row in counts.items()
        ],
        batch_size=500,
    )


def forget(apps, schema_editor):
    apps.get_model("cases", "MapCount").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_counts_for_the_map")]

    operations = [migrations.RunPython(count, forget)]
