"""The juries of the running edition: one of the districts that is over, one of the second round with open sheets, which
counts the city's vote that runs."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from civic.ballots import actions as ballots
from civic.juries import actions as juries
from civic.juries.actions import PanelGiven, SheetGiven
from civic.juries.models import Panel, Rubric, Sheet
from civic.juries.rules import read_rubric
from civic.youth.models import Edition
from civic.youth.rules import Phase, Span
from portal.seeding.living import Year

DAY = timedelta(days=1)
JURORS = ("qiu", "rong", "yan")
WORDS = (
    "你自己去看、去数，还问了别人。读的人就像跟你走了一遍。",
    "你先想到别人，再想到办法，这很难得。",
    "办法很实在，明天就可以先试一处。",
)


def judged_district(edition: Edition, year: Year, *, span: Span) -> None:
    """Everybody was read by three, everybody goes on, and every child has its kind words."""
    tang, at = year.people["tang"], span.starts + DAY
    told = read_rubric((year.seeds.folder / "juries" / "proposal.toml").read_text(encoding="utf-8"))
    rubric = juries.write_rubric(edition, by=tang, code=told.code, name=told.name or {}, criteria=told.criteria, at=at)
    given = PanelGiven(phase=Phase.DISTRICT, rubric=rubric, judge_by=span.ends - 3 * DAY)
    panel = _opened(juries.found_panel(edition, by=tang, given=given, at=at), year, at=at)
    codes = list(rubric.criteria.order_by("order").values_list("code", flat=True))
    for sheet in Sheet.objects.owed().filter(piece__panel=panel).select_related("seat__person", "piece"):
        marks = {code: 3 + (sheet.piece.number + turn) % 3 for turn, code in enumerate(codes)}
        words = WORDS[sheet.seat_id % len(WORDS)]
        juries.hand_in(sheet, by=sheet.seat.person, given=SheetGiven(marks=marks, words=words), at=at + 3 * DAY)
    ends = span.ends - 2 * DAY
    juries.decide(panel, by=tang, at=ends)
    juries.name_who_goes_on(edition, Phase.DISTRICT, by=tang, at=ends)
    for sheet in Sheet.objects.handed_in().filter(piece__panel=panel):
        juries.read_words(sheet, by=tang, fit=True, at=ends)
    juries.tell_children(panel, by=tang, at=ends)


def judged_and_voted(edition: Edition, year: Year, *, at: datetime) -> None:
    """The jury of the cast sits with open sheets, and the city votes, approved and for some days yet."""
    tang, opens, closes = year.people["tang"], year.now - 3 * DAY, year.now + 9 * DAY
    vote = ballots.plan_vote(edition, by=tang, phase=Phase.SECOND, opens_at=opens, closes_at=closes, at=at)
    approved_on = localdate(at - DAY)
    number = f"云教审〔{approved_on.year}〕12 号"
    ballots.open_vote(vote, by=tang, number=number, authority="云桥市教育局", approved_on=approved_on, at=at)
    given = PanelGiven(phase=Phase.SECOND, rubric=Rubric.objects.get(), judge_by=year.now + 12 * DAY, counts_vote=True)
    panel = juries.found_panel(edition, by=tang, given=given, at=at)
    _opened(panel, year, at=at)


def _opened(panel: Panel, year: Year, *, at: datetime) -> Panel:
    for handle in JURORS:
        seat = juries.seat_juror(panel, person=year.people[handle], by=year.people["tang"], at=at)
        juries.declare(seat, by=year.people[handle], schools=[], at=at)
    return juries.open_panel(panel, by=year.people["tang"], at=at)
