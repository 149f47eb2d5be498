"""Read what a resident answered to a matter's own questions; the page and the record read it alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence
from civic.offices.models import Matter
from civic.offices.queries import conditions_of
from civic.offices.rules import QuestionKind, check_answers, read_questions
from civic.places.models import Component
from civic.places.queries import component_by_code

NO_COMPONENT = _("No component has this code. Look at the plate again, or leave it out.")


@dataclass(frozen=True)
class Answered:
    """The answers to keep by key, what is wrong with the others, and the thing of the street that was picked."""

    kept: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Sentence] = field(default_factory=dict)
    picked: Component | None = None


def read_answers(matter: Matter | None, given: Mapping[str, Any]) -> Answered:
    """The answers to the questions of a matter as it is worded today. A thing that was picked must be in the register;
    its code is kept as the register writes it, and the first one picked is what the report is about."""
    questions = read_questions(matter.wording.questions) if matter is not None and matter.wording else ()
    kept, wrong = check_answers(questions, given)
    picked: Component | None = None
    for question in questions:
        if question.kind == QuestionKind.COMPONENT and question.key in kept:
            component = component_by_code(kept[question.key])
            if component is None:
                del kept[question.key]
                wrong[question.key] = NO_COMPONENT
            else:
                kept[question.key] = component.code
                picked = picked or component
    return Answered(kept, wrong, picked)


def condition_fault(matter: Matter | None, condition: str) -> Sentence:
    """Why a report of this matter cannot be in this condition, or ""."""
    if condition and (matter is None or condition not in dict(conditions_of(matter))):
        return _("This matter does not know this condition. Choose one from the list.")
    return ""
