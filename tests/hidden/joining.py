"""Suggestions in the hideaway that hang together: what was joined or divided is hidden; what stays tells nothing."""

from civic.cases.models import Case
from civic.suggestions import actions as suggestions
from civic.supervision import actions as supervision
from tests.hidden.ground import HOUR, Hideaway, reported
from tests.people import NOON

JOINED, LEADS, WHOLE, PIECE = "joined original", "leading suggestion", "divided whole", "piece of another"
WHY = "要的是同一件事。"


def joined_once(town: Hideaway) -> None:
    """In front of everybody for a while: an original and one that leads, a piece and what it was written out of."""
    lin = town.city.lin
    lead, original = _shown(town, "lead of hidden"), _kept(town, JOINED)
    suggestions.join_into(original, by=lin, into=lead, reason=WHY, at=NOON + 2 * HOUR)
    hidden_lead, shown = _kept(town, LEADS), _shown(town, "joined with hidden")
    suggestions.join_into(shown, by=lin, into=hidden_lead, reason=WHY, at=NOON + 2 * HOUR)
    whole = _shown(town, "whole of hidden")
    word = lambda piece: town.word(PIECE, piece)  # noqa: E731
    _divide(town, whole, f"加灯 {word('public title')}", f"加几盏灯，{word('public text')}。")
    town.keep(PIECE, Case.objects.filter(piece__of=whole).earliest("pk"), "nothing")
    _divide(town, _kept(town, WHOLE), "加灯", "加几盏灯。")
    town.neighbours.append(Case.objects.filter(piece__of=town.hidden[WHOLE].case).earliest("pk"))


def joined_hidden(town: Hideaway) -> None:
    """A moderator withholds them, and leaves the others."""
    for name in (JOINED, LEADS, WHOLE, PIECE):
        case = town.hidden[name].case
        assert case is not None
        case.refresh_from_db()
        supervision.withhold(case, by=town.city.mo, ground="insult", reason="", at=NOON + 7 * HOUR)
        town.keep(name, case, "nothing")


def _shown(town: Hideaway, name: str) -> Case:
    case = town.city.case("filed", published=False, kind="suggestion", text="公园缺几把长椅。", email="gu@example.com")
    _open(town, case, f"长椅 {town.say(name + ' title')}", f"公园缺几把长椅，{town.say(name)}。")
    town.neighbours.append(case)
    return case


def _kept(town: Hideaway, name: str) -> Case:
    case = reported(town, name, kind="suggestion")
    _open(town, case, f"长椅 {town.word(name, 'public title')}", f"公园缺几把长椅，{town.word(name, 'public text')}。")
    town.keep(name, case, "nothing")
    return case


def _open(town: Hideaway, case: Case, title: str, text: str) -> None:
    supervision.publish(case, by=town.city.mo, title=title, text=text, at=NOON + HOUR / 2)
    suggestions.open_for_support(case, by=town.city.lin, at=NOON + HOUR)
    case.refresh_from_db()


def _divide(town: Hideaway, case: Case, title: str, text: str) -> None:
    words = {"title_1": title, "text_1": text, "title_2": "加长椅", "text_2": "加几把长椅。"}
    suggestions.divide(case, by=town.city.lin, reason="是两件事。", at=NOON + 2 * HOUR, **words)
