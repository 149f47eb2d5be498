"""A limit in stages for tests: a burst pipe is fenced, repaired, restored."""

from civic.offices.models import Limit, Matter, Stage

STAGES = (
    ("fenced", "围护现场", "圍護現場", "Fenced off", 3, "urgent-hours"),
    ("repaired", "修复", "修復", "Repaired", 8, "urgent-hours"),
    ("restored", "路面恢复", "路面恢復", "Surface restored", 5, "working-days"),
)


def limit_in_stages(matter: Matter, *, condition: str = "", grade: int = 0, stages: tuple = STAGES) -> Limit:  # type: ignore[type-arg]
    """A limit of a matter, by default the three stages of a burst pipe."""
    limit = Limit.objects.create(
        matter=matter, condition=condition, grade=grade, name_zh_hans=condition, name_en=condition.title()
    )
    for number, (key, hans, hant, english, amount, unit) in enumerate(stages, start=1):
        names = {"name_zh_hans": hans, "name_zh_hant": hant, "name_en": english}
        Stage.objects.create(limit=limit, number=number, key=key, amount=amount, unit=unit, **names)
    return limit
