"""What a resident is asked about an answer: before the check, after it, or not any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.models import Appeal, Case, Line, Word
from civic.cases.queries import (
    OpenAppeal,
    appeal_until,
    standing_answer,
    was_sent_back_by_word,
    why_not,
    word_on,
)
from civic.cases.rules import AT_ITS_SOURCE, State, Verdict, may_reopen_until
from civic.cases.rules.appeals import Step
from civic.cases.rules.ratings import may_rate_again
from civic.feedback.models import AskedAgain, Rating
from civic.lib.refusals import Conflict, Refused, Taken, TooLate

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
_NOT_YET = _("The office has not answered yet. You are asked when it has.")


def question_of(case: Case, seq: int) -> Question:
    """What is asked about the answer at this place of the timeline."""
    answer = standing_answer(case)
    if answer is None:
        return Question(None, why=_AT_WORK if case.answered_at is not None else _NOT_YET)
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
    return not rated_already(case, at=at)


_TWICE = _("You have rated this answer twice. If you do not agree with it, you can appeal.")
_ONCE = _("This answer has been rated already. If you do not agree with it, you can appeal.")
_MENDING = _("You have rated this answer. You can rate once more when the office has said what it put right.")
_OPEN_AGAIN = _("You have rated this answer already, and the case is open again. You can rate the next answer.")
_ELSEWHERE = _("This answer was given in an earlier system, so it is not rated here.")
_SCREENING = _("Your words are still being screened; everybody reads them after that.")


def rated_already(case: Case, *, at: datetime) -> Any:
    """Why this round is not rated now, or not once more; "" where it may be."""
    before = list(Rating.objects.filter(case=case, round=case.round))
    if not before:
        return ""
    if len(before) > 1:
        return _TWICE
    if not before[0].is_bad:
        return _ONCE
    if may_rate_again(mended_at=case.mended_at, repair_due_at=case.repair_due_at, at=at):
        return ""
    return _MENDING if case.repair_due_at is not None else _ONCE


def opened_again(case: Case) -> Any:
    """The same form sent twice: the first one opened the case again; "" where none did."""
    reopened = Rating.objects.filter(case=case, round=case.round - 1, solved=Verdict.NO).exists()
    return _OPEN_AGAIN if reopened and case.state != State.CLOSED else ""


def why_not_rated(case: Case, *, at: datetime) -> Any:
    """Why the resident cannot rate now, and what she can do instead; "" where the act would take it."""
    instead = why_not(case, "rate")
    if instead:
        return opened_again(case) or instead
    if case.outcome in AT_ITS_SOURCE:
        return _ELSEWHERE
    already = rated_already(case, at=at)
    return f"{already} {_SCREENING}" if already and _words_wait(case) else already


def _words_wait(case: Case) -> bool:
    """Does what she wrote with the newest rating still wait for the moderator?"""
    line = case.lines.filter(verb="rate").select_related("words").order_by("-seq").first()
    words = getattr(line, "words", None)
    return words is not None and bool(words.text) and not words.is_screened and case.is_public


_NOTHING = _("There is nothing here to appeal against.")
_LAST_WORD = _(
    "This decision has been reviewed, and the last word in the city was spoken. On the same facts no further appeal is "
    "taken; you may still turn to a court."
)
_PASSED = _("The days in which this could be appealed have passed. You may hand in a new report.")
_NO_REVIEW = _("No reviewing office is set up. Call the city's hotline, which has to name one.")
_NO_COMMITTEE = _("No committee is set up. Call the city's hotline, which has to name one.")


def refusal_of_appeal(case: Case, left: OpenAppeal | None, *, at: datetime) -> Refused | None:
    """Why this answer or refusal, at its end, cannot be appealed; None where it can."""
    if appeal_until(case) is None:
        return Conflict(_NOTHING)
    if left is None:
        return Taken(_LAST_WORD)
    if at > left.until:
        return TooLate(_PASSED)
    if left.office is None:
        return Conflict(_NO_REVIEW if left.step == Step.FIRST else _NO_COMMITTEE)
    return None


def why_not_appealed(case: Case, left: OpenAppeal | None, *, at: datetime) -> Any:
    """Why the resident cannot appeal now, and what she can do instead; "" where the act would take it."""
    instead = why_not(case, "appeal")
    if instead:
        return instead
    refused = refusal_of_appeal(case, left, at=at)
    return str(refused) if refused is not None else ""


def asked_again(case: Case) -> AskedAgain | None:
    """The question whether it has stayed solved, asked in this round; None where nobody asked."""
    return AskedAgain.objects.filter(case=case, round=case.round).first()


def is_still_asked(case: Case, asked: AskedAgain | None) -> bool:
    """Can the question whether it has stayed solved still be answered: nothing was said, and the answer stands?"""
    return asked is not None and not asked.said and case.state == State.CLOSED
