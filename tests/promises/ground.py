"""Promises brought as far as a test needs them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from civic.promises import actions
from civic.promises.actions import PromiseGiven
from civic.promises.models import Promise
from tests.people import NOON, City

DAY = timedelta(days=1)
TODAY = localdate(NOON)
DUE = TODAY + 60 * DAY
WORDS = "在望江路的小公园里加装两张长椅，一张在门口，一张在湖边。"


def given(city: City, **more: Any) -> PromiseGiven:
    """What the lamps' office promises: benches, in two stages."""
    told: dict[str, Any] = {
        "titles": {"zh-hans": "望江路小公园装长椅", "en": "Benches for the park in Wangjiang Road"},
        "words": WORDS,
        "source": "plan",
        "source_words": "2026 年民生实事",
        "owner": city.office("dongqiao-lamps"),
        "post": "照明所所长",
        "area": city.area(),
        "place": "望江路小公园",
        "due_on": DUE,
        "budget_fen": 1_234_500,
        "budget_source": "区财政",
        "stages": [("选好位置", TODAY + 20 * DAY), ("装好长椅", TODAY + 50 * DAY)],
    }
    return PromiseGiven(**told | more)


def drafted(city: City, *, at: datetime = NOON, **more: Any) -> Promise:
    """A draft of a handler."""
    return actions.draft(given(city, **more), by=city.chen, at=at)


def promised(city: City, *, at: datetime = NOON, **more: Any) -> Promise:
    """A public promise, underway."""
    promise = drafted(city, at=at, **more)
    actions.publish(promise, by=city.shen, at=at)
    return fresh(promise)


def accepted(city: City, promise: Promise, *, at: datetime) -> None:
    """The checking side accepted every stage."""
    for stage in promise.stages.filter(acceptance__isnull=True):
        actions.accept_stage(promise, by=city.lin, stage=stage.place, text="到场看过。", document="验收单 7 号", at=at)


def fresh(promise: Promise, *, today: date = TODAY) -> Promise:
    """As the database holds it, with the marks of a day."""
    return Promise.objects.marked(today).with_names().get(pk=promise.pk)


def given_budget(fen: int | None) -> dict[str, Any]:
    """So much money, or no word of any."""
    return {"budget_fen": fen, "budget_source": "区财政" if fen is not None else ""}
