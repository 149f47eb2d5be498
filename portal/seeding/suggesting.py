"""A round that runs, and suggestions in each state: collecting support, enough of it, to be answered, adopted."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.timezone import localdate, localtime

from civic.accounts import actions as accounts
from civic.accounts.models import Person
from civic.cases.actions import ReportGiven, file_case
from civic.cases.models import Case
from civic.cases.queries import Viewer
from civic.handling import actions as handling
from civic.offices.models import Office, Post
from civic.places.models import Area
from civic.suggestions import actions as suggestions
from civic.suggestions.actions import RoundGiven
from civic.suggestions.models import Assessment, PaperSheet, Round
from civic.suggestions.queries import backer_of, find_suggestion
from civic.suggestions.rules.phases import Span
from civic.suggestions.rules.thresholds import Obliges
from civic.supervision import actions as supervision
from portal.seeding.living import Year

SUPPORTERS = 36
NEEDED = 30
CITY, DISTRICT = "990100", "990102"
SEATS = "0508"
SAME = "码头这一段想要能坐的地方。带孩子散步的人也要歇一歇，最好靠近树荫。"
WORDS = {  # what each becomes, how many stand behind it, whether it belongs to the round, and what it is about
    "沿江步道从老桥到码头没有座椅，老人走到一半没有地方歇脚。建议每两百米放一张带靠背的长椅。": (
        "collects",
        24,
        True,
        SEATS,
    ),
    "江边公厕晚上九点就锁门，夜跑的人找不到地方。建议夏天延长到十一点。": ("collects", 11, True, "0602"),
    "码头的自行车随手停在盲道上。建议划一块停车区，离闸口近一点。": ("enough", 33, True, "0903"),
    "小区门口的公交站没有雨棚，下雨天等车的人都挤在药店门口。建议加一个雨棚和座椅。": ("collects", 17, False, "0902"),
    "社区图书角只在工作日开门，上班的人借不到书。建议周六开半天。": ("adopted", 34, False, "1608"),
    "路口的树池高出路面，轮椅过不去。建议把树池铺平，用透水砖盖住。": ("taken-up", 9, False, "0208"),
}

SAID: list[dict[str, Any]] = [  # what two offices think of the books
    {
        "feasibility": "feasible",
        "cost": 360_000,
        "cost_words": "周六值守补贴，每次 75 元，全年 48 次。",
        "period": "下个月就能开始",
        "law": "《公共图书馆法》第三十八条：公休日、节假日应当有开放时间。",
        "text": "志愿者已经问过，有六位愿意轮流值守。",
    },
    {
        "feasibility": "conditions",
        "cost": 0,
        "cost_words": "房屋由社区提供，不另收费。",
        "period": "随时",
        "law": "没有特别规定",
        "text": "周日物业不上班，门禁要另外安排。",
    },
]


@transaction.atomic
def suggested(year: Year) -> None:
    """What a newcomer sees under “Suggestions”."""
    now, lin, mei = year.now, year.people["lin"], year.people["mei"]
    EmailAddress.objects.get_or_create(user=mei, email=mei.email, defaults={"verified": True, "primary": True})
    since = now - timedelta(days=30)
    suggestions.set_threshold(
        Area.objects.get(code=CITY),
        by=lin,
        obliges=Obliges(NEEDED, answer_days=20, support_days=60),
        since=localdate(since),
        reason="云桥市人口不多，三十人支持就值得一个部门来回答。",
        at=since,
    )
    _codes(year, at=now - timedelta(days=4))
    asked = _round(lin, at=now - timedelta(days=20), area=Area.objects.get(code=DISTRICT))
    crowd = _people(now - timedelta(days=300))
    for turn, (words, (becomes, count, in_round, about)) in enumerate(WORDS.items()):
        at = now - timedelta(days=18, hours=-2 * turn)
        case = _opened(year, words, asked if in_round else None, about=about, at=at)
        for person in crowd[:count]:
            by, found = backer_of(Viewer(person=person)), find_suggestion(Viewer(), case.number)
            assert found is not None
            suggestions.support_suggestion(found, by=by, language="zh-hans", at=at + timedelta(days=2))
        _goes_on(year, case, becomes, at=at + timedelta(days=3))
    _join(year, asked, crowd, at=now - timedelta(days=12))
    suggestions.rank_anew()


def _codes(year: Year, *, at: datetime) -> None:
    """A sheet of codes on paper, printed and handed out at the desk; another one was lost."""
    he = year.people["he"]
    for count in (20, 40):
        suggestions.print_sheet(suggestions.make_sheet(by=he, count=count, at=at), by=he, at=at)
    lost = PaperSheet.objects.latest("pk")
    suggestions.void_sheet(lost, by=he, reason="送去社区服务点的路上遗失。", at=at + timedelta(hours=5))


def _join(year: Year, asked: Round, crowd: list[Person], *, at: datetime) -> None:
    """Another one that wants the seats too: each keeps its supporters, and whoever supports both counts once."""
    lead = Case.objects.get(public_title=next(iter(WORDS)).split("。")[0])
    case = _opened(year, SAME, asked, about=SEATS, at=at)
    for person in crowd[20:27]:
        by, found = backer_of(Viewer(person=person)), find_suggestion(Viewer(), case.number)
        assert found is not None
        suggestions.support_suggestion(found, by=by, language="zh-hans", at=at + timedelta(days=1))
    why = "两条说的都是沿江步道没有座椅，一并答复。"
    suggestions.join_into(case, by=year.people["lin"], into=lead, reason=why, at=at + timedelta(days=2))


def _round(lin: Person, *, at: datetime, area: Area) -> Round:
    day = timedelta(days=1)
    begins, ends = localtime(at).replace(hour=0, minute=0), localtime(at).replace(hour=18, minute=0)
    given = RoundGiven(
        slug="riverside",
        names={"zh-hans": "沿江步道怎么改", "zh-hant": "沿江步道怎樣改", "en": "The riverside walk"},
        topics={
            "zh-hans": "东桥区明年改造沿江步道，从老桥到码头，全长三公里。您每天怎么走？缺什么？请告诉我们。",
            "zh-hant": "東橋區明年改造沿江步道，從老橋到碼頭，全長三公里。您每天怎樣走？缺什麼？請告訴我們。",
            "en": "Dongqiao rebuilds the riverside walk next year, three kilometres from the Old Bridge to the pier. "
            "How do you use it, and what is missing?",
        },
        thens={
            "zh-hans": "每条都会公开答复。采纳的写进明年的施工方案，并公布由谁、在什么时候做完。",
            "zh-hant": "每條都會公開答覆。採納的寫進明年的施工方案，並公布由誰、在什麼時候做完。",
            "en": "Each is answered in public. What is adopted goes into next year's plans, with who does it by when.",
        },
        spans=[Span("both", begins, ends + 50 * day), Span("answering", ends + 50 * day, ends + 80 * day)],
        area=area,
        talks=True,
    )
    return suggestions.show_round(suggestions.make_round(given, by=lin, at=at), by=lin, at=at)


def _people(at: datetime) -> list[Person]:
    """Neighbours who have confirmed an address."""
    return [
        accounts.join(email=f"neighbour-{number}@example.com", language="zh-hans", at=at)
        for number in range(SUPPORTERS)
    ]


def _opened(year: Year, words: str, asked: Round | None, *, about: str, at: datetime) -> Case:
    matter = year.matters[about]
    place: dict[str, Any] = {"area": Area.objects.get(code=DISTRICT), "address": "东桥区沿江路"}
    given = ReportGiven(kind="suggestion", text=words, matter=matter, invitation=asked, **place)
    case = file_case(given, at=at).case
    title = words.split("。")[0]
    hour = timedelta(hours=1)
    supervision.publish(case, by=year.people["mo"], title=title, text=words, address="东桥区沿江路", at=at + hour)
    suggestions.open_for_support(case, by=year.people["lin"], at=at + 2 * hour)
    return case


def _goes_on(year: Year, case: Case, becomes: str, *, at: datetime) -> None:
    hour, lin = timedelta(hours=1), year.people["lin"]
    if becomes == "taken-up":
        suggestions.take_up(case, by=lin, reason="这个路口下月就要翻修，现在答复才来得及。", at=at)
    elif becomes in ("enough", "adopted"):
        suggestions.call_for_answer(case, at=at)
    if becomes != "adopted":
        return
    office = Office.objects.get(posts__officer__person=year.people["chen"], posts__role="handler")
    handling.dispatch(case, by=year.people["zhao"], office=office, at=at + hour)
    handling.take(case, by=year.people["chen"], at=at + 2 * hour)
    _assessed(case, office, by=year.people["chen"], at=at + 3 * hour)
    weights = {1: ("taken", "周六上午开放，社区志愿者值守。"), 2: ("in-part", "先试行三个月，再看要不要加到周日。")}
    suggestions.weigh_points(case, by=year.people["chen"], weights=weights, at=at + 29 * hour)
    answer = "图书角从下月起周六上午九点到十二点开放，由社区志愿者值守。试行三个月后看借阅量再定周日。"
    handling.answer(case, by=year.people["chen"], outcome="in-part", text=answer, at=at + 30 * hour)
    handling.sign(case, by=year.people["shen"], at=at + 31 * hour)


def _assessed(case: Case, office: Office, *, by: Person, at: datetime) -> None:
    """Two other offices say in private what they think; the answer tells what it costs."""
    suggestions.name_points(case, by=by, points=["周六开半天", "周日也开半天"], at=at)
    posts = Post.objects.filter(role="handler", office__is_active=True).exclude(office=office)
    others = {post.office_id: post for post in posts.select_related("office", "officer__person").order_by("office")}
    chosen = list(others.values())[:2]
    due = localdate(at + timedelta(days=7))
    suggestions.ask_assessment(
        case, by=by, offices=[post.office for post in chosen], due=due, text="人手和经费够不够？", at=at
    )
    for post, said in zip(chosen, SAID, strict=False):
        asked = Assessment.objects.get(case=case, office=post.office)
        suggestions.give_assessment(asked, by=post.officer.person, given=said, at=at + timedelta(hours=20))
    for asked in Assessment.objects.filter(case=case, cost__gt=0):
        suggestions.take_over(asked, by=by, parts=["feasibility", "cost"], at=at + timedelta(hours=21))
