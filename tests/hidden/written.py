"""What officials write for everybody, and not yet or no longer: drafts, what has not begun, what is over, what was
withdrawn, and the earlier texts of what was only a draft."""

from datetime import date
from typing import Any

from civic.guides import actions as guides
from civic.guides.models import Guide
from civic.guides.rules import Facts, Text
from tests.hidden.ground import HOUR, Hideaway
from tests.people import NOON

SHOWN = "rule-of-the-town"
BY_THEIR_DAYS = ("guide to come", "guide that is over")
UNREAD = ("draft guide", "guide to come", "guide that is over", "withdrawn guide")


def _text(title: str, body: str, law: str) -> Text:
    three = ("zh-hans", "zh-hant", "en")
    return Text.of(
        dict.fromkeys(three, f"灯的规定 {title}"),
        dict.fromkeys(three, f"# 灯\n\n路灯 **{body}**。"),
        law=f"条例 {law}",
        article="第一条",
        link="https://www.gov.cn/",
    )


def _drafted(town: Hideaway, text: Text, slug: str, **more: Any) -> Guide:
    told: dict[str, Any] = {"kind": "rule", "starts": date(2026, 11, 1), "matters": ("0101", "0102"), "area": ""}
    facts = Facts(slug=slug, **(told | more))
    return guides.draft(text, facts, by=town.city.chen, office="dongqiao-lamps", at=NOON)


def public_guide(town: Hideaway) -> None:
    """One that everybody reads; what it said as a draft nobody else ever read."""
    unread = "first text of a guide"
    says = lambda piece: town.word(unread, piece)  # noqa: E731
    guide = _drafted(town, _text(says("title"), says("body"), says("law")), SHOWN)
    again = _text(town.say("guide title"), town.say("guide body"), town.say("guide law"))
    facts = Facts(kind="rule", slug=SHOWN, starts=date(2026, 11, 1), matters=("0101", "0102"))
    guides.revise(guide, again, facts, by=town.city.chen, reason=says("reason"), at=NOON)
    guides.publish(guide, by=town.city.shen, at=NOON + HOUR)


def unread_guides(town: Hideaway) -> None:
    """One of each that nobody but the office may read; the address of each is a word of its own."""
    days = {"guide to come": {"starts": date(2026, 12, 1)}, "guide that is over": {"ends": date(2026, 11, 5)}}
    for name in UNREAD:
        says = lambda piece, name=name: town.word(name, piece)  # noqa: E731
        text = _text(says("title"), says("body"), says("law"))
        guide = _drafted(town, text, says("address"), **days.get(name, {}))
        if name == "draft guide":
            continue
        guides.publish(guide, by=town.city.shen, at=NOON + HOUR)
        if name == "withdrawn guide":
            guides.withdraw(guide, by=town.city.shen, reason=says("reason"), at=NOON + 2 * HOUR)
