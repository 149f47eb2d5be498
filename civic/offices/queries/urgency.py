"""Which matters are urgent: those whose limit runs day and night, so that somebody has to hear of a case at once."""

from dataclasses import dataclass, field
from time import monotonic

from civic.offices.models import Matter, Stage
from civic.offices.rules import Unit

KEPT_SECONDS = 60.0
URGENT_HOURS_MOST = 24  # a first stage that may take longer waits for the morning


@dataclass
class _Urgent:
    """What this process keeps: of each matter with an urgent limit, whether its limit at (condition, grade) is one."""

    limits: dict[int, dict[tuple[str, int], bool]] = field(default_factory=dict)
    good_until: float = 0.0


_kept = _Urgent()


def is_urgent(matter: Matter | None, *, condition: str = "", grade: int = 0) -> bool:
    """Must somebody hear of this at once, at whatever hour? So where the first thing promised is counted in urgent
    hours, at most a day of them. The most exact limit counts, as for the promise itself."""
    if matter is None:
        return False
    limits = _limits().get(matter.pk)
    if limits is None:
        return False
    wanted = ((condition, grade), (condition, 0), ("", grade), ("", 0))
    return next((limits[place] for place in wanted if place in limits), False)


def forget_urgency() -> None:
    """Read the limits again at the next question: one has changed."""
    _kept.good_until = 0.0


def _limits() -> dict[int, dict[tuple[str, int], bool]]:
    if monotonic() >= _kept.good_until:
        urgent = Stage.objects.filter(number=1, unit=Unit.URGENT_HOURS, amount__lte=URGENT_HOURS_MOST)
        rows = Stage.objects.filter(number=1, limit__matter__in=urgent.order_by().values("limit__matter")).values_list(
            "limit__matter", "limit__condition", "limit__grade", "unit", "amount"
        )
        _kept.limits = {}
        for matter, condition, grade, unit, amount in rows:
            is_one = unit == Unit.URGENT_HOURS and amount <= URGENT_HOURS_MOST
            _kept.limits.setdefault(matter, {})[condition, grade] = is_one
        _kept.good_until = monotonic() + KEPT_SECONDS
    return _kept.limits
