"""What people came with most: the matters of a month's public cases, by office and area, as in the open files."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count

from civic.cases.rules import Publication
from civic.insights.models import Counted
from civic.insights.queries.figures import Asked
from civic.offices.models import Matter

SHOWN = 10
KEPT_SECONDS = 600
OF, NAMED = "case__matter__", ("id", "code", "name_zh_hans", "name_zh_hant", "name_en")


@dataclass(frozen=True)
class AskedFor:
    """A matter, and how many public cases of the month were about it."""

    matter: Matter
    count: int


def most_asked(asked: Asked) -> list[AskedFor]:
    """The ten matters with most public cases of this choice; one query, once in ten minutes."""
    place = asked.area.path if asked.area else ""
    office = asked.office.pk if asked.office else 0
    key = f"most-asked-{asked.month:%Y-%m}-{place}-{office}-{asked.language}"
    counted: list[dict[str, Any]] | None = cache.get(key)
    if counted is None:
        counted = _count(asked)
        cache.set(key, counted, KEPT_SECONDS)
    return [AskedFor(Matter(**{name: row[f"{OF}{name}"] for name in NAMED}), row["count"]) for row in counted]


def _count(asked: Asked) -> list[dict[str, Any]]:
    found = Counted.objects.filter(month=asked.month, case__publication=Publication.PUBLISHED, not_public=0)
    found = found.filter(case__matter__isnull=False).order_by()
    if asked.area is not None:
        found = found.filter(area__path__startswith=asked.area.path)
    if asked.office is not None:
        found = found.filter(office=asked.office)
    if asked.language is not None:
        found = found.filter(language=asked.language)
    rows = found.values(*(f"{OF}{name}" for name in NAMED)).annotate(count=Count("pk"))
    return list(rows.order_by("-count", f"{OF}code")[:SHOWN])
