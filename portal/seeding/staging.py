"""What is put in place on purpose: cases with photos, cases that stand at each step today, and what the cast finds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone
from shapely.geometry import shape

from civic.accounts.models import Person
from civic.cases import actions as cases
from civic.cases.models import Line
from civic.cases.queries import deferrable
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import NotValid
from civic.offices.queries import answering_office, is_workday
from civic.places.models import Area
from civic.places.queries import border_of
from civic.supervision import actions as supervision
from portal.seeding.founding import LANGUAGES
from portal.seeding.living import Life, Year

PHOTO_MATTERS = ("0101", "0201", "0202", "0301", "0401", "0501", "0601", "0701", "0802", "0902", "0903", "1001")
CORES = 2
DISTRICT_OF_CHEN = "990102"
MEI = (
    ("filed", 0.3),
    ("accepted", 2.2),
    ("dispatched", 3.2),
    ("in-hand", 4.2),
    ("asked", 5.3),
    ("answered", 6.1),
    ("closed", 7.4),
    ("closed", 9.6),
    ("rated", 13),
    ("rated-badly", 10.4),
)
"""How far Mei's own cases have come, and how many days ago she handed them in."""
TO_SIGN = (("in-hand", 3.4), ("in-hand", 5.6), ("handed-back", 4.1))
"""Dangerous poles at Chen's office, whose answers the head signs: how many days ago each came in."""
READY = (4.6, 5.0)
"""Lamps whose answers Chen keeps ready for a meeting."""
STANDING = (
    *(("filed", 0.1 + 0.17 * turn) for turn in range(7)),
    *(("accepted", 1.0 + 0.4 * turn) for turn in range(4)),
    *(("dispatched", 1.8 + 0.4 * turn) for turn in range(6)),
    *(("answered", 5.0 + 0.5 * turn) for turn in range(8)),
    *(("answered, yes", 4.8 + 0.6 * turn) for turn in range(2)),
    ("answered, partly", 5.3),
    *(("answered, no", 5.1 + 0.6 * turn) for turn in range(2)),
    ("answered, no again", 6.4),
    *(("close-appealed", 12.0 + 1.5 * turn) for turn in range(4)),
    *(("decline-appealed", 5.0 + 1.2 * turn) for turn in range(3)),
    *(("close-last-appeal", 30.0 + 4 * turn) for turn in range(2)),
    ("decline-last-appeal", 26.0),
    *(("rated-badly", 9.5 + 1.3 * turn) for turn in range(3)),
    ("mended", 16.0),
    *(("withheld", 3.0 + 2.5 * turn) for turn in range(3)),
    *(("commented", 9.0 + 0.6 * turn) for turn in range(5)),
    *(("disputed", 1.6 + 0.4 * turn) for turn in range(3)),
    *(("deferring", 3.0 + 0.5 * turn) for turn in range(2)),
    ("pressed", 9.0),
    *(("hastened", 4.0 + 0.5 * turn) for turn in range(2)),
    ("decided", 3.5),
    ("settled", 25.0),
)
"""What stands at each step today, by how many days ago it was handed in."""


def pictured(year: Year, folder: Path, count: int) -> None:
    """Cases of the last weeks that came with a photo; in an invented city one photo may have been taken many times."""
    files = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.jpg"))}
    matters = [one for one in year.writer.matters if one["code"] in PHOTO_MATTERS and one["code"] in files]
    lives: list[Life] = []
    with transaction.atomic():
        for turn in range(count if matters else 0):
            told = matters[turn % len(matters)]
            at = year.now - timedelta(days=0.2 + turn * 0.8, hours=year.chance.randrange(10))
            # the first stories of a matter are those that its drawing shows
            life = year.bring(year.writer.story(at, matter={**told, "zh": told["zh"][:2]}, language="zh"), at)
            photo = SimpleUploadedFile(f"{told['code']}.jpg", files[told["code"]], "image/jpeg")
            cases.receive_photo(photo, case=life.case, at=at)
            lives.append(life)
    _prepare(len(lives))
    with transaction.atomic():
        for life in lives:
            year.live(life)


def _prepare(count: int) -> None:
    """Prepare the photos on all cores: each hand claims what it works on."""

    def hand(_turn: int) -> None:
        try:
            cases.prepare_photos(at=timezone.now(), most=count)
        finally:
            connection.close()

    if count:
        with ThreadPoolExecutor(CORES) as hands:
            list(hands.map(hand, range(CORES)))


@transaction.atomic
def standing(year: Year) -> None:
    """Something stands at every step today, so that nobody of the cast finds an empty desk."""
    for goal, days in STANDING:
        at = year.now - timedelta(days=days, minutes=year.chance.randrange(300))
        story = year.writer.quarrel(at) if goal.startswith("decline-") else year.writer.story(at)
        walk_to(year, year.bring(story, at, with_point=True), goal)


@transaction.atomic
def cast_cases(year: Year) -> None:
    """Mei's own cases, one at each step, at the lamps that Chen looks after; and what came in by telephone today."""
    lamp = next(one for one in year.writer.matters if one["code"] == "0101")
    dongqiao = shape(border_of(Area.objects.get(code=DISTRICT_OF_CHEN)))
    for goal, days in MEI:
        at = year.now - timedelta(days=days)
        story = year.writer.story(at, matter={**lamp, "zh": lamp["zh"][:4]}, district=dongqiao, language="zh")
        walk_to(year, year.bring(story, at, by=year.people["mei"], email="mei@example.com", with_point=True), goal)
    for days in READY:
        at = year.now - timedelta(days=days)
        story = year.writer.story(at, matter={**lamp, "zh": lamp["zh"][4:]}, district=dongqiao, language="zh")
        walk_to(year, year.bring(story, at, with_point=True), "kept-ready")
    pole = next(one for one in year.writer.matters if one["code"] == "0102")
    for (goal, days), hours in zip(TO_SIGN, (26, 50, 28), strict=True):
        at = year.now - timedelta(days=days)
        story = year.writer.story(at, matter=pole, district=dongqiao, language="zh")
        life = year.bring(story, at, with_point=True)
        walk_to(year, life, "in-hand")
        _to_the_head(year, life, hours, is_handed_back=goal == "handed-back")
    for turn in range(4):
        at = year.now - timedelta(hours=1 + 2 * turn)
        year.bring(year.writer.story(at, language="zh"), at, by=year.people["he"], source="phone")


def _to_the_head(year: Year, life: Life, hours: int, *, is_handed_back: bool) -> None:
    """Chen's answer waits for Shen's signature since so many hours; one came back with a reason."""
    chen, shen = year.people["chen"], year.people["shen"]
    at = max(life.at + timedelta(minutes=20), year.now - timedelta(hours=hours))
    text = year.writer.answer(life.story, "solved", at)
    basis = year.writer.say("basis", at, life.story.spot)
    life.goes_on(handling.answer(life.case, by=chen, outcome="solved", text=text, basis=basis, at=at), at)
    if is_handed_back:
        at += timedelta(hours=2)
        reason = year.writer.say("handed_back", at, life.story.spot)
        life.goes_on(handling.hand_back(life.case, by=shen, reason=reason, at=at), at)


@transaction.atomic
def templates(year: Year) -> None:
    """What Chen keeps to answer with, some of it for the whole office."""
    chen = year.people["chen"]
    office = chen.officer.posts.get(role="handler").office
    for told in year.seeds.city["answer_template"]:
        matter = year.matters[told["matter"]] if "matter" in told else None
        shared = office if told.get("shared") else None
        texts = dict(zip(LANGUAGES, told["texts"], strict=True))
        handling.save_template(
            None,
            by=chen,
            name=told["name"],
            texts=texts,
            office=shared,
            matter=matter,
            outcome=told["outcome"],
            at=year.now,
        )


def walk_to(year: Year, life: Life, goal: str) -> None:
    """One case as far as a goal, a few office hours a step, and never past today."""
    people, story = year.people, life.story
    matter = year.matters[story.matter]

    def act(move: Callable[..., Line], hours: float, **given: object) -> None:
        soon = year.office_hours(life.at + timedelta(hours=hours))
        at = min(soon, year.now - timedelta(minutes=1))
        life.goes_on(move(life.case, at=at, **given), at)

    def words(what: str) -> str:
        return year.writer.say(what, life.at, story.spot)

    if goal == "filed":
        return
    if goal == "withheld":
        act(supervision.withhold, 2, by=people["mo"], reason=words("withheld"))
        return
    if year.may_be_shown(life):
        act(supervision.publish, 2, by=people["mo"], title=story.title, text=story.text, address=story.address)
    if goal.startswith("decline-"):
        act(supervision.decline, 3, by=people["lin"], basis=words("basis"), text=story.answer)
        _appeal(life, act, words, "decline", by=people["rui"], is_last=goal == "decline-last-appeal")
        return
    act(supervision.accept, 1, by=people["lin"], matter=matter)
    found = answering_office(matter, life.case.area, on=life.at.date())
    office = found.office if found else year.anywhere
    hand = year.handlers[office.pk]
    if goal == "accepted":
        return
    act(handling.dispatch, 2, by=people["zhao"], office=office)
    if goal == "dispatched":
        return
    if goal in ("disputed", "decided"):
        act(handling.return_case, 3, by=hand, reason=words("dispute_returns"))
        other = year.anywhere
        act(handling.dispatch, 4, by=people["zhao"], office=other)
        act(handling.return_case, 5, by=year.handlers[other.pk], reason=words("dispute_returns"))
        if goal == "decided":
            act(supervision.decide, 6, by=people["sun"], office=office, reason=words("decisions"))
        return
    act(handling.take, 3, by=hand)
    if goal == "in-hand":
        return
    if goal == "deferring":
        _ask_for_day(life, act, by=hand, reason=words("deferral_reasons"))
        return
    if goal == "hastened":
        act(supervision.hasten, 20, by=people["lin"], text=words("supervision_orders"), due=_workday_after(year.now))
        return
    if goal == "pressed":  # in vain: the day is over
        when = min(year.office_hours(life.at + timedelta(hours=20)), year.now - timedelta(minutes=1))
        due = _workday_after(when)
        act(supervision.hasten, 20, by=people["lin"], text=words("supervision_orders"), due=due)
        return
    if goal == "settled":
        late = life.case.due_at is not None and life.case.due_at < year.now - timedelta(days=2)
        if late:  # most limits are over by then
            reason = words("meeting_decisions")
            act(supervision.settle, 540, by=people["sun"], due=_workday_after(year.now), reason=reason)
        return
    if goal == "asked":
        act(handling.ask, 6, by=hand, text=year.writer.others["lamp_question"])
        return
    if goal == "kept-ready":
        done = year.writer.answer(story, "planned", life.at)
        act(handling.answer, 9, by=hand, outcome="planned", text=done, occasion=year.writer.others["occasion"])
        act(cases.note, 1, by=hand, text=words("notes"))
        act(cases.call, 2, by=hand, result="no-answer")
        return
    text = year.writer.answer(story, "solved", life.at + timedelta(hours=40))
    act(handling.answer, 40, by=hand, outcome="solved", text=text, language="zh-hans")
    _let_it_out(year, life, act)
    if goal.startswith("answered"):
        _hear_before_the_check(year, life, act, by=hand, said=goal.partition(", ")[2])
        return
    act(supervision.verify, 12, by=people["lin"], text=words("verified"))
    if goal in ("close-appealed", "close-last-appeal"):
        _appeal(life, act, words, "close", by=people["rui"], is_last=goal == "close-last-appeal")
    elif goal in ("rated-badly", "mended"):
        act(feedback.rate, 20, by=life.reporter, solved="partly", result=2, attitude=3, text=words("partly"))
        if goal == "mended":
            text = year.writer.answer(story, "solved", life.at + timedelta(hours=30))
            act(handling.mend, 30, by=hand, text=text)
    elif goal == "rated":
        comment = "亮了两晚又灭了。师傅来得快，也说得清楚，就是没修住。"
        act(feedback.rate, 20, by=life.reporter, solved="no", result=2, attitude=4, speed=3, text=comment)
    elif goal == "commented":
        comment = year.writer.of_story(story, "good")
        act(feedback.rate, 20, by=life.reporter, solved="yes", result=5, speed=4, text=comment)


def _appeal(
    life: Life, act: Callable[..., None], words: Callable[[str], str], what: str, *, by: Person, is_last: bool
) -> None:
    """An appeal; where it is to come to the last step, the reviewing office upholds, and the resident goes on."""
    act(feedback.appeal, 30, by=life.reporter, text=words(f"{what}_appeals"))
    if is_last:
        act(feedback.uphold, 90, by=by, text=words(f"{what}_upheld"))
        act(feedback.appeal, 60, by=life.reporter, text=words(f"{what}_appeals"))


def _let_it_out(year: Year, life: Life, act: Callable[..., None]) -> None:
    """An answer that waits is read by a colleague and signed, where its matter demands that."""
    while life.case.station and life.case.office_id is not None:
        approve = handling.pass_answer if life.case.station == "reader" else handling.sign
        act(approve, 3, by=year.heads[life.case.office_id])


def _hear_before_the_check(year: Year, life: Life, act: Callable[..., None], *, by: Person, said: str) -> None:
    """Some residents say whether it is solved while it is being checked; the first "no" sends the case back."""
    if not said:
        return
    solved = said.partition(" ")[0]
    good = {"yes": "good", "no": "bad"}.get(solved)
    comment = year.writer.of_story(life.story, good) if good else year.writer.say("partly", life.at, life.story.spot)
    act(feedback.say, 5, by=life.reporter, solved=solved, text=comment)
    if said.endswith("again"):
        text = year.writer.answer(life.story, "solved", life.at + timedelta(hours=20))
        act(handling.answer, 20, by=by, outcome="solved", text=text, language="zh-hans")
        _let_it_out(year, life, act)
        act(feedback.say, 3, by=life.reporter, solved="no", text=year.writer.of_story(life.story, "bad"))


def _ask_for_day(life: Life, act: Callable[..., None], *, by: Person, reason: str) -> None:
    """The office asks for the first working day after the one promised, unless that is over."""
    span = deferrable(life.case)
    if span is not None and span[0] > timezone.now():
        act(handling.defer, 6, by=by, until=_workday_after(span[0]), reason=reason)


def _workday_after(moment: datetime) -> date:
    day = timezone.localdate(moment) + timedelta(days=1)
    return next(one for one in (day + timedelta(days=ahead) for ahead in range(30)) if is_workday(one))


@transaction.atomic
def samples(year: Year) -> None:
    """Chance has drawn among the cases closed so far: an older sample that was checked, and a newer one that waits."""
    today = timezone.localdate(year.now)
    lin, fang = year.people["lin"], year.people["fang"]
    spans = (
        (today - timedelta(days=75), today - timedelta(days=31)),
        (today - timedelta(days=30), today - timedelta(days=1)),
    )
    for turn, (since, until) in enumerate(spans):
        try:
            sample = supervision.draw_sample(
                supervision.Scope(since, until), by=lin, size=8, seed=f"yunqiao{20261121 + turn}", at=year.now
            )
        except NotValid:  # a small city closed nothing in these days
            continue
        results = ("holds", "holds", "fails", "holds", "unknown", "holds")
        checks = sample.drawn.select_related("checker").order_by("place")
        for drawn, result in zip(checks, results[: 6 if turn == 0 else 2], strict=False):
            if drawn.checker in (lin, fang):
                supervision.check_again(
                    drawn,
                    by=drawn.checker,
                    result=result,
                    text=CHECKED_AGAIN[result],
                    at=year.now - timedelta(minutes=5),
                )


CHECKED_AGAIN = {
    "holds": "复查时到现场看过，与结案时一致。",
    "fails": "复查时到现场，问题又出现了，重新办理。",
    "unknown": "现场已经改建，无法再核实。",
}
