"""What a resident is asked about an answer: before the check, after it, or not any more."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, Line, Word
from civic.cases.queries import standing_answer, was_sent_back_by_word, word_on
from civic.cases.rules import State
from civic.feedback.models import Rating


@dataclass(frozen=True)
class Question:
    """The question whether one answer solved it. `verb` is what an answer to it is now (say, rate), "" where it is not
    asked any more, and then `why` says so; `said` is what she said of it so far."""

    answer: Line | None
    verb: str = ""
    why: Any = ""
    said: str = ""
    no_sends_back: bool = False


_ANEW = _("The office has answered anew since then. The newest message has the question.")
_AT_WORK = _("The office is working on the case again. You are asked once more when it has answered.")
_SAID = _("You have said already whether it is solved.")


def question_of(case: Case, seq: int) -> Question:
    """What is asked about the answer at this place of the timeline."""
    answer = standing_answer(case)
    if answer is None:
        return Question(None, why=_AT_WORK)
    if answer.seq != seq:
        return Question(answer, why=_ANEW)
    word = word_on(case)
    if case.state == State.ANSWERED:
        return _before_the_check(case, answer, word)
    if case.state == State.CLOSED and not Rating.objects.filter(case=case, round=case.round).exists():
        return Question(answer, "rate", said=word.solved if word else "")
    rating = Rating.objects.filter(case=case, round=case.round).first()
    said = rating.solved if rating else word.solved if word else ""
    return Question(answer, why=_SAID if said else _AT_WORK, said=said)


def _before_the_check(case: Case, answer: Line, word: Word | None) -> Question:
    if word is not None:
        return Question(answer, why=_SAID, said=word.solved)
    return Question(answer, "say", no_sends_back=not was_sent_back_by_word(case))
