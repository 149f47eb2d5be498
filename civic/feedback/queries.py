"""What a resident is asked about an answer: before the check, after it, or not any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.models import Appeal, Case, Line, Word
from civic.cases.queries import standing_answer, was_sent_back_by_word, word_on
from civic.cases.rules import State, may_reopen_until
from civic.cases.rules.ratings import may_rate_again
from civic.feedback.models import AskedAgain, Rating

UNSORTED_DAYS = 30


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
    rating = Rating.objects.filter(case=case, round=case.round).order_by("-turn").first()
    if case.state == State.CLOSED and rating is None:
        return Question(answer, "rate", said=word.solved if word else "")
    said = rating.solved if rating else word.solved if word else ""
    return Question(answer, why=_SAID if said else _AT_WORK, said=said)


def _before_the_check(case: Case, answer: Line, word: Word | None) -> Question:
    if word is not None:
        return Question(answer, why=_SAID, said=word.solved)
    return Question(answer, "say", no_sends_back=not was_sent_back_by_word(case))


def may_reopen(case: Case, *, at: datetime) -> bool:
    """Does a "no" open this case again without an appeal? Once, within the days of the matter, and not after an appeal
    was decided: then only the next step would."""
    if case.round > 1 or case.closed_at is None or case.state != State.CLOSED:
        return False
    if at > may_reopen_until(case.closed_at, case.matter.reopen_days if case.matter else UNSORTED_DAYS):
        return False
    return not Appeal.objects.filter(case=case, round=case.round).exists()


def may_rate(case: Case, *, at: datetime) -> bool:
    """May this round be rated now: for the first time, or once more after it was put right?"""
    before = list(Rating.objects.filter(case=case, round=case.round).values_list("is_bad", flat=True))
    if not before:
        return True
    return before == [True] and may_rate_again(mended_at=case.mended_at, repair_due_at=case.repair_due_at, at=at)


def asked_again(case: Case) -> AskedAgain | None:
    """The question whether it has stayed solved, asked in this round; None where nobody asked."""
    return AskedAgain.objects.filter(case=case, round=case.round).first()


def is_still_asked(case: Case, asked: AskedAgain | None) -> bool:
    """Can the question whether it has stayed solved still be answered: nothing was said, and the answer stands?"""
    return asked is not None and not asked.said and case.state == State.CLOSED
