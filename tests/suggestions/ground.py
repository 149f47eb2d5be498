"""Suggestions brought as far as a test needs them, and people who may stand behind them."""

from datetime import timedelta
from typing import Any

from civic.accounts.actions import join
from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import Viewer
from civic.suggestions import actions
from civic.suggestions.models import Threshold
from civic.suggestions.queries import Backer, backer_of, find_suggestion
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
