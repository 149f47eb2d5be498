"""The figures of the demo's year: a few residents speak late, whatever was closed on the days they look back to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from civic.cases.models import Case
from civic.supervision import actions as supervision
from portal.seeding.figuring import figured
from tests.people import City


@dataclass
class _Year:
    now: datetime


def test_nobody_speaks_late_about_a_thanks(city: City) -> None:
    now = timezone.now()
    began = now - timedelta(days=80)
    case = city.case("closed", at=began - timedelta(days=1))
    thanks = city.case("filed", kind="thanks", at=began)
    supervision.accept(thanks, by=city.lin, matter=city.matter(), at=began + timedelta(hours=2))
    figured(_Year(now))  # type: ignore[arg-type]
    assert list(Case.objects.exclude(verdict="")) == [case]
