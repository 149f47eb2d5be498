"""A round that another platform held two years ago, taken over with its likes: something to look through."""

from datetime import datetime, timedelta

from django.db import transaction

from civic.cases.actions import ReportGiven, file_case
from civic.cases.rules import Kind, Source
from civic.suggestions import actions as suggestions
from civic.suggestions.actions import RoundGiven
from civic.suggestions.rules.phases import Span
from portal.seeding.living import Year

SOURCE = "云桥论坛"
LETTERS = (  # title, text, likes there
    ("老城停车太难", "老城区晚上停车太难，回家绕三圈也找不到车位，希望学校操场晚上能开放停车。", 214),
    ("医院门口停车秩序乱", "市医院门口停车秩序乱，救护车进不去，请安排人疏导。", 96),
    ("菜场停车占了人行道", "东门菜场停车占了人行道，推婴儿车的只能走马路。", 41),
    ("学校操场晚上可以停车", "学校操场晚上空着，附近居民没有地方停，希望能开放停车，早上七点前开走。", 188),
    ("夜班公交能不能晚一点", "十点以后没有公交，加班回家只能打车，希望夜班公交延长到十二点。", 302),
    ("河西公交等太久", "河西公交要等四十分钟，老人看病不方便，希望增加班次。", 77),
    ("大学城公交绕路", "大学城公交绕路太远，建议开一条直达地铁站的线。", 58),
    ("加一班夜班公交", "晚上十点以后没有公交，夜班的人回家难，希望夜班公交延长到十二点。", 65),
    ("江边路灯不亮", "江边步道有一段路灯不亮，夜跑的人不敢走。", 33),
    ("小公园路灯太暗", "文昌小公园路灯太暗，晚上带孩子看不清台阶。", 19),
    ("图书馆周末多开一小时", "市图书馆周末六点就关门，希望多开一小时。", 120),
    ("旧书可以交换", "社区能不能放一个旧书交换的架子，看完的书带去换一本。", 7),
)


@transaction.atomic
def taken_over(year: Year) -> None:
    """What a newcomer finds under the rounds that are over."""
    begins = year.now - timedelta(days=760)
    known = suggestions.take_over_round(_given(begins), source=SOURCE, by=year.people["lin"], at=year.now)
    for turn, (title, text, likes) in enumerate(LETTERS):
        given = ReportGiven(kind=Kind.SUGGESTION, title=title, text=text, invitation=known, language="zh-hans")
        at, ref = begins + timedelta(days=2 * turn + 1, hours=turn % 9), f"forum:{turn + 1}"
        case = file_case(given, source=Source.IMPORT, source_ref=ref, at=at).case
        suggestions.bring_in(case, likes=likes, at=year.now)
    suggestions.sort_round(known)


def _given(begins: datetime) -> RoundGiven:
    return RoundGiven(
        slug="forum-of-then",
        names={"zh-hans": "老论坛上的建议", "zh-hant": "老論壇上的建議", "en": "Suggestions of the old forum"},
        topics={
            "zh-hans": "两年前大家在云桥论坛上提的建议，按那里公开的样子转到这里。点赞数也是那里的，在这里不算支持。",
            "zh-hant": "兩年前大家在雲橋論壇上提的建議，按那裡公開的樣子轉到這裡。按讚數也是那裡的，在這裡不算支持。",
            "en": "What people suggested on the Yunqiao forum two years ago, as it was read there. The likes are of "
            "there too, and count as no support here.",
        },
        thens={
            "zh-hans": "这一轮已经结束。如果有什么现在仍然该办，请重新提一条。",
            "zh-hant": "這一輪已經結束。如果有什麼現在仍然該辦，請重新提一條。",
            "en": "This round is over. Hand in anew what the city should still take up.",
        },
        spans=[Span("collecting", begins, begins + timedelta(days=30))],
    )
