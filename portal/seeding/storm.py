"""An incident of last week in the invented city, from the first call to the last word of its bulletin."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localtime, make_aware
from shapely.geometry import shape

from civic.cases import actions as cases
from civic.cases.guards import Reporter
from civic.places.models import Area
from civic.places.queries import border_of
from portal.seeding.living import Life, Year

DISTRICT = "990102"
MATTERS = ("0501", "0401", "0102")  # trees, floods, poles
NAMES = {"zh-hans": "东桥区雷暴大风", "zh-hant": "東橋區雷暴大風", "en": "Thunderstorm in Dongqiao"}
REASON = (
    "夜里的雷暴大风吹倒了树，积水漫过路面，三类来件一下子多起来。先清路、先断电，再一件一件答复；"
    "期限在这段时间停住，结束后照样算。"
)
TOLD = (
    (1.5, "倒树二十三处，已封两条路。园林和照明两家单位各派四组人，先清通往医院和学校的路。"),
    (9, "主干道全部通了。还有七处倒树压在电线上，断电后才能动手，请不要自己去拉。"),
    (24, "积水已退。剩下的断枝明天中午前清完，路灯线路今晚逐段送电。"),
)
LAST = "抢险结束。每一件都还在，从现在起各自的期限接着算，由各自的单位答复；您不用重报。"


@transaction.atomic
def storm(year: Year) -> None:
    """A storm of last week: opened by the committee, seven cases, three entries, ended after a day and a half; then
    each case goes its own way. Call it before the year is filled, so that it gathers nothing else."""
    began = make_aware(datetime.combine(localtime(year.now).date() - timedelta(days=9), time(6, 40)))
    sun, hour = year.people["sun"], timedelta(hours=1)
    incident = cases.open_incident(
        names=NAMES,
        reason=REASON,
        commander=sun,
        areas=[Area.objects.get(code=DISTRICT)],
        matters=[year.matters[code] for code in MATTERS],
        until=began + timedelta(days=3),
        by=sun,
        at=began,
    )
    lives = [_reported(year, turn, began + (turn + 1) * hour / 2) for turn in range(7)]
    for hours, text in TOLD:
        cases.write_bulletin(incident, text=text, by=sun, at=began + hours * hour)
    for life in lives:
        life.at = began + 6 * hour
        if year.may_be_shown(life):
            life.goes_on(year.publish(life, at=life.at), life.at)
    ended = began + 35 * hour
    cases.end_incident(incident, text=LAST, by=sun, at=ended)
    while cases.tend_incidents(at=ended):
        pass
    for life in lives:
        life.at = ended + hour
        year.live(life, publish=False)


def _reported(year: Year, turn: int, at: datetime) -> Life:
    told = [one for one in year.writer.matters if one["code"] in MATTERS]
    border = shape(border_of(Area.objects.get(code=DISTRICT)))
    story = year.writer.story(at, matter=told[turn % len(told)], district=border, language="zh")
    given = cases.ReportGiven(
        kind="complaint",
        text=story.text,
        title=story.title,
        matter=year.matters[story.matter],
        lat=story.spot.lat,
        lon=story.spot.lon,
        address=story.address,
        language=story.language,
    )
    case = cases.file_case(given, at=at).case
    return Life(case, story, at, Reporter(case.pk, None))
