"""What the invented city promised: one in every state, through the acts, with the days of each set by today."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.offices.models import Matter
from civic.offices.queries import hand_of
from civic.places.models import Area
from civic.promises import actions as promises
from civic.promises.actions import ChangeGiven, PromiseGiven
from civic.promises.models import Promise
from civic.promises.queries import may_draft_of
from portal.seeding.living import Year

DAY = timedelta(days=1)
POST: dict[str, Any] = {"post": "所长", "post_zh_hant": "所長", "post_en": "Director of the lamps office"}


@dataclass(frozen=True)
class Told:
    """One promise: titles, words, how long ago it was made, when it is due, its budget in yuan, its stages, how it
    went on, and of which matter and place it is."""

    titles: tuple[str, str, str]
    words: str
    source: str
    source_words: str
    ago: int
    due: int  # days from today
    yuan: int | None
    stages: tuple[tuple[str, int], ...]
    then: str
    matter: str
    area: str = ""  # else that of the office


PROMISES = (
    Told(("望江路小公园加装长椅", "望江路小公園加裝長椅", "Benches for the small park in Wangjiang Road"),
         "在望江路小公园加装六张长椅，两张设在门口，四张设在湖边，靠背和扶手方便老人起身。",
         "plan", "今年的民生实事", 60, 40, 48_000, (("选好位置并公示", -20), ("装好长椅", 30)), "half", "0508",
         "990102001001"),
    Told(("老城巷道路灯全部改造", "老城巷道路燈全部改造", "All lamps in the old lanes renewed"),
         "更换老城巷道里一百二十盏路灯和老化的电缆，天黑以后每条巷子都亮。",
         "works", "老城照明改造工程", 120, 90, 1_860_000, (("换完电缆", -12), ("换完灯具", 60)), "missed", "0101"),
    Told(("十字街口增设过街信号灯", "十字街口增設過街號誌燈", "A crossing signal at the crossroads"),
         "在十字街口加装带声响提示的过街信号灯。",
         "dialogue", "与居民代表的对话", 150, -10, 230_000, (("装好信号灯", -20),), "late", "0901"),
    Told(("社区公告栏装上灯", "社區公告欄裝上燈", "Light for the notice boards"),
         "给十五块社区公告栏装上灯，晚上也看得清。",
         "plan", "今年的民生实事", 110, 200, 15_000, (), "silent", "1306"),
    Told(("滨河步道补齐护栏", "濱河步道補齊護欄", "Railings along the river path"),
         "补齐滨河步道缺失的三百米护栏。",
         "works", "滨河步道维护", 100, -5, 96_500, (("完成测量", -60), ("装好护栏", -15)), "kept", "0408"),
    Told(("夜间维修热线", "夜間維修熱線", "A repair line by night"),
         "开通夜间维修热线，晚上十点到早上六点有人接听。",
         "dialogue", "路灯维修座谈会", 130, -30, None, (), "broken", "0101"),
    Told(("广场喷泉改造", "廣場噴泉改造", "The fountain in the square rebuilt"),
         "改造广场喷泉，加装循环水。",
         "plan", "公共空间改造计划", 80, 120, 640_000, (), "withdrawn", "0409"),
    Told(("路灯报修七天改为三天", "路燈報修七天改為三天", "Lamps repaired in three days instead of seven"),
         "路灯报修后三天内修好；现在是七天。",
         "plan", "下一年的服务承诺", 4, 300, None, (), "draft", "0101"),
)  # fmt: skip


@transaction.atomic
def promising(year: Year) -> None:
    """Each of them in turn; and one of an answer that adopted a suggestion, where there is one."""
    chen = year.people["chen"]
    post = chen.officer.posts.select_related("office__area").get(role="handler")
    for told in PROMISES:
        _bring(year, told, post.office, by=chen)
    _of_an_answer(year, by=chen)


def _bring(year: Year, told: Told, office: Any, *, by: Person) -> None:
    made = year.office_hours(year.now - told.ago * DAY)
    if made > year.now:
        made = year.now
    given = PromiseGiven(
        titles=dict(zip(("zh-hans", "zh-hant", "en"), told.titles, strict=True)),
        words=told.words,
        source=told.source,
        source_words=told.source_words,
        owner=office,
        **POST,
        matter=Matter.objects.filter(code=told.matter).first(),
        area=Area.objects.filter(code=told.area).first() or office.area,
        due_on=_day(year, told.due),
        budget_fen=told.yuan * 100 if told.yuan is not None else None,
        budget_source="区财政" if told.yuan is not None else "",
        stages=[(words, _day(year, days)) for words, days in told.stages],
    )
    promise = promises.draft(given, by=by, at=made)
    if told.then == "draft":
        return
    promises.publish(promise, by=year.heads[office.pk], at=made)
    _go_on(year, promise, told, by=by, head=year.heads[office.pk], made=made)


def _day(year: Year, days: int) -> date:
    return localdate(year.now) + days * DAY


def _go_on(year: Year, promise: Promise, told: Told, *, by: Person, head: Person, made: datetime) -> None:
    lin, now = year.people["lin"], year.now

    def report(text: str, progress: int, ago: int, stage: int | None = None) -> None:
        promises.report(promise, by=by, text=text, progress=progress, stage=stage, at=now - ago * DAY)

    def accept(stage: int, ago: int) -> None:
        text, paper = "到场看过，与承诺一致。", f"现场验收单第 {stage} 号"
        promises.accept_stage(promise, by=lin, stage=stage, text=text, document=paper, at=now - ago * DAY)

    if told.then == "half":
        report("位置已经选好，公示期间收到三条意见，都采纳了。", 40, 21, 1)
        accept(1, 19)
    elif told.then == "missed":
        report("电缆已到货，施工队下周进场。", 30, 45)
        change = ChangeGiven(due_on=_day(year, 110), words=told.words + "雨季里停工，因此晚二十天。")
        promises.change(promise, by=head, given=change, reason="雨季里不能开挖。", at=now - 30 * DAY)
    elif told.then == "late":
        report("灯杆已立好，还在等供电。", 80, 25)
    elif told.then == "kept":
        report("测量完成。", 30, 62, 1)
        accept(1, 61)
        report("护栏全部装好。", 100, 17, 2)
        accept(2, 16)
        _picture(year, promise, "0202", "before", "护栏缺了一段", by=by, at=now - 15 * DAY)
        _picture(year, promise, "sheets/railing", "after", "护栏补齐了", by=by, at=now - 15 * DAY)
        promises.keep(promise, by=lin, text="沿步道走了一遍，护栏完整。", at=now - 6 * DAY)
    elif told.then == "broken":
        report("值班人员还没有招齐。", 20, 60)
        promises.break_promise(promise, by=lin, text="热线至今没有开通。", at=now - 20 * DAY)
    elif told.then == "withdrawn":
        text = "管道检查发现地下有文物，喷泉不再改造。"
        promises.withdraw(promise, by=head, text=text, at=now - 40 * DAY)


def _picture(year: Year, promise: Promise, name: str, moment: str, alt: str, *, by: Person, at: datetime) -> None:
    """A picture of the owner, prepared at once and shown by the moderator."""
    drawn = (year.seeds.folder / "photos" / f"{name}.jpg").read_bytes()
    upload = SimpleUploadedFile(f"{moment}.jpg", drawn, "image/jpeg")
    picture = promises.add_picture(promise, by=by, upload=upload, moment=moment, alt=alt, at=at)
    promises.prepare_pictures(at=at)
    promises.show_picture(picture, by=year.people["mo"], at=at)


def _of_an_answer(year: Year, *, by: Person) -> None:
    """A promise of an answer that says it is planned or adopted."""
    hand = hand_of(by, on=localdate(year.now))
    answered = Case.objects.public().filter(office__in=hand.office_ids if hand else [], answered_at__isnull=False)
    for case in answered.filter(outcome__in=["planned", "adopted", "in-part"]).order_by("pk")[:20]:
        if not may_draft_of(hand, case) or case.office_id not in year.heads:
            continue
        given = PromiseGiven(
            titles={"zh-hans": case.public_title[:120]},
            words="按照答复办理，办好以后在这里报告。",
            source="suggestion" if case.kind == "suggestion" else "case",
            owner=case.office,
            due_on=_day(year, 75),
        )
        at = year.now - timedelta(hours=2)
        promise = promises.draft(given, by=by, case=case, at=at)
        promises.publish(promise, by=year.heads[case.office_id], at=at)
        return
