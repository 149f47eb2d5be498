"""Suggestions in the hideaway that hang together: what was joined or divided is hidden; what stays tells nothing."""

from civic.cases.models import Case
from civic.suggestions import actions as suggestions
from civic.supervision import actions as supervision
from tests.hidden.ground import HOUR, Hideaway, reported
from tests.people import NOON

NAME = "suggestions together"
WHY = "要的是同一件事。"


def joined_once(town: Hideaway) -> None:
    """In front of everybody for a while: an original and one that leads, a piece and what it was written out of."""
    lin = town.city.lin
    original = reported(town, NAME, kind="suggestion")
    _open(town, original, town.word(NAME, "public title"), town.word(NAME, "public text"))
    suggestions.join_into(original, by=lin, into=_shown(town, "lead of hidden"), reason=WHY, at=NOON + 2 * HOUR)
    shown = _shown(town, "joined with hidden")
    suggestions.join_into(shown, by=lin, into=_kept(town, "lead"), reason=WHY, at=NOON + 2 * HOUR)
    piece = _divided(town, _shown(town, "whole of hidden"), town.word(NAME, "piece"))
    town.neighbours.append(_divided(town, _kept(town, "whole"), town.say("piece of hidden")))
    town.keep(NAME, original, "nothing")
    supervision.withhold(piece, by=town.city.mo, ground="insult", reason="", at=NOON + 3 * HOUR)


def joined_hidden(town: Hideaway) -> None:
    """A moderator withholds what was not withheld before, and leaves the others."""
    words = town.hidden[NAME].words
    for case in Case.objects.filter(kind="suggestion", publication="published").order_by("pk"):
        if any(word in case.public_title for word in words.values()):
            supervision.withhold(case, by=town.city.mo, ground="insult", reason="", at=NOON + 7 * HOUR)
    town.keep(NAME, town.hidden[NAME].case, "nothing")


def _shown(town: Hideaway, name: str) -> Case:
    case = _handed_in(town, town.say(f"{name} title"), town.say(name))
    town.neighbours.append(case)
    return case


def _kept(town: Hideaway, name: str) -> Case:
    return _handed_in(town, town.word(NAME, f"{name} title"), town.word(NAME, name))


def _handed_in(town: Hideaway, title: str, text: str) -> Case:
    case = town.city.case("filed", published=False, kind="suggestion", text="公园缺几把长椅。", email="gu@example.com")
    _open(town, case, title, text)
    return case


def _open(town: Hideaway, case: Case, title: str, text: str) -> None:
    words = f"公园缺几把长椅，{text}。"
    supervision.publish(case, by=town.city.mo, title=f"长椅 {title}", text=words, at=NOON + HOUR / 2)
    suggestions.open_for_support(case, by=town.city.lin, at=NOON + HOUR)
    case.refresh_from_db()


def _divided(town: Hideaway, case: Case, title: str) -> Case:
    words = {"title_1": f"加灯 {title}", "text_1": "加几盏灯。", "title_2": "加长椅", "text_2": "加几把长椅。"}
    suggestions.divide(case, by=town.city.lin, reason="是两件事。", at=NOON + 2 * HOUR, **words)
    return Case.objects.filter(piece__of=case).earliest("pk")
