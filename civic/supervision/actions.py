"""The checking side: accept, decline, ask, publish, withhold, verify, send back, hasten, decide on another day; and the
committee, which decides whose a disputed case is. It never imports the acting side."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import (
    Step,
    advance,
    cover_photo,
    demand_answering,
    demand_by,
    demand_words,
    grant_day,
    hold,
    permit,
    promise_answer,
    uncover_photo,
)
from civic.cases.models import Case, Line, LineWords, Photo, PhotoState
from civic.cases.rules import State, may_appeal_until
from civic.cases.rules.boxes import Box
from civic.cases.rules.screening import Ground, left_private
from civic.journal.models import Audience
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.models import Matter, Office
from civic.offices.queries import conditions_of, reviewing_office_for

UNSORTED_APPEAL_DAYS = 30


@transaction.atomic
def accept(case: Case, *, by: Person, matter: Matter | None, condition: str = "", at: datetime) -> Line:
    """The city takes a report on: matter and condition are settled, and with them the day by which the answer is
    promised; also while a question to the resident is open. Thanks end here. Raises NotAllowed, Conflict; NotValid
    without a matter, or for a condition it does not know."""
    case = hold(case)
    step = permit(case, "accept", by=by, at=at)
    matter = matter or case.matter
    if matter is None or not matter.is_active:
        raise NotValid(fields={"matter": _("Choose what the case is about: the limit and the office hang on it.")})
    if matter.pk != case.matter_id:  # the words by which it will be checked are those of the matter it is accepted for
        case.wording_id = matter.wording_id
    case.matter = matter
    if step.move.after == State.CLOSED:
        return advance(case, step, at=at, facts={"matter": matter.code}, accepted_at=at)
    if condition and condition not in dict(conditions_of(matter)):
        raise NotValid(fields={"condition": _("This matter does not know this condition. Choose one from the list.")})
    case.condition = condition
    promise = promise_answer(case, at=at)
    told = {"unknown_year": str(promise.tentative_year or "")}
    return advance(case, step, at=at, facts={"matter": matter.code, **promise.facts}, told=told, accepted_at=at)


@transaction.atomic
def decline(case: Case, *, by: Person, basis: str, text: str, at: datetime) -> Line:
    """The city does not take a report on: with the rule it rests on, the reason, and where and until when to appeal.
    Raises NotAllowed, Conflict, NotValid; Conflict too when no reviewing office exists, since a refusal without an
    appeal is none."""
    case = hold(case)
    step = permit(case, "decline", by=by, at=at)
    given = demand_words(step, {"basis": basis, "text": text})
    own = Office.objects.filter(pk=step.office_id).first() if step.office_id is not None else None
    review = reviewing_office_for(own)
    if review is None:
        raise Conflict(
            _("No reviewing office is set up, so nothing can be declined: the resident would have nowhere to appeal.")
        )
    until = may_appeal_until(at, case.matter.appeal_days if case.matter else UNSORTED_APPEAL_DAYS)
    facts = {"basis": given["basis"], "appeal_to": review.code, "appeal_until": until.isoformat()}
    told = {"basis": given["basis"], "appeal_office": review, "due": until}
    return advance(case, step, at=at, words=given["text"], facts=facts, told=told)


@transaction.atomic
def ask(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The supervision centre asks the resident something before it decides. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "ask", by=by, at=at)
    given = demand_words(step, {"text": text})
    return advance(case, step, at=at, words=given["text"])


@transaction.atomic
def publish(
    case: Case,
    *,
    by: Person,
    title: str,
    text: str,
    address: str | None = None,
    photos: Collection[UUID] | None = None,
    hold_back: Collection[int] = (),
    read_to: int | None = None,
    keep: Collection[str] = (),
    at: datetime,
) -> Line:
    """Let everybody read the case, in the words the moderator leaves: title, text, place, the photos named (all
    prepared ones when None), and what the resident wrote since, up to the line the moderator had before her (all when
    None) and but for the lines held back. What looks private in any of it was taken out or is kept knowingly: `keep`
    holds those words. Raises NotAllowed, Conflict, NotValid; NotValid too, naming it, for what is left and not kept."""
    case = hold(case)
    step = permit(case, "publish", by=by, at=at)
    given = demand_words(
        step, {"title": title, "text": text, "address": case.public_address if address is None else address}
    )
    resident_words = LineWords.objects.filter(line__case=case, line__side="resident")
    read = case.last_seq if read_to is None else min(read_to, case.last_seq)
    new = resident_words.filter(line__seq__lte=read, audience=Audience.PUBLIC, is_screened=False)
    later = new.exclude(line__verb="file").exclude(line__seq__in=hold_back).values_list("text", flat=True)
    report = resident_words.filter(line__seq=1).values_list("text", flat=True)
    left = left_private([*given.values(), *later], kept=keep, told=[case.title, *report])
    if left:
        named = ", ".join(f"{finding.text} ({finding.label})" for finding in left)
        raise NotValid(fields={"keep": _still_private(named)})
    ready = Photo.objects.filter(case=case, state=PhotoState.READY)
    shown = ready if photos is None else ready.filter(key__in=photos)
    Photo.objects.filter(case=case).exclude(pk__in=shown.values("pk")).update(is_public=False)
    count = shown.update(is_public=True)
    ready.filter(screened_at__isnull=True).update(screened_at=at)
    resident_words.filter(line__seq__lte=read).update(is_screened=True)
    resident_words.filter(line__seq__in=hold_back).update(is_screened=False)
    return advance(
        case,
        step,
        at=at,
        facts={"photos": count},
        public_title=given["title"],
        public_text=given["text"],
        public_address=given["address"],
        screened_seq=max(case.screened_seq, read),
    )


def _still_private(named: str) -> str:
    return _("This still looks private: %(named)s. Replace it, or tick what may stay.") % {"named": named}


@transaction.atomic
def withhold(case: Case, *, by: Person, reason: str = "", ground: str = "", at: datetime) -> Line:
    """Keep the case from strangers, or take it back from them, on one of the listed grounds, with words where none of
    them fits; the resident reads both and who reviews it. It leaves list, search and feed in the same instant. Raises
    NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "withhold", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    if not ground and given["reason"] in Ground.values:  # programs have one field for both
        ground, given["reason"] = given["reason"], ""
    ground = ground or Ground.OTHER
    if ground not in Ground.values:
        raise NotValid(fields={"ground": _("This reason is not in the list. Choose one from it.")})
    if ground == Ground.OTHER and not given["reason"]:
        raise NotValid(fields={"reason": _("Write something here: others will rely on it.")})
    own = Office.objects.filter(pk=step.office_id).first() if step.office_id is not None else None
    review = reviewing_office_for(own)
    Photo.objects.filter(case=case).update(is_public=False)
    facts = {"ground": str(ground)} | ({"reviewed_by": review.code} if review else {})
    told = {"ground": "" if ground == Ground.OTHER else Ground(ground).label, "appeal_office": review or ""}
    return advance(case, step, at=at, words=given["reason"], facts=facts, told=told, screened_seq=case.last_seq)


@transaction.atomic
def blur(case: Case, *, by: Person, photo: int, boxes: Sequence[Box], at: datetime) -> Line:
    """Cover faces, plates and doors in a photo: by whoever may publish the case, when it may be published. A public
    photo stays public, as it is from now on. Raises NotAllowed, Conflict, NotValid."""
    case, step, held = _hold_photo(case, photo, by=by, at=at, verb="blur")
    cover_photo(held, boxes)
    return advance(case, step, at=at, facts={"photo": held.pk, "boxes": len(boxes)})


@transaction.atomic
def unblur(case: Case, *, by: Person, photo: int, at: datetime) -> Line:
    """Take the boxes off a photo that nobody else has seen. Raises NotAllowed, Conflict."""
    case, step, held = _hold_photo(case, photo, by=by, at=at, verb="unblur")
    uncover_photo(held)
    return advance(case, step, at=at, facts={"photo": held.pk})


def _hold_photo(case: Case, photo: int, *, by: Person, at: datetime, verb: str) -> tuple[Case, Step, Photo]:
    """Covering is a part of publishing: the same hand, at the same times; the line says what was done."""
    case = hold(case)
    step = permit(case, "publish", by=by, at=at)
    held = Photo.objects.filter(case=case, pk=photo).first()
    if held is None:
        raise NotValid(fields={"photo": _("This photo is not one of the case.")})
    return case, replace(step, move=replace(step.move, verb=verb, publishes=None)), held


@transaction.atomic
def verify(case: Case, *, by: Person, text: str = "", at: datetime) -> Line:
    """Somebody who took no part in the work has looked: it holds, the case closes. Raises NotAllowed with the reason
    for whoever acted on the case, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "verify", by=by, at=at)
    given = demand_words(step, {"text": text})
    days = case.matter.appeal_days if case.matter else UNSORTED_APPEAL_DAYS
    until = may_appeal_until(at, days)
    return advance(
        case, step, at=at, words=given["text"], facts={"appeal_until": until.isoformat()}, told={"due": until}
    )


@transaction.atomic
def send_back(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """The check found that it does not hold: the office does it again. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "send-back", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    return advance(case, step, at=at, words=given["reason"])


@transaction.atomic
def hasten(case: Case, *, by: Person, text: str, due: date, at: datetime) -> Line:
    """The checking side demands of the office that it act by a day of its own; the case goes to the head of its list
    and the demand is counted. Raises NotAllowed, NotValid; Conflict while an earlier demand still runs."""
    case = hold(case)
    step = permit(case, "hasten", by=by, at=at)
    given = demand_words(step, {"text": text})
    moment = demand_by(case, due, at=at)
    facts = {"due": moment.isoformat(), "hastened": case.hastened}
    return advance(case, step, at=at, words=given["text"], facts=facts, told={"due": moment})


@transaction.atomic
def grant_deferral(case: Case, *, by: Person, at: datetime) -> Line:
    """The answer is promised for the day the office asked for; the resident reads both days and the office's reason.
    Raises NotAllowed; Conflict where no other day is asked for, or the promised day has moved as far by itself."""
    case = hold(case)
    step = permit(case, "grant-deferral", by=by, at=at)
    before, until = grant_day(case, at=at)
    asked = LineWords.objects.filter(line__case=case, line__verb="defer").order_by("-line__seq").first()
    return advance(
        case,
        step,
        at=at,
        words=asked.text if asked else "",
        language=asked.language if asked else "",
        facts={"from": before.isoformat(), "until": until.isoformat()},
        told={"before": before},
    )


@transaction.atomic
def refuse_deferral(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """The promised day stands, and the office reads why. Raises NotAllowed, NotValid; Conflict where no other day is
    asked for."""
    case = hold(case)
    step = permit(case, "refuse-deferral", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    asked = case.defer_to.isoformat() if case.defer_to else ""
    return advance(case, step, at=at, words=given["reason"], facts={"asks_until": asked}, defer_to=None)


@transaction.atomic
def decide(case: Case, *, by: Person, office: Office, reason: str, at: datetime) -> Line:
    """The committee decides whose a twice returned case is, and the case goes there at once. Raises NotAllowed, also
    for whose own office took part in the case; Conflict; NotValid for an office that does not answer."""
    case = hold(case)
    step = permit(case, "decide", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    office = demand_answering(office)
    own = step.officer.office_ids if step.officer else frozenset()
    if case.lines.filter(office__in=own).exclude(side="decide").exists():
        raise NotAllowed(_("Your own office took part in this case. Another member of the committee decides."))
    return advance(case, step, at=at, words=given["reason"], facts={"office": office.code}, office=office)
