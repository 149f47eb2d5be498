"""What the tests of the figures share: the figures as they are now, and a few cases that make a rate."""

from datetime import datetime, timedelta

from civic.cases.models import Case
from civic.handling import actions as handling
from civic.insights.actions import reckon
from civic.insights.models import Figure
from civic.insights.rules import Tally
from civic.supervision import actions as supervision
from tests.people import NOON, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = NOON + 25 * DAY  # every day promised in these tests has come, and nothing is closed yet


def counted(*, at: datetime = LATER, office: str = "", month: str = "") -> Tally:
    """The sums of every month, or of one, as they stand after a sweep."""
    reckon(at=at)
    figures = Figure.objects.all()
    if office:
        figures = figures.filter(office__code=office)
    if month:
        figures = figures.filter(month=f"{month}-01")
    return sum((figure.tally for figure in figures), Tally())


def answered(case: Case, city: City, outcome: str, *, at: datetime) -> Case:
    """The office answers, naming what such an answer has to name."""
    more = {"basis": "《云桥市事项目录》第三条", "remedy": "请向供电所反映。"} if outcome.startswith("not-") else {}
    handling.answer(case, by=city.chen, outcome=outcome, text="到场看过，情况如上。", at=at, **more)
    case.refresh_from_db()
    return case


def closed(case: Case, city: City, *, at: datetime) -> Case:
    """The check closes it."""
    supervision.verify(case, by=city.lin, at=at)
    case.refresh_from_db()
    return case
