"""One way for page and API to weigh a suggestion: find the act behind the verb, and hand it what was given."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case, Line
from civic.cases.rules import Given
from civic.desk.actions.moving import read_day, read_words
from civic.desk.rules import SUGGESTION_VERBS
from civic.lib.refusals import Conflict, NotValid
from civic.offices.models import Office
from civic.promises.rules import read_yuan
from civic.suggestions import actions as suggestions
from civic.suggestions.models import Assessment

NO_SUCH_ACT = _("There is no such act. Look at the acts that are open to you.")


@transaction.atomic
def move_suggestion(case: Case, verb: str, *, by: Person, given: Given, seen: int | None = None, at: datetime) -> Line:
    """An officer names or weighs the points of a suggestion, or asks for an assessment; `seen` is how far she had read
    the case. Raises NotAllowed, Conflict when something happened since, NotValid by field."""
    if verb not in SUGGESTION_VERBS:
        raise NotValid(fields={"verb": NO_SUCH_ACT})
    last = Case.objects.select_for_update().values_list("last_seq", flat=True).get(pk=case.pk)
    if seen is not None and seen != last:
        raise Conflict(_("Something happened in this case while you wrote. Read it, and send your words again."))
    if verb == "name-points":
        return suggestions.name_points(case, by=by, points=_lines(given.get("points")), at=at)
    if verb == "weigh":
        return suggestions.weigh_points(case, by=by, weights=_weights(given.get("weights")), at=at)
    offices, due = _offices(given.get("offices")), read_day(given.get("due"))
    return suggestions.ask_assessment(case, by=by, offices=offices, due=due, text=read_words(given.get("text")), at=at)


def move_assessment(assessment: Assessment, verb: str, *, by: Person, given: Given, at: datetime) -> Line:
    """An officer hands an assessment in, takes parts of it over into the answer, or waits for it no longer. Raises
    NotAllowed, Conflict, NotValid by field."""
    act = _ASSESSMENT_ACTS.get(verb)
    if act is None:
        raise NotValid(fields={"verb": NO_SUCH_ACT})
    return act(assessment, by=by, given=given, at=at)


def _give(assessment: Assessment, *, by: Person, given: Given, at: datetime) -> Line:
    said = {name: given.get(name) for name in ("feasibility", "cost_words", "period", "law", "text")}
    cost = given.get("cost")
    said["cost"] = read_yuan("" if cost is None or isinstance(cost, bool) else str(cost))
    return suggestions.give_assessment(assessment, by=by, given=said, at=at)


def _take(assessment: Assessment, *, by: Person, given: Given, at: datetime) -> Line:
    parts = given.get("parts") or []
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise NotValid(fields={"parts": _("Name the parts in a list.")})
    return suggestions.take_over(assessment, by=by, parts=parts, at=at)


def _withdraw(assessment: Assessment, *, by: Person, given: Given, at: datetime) -> Line:
    return suggestions.withdraw_assessment(assessment, by=by, reason=read_words(given.get("reason")), at=at)


_ASSESSMENT_ACTS: dict[str, Callable[..., Line]] = {
    "give-assessment": _give,
    "take-over": _take,
    "withdraw-assessment": _withdraw,
}


def _lines(value: Any) -> list[str]:
    """Points, one a line or as a list."""
    said = value.splitlines() if isinstance(value, str) else value
    if not isinstance(said, list | tuple) or not all(isinstance(one, str) for one in said):
        raise NotValid(fields={"points": _("Write the points as text, one a line.")})
    return list(said)


def _weights(value: Any) -> dict[int, tuple[str, str]]:
    wrong = NotValid(fields={"weights": _("Name each point by its number, with its weight and the reason.")})
    if not isinstance(value, list | tuple) or not all(isinstance(one, dict) for one in value):
        raise wrong
    found: dict[int, tuple[str, str]] = {}
    for one in value:
        number, weight, reason = one.get("number"), one.get("weight", ""), one.get("reason", "")
        if type(number) is not int or not isinstance(weight, str) or not isinstance(reason, str):
            raise wrong
        found[number] = (weight, reason)
    return found


def _offices(value: Any) -> list[Office]:
    if not isinstance(value, list | tuple):
        raise NotValid(fields={"offices": _("Choose at least one office.")})
    codes = [one.code if isinstance(one, Office) else one for one in value]
    known = {office.code: office for office in Office.objects.filter(code__in=[c for c in codes if isinstance(c, str)])}
    if any(code not in known for code in codes):
        raise NotValid(fields={"offices": _("There is no such office. Choose one from the list.")})
    return [known[code] for code in codes]
