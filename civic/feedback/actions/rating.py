"""The resident says whether it was solved: while it is being checked, after it, and once more when it was put right."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import (
    Step,
    advance,
    begin_round,
    demand_words,
    hold,
    keep_photos,
    keep_word,
    lay_repair,
    permit,
)
from civic.cases.guards import Reporter
from civic.cases.models import Case, Line
from civic.cases.queries import standing_answer, was_sent_back_by_word
from civic.cases.rules import AT_ITS_SOURCE, Verdict, may_appeal_until
from civic.cases.rules.ratings import PHOTOS_MOST, REPAIR_DAYS, brings_repair, is_bad
from civic.feedback.models import Rating
from civic.feedback.queries import UNSORTED_DAYS, may_reopen, opened_again, question_of, rated_already
from civic.lib.refusals import Conflict, NotValid, Taken


@transaction.atomic
def rate(
    case: Case,
    *,
    by: Reporter,
    solved: str,
    result: int | None = None,
    attitude: int | None = None,
    speed: int | None = None,
    text: str = "",
    photos: Sequence[UploadedFile] = (),
    at: datetime,
) -> Line:
    """The resident says whether it was solved, with photos of how it looks now. The first "no" within the matter's days
    opens the case again without an appeal; another bad rating gives the office days to put it right, after which the
    resident may rate once more. Raises NotAllowed, Conflict before the answer stands, Taken when this round was rated,
    NotValid."""
    case = hold(case)
    try:
        step = permit(case, "rate", by=by, at=at)
    except Conflict:
        if sentence := opened_again(case):
            raise Taken(sentence) from None
        raise
    given = demand_words(step, {"text": text})
    _check_rating(solved, result=result, attitude=attitude, speed=speed)
    if len(photos) > PHOTOS_MOST:
        raise NotValid(fields={"photo": _("A rating holds %(most)d photos at most.") % {"most": PHOTOS_MOST}})
    if case.outcome in AT_ITS_SOURCE:
        raise Conflict(_("This answer was given in an earlier system, so it is not rated here."))
    stars = {
        name: value
        for name, value in (("result", result), ("attitude", attitude), ("speed", speed))
        if value is not None
    }
    turn = _turn(case, at=at)
    reopens = solved == Verdict.NO and may_reopen(case, at=at)
    bad = is_bad(solved, *stars.values())
    Rating.objects.create(
        case=case, round=case.round, turn=turn, is_bad=bad, person=by.person, solved=solved, at=at, **stars
    )
    facts: dict[str, Any] = {"solved": solved, "reopens": reopens, "turn": turn, **stars}
    said: dict[str, Any] = (
        {"verdict": solved} if turn == 1 else {}
    )  # the first one counts; what was put right is counted apart
    if reopens:
        step = permit(case, "rate", by=by, at=at, branch="reopens")
        facts |= begin_round(case, at=at).facts
        line = advance(
            case, step, at=at, words=given["text"], language=case.language, facts=facts, verdict=solved
        )  # fmt: skip
    elif turn == 1 and case.office_id and brings_repair(is_bad=bad, reopens=reopens, closed_at=case.closed_at, at=at):
        step = permit(case, "rate", by=by, at=at, branch="bad")
        line = _to_be_mended(case, step, at=at, words=given["text"], facts=facts, said=said)
    else:
        line = advance(case, step, at=at, words=given["text"], language=case.language, facts=facts, **said)
    if photos:
        keep_photos(photos, case=line.case, line=line, at=at)
    return line


def _turn(case: Case, *, at: datetime) -> int:
    """Is this the first rating of the round, or the one after it was put right?"""
    if sentence := rated_already(case, at=at):
        raise Taken(sentence)
    return 2 if Rating.objects.filter(case=case, round=case.round).exists() else 1


def _to_be_mended(
    case: Case, step: Step, *, at: datetime, words: str, facts: dict[str, Any], said: dict[str, Any]
) -> Line:
    """The office has to put it right by a day that everybody reads; until some weeks after it, an appeal is open."""
    days = case.matter.repair_days if case.matter else REPAIR_DAYS
    due = lay_repair(case, days=days, at=at)
    appeal_days = case.matter.appeal_days if case.matter else UNSORTED_DAYS
    facts |= {"mend_until": due.isoformat(), "appeal_until": may_appeal_until(due, appeal_days).isoformat()}
    told = {"due": due}
    return advance(case, step, at=at, words=words, language=case.language, facts=facts, told=told, **said)


@transaction.atomic
def say(case: Case, *, by: Reporter, solved: str, text: str = "", at: datetime) -> Line:
    """The resident says whether it is solved while somebody still checks it. The word is kept and counts once the
    answer stands; the first "no" of a round sends the case straight back, and after that the checker decides. Raises
    NotAllowed, Conflict where nothing is being checked, Taken for a second word on one answer, NotValid."""
    case = hold(case)
    step = permit(case, "say", by=by, at=at)
    given = demand_words(step, {"text": text})
    _check_rating(solved, result=None, attitude=None, speed=None)
    answer = standing_answer(case)
    if answer is None:
        raise Conflict()
    sends_back = solved == Verdict.NO and not was_sent_back_by_word(case)
    keep_word(case, answer, solved=solved, sends_back=sends_back, at=at)
    facts = {"solved": solved, "of": answer.seq, "sends_back": sends_back}
    words, language = given["text"], case.language
    if not sends_back:
        return advance(case, step, at=at, words=words, language=language, facts=facts)
    again = permit(case, "say", by=by, at=at, branch="sends-back")
    facts["held_by"] = case.office.code if case.office else ""
    return advance(case, again, at=at, words=words, language=language, facts=facts)


@transaction.atomic
def answer_question(case: Case, *, by: Reporter, seq: int, solved: str, text: str = "", at: datetime) -> Line:
    """The resident answers the question that came with one answer: before the check it is a word, after it a rating.
    Raises Conflict where the office has answered anew or works on it again; further as say and rate."""
    case = hold(case)
    question = question_of(case, seq)
    if question.verb == "say":
        return say(case, by=by, solved=solved, text=text, at=at)
    if question.verb == "rate":
        return rate(case, by=by, solved=solved, text=text, at=at)
    raise Conflict(question.why)


def _check_rating(solved: str, *, result: int | None, attitude: int | None, speed: int | None) -> None:
    wrong = {}
    if solved not in (Verdict.YES, Verdict.PARTLY, Verdict.NO):
        wrong["solved"] = _("Say whether it was solved: yes, partly or no.")
    for name, value in (("result", result), ("attitude", attitude), ("speed", speed)):
        if value is not None and not 1 <= value <= 5:
            wrong[name] = _("Give 1 to 5, or leave it out.")
    if wrong:
        raise NotValid(fields=wrong)


@transaction.atomic
def forget(person: Person, *, at: datetime) -> int:
    """Take a person's name off ratings; what was said of the answer stays, by nobody. Returns how many."""
    return Rating.objects.filter(person=person).update(person=None)
