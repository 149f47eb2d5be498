"""What joins the ground later: what residents took out, added or sealed after sending, what came back at one place, and
figures that are filled."""

from datetime import date, timedelta
from typing import Any

from civic.cases import actions as cases
from civic.cases.actions import RedactGiven
from civic.cases.models import Case, Photo, PhotoState, Topic
from civic.comments import actions as comments
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.insights.actions import reckon
from civic.supervision import actions as supervision
from tests.comments.talking import confirmed
from tests.hidden.ground import GREETING, HOUR, PUBLIC_TEXT, Hideaway, on_the_way, pictures, reported
from tests.people import IN_HEXIN, NOON

DAY = timedelta(days=1)


def count_all(town: Hideaway) -> None:
    """Every figure is reckoned, as if every promised day had come: the pages of the scores are filled."""
    reckon(at=NOON + 45 * DAY)


def taken_out_again(town: Hideaway) -> None:
    """Public words and a public photo that the resident took out, under an open appeal, for which they stay sealed;
    another report taken out whole."""
    name = "taken out"
    case = reported(town, name)
    said = f"{PUBLIC_TEXT}{town.word(name, 'passage')}。{town.say('left in')}。"
    supervision.publish(
        case, by=town.city.mo, title=f"路灯 {town.word(name, 'title passage')}", text=said, at=NOON + HOUR / 2
    )
    on_the_way(town, case, name, to="closed")
    town.shown["answer of what was taken out"] = town.hidden[name].words.pop("answer")
    Photo.objects.filter(case=case).update(is_public=True)
    by = town.city.reporter(case)
    feedback.appeal(case, by=by, text=f"不同意，{town.word(name, 'appeal passage')}。", at=NOON + 7 * HOUR)
    words = town.hidden[name].words
    gone = RedactGiven(
        passages=[words["passage"], words["title passage"], words["text"], words["appeal passage"]],
        photos=list(case.photos.values_list("key", flat=True)),
        place=True,
    )
    case.refresh_from_db()
    cases.redact(case, by=by, given=gone, at=NOON + 8 * HOUR)
    town.keep(name, case, "public")


def added_to(town: Hideaway) -> None:
    """Words and a photo that came after the report, and that nobody has looked at."""
    name = "added to"
    case = reported(town, name)
    supervision.publish(
        case, by=town.city.mo, title=f"路灯 {town.say(name)}", text=PUBLIC_TEXT, photos=(), at=NOON + HOUR / 2
    )
    cases.add(case, by=town.city.reporter(case), text=f"{GREETING}，{town.word(name, 'added words')}。", at=NOON + HOUR)
    line = case.lines.get(verb="add")
    photo = Photo.objects.create(case=case, state=PhotoState.READY, received_at=NOON, file_name="more.jpg", line=line)
    town.hidden[name].photos += pictures(town, name, [photo])
    town.keep(name, case, "public")


def talked(town: Hideaway) -> None:
    """Words under a public case that nobody has looked at, that were refused, hidden, or taken back after a report."""
    city, case = town.city, town.neighbours[1]
    case.refresh_from_db()
    comments.set_talk(case, by=city.sun, is_on=True, at=NOON)
    for person in (city.gu, city.mei, city.zhao):
        confirmed(person)
    say = lambda name, piece: f"{GREETING}，{town.word(name, piece)}。"  # noqa: E731
    of_gu, of_mei, of_zhao = "said by gu", "said by mei", "said by zhao"
    comments.say(case, by=city.gu, text=say(of_gu, "waiting"), at=NOON + HOUR)
    refused = comments.say(case, by=city.gu, text=say(of_gu, "refused"), at=NOON + HOUR)
    comments.refuse(refused, by=city.mo, reason=town.word(of_gu, "reason"), at=NOON + 2 * HOUR)
    top = comments.say(case, by=city.mei, text=say(of_mei, "hidden"), at=NOON + HOUR)
    comments.show(top, by=city.mo, at=NOON + 2 * HOUR)
    reply = comments.say(case, by=city.gu, text=say(of_gu, "reply"), parent=top.pk, at=NOON + 2 * HOUR)
    comments.show(reply, by=city.mo, at=NOON + 2 * HOUR)
    comments.hide(top, by=city.mo, reason=town.word(of_mei, "reason to hide"), at=NOON + 3 * HOUR)
    gone = comments.say(case, by=city.zhao, text=say(of_zhao, "taken back"), at=NOON + HOUR)
    comments.show(gone, by=city.mo, at=NOON + 2 * HOUR)
    told = town.word(of_zhao, "report")
    comments.report(gone, who="network:1", worry="untrue", words=told, at=NOON + 3 * HOUR)
    comments.take_back(gone, by=city.zhao, at=NOON + 3 * HOUR)
    seen = comments.say(case, by=city.mei, text=f"{GREETING}，{town.say('comment')}。", at=NOON + 4 * HOUR)
    comments.show(seen, by=city.mo, at=NOON + 5 * HOUR)
    for name, email in ((of_gu, "gu@example.com"), (of_mei, "mei@example.com"), (of_zhao, "")):
        town.keep(name, None, "nothing", asks_for=email)


def returned(town: Hideaway) -> None:
    """An office sends a case back to the command centre and says why, for the desk alone."""
    name = "returned"
    case = reported(town, name)
    on_the_way(town, case, name, to="in-hand")
    reason = f"不归我们管，{town.word(name, 'reason of the return')}。"
    handling.return_case(case, by=town.city.chen, reason=reason, at=NOON + 4 * HOUR)
    town.keep(name, case, "a glimpse")


def come_back(town: Hideaway) -> None:
    """Two lamps, three times each. Of one the committee has named the cause: two of its cases are unscreened, two were
    withheld. Of the other it has not, and nobody outside knows that there is a topic."""
    city, shifted = town.city, IN_HEXIN[0] + 0.008
    named = _returns(town, "came back", IN_HEXIN)
    Topic.objects.update(number="T26-00001")
    topic = Topic.objects.get()
    told: dict[str, Any] = {"text": f"电缆老化，{town.say('cause')}。", "due": date(2027, 3, 1)}
    cases.name_cause(topic, by=city.sun, office=city.office("dongqiao-lamps"), at=NOON - 8 * DAY, **told)
    for turn in (0, 3):
        named[turn].refresh_from_db()
        supervision.withhold(named[turn], by=city.mo, ground="child", reason="", at=NOON + HOUR)
        town.keep(f"came back {turn}", named[turn], "nothing")
    _returns(town, "came back unseen", (shifted, IN_HEXIN[1]))
    Topic.objects.exclude(pk=topic.pk).update(number="T26-00002")
    town.hidden["came back unseen 0"].words["number of the topic"] = "T26-00002"


def _returns(town: Hideaway, name: str, point: tuple[float, float]) -> list[Case]:
    made: list[Case] = []
    for turn, state in enumerate(("closed", "closed", "closed", "accepted")):
        mark = f"{name} {turn}"
        case = town.city.case(
            state,
            at=NOON - (70 - 20 * turn) * DAY,
            text=f"又不亮了，{GREETING}，{town.word(mark, 'text')}。",
            title=f"{town.word(mark, 'title')} 灯",
            address=f"{town.word(mark, 'place')} 路",
            lat=point[0],
            lon=point[1],
            published=False,
        )
        town.keep(mark, case, "a glimpse")
        made.append(case)
    cases.weigh_returns(at=NOON - 9 * DAY)
    return made
