"""The resident after the answer: rate, appeal; the reviewing office that decides, and that looks into reports about
offices."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import advance, begin_round, demand_words, hold, keep_word, permit, promise_answer
from civic.cases.guards import Reporter
from civic.cases.models import Case, Line
from civic.cases.queries import standing_answer, was_sent_back_by_word
from civic.cases.rules import APPEAL_DECISION_DAYS, State, Verdict, may_appeal_until, may_reopen_until
from civic.feedback.models import Appeal, Rating
from civic.feedback.queries import question_of
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.offices.models import Office
from civic.offices.queries import HeldPost, by_workdays, reviewing_office_for

UNSORTED_DAYS = 30


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
    at: datetime,
) -> Line:
    """The resident says whether it was solved. The first "no" within the matter's days opens the case again without an
    appeal. Raises NotAllowed, Conflict before the answer stands, Taken when this round was rated, NotValid."""
    case = hold(case)
    reopens = solved == Verdict.NO and may_reopen(case, at=at)
    try:
        step = permit(case, "rate", by=by, at=at)
    except Conflict:
        _refuse_again(case)
        raise
    given = demand_words(step, {"text": text})
    _check_rating(solved, result=result, attitude=attitude, speed=speed)
    if Rating.objects.filter(case=case, round=case.round).exists():
        raise Taken(_("This answer has been rated already. If you do not agree with it, you can appeal."))
    if case.outcome == "recorded":
        raise Conflict(_("This answer was given in an earlier system, so it is not rated here."))
    Rating.objects.create(
        case=case,
        round=case.round,
        person=by.person,
        solved=solved,
        result=result,
        attitude=attitude,
        speed=speed,
        at=at,
    )
    stars = {
        name: value
        for name, value in (("result", result), ("attitude", attitude), ("speed", speed))
        if value is not None
    }
    if not reopens:
        return advance(
            case,
            step,
            at=at,
            words=given["text"],
            language=case.language,
            facts={"solved": solved, "reopens": False, **stars},
            verdict=solved,
        )
    again = permit(case, "rate", by=by, at=at, branch="reopens")
    promise = begin_round(case, at=at)
    return advance(
        case,
        again,
        at=at,
        words=given["text"],
        language=case.language,
        facts={"solved": solved, "reopens": True, **promise.facts, **stars},
        verdict=solved,
    )


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


def _refuse_again(case: Case) -> None:
    """The same form sent twice: the first one opened the case again, so say that and not that rating is impossible."""
    if Rating.objects.filter(case=case, round=case.round - 1, solved=Verdict.NO).exists():
        raise Taken(_("You have rated this answer already, and the case is open again. You can rate the next answer."))


def _check_rating(solved: str, *, result: int | None, attitude: int | None, speed: int | None) -> None:
    wrong = {}
    if solved not in (Verdict.YES, Verdict.PARTLY, Verdict.NO):
        wrong["solved"] = _("Say whether it was solved: yes, partly or no.")
    for name, value in (("result", result), ("attitude", attitude), ("speed", speed)):
        if value is not None and not 1 <= value <= 5:
            wrong[name] = _("Give 1 to 5, or leave it out.")
    if wrong:
        raise NotValid(fields=wrong)


def may_reopen(case: Case, *, at: datetime) -> bool:
    """Does a "no" open this case again without an appeal? Once, within the days of the matter."""
    if case.round > 1 or case.closed_at is None or case.state != State.CLOSED:
        return False
    return at <= may_reopen_until(case.closed_at, case.matter.reopen_days if case.matter else UNSORTED_DAYS)


def appeal_until(case: Case) -> datetime | None:
    """Until when the answer or refusal may be appealed; None when there is nothing to appeal."""
    if case.state not in (State.CLOSED, State.DECLINED) or case.closed_at is None or case.outcome == "recorded":
        return None
    return may_appeal_until(case.closed_at, case.matter.appeal_days if case.matter else UNSORTED_DAYS)


@transaction.atomic
def appeal(case: Case, *, by: Reporter, text: str, at: datetime) -> Line:
    """The resident does not agree: another office, which never touched the case, decides with reasons. Once a round.
    Raises NotAllowed, Conflict, NotValid; TooLate after the day shown; Taken for a second appeal."""
    case = hold(case)
    step = permit(case, "appeal", by=by, at=at)
    given = demand_words(step, {"text": text})
    until = appeal_until(case)
    if until is None:
        raise Conflict(_("There is nothing here to appeal against."))
    if at > until:
        raise TooLate(_("The days in which this could be appealed have passed. You may hand in a new report."))
    if Appeal.objects.filter(case=case, round=case.round).exists():
        raise Taken(_("This decision has been reviewed once already."))
    office = reviewing_office_for(case.office)
    if office is None:
        raise Conflict(_("No reviewing office is set up. Call the city's hotline, which has to name one."))
    due = by_workdays(at, APPEAL_DECISION_DAYS)
    Appeal.objects.create(case=case, round=case.round, office=office, at=at, due_at=due)
    return advance(
        case,
        step,
        at=at,
        words=given["text"],
        language=case.language,
        facts={"appeal_to": office.code, "until": due.isoformat()},
        told={"appeal_office": office, "due": due},
    )


@transaction.atomic
def uphold(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The reviewing office finds that the decision stands. Raises NotAllowed for an office that touched the case,
    Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "uphold", by=by, at=at)
    given = demand_words(step, {"text": text})
    review = _decide(case, step.officer.office_ids if step.officer else frozenset(), decision="upheld", at=at)
    return advance(case, step, at=at, words=given["text"], facts={"office": review.office.code})


@transaction.atomic
def overturn(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The reviewing office finds that the decision does not stand: the case is taken up anew. Raises as uphold."""
    case = hold(case)
    step = permit(case, "overturn", by=by, at=at)
    given = demand_words(step, {"text": text})
    review = _decide(case, step.officer.office_ids if step.officer else frozenset(), decision="overturned", at=at)
    facts = {"office": review.office.code}
    if step.move.after != State.CLOSED:
        facts |= begin_round(case, at=at).facts
    return advance(case, step, at=at, words=given["text"], facts=facts, accepted_at=case.accepted_at or at)


def _decide(case: Case, office_ids: frozenset[int], *, decision: str, at: datetime) -> Appeal:
    review = Appeal.objects.select_related("office").get(case=case, round=case.round)
    if review.office_id not in office_ids:
        raise NotAllowed(_("Another office was asked to review this case."))
    if _touched(case, review.office):
        raise NotAllowed(_("Your office took part in this case, so it cannot review it."))
    review.decision, review.decided_at = decision, at
    review.save(update_fields=["decision", "decided_at"])
    return review


def _touched(case: Case, office: Office) -> bool:
    return case.office_id == office.pk or case.lines.filter(office=office).exclude(side="decide").exists()


@transaction.atomic
def inquire(case: Case, *, by: Person, at: datetime) -> Line:
    """A reviewing office looks into a report about another office, or about somebody in it; that office never knows of
    it. Raises NotAllowed for whoever works there, Conflict."""
    case = hold(case)
    step = permit(case, "inquire", by=by, at=at)
    office = Office.objects.get(pk=_inquiring_office(case, step.officer.posts if step.officer else ()))
    promise = promise_answer(case, at=at)
    told = {"office": office, "due": case.answer_due_at}
    return advance(case, step, at=at, facts={"office": office.code, **promise.facts}, told=told, office=office)


def _inquiring_office(case: Case, posts: tuple[HeldPost, ...]) -> int:
    held = [post.office_id for post in posts if post.role in ("reviewer", "committee")]
    return min(pk for pk in held if pk != case.about_office_id)


@transaction.atomic
def conclude(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The reviewing office tells the resident what it found and what follows. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "conclude", by=by, at=at)
    given = demand_words(step, {"text": text})
    return advance(case, step, at=at, words=given["text"], answered_at=case.answered_at or at)


@transaction.atomic
def dismiss(case: Case, *, by: Person, basis: str, text: str, at: datetime) -> Line:
    """The reviewing office takes up no inquiry, on a basis and with a reason. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "dismiss", by=by, at=at)
    given = demand_words(step, {"basis": basis, "text": text})
    facts = {"basis": given["basis"]}
    return advance(case, step, at=at, words=given["text"], facts=facts, told=facts)


@transaction.atomic
def forget(person: Person, *, at: datetime) -> int:
    """Take a person's name off ratings; what was said of the answer stays, by nobody. Returns how many."""
    return Rating.objects.filter(person=person).update(person=None)
