"""The little mayor in the invented city: an edition that is over and one in its second round, all through the acts."""

import tomllib
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.actions import GuardianTold
from civic.guardians.models import ConsentText
from civic.guardians.rules import PURPOSES_OF, YOUTH
from civic.offices.models import Office
from civic.places.models import Area, Cell
from civic.promises import actions as promises
from civic.promises.actions import PromiseGiven
from civic.promises.models import Promise
from civic.promises.rules import Source
from civic.youth import actions as youth
from civic.youth.actions import EditionGiven, PupilTold
from civic.youth.models import Edition, Proposal, School, Topic
from civic.youth.queries.places import CELL_LEAST_M2
from civic.youth.rules import Band, Phase, Span
from civic.youth.rules.letters import IdeaTold, Weight
from portal.seeding.judging import judged_and_voted, judged_district
from portal.seeding.living import Year
from portal.seeding.talking import talked

DAY = timedelta(days=1)
DAYS = {  # how long each phase takes
    Phase.ENTRY: 30,
    Phase.SCHOOL: 15,
    Phase.DISTRICT: 20,
    Phase.SECOND: 40,
    Phase.SEMIFINAL: 20,
    Phase.FINAL: 20,
    Phase.APPOINTMENT: 15,
    Phase.TERM: 560,
    Phase.HANDOVER: 20,
}
BEGAN = {2: 650, 3: 85}  # so many days ago
STAFF = (("tang", "唐"), ("bai", "白"))
CAST = (*STAFF, ("qiu", "邱"), ("rong", "荣"), ("yan", "严"), ("ke", "柯"), ("xiaoyu", ""))
TASKS = {
    "tang": ("lead", "screener", "duty", "desk"),
    "bai": ("lead", "screener", "duty"),
    "qiu": ("juror",),
    "rong": ("juror",),
    "yan": ("juror",),
}
NAMES = {
    2: ("第二届", "第二屆", "Second edition"),
    3: ("第三届", "第三屆", "Third edition"),
}
THEMES = {
    2: ("小巷里的大事", "小巷裏的大事", "Big things in small lanes"),
    3: ("我的上学路", "我的上學路", "My way to school"),
}
PLACES: dict[tuple[str, str], int] = {
    (Phase.DISTRICT, ""): 128,
    (Phase.SECOND, ""): 60,
    (Phase.SEMIFINAL, ""): 20,
    (Phase.FINAL, "primary"): 7,
    (Phase.FINAL, "middle"): 3,
}
PROMISES_FROM = 300 * DAY  # before that the invented city has no officers who promise
CELLS = 9  # so many places of the map
AGES = {Band.G3.value: 9, Band.G5.value: 10, Band.G6.value: 12, Band.G9.value: 13}


def mayoring(year: Year) -> None:
    """Both editions, their people and what their children propose."""
    told = tomllib.loads((year.seeds.folder / "youth.toml").read_text(encoding="utf-8"))
    began = year.now - BEGAN[2] * DAY - 30 * DAY
    _people(year, began)
    root, gu = year.people["root"], year.people["gu"]
    EmailAddress.objects.get_or_create(user=gu, email=gu.email, defaults={"verified": True, "primary": True})
    text = guardians.write_consent_text(
        "youth", child=_three(told["consent"]["child"]), adult=_three(told["consent"]["adult"]), by=root, at=began
    )
    for one in told["school"]:
        district = Area.objects.get(code=one["district"])
        names = _three(one["names"])
        youth.found_school(code=one["code"], names=names, district=district, group=one["group"], by=root, at=began)
    for order, one in enumerate(told["topic"], start=1):
        youth.add_topic(code=one["code"], names=_three(one["names"]), order=order, by=root, at=began)
    for order, one in enumerate(told["sentence"], start=1):
        words = _three(one["words"])
        youth.write_sentence(code=one["code"], because=one["because"], words=words, order=order, by=root, at=began)
    school = School.objects.get(code="dongqiao-first")
    youth.give_task(year.people["ke"], "teacher", by=root, school=school, starts=localdate(began), at=began)
    for number in BEGAN:
        edition = _edition(number, text, by=root, now=year.now)
        rows = [one for one in told["proposal"] if one["edition"] == number]
        cells = _cells(year)
        for turn, row in enumerate(rows):
            _child(year, edition, row, cell=None if row.get("everywhere") else cells[turn % len(cells)])
        _rounds(edition, year)
    talked(Edition.objects.get(number=2), year, began=_day(2, year.now, 0))
    sheet = youth.make_entry_codes(
        Edition.objects.get(number=3), school, count=40, by=year.people["ke"], at=_day(3, year.now, 2)
    )
    youth.print_entry_codes(sheet, by=year.people["ke"], at=_day(3, year.now, 2))


def _people(year: Year, began: datetime) -> None:
    root = year.people["root"]
    for handle, name in CAST:
        person = Person.objects.create_user(handle, name=name, is_staff=(handle, name) in STAFF)
        year.people[handle] = person
        if handle == "xiaoyu":
            continue
        for days in range((year.now - began).days, -1, -300):
            on = localdate(year.now - days * DAY - DAY)
            guardians.vet(person, by=root, checked_on=on, trained_on=on, at=year.now - days * DAY)
        for task in TASKS.get(handle, ()):
            youth.give_task(person, task, by=root, starts=localdate(began), at=began)


def _edition(number: int, text: ConsentText, *, by: Person, now: datetime) -> Edition:
    starts = list(accumulate((*DAYS.values(), 0), initial=0))
    spans = [
        Span(phase, _day(number, now, first), _day(number, now, after))
        for phase, first, after in zip(DAYS, starts, starts[1:], strict=False)
    ]
    at = _day(number, now, -20)
    given = EditionGiven(
        number=number,
        names=_three(NAMES[number]),
        themes=_three(THEMES[number]),
        office=Office.objects.get(code="command"),
        in_charge="未成年人事务岗",
        in_charge_zh_hant="未成年人事務崗",
        in_charge_en="Officer for minors",
        in_charge_phone="020-5550 0120",
        age_day=localdate(_day(number, now, 0)),
        text=text,
        spans=spans,
        districts=list(Area.objects.filter(kind="district")),
        places=PLACES,
        answer_days=90,
    )
    return youth.show_edition(youth.found_edition(given, by=by, at=at), by=by, at=at)


def _cells(year: Year) -> list[Cell]:
    """Cells of the grid a proposal may lie in: large enough to be drawn, far from one another."""
    found = Cell.objects.in_force(localdate(year.now)).filter(layer__code="management", area_m2__gte=CELL_LEAST_M2)
    cells = list(found.order_by("code"))
    step = max(1, len(cells) // CELLS)
    return cells[::step]


def _child(year: Year, edition: Edition, row: dict[str, Any], *, cell: Cell | None) -> None:
    at = _day(edition.number, year.now, 5)
    gu, tang = year.people["gu"], year.people["tang"]
    is_cast = "who" in row
    told = PupilTold(
        name=row["name"],
        born_on=date(edition.age_day.year - AGES[row["band"]], 3, 1),
        band=row["band"],
        pseudonym=row["pseudonym"],
        district=Area.objects.get(code="990102"),
    )
    words = dict.fromkeys(PURPOSES_OF[YOUTH], False) | dict.fromkeys(("enter", "publish", "jury", "dialogue"), True)
    guardian = GuardianTold(
        relation="mother",
        name=f"{row['name'][0]}妈妈",
        person=gu if is_cast or row.get("guardian") == "gu" else None,
        verified="desk",
        verified_by=tang,
    )
    entered = youth.enter(
        edition,
        told,
        words=words,
        guardian=guardian,
        person=year.people[row["who"]] if is_cast else None,
        text_digest=edition.consent_text.digest,
        at=at,
    )
    proposal = youth.make(entered.entry, at=at + DAY, language=row.get("language", "zh-hans"))
    given = youth.Given(
        title=row["title"],
        saw=row["saw"],
        change=row["change"],
        helps=row["helps"],
        topic=Topic.objects.get(code=row["topic"]),
        question=row.get("question"),
        answers=[(said, count) for said, count in row["answers"]] if "answers" in row else None,
        cell=cell,
        no_cell=cell is None,
    )
    proposal = youth.keep(proposal, given=given, at=at + DAY)
    if "picture" in row:
        _picture(year, proposal, *row["picture"], at=at + DAY)
    proposal = youth.hand_in(proposal, at=at + 2 * DAY)
    for reader in [tang, year.people["bai"]][: row.get("read", 2)]:
        looks = {str(one.key): "fine" for one in proposal.pictures.kept()}
        given_verdict = youth.VerdictGiven("show", looks=looks)
        youth.read(proposal, by=reader, version=1, given=given_verdict, at=at + 4 * DAY)
    if "letter" in row:
        _letter(year, proposal, row)
    if "concern" in row:
        _concern(year, proposal, row["concern"], at=at + 9 * DAY)


def _picture(year: Year, proposal: Proposal, name: str, alt: str, *, at: datetime) -> None:
    drawn = (year.seeds.folder / "photos" / "children" / f"{name}.jpg").read_bytes()
    youth.add_picture(proposal, upload=SimpleUploadedFile(f"{name}.jpg", drawn, "image/jpeg"), alt=alt, at=at)
    youth.prepare_pictures(at=at)


def _concern(year: Year, proposal: Proposal, concern: str, *, at: datetime) -> None:
    """Somebody did not like it; two officers looked, and it stayed. Only the desk knows."""
    words = "看了有点难过：停车的人也没有别的地方。"
    said = youth.report(proposal, concern=concern, words=words, by=None, at=at)
    said = youth.take_concern(said, by=year.people["bai"], at=at + DAY / 4)
    found = "孩子说的是空地，没有说哪一个人。留着。"
    youth.close_concern(said, by=year.people["tang"], outcome="calm", finding=found, at=at + DAY / 3)


def _letter(year: Year, proposal: Proposal, row: dict[str, Any]) -> None:
    at = _day(row["edition"], year.now, 60)
    office = year.people["chen"].officer.posts.select_related("office").get().office
    later = localdate(year.now) + timedelta(days=180)
    ideas = [
        IdeaTold(idea, weight, words, later if weight == Weight.WAITS else None) for idea, weight, words in row["ideas"]
    ]
    words = f"{row['pseudonym']}你好：\n\n{row['letter']}"
    letter = youth.write_letter(proposal, by=year.people["tang"], office=office, words=words, ideas=ideas, at=at)
    youth.send_letter(letter, by=year.people["bai"], at=at + DAY)
    if "promise" in row:
        at = max(at, year.now - PROMISES_FROM)
        due = localdate(at) + timedelta(days=row.get("promise_days", 180))
        given = PromiseGiven(
            titles=_three(row["promise"]),
            words=row.get("promise_words", "在老桥桥洞两头试装两盏会感应的灯，照脚下，用黄色的光。"),
            source=Source.PROPOSAL,
            source_words=f"小市长提案 {proposal.number}",
            owner=office,
            due_on=due,
        )
        became = letter.ideas.filter(weight__in=(Weight.ADOPTED, Weight.CHANGED)).order_by("order")[0]
        made = youth.promise_idea(became, given, by=year.people["chen"], at=at + 2 * DAY)
        promises.publish(made, by=year.people["shen"], at=at + 3 * DAY)
        _end_promise(year, made, row.get("promise_then", ""), at=at)


def _end_promise(year: Year, made: Promise, how: str, *, at: datetime) -> None:
    assert made.due_on is not None
    lin, days = year.people["lin"], (made.due_on - localdate(at)).days
    if how == "kept":
        promises.keep(made, by=lin, text="到现场看过，做好了，孩子够得着。", at=at + (days - 9) * DAY)
    elif how == "broken":
        words = "到期没有做。办理单位说管道太旧，要先换管道；换好以后另行承诺。"
        promises.break_promise(made, by=lin, text=words, at=at + (days + 5) * DAY)


def _rounds(edition: Edition, year: Year) -> None:
    by, now, is_running = year.people["tang"], year.now, edition.number == max(BEGAN)
    spans = {span.phase: span for span in edition.spans}
    if spans[Phase.SCHOOL].starts < now:
        youth.begin_round(edition, Phase.SCHOOL, by=by, at=spans[Phase.SCHOOL].starts + DAY)
    for phase in (Phase.SCHOOL, Phase.DISTRICT, Phase.SECOND, Phase.SEMIFINAL, Phase.FINAL):
        if is_running and phase == Phase.DISTRICT:
            judged_district(edition, year, span=spans[phase])
        elif is_running and phase == Phase.SECOND:
            judged_and_voted(edition, year, at=spans[phase].starts + 5 * DAY)
        elif spans[phase].ends <= now:
            there = list(edition.entries.filter(reached=phase, state="in"))
            youth.place(edition, phase, there, by=by, at=spans[phase].ends - DAY)
    if spans[Phase.APPOINTMENT].ends <= now:
        youth.appoint(edition, by=by, at=spans[Phase.APPOINTMENT].starts + DAY)


def _day(number: int, now: datetime, after: int) -> datetime:
    return now + timedelta(days=after - BEGAN[number])


def _three(texts: Any) -> dict[str, str]:
    return dict(zip(("zh-hans", "zh-hant", "en"), texts, strict=True))
