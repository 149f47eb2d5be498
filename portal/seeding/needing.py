"""Ten reports of one cell in the invented city, of a facility that is missing: the city drafts a suggestion."""

from datetime import timedelta

from django.db import transaction
from shapely.geometry import shape

from civic.cases.models import Cause
from civic.places.models import Area
from civic.places.queries import border_of, locate
from civic.suggestions.actions import find_needs
from civic.suggestions.rules.needs import CASES_LEAST, CAUSE
from civic.supervision import actions as supervision
from portal.seeding.living import Year
from portal.seeding.staging import walk_to
from portal.seeding.writing import Spot, Story

DISTRICT, BINS = "990102", "0601"
STEP = 0.00004  # some four metres
ROWS = 4
TRIES = 200
ANSWER = "已经清扫干净。这一段附近没有果皮箱，最近的在两百米外。"
FOUND = "已经清干净；整段路没有果皮箱，清了还会再有。"
WORDS = (
    "公交站旁边没有果皮箱|等车的人把早点袋子扔在站牌下面，一早上就一堆。",
    "路边花坛里全是奶茶杯|走两百米找不到一个果皮箱，杯子都插在花坛里。",
    "站台后面又堆了一堆垃圾|每天清完第二天又有，旁边根本没有地方扔。",
    "学校放学后满地包装袋|孩子们想扔也没有箱子，家长只好拎回家。",
    "人行道上到处是烟头|抽烟的人没有地方灭烟，雨水口都堵了。",
    "遛狗的袋子没有地方扔|粪便袋子挂在树上，看着难受。",
    "报亭拆了以后没有箱子了|以前报亭旁边有一个，现在纸屑都吹到路上。",
    "长椅旁边丢满了瓜子壳|坐着的老人说想扔，可是附近没有箱子。",
    "夜宵摊收了以后一地签子|摊主自己收了大半，剩下的没有地方放。",
    "药店门口的垃圾没人管|口罩、药盒丢在台阶边，最近的箱子在路口对面。",
    "骑车等灯的人随手扔纸巾|路口这一角没有箱子，风一吹满路都是。",
)


@transaction.atomic
def needing(year: Year) -> None:
    """What lies under “What the city suggests itself” for whoever decides on it."""
    spot = _spot(year)
    cause = Cause.objects.get(code=CAUSE)
    for turn, words in enumerate(WORDS):
        title, text = words.split("|")
        here = Spot(spot.road, spot.lat + turn // ROWS * STEP, spot.lon + turn % ROWS * STEP)
        story = Story("complaint", BINS, title, text, "zh-hans", here, "", answer=ANSWER)
        at = year.office_hours(year.now - timedelta(days=26, hours=5 * turn))
        life = year.bring(story, at, with_point=True)
        walk_to(year, life, "answered")
        at = year.office_hours(life.at + timedelta(hours=9))
        checker = year.people["lin"]
        life.goes_on(supervision.verify(life.case, by=checker, text=FOUND, cause=cause, at=at), at)
    found = find_needs(at=year.now)
    assert found == 1, f"{len(WORDS)} reports of one cell are more than {CASES_LEAST}, and drafted {found}"


def _spot(year: Year) -> Spot:
    """A place from which all of them lie in the same cell."""
    border = shape(border_of(Area.objects.get(code=DISTRICT)))
    far = (len(WORDS) // ROWS * STEP, (ROWS - 1) * STEP)
    for _turn in range(TRIES):
        spot = year.writer.spot(border)
        corners = [(spot.lat + north, spot.lon + east) for north in (0, far[0]) for east in (0, far[1])]
        cells = {cell.pk if cell else None for cell in (locate(*one).cells.get("management") for one in corners)}
        if len(cells) == 1 and None not in cells:
            return spot
    raise AssertionError("no cell of this district is large enough")
