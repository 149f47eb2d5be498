"""An edition as a template for another one, here or in another city."""

from datetime import timedelta
from itertools import pairwise

from civic.youth.models import Edition
from civic.youth.queries.tasks import own_tasks
from civic.youth.rules.templates import NUMBERS, Template

DAY = timedelta(days=1)


def template_of(edition: Edition) -> Template:
    """What another city may take over. Places that belong to one district stay here: they are of this city."""
    spans = edition.spans
    gaps = {after.phase: (after.starts - before.ends) // DAY for before, after in pairwise(spans)}
    shared = edition.places.filter(district__isnull=True).order_by("pk")
    return Template(
        names={"zh-hans": edition.name_zh_hans, "zh-hant": edition.name_zh_hant, "en": edition.name_en},
        themes={"zh-hans": edition.theme_zh_hans, "zh-hant": edition.theme_zh_hant, "en": edition.theme_en},
        numbers={name: getattr(edition, name) for name in NUMBERS},
        phases=[(span.phase, max(1, round((span.ends - span.starts) / DAY))) for span in spans],
        gaps={phase: days for phase, days in gaps.items() if days > 0},
        places={(row.phase, row.group): row.count for row in shared},
        tasks={phase: sorted(kinds) for phase, kinds in own_tasks(edition).items()},
    )
