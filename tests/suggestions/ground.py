"""Suggestions brought as far as a test needs them, and people who may stand behind them."""

from datetime import datetime, timedelta
from typing import Any

from civic.accounts.actions import join
from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import Viewer
from civic.suggestions import actions
from civic.suggestions.actions import RoundGiven
from civic.suggestions.models import Round, Threshold
from civic.suggestions.queries import Backer, backer_of, find_suggestion
from civic.suggestions.rules.phases import Span
from tests.people import NOON, City

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LATER = NOON + 3 * HOUR


def threshold(city: City, needed: int, *, code: str = "990100", answer_days: int = 20, support_days: int = 30) -> None:
    """So many oblige an answer here."""
    Threshold.objects.create(area=city.area(code), needed=needed, answer_days=answer_days, support_days=support_days)


def suggested(city: City, **given: Any) -> Case:
    """A suggestion that everybody may read, and that nobody has opened yet."""
    text = given.pop("text", "望江路的小公园缺一张长椅，老人走到一半没有地方坐。")
    return city.case("filed", kind="suggestion", text=text, **given)


def opened(city: City, **given: Any) -> Case:
    """A suggestion open for support since one hour after noon."""
    case = suggested(city, **given)
    actions.open_for_support(case, by=city.lin, at=NOON + HOUR)
    return fresh(case)


def given(at: datetime = NOON, **more: Any) -> RoundGiven:
    """A round as an official hands it in: three weeks of ideas, three of support, three of answers."""
    week = timedelta(days=7)
    spans = [
        Span("collecting", at, at + 3 * week),
        Span("supporting", at + 3 * week, at + 6 * week),
        Span("answering", at + 6 * week, at + 9 * week),
    ]
    told: dict[str, Any] = {
        "slug": "riverside-2026",
        "names": {"zh-hans": "望江路怎么改", "zh-hant": "望江路怎樣改", "en": "Riverside Road"},
        "topics": {
            "zh-hans": "望江路要改造，您想要什么？",
            "zh-hant": "望江路要改造，您想要什麼？",
            "en": "What do you want?",
        },
        "thens": {"zh-hans": "每条都会答复。", "zh-hant": "每條都會答覆。", "en": "Each is answered."},
        "spans": spans,
    }
    return RoundGiven(**(told | more))


def running(city: City, at: datetime = NOON, **more: Any) -> Round:
    """A round everybody may read, begun at that moment."""
    made = actions.make_round(given(at, **more), by=city.lin, at=at)
    return actions.show_round(made, by=city.lin, at=at)


def both(at: datetime = NOON) -> list[Span]:
    """One phase in which ideas and support are collected for sixty days."""
    return [Span("both", at, at + 60 * DAY)]


def fresh(case: Case) -> Case:
    """The case as the pages read it."""
    found = find_suggestion(Viewer(), case.number)
    assert found is not None
    return found


def resident(name: str) -> Person:
    """Somebody who has confirmed an address."""
    return join(email=f"{name}@example.com", language="zh-hans", at=NOON - 400 * DAY)


def backer(person: Person) -> Backer:
    """She, as she was made sure of."""
    known = backer_of(Viewer(person=person))
    assert known is not None
    return known


def supported(case: Case, *people: Person, at: Any = LATER) -> None:
    """These stand behind it."""
    for person in people:
        actions.support_suggestion(case, by=backer(person), language="zh-hans", at=at)


def past(city: City, **more: Any) -> Round:
    """A round that another platform held two years ago; the same one again where it is here already."""
    known = Round.objects.filter(slug="letters-2024").first()
    names = {"zh-hans": "2024年来信", "zh-hant": "2024年來信", "en": "Letters of 2024"}
    told = given(slug="letters-2024", names=names, spans=[Span("collecting", NOON - 800 * DAY, NOON - 400 * DAY)])
    return known or actions.take_over_round(told, source="民声网", by=city.lin, at=NOON, **more)


def taken_over(city: City, known: Round, *, likes: int | None = 0, **more: Any) -> Case:
    """A suggestion that was handed in for it there."""
    ref = f"letters:{Case.objects.count()}"
    told = {"text": "望江路的小公园缺一张长椅，老人走到一半没有地方坐。"} | more
    filed = city.filed(
        kind="suggestion", source="import", source_ref=ref, invitation=known, at=NOON - 500 * DAY, **told
    )
    actions.bring_in(filed.case, likes=likes, at=NOON)
    return fresh(filed.case)
