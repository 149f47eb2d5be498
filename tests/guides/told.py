"""Guides for the tests, written through the acts."""

from datetime import date
from typing import Any

from civic.guides import actions as guides
from civic.guides.models import Guide
from civic.guides.rules import Facts, Text
from tests.people import NOON, City, names

FIRST = date(2026, 11, 1)
TITLES = names("楼道里不能停放电动车", "樓道裡不能停放電動車", "No e-bikes in stairwells")
BODIES = names(
    "# 为什么\n\n电动车着火，**三分钟**封死楼道。\n\n- 不停放\n- 不充电",
    "# 為甚麼\n\n電動車着火，**三分鐘**封死樓道。",
    "# Why\n\nA burning e-bike shuts a stairwell in **three minutes**.",
)


def text(**more: Any) -> Text:
    """What a rule says."""
    told = {"titles": TITLES, "bodies": BODIES, "law": "《高层民用建筑消防安全管理规定》", "article": "第三十七条"}
    return Text.of(**(told | more))


def facts(**more: Any) -> Facts:
    """Where and when it holds."""
    told: dict[str, Any] = {"kind": "rule", "slug": "no-e-bikes", "starts": FIRST, "matters": ("0101",)}
    return Facts(**(told | more))


def drafted(city: City, *, by: str = "chen", says: Text | None = None, **more: Any) -> Guide:
    """A draft of chen's office."""
    office = more.pop("office", "dongqiao-lamps")
    return guides.draft(says or text(), facts(**more), by=getattr(city, by), office=office, at=NOON)


def published(city: City, *, says: Text | None = None, **more: Any) -> Guide:
    """One that everybody may read."""
    return guides.publish(drafted(city, says=says, **more), by=city.shen, at=NOON)
