"""The same thing reported by several, merged or about to be; and cases of which parts are other offices' work."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from civic.cases import actions as cases
from civic.handling import actions as handling
from civic.supervision import actions as supervision
from portal.seeding.living import Life, Year
from portal.seeding.staging import walk_to
from portal.seeding.writing import Story

BUNDLED = (("filed", "0101", 0.4, 3), ("in-hand", "0301", 3.5, 5), ("closed", "0201", 9.0, 3))
"""How far the first report has come, its matter, how many days ago, and how many others told the same."""
WAYS = (
    "路过看到的：{text}",
    "{text}麻烦尽快处理。",
    "邻居们都在说，{text}",
    "同样的问题再报一次。{text}",
    "{text}老人走路不安全。",
)
PARTS = (
    ("清走堆在路边的旧物", "西侧人行道约五米长堆着旧家具，先清走，别的单位才能施工。", "0601", True),
    ("修补井周的路面", "井盖换好后，四周约两平方米沥青要重铺。", "0201", False),
)


@transaction.atomic
def bundled(year: Year) -> None:
    """Some cases with others merged into them; one with parts; one with likely duplicates beside it."""
    for goal, code, days, count in BUNDLED:
        at = year.now - timedelta(days=days)
        told = next(one for one in year.writer.matters if one["code"] == code)
        first = year.bring(year.writer.story(at, matter=told, language="zh"), at, with_point=True)
        others = [_same(year, first, turn, at) for turn in range(count)]
        walk_to(year, first, "in-hand" if goal == "closed" else goal)
        soon = max(first.at, max(other.at for other in others)) + timedelta(minutes=9)
        soon = min(soon, year.now - timedelta(minutes=3))
        for other in others[1:] if goal == "filed" else others:  # one is left for whoever sits at the desk
            supervision.merge(other.case, by=year.people["lin"], into=first.case, at=soon)
        if goal == "closed":
            _end(year, first)
        elif goal == "in-hand":
            _split(year, first, at=soon)


def _same(year: Year, first: Life, turn: int, at: datetime) -> Life:
    """Another resident tells the same, a few metres and hours away."""
    at = min(at + timedelta(hours=1.3 * (turn + 1)), year.now - timedelta(minutes=25 - turn))
    told: Story = first.story
    spot = replace(told.spot, lat=told.spot.lat + 0.00012 * (turn + 1), lon=told.spot.lon + 0.0001)
    story = replace(told, text=WAYS[turn % len(WAYS)].format(text=told.text), spot=spot)
    return year.bring(story, at, with_point=True)


def _end(year: Year, life: Life) -> None:
    """Answered, checked and closed; the others follow."""
    hand = year.handlers[life.case.office_id or year.anywhere.pk]
    life.at = year.office_hours(life.at + timedelta(hours=26))
    text = year.writer.answer(life.story, "solved", life.at)
    handling.answer(life.case, by=hand, outcome="solved", text=text, language="zh-hans", at=life.at)
    cases.follow(at=life.at)
    life.at = year.office_hours(life.at + timedelta(hours=9))
    words = year.writer.say("verified", life.at, life.story.spot)
    supervision.verify(life.case, by=year.people["lin"], text=words, at=life.at)
    cases.follow(at=life.at)


def _split(year: Year, life: Life, *, at: datetime) -> None:
    """Two parts for other offices: one is dispatched, the other still waits for it."""
    lin = year.people["lin"]
    for title, text, code, mandatory in PARTS:
        matter = year.matters[code]
        line = supervision.split(life.case, by=lin, title=title, text=text, matter=matter, mandatory=mandatory, at=at)
        if mandatory:
            part = line.case.portions.latest("pk")
            handling.dispatch(part, by=year.people["zhao"], office=year.anywhere, at=at + timedelta(minutes=2))
