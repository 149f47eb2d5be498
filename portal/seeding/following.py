"""What mei follows: a case, a matter in her district, the streets around her, her cell; and what she was told of it."""

from datetime import timedelta

from django.db import transaction

from civic.cases.models import Case
from civic.following import actions as following
from civic.following.rules import Rhythm
from civic.offices.models import Matter
from civic.places.models import Area
from civic.places.queries import locate
from portal.seeding.living import Year

DISTRICT_OF_MEI = "990102"
AROUND = 500  # metres


@transaction.atomic
def follows(year: Year) -> None:
    """Four things by four ways, so that a newcomer sees what following is on mei's page."""
    mei, at = year.people["mei"], year.now - timedelta(days=2)
    others = Case.objects.public().open().filter(lat__isnull=False, matter__isnull=False).exclude(reporter=mei)
    case = others.select_related("matter", "area").newest().first()
    if case is None or case.lat is None or case.lon is None:
        return
    cell, district = locate(case.lat, case.lon).cell, Area.objects.get(code=DISTRICT_OF_MEI)
    wanted = [
        (following.of_case(case), Rhythm.AT_ONCE),
        (following.of_matter(Matter.objects.get(code="0101"), district), Rhythm.DAILY),
        (following.around(case.lat, case.lon, AROUND, place=case.public_address), Rhythm.WEEKLY),
    ]
    if cell is not None:
        wanted.append((following.of_cell(cell), Rhythm.WEEKLY))
    for subject, rhythm in wanted:
        following.follow(subject, by=mei, rhythm=rhythm, language=mei.language or "zh-hans", at=at)
    following.read_timeline(at=year.now)  # it begins here: nobody is told of last year
