"""What offices think of a suggestion in private, and how its points weigh before the answer: nobody outside finds it,
but for the parts that an answer took over."""

from datetime import date

from civic.cases.models import Case
from civic.handling import actions as handling
from civic.suggestions import actions
from civic.suggestions.models import Assessment
from civic.supervision import actions as supervision
from tests.hidden.ground import GREETING, HOUR, PUBLIC_TEXT, Hideaway, reported
from tests.people import NOON
from tests.suggestions.weighing import officer

DUE = date(2026, 11, 6)


def assessed(town: Hideaway) -> None:
    """One that is being weighed, one that was answered and tells a part, one that was withheld after its answer."""
    dan = officer(town.city, "dan")
    for name in ("weighed in private", "weighed and answered", "weighed and withheld"):
        case = _named(town, name)
        _said(town, name, case, by=dan)
        if name == "weighed in private":
            town.keep(name, case, "public")
            continue
        _answered(town, name, case)
        if name == "weighed and answered":
            told = town.hidden[name].words
            for piece in ("answer", "weight", "cost"):
                town.shown[f"{name} {piece}"] = told.pop(piece)
            town.keep(name, case, "public")
        else:
            supervision.withhold(case, by=town.city.mo, ground="child", reason="", at=NOON + 10 * HOUR)
            town.keep(name, case, "nothing")


def _named(town: Hideaway, name: str) -> Case:
    """A public suggestion that lies with the lamps' office, with one point everybody reads."""
    city = town.city
    case = reported(town, name, kind="suggestion")
    title, text = f"长椅 {town.say(name)}", PUBLIC_TEXT
    if name == "weighed and withheld":
        title, text = f"长椅 {town.word(name, 'public title')}", f"长椅 {town.word(name, 'public text')}。"
        town.shown.pop(name, None)
    supervision.publish(case, by=city.mo, title=title, text=text, address="", photos=(), at=NOON + HOUR / 2)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=NOON + HOUR)
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=NOON + 2 * HOUR)
    handling.take(case, by=city.chen, at=NOON + 3 * HOUR)
    point = town.say(f"{name} point") if name != "weighed and withheld" else town.word(name, "point")
    actions.name_points(case, by=city.chen, points=[f"装长椅 {point}"], at=NOON + 3 * HOUR)
    return case


def _said(town: Hideaway, name: str, case: Case, *, by: object) -> None:
    """The drains' office was asked and said what it thinks; how the point weighs is written down."""
    city, word = town.city, lambda piece: f"{GREETING}，{town.word(name, piece)}。"
    actions.ask_assessment(
        case, by=city.chen, offices=[city.office("drains")], due=DUE, text=word("question"), at=NOON + 4 * HOUR
    )
    said = {"feasibility": "feasible", "cost": 123_456, "cost_words": word("cost"), "period": word("period")}
    asked = Assessment.objects.get(case=case)
    given = said | {"law": word("law"), "text": word("assessment")}
    actions.give_assessment(asked, by=by, given=given, at=NOON + 5 * HOUR)  # type: ignore[arg-type]
    actions.take_over(asked, by=city.chen, parts=["cost"], at=NOON + 6 * HOUR)
    actions.weigh_points(case, by=city.chen, weights={1: ("taken", word("weight"))}, at=NOON + 6 * HOUR)


def _answered(town: Hideaway, name: str, case: Case) -> None:
    text = f"会装，{town.word(name, 'answer')}。"
    handling.answer(case, by=town.city.chen, outcome="adopted", text=text, at=NOON + 7 * HOUR)
    handling.sign(case, by=town.city.shen, at=NOON + 8 * HOUR)
