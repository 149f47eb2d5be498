"""What an office answers: at once, or once a colleague has read it, the head has signed it, or together with others."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import NOT_SHOWN, Step, advance, demand_evidence, demand_words, give_points, hold, permit
from civic.cases.models import Case, DraftedAnswer, Line, Photo
from civic.cases.queries import answer_told, drafted_answer, question_url
from civic.cases.queries.points import weights_of
from civic.cases.rules import Outcome, State, Station, may_appeal_until, next_station, outcomes_for
from civic.cases.rules.drafting import answer_faults
from civic.cases.rules.points import outcome_fault
from civic.cases.rules.report import LANGUAGES
from civic.lib.plain_text import guess_language
from civic.lib.refusals import Conflict, NotValid, Sentence
from civic.offices.queries import reviewing_office_for

_BEGINS = ("take", "send-back", "rate", "overturn")  # lines from which an office works on its answer
UNSORTED_APPEAL_DAYS = 30


@transaction.atomic
def answer(
    case: Case,
    *,
    by: Person,
    outcome: str,
    text: str,
    basis: str = "",
    remedy: str = "",
    occasion: str = "",
    language: str = "",
    at: datetime,
) -> Line:
    """The office answers, in words everybody will read, and says how it ended. Questions and suggestions close with it;
    the rest is checked by somebody else first. Where the matter demands another pair of eyes, or an occasion is named,
    nobody outside reads a word yet, and the promised day runs on. Raises NotAllowed, Conflict, NotValid; NotValid too
    for "not ours" and "not possible" without a basis and a remedy, for a blank left open, and where a suggestion ends
    otherwise than its points were weighed."""
    case = hold(case)
    goes_to = _next_for(case, "", occasion.strip())
    before = drafted_answer(case)
    step = permit(case, "answer", by=by, at=at, branch="waits" if goes_to else "", drafted=before)
    given = demand_words(step, {"text": text, "basis": basis, "remedy": remedy, "occasion": occasion})
    _check(case, outcome, given)
    if outcome == Outcome.SOLVED:
        demand_evidence(case, (), missing=NOT_SHOWN)
    said = before or DraftedAnswer(case=case, station=Station.HANDLER, drafted_at=at)
    said.author, said.outcome, said.office = by, str(outcome), case.office  # type: ignore[assignment]  # at work
    for name, words in given.items():
        setattr(said, name, words)
    said.language = language if language in LANGUAGES and language else guess_language(said.text)
    if not goes_to:
        if said.pk is not None:
            said.save()
        return _give(case, step, said, at=at)
    if said.pk is None:
        said.since = _begun(case, at)
    said.passed_by = said.signed_by = None
    said.lies(goes_to, at=at)
    said.save()
    return advance(case, step, at=at, facts={"goes_to": goes_to}, station=goes_to)


@transaction.atomic
def pass_answer(case: Case, *, by: Person, at: datetime) -> Line:
    """A colleague of the office who did not write the answer has read it: it goes to the head, is kept ready, or goes
    out. Raises NotAllowed, Conflict."""
    return _goes_on(case, "pass", by=by, at=at)


@transaction.atomic
def sign(case: Case, *, by: Person, at: datetime) -> Line:
    """The head of the office, or whoever stands in, signs the answer: it goes out, or is kept ready. Raises NotAllowed,
    also for whoever wrote it; Conflict."""
    return _goes_on(case, "sign", by=by, at=at)


@transaction.atomic
def release(case: Case, *, by: Person, at: datetime) -> Line:
    """An answer that was kept ready goes out, together with others or by itself. Raises NotAllowed, Conflict."""
    return _goes_on(case, "release", by=by, at=at)


@transaction.atomic
def hand_back(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """A drafted answer goes back to its handler with a reason that stays inside. Raises NotAllowed, Conflict,
    NotValid."""
    case = hold(case)
    waiting = drafted_answer(case)
    step = permit(case, "hand-back", by=by, at=at, drafted=waiting)
    given = demand_words(step, {"reason": reason})
    said = _there(waiting)
    facts = {"from": said.station}
    said.save(update_fields=said.lies(Station.HANDLER, at=at))
    return advance(case, step, at=at, words=given["reason"], facts=facts, station=Station.HANDLER.value)


def _goes_on(case: Case, verb: str, *, by: Person, at: datetime) -> Line:
    case = hold(case)
    waiting = drafted_answer(case)
    goes_to = _next_for(case, case.station, waiting.occasion if waiting else "")
    step = permit(case, verb, by=by, at=at, branch="waits" if goes_to else "", drafted=waiting)
    said = _there(waiting)
    if verb == "pass":
        said.passed_by = by
    elif verb == "sign":
        said.signed_by = by
    if not goes_to:
        return _give(case, step, said, at=at)
    said.save(update_fields=[*said.lies(goes_to, at=at), "passed_by", "signed_by"])
    return advance(case, step, at=at, facts={"goes_to": goes_to}, station=goes_to)


def _there(waiting: DraftedAnswer | None) -> DraftedAnswer:
    if waiting is None:  # the table knows where it lies, so this would be a fault of ours
        raise Conflict()
    return waiting


def _next_for(case: Case, lies: str, occasion: str) -> str:
    """Where an answer goes from where it lies, by what the case and its matter demand."""
    return next_station(lies, is_read_twice=case.is_read_twice, is_signed=case.is_signed, is_kept=bool(occasion))


def _check(case: Case, outcome: str, given: dict[str, str]) -> None:
    wrong: dict[str, Sentence] = {}
    if outcome not in outcomes_for(case.kind):
        wrong["outcome"] = _("Choose how it ended.")
    elif fault := outcome_fault(outcome, weights_of(case)) if case.point_count else "":
        wrong["outcome"] = fault
    wrong |= answer_faults(outcome, given)
    if wrong:
        raise NotValid(fields=wrong)


def _begun(case: Case, at: datetime) -> datetime:
    """Since when the office has had the answer to write."""
    last = case.lines.filter(verb__in=_BEGINS).order_by("-seq").values_list("at", flat=True).first()
    return last or at


def _give(case: Case, step: Step, said: DraftedAnswer, *, at: datetime) -> Line:
    """What was drafted becomes the answer that everybody reads, with the photos of the office."""
    review = reviewing_office_for(case.office)
    days = case.matter.appeal_days if case.matter else UNSORTED_APPEAL_DAYS
    facts: dict[str, Any] = {
        "outcome": said.outcome,
        "basis": said.basis,
        "appeal_to": review.code if review else "",
        "appeal_until": may_appeal_until(at, days).isoformat(),
    }
    facts |= {"remedy": said.remedy} if said.remedy else {}
    facts |= {"read": True} if said.passed_by_id else {}
    facts |= {"signed": True} if said.signed_by_id else {}
    line = advance(
        case,
        step,
        at=at,
        words=said.text,
        language=said.language,
        facts=facts,
        told=answer_told(said)
        | {"ask_url": question_url(case.number, case.last_seq + 1), "is_final": step.move.after == State.CLOSED},
        outcome=said.outcome,
        verdict="",
        answered_at=case.answered_at or at,
        station="",
    )
    if getattr(said, "has_photos", True):  # not known where nothing waited: then they are looked for
        Photo.objects.filter(case=case, line__isnull=True).exclude(moment="").update(line=line)
    give_points(case, line)
    if said.pk is not None:
        DraftedAnswer.objects.filter(pk=said.pk).update(
            line=line, ended_at=at, passed_by=said.passed_by_id, signed_by=said.signed_by_id
        )
    return line
