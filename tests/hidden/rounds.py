"""A round in the hideaway: everybody read it, and what was handed in for it stays; then it was taken from everybody."""

from civic.suggestions.actions import hide_round, open_for_support
from tests.hidden.ground import HOUR, Hideaway
from tests.people import NOON
from tests.suggestions.ground import both, running, suggested

SLUG = "taken-from-everybody"


def round_hidden(town: Hideaway) -> None:
    """Its name, its topic and its address are known to nobody any more."""
    name = "round hidden"
    say = lambda piece: {  # noqa: E731
        "zh-hans": f"河边 {town.word(name, piece)}",
        "zh-hant": f"河邊 {town.word(name, piece)}",
        "en": f"River {town.word(name, piece)}",
    }
    known = running(
        town.city, slug=SLUG, spans=both(), names=say("name"), topics=say("topic"), thens=say("what happens")
    )
    case = suggested(town.city, lat=None, lon=None, area=town.city.area())
    open_for_support(case, by=town.city.lin, in_round=known, at=NOON + HOUR)
    hide_round(known, by=town.city.lin, reason=town.word(name, "reason"), at=NOON + 2 * HOUR)
    town.hidden[name].words["slug"] = SLUG
    town.keep(name, None, "nothing")
