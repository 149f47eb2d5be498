"""Call somebody out to an urgent case: in the transaction that files, accepts or dispatches it, then one person after
the other, until somebody says that it is in hand."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions.moving import hold, write_note
from civic.cases.models import Call, CallOut, Case, Line, Part
from civic.cases.queries import part_of
from civic.cases.queries.callouts import answers_call, calls_out
from civic.cases.rules.callouts import (
    CENTRE_FIRST,
    HEAD,
    RUNGS,
    CallReply,
    CallState,
    is_of_centre,
    is_settled,
    wait_of,
)
from civic.cases.rules.privacy import is_never_public
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices import actions as notices
from civic.offices.models import Office, OfficeKind, Officer
from civic.offices.queries import (
    OnDuty,
    call_minutes,
    hand_of,
    heads_of,
    nearest_of_kind,
    on_duty,
    who_answers,
)

BATCH = 100
OF_CENTRE = CENTRE_FIRST - 1  # the rungs of the command centre repeat those of an office


def call_filed(case: Case, *, last: Line, at: datetime) -> None:
    """A case has just come in; if it is urgent, the office that answers is called, and the supervision centre, which
    has to read it. The caller holds the case."""
    if not calls_out(case):
        return
    answering = who_answers(case.matter, case.area, on=localdate(at), component=case.component)
    ladder = _Ladder(nearest_of_kind(OfficeKind.COMMAND, case.area), at)
    seq = case.last_seq
    last = _begin(case, ladder, answering.office if answering else None, side="act", last=last)
    _begin(case, ladder, nearest_of_kind(OfficeKind.SUPERVISION, case.area), side="check", last=last)
    _keep_last(case, seq)


def call_accepted(case: Case, *, last: Line, at: datetime) -> None:
    """A case was accepted; if it is urgent, the office that answers for its matter is called, unless it was before. The
    caller holds the case."""
    if calls_out(case):
        answering = who_answers(case.matter, case.area, on=localdate(at), component=case.component)
        _call_office(case, answering.office if answering else None, last=last, at=at)


def call_dispatched(case: Case, *, last: Line, at: datetime) -> None:
    """A case was dispatched; if it is urgent, its office is called, unless it was before. The caller holds the case."""
    if calls_out(case):
        _call_office(case, case.office, last=last, at=at)


def _call_office(case: Case, office: Office | None, *, last: Line, at: datetime) -> None:
    if office is None or CallOut.objects.filter(case=case, side="act", office=office).exists():
        return
    seq = case.last_seq
    _begin(case, _Ladder(nearest_of_kind(OfficeKind.COMMAND, case.area), at), office, side="act", last=last)
    _keep_last(case, seq)


def _keep_last(case: Case, seq: int) -> None:
    if case.last_seq != seq:
        case.save(update_fields=["last_seq"])


@transaction.atomic
def acknowledge(callout: CallOut, *, by: Person, reply: str = CallReply.HAVE_IT, at: datetime) -> CallOut:
    """Somebody who was called has it: nobody else is called any more, the timeline says so, and she has acted in the
    case. Raises Taken, naming who, where somebody else has it; Conflict once it is over; NotAllowed for whoever was not
    called and has no post there, and for whoever took another side in the case; NotValid for another reply."""
    if reply not in CallReply.values:
        raise NotValid(fields={"reply": _("Choose one of the answers.")})
    callout = _hold(callout, by=by, at=at)
    if callout.state not in (CallState.WAITING, CallState.UNHEARD):
        raise Conflict(_("Nobody need come any more: the case has moved on."))
    case = hold(callout.case)
    part = part_of(case, by)
    officer = hand_of(by, on=localdate(at))
    assert officer is not None
    if part is not None and part.side != officer.side:
        raise NotAllowed(_("You took another side in this case, so somebody else has to take this call."))
    if part is None:
        Part.objects.create(case=case, person=by, side=officer.side, verb="acknowledge", at=at)
    callout.state, callout.due_at = CallState.HELD, None
    callout.held_by, callout.held_at, callout.reply = by, at, reply
    callout.save(update_fields=["state", "due_at", "held_by", "held_at", "reply"])
    notices.withdraw_about(callout.about, at=at)
    facts = {"reply": str(reply)} | ({"office": callout.office.code} if callout.office else {})
    write_note(case, "acknowledge", side=officer.side, by=by, office=callout.office, facts=facts, at=at)
    case.save(update_fields=["last_seq"])
    return callout


@transaction.atomic
def pass_call(callout: CallOut, *, by: Person, at: datetime) -> CallOut:
    """Whoever is called cannot come: the next person is called at once. Raises NotAllowed for whoever was not called,
    Taken and Conflict as for taking it."""
    callout = _hold(callout, by=by, at=at)
    if callout.state != CallState.WAITING:
        raise Conflict(_("Everybody has been called already. If you can, take it all the same."))
    called = callout.calls.filter(officer__person=by, passed_at__isnull=True).update(passed_at=at)
    if not called:
        raise NotAllowed(_("You were not called, or have said already that you cannot."))
    if callout.calls.filter(rung=callout.rung, passed_at__isnull=True).exists():
        return callout  # another head of the office was called with her
    case = hold(callout.case)
    _climb(callout, case, _Ladder(nearest_of_kind(OfficeKind.COMMAND, case.area), at), last=None)
    case.save(update_fields=["last_seq"])
    return callout


def call_next(*, at: datetime, most: int = BATCH) -> int:
    """Call the next person wherever the last one did not answer in time, each call-out in a transaction of its own.
    Returns how many people were called."""
    due = CallOut.objects.filter(state=CallState.WAITING, due_at__lte=at).order_by("due_at", "pk")
    called = [_call_next(pk, was, at=at) for pk, was in list(due.values_list("pk", "due_at")[:most])]
    return sum(called)


@transaction.atomic
def _call_next(pk: int, was: datetime | None, *, at: datetime) -> int:
    claimed = CallOut.objects.filter(pk=pk, state=CallState.WAITING, due_at=was).update(due_at=at)
    if claimed != 1:
        return 0  # answered meanwhile, or in another hand
    callout = CallOut.objects.select_related("case", "office__roster").get(pk=pk)
    case = hold(callout.case)
    went_elsewhere = callout.side == "act" and case.office_id not in (None, callout.office_id)
    if went_elsewhere or is_settled(callout.side, case.state):
        callout.state, callout.due_at = CallState.OVER, None
        callout.save(update_fields=["state", "due_at"])
        notices.withdraw_about(callout.about, at=at)
        return 0
    before = callout.calls.count()
    _climb(callout, case, _Ladder(nearest_of_kind(OfficeKind.COMMAND, case.area), at), last=None)
    case.save(update_fields=["last_seq"])
    return callout.calls.count() - before


# --- the pieces ---


@dataclass
class _Ladder:
    """Who is called at which rung at one moment; each office is asked once."""

    centre: Office | None
    at: datetime
    asked: dict[int, list[OnDuty]] = field(default_factory=dict)

    def at_rung(self, rung: int, office: Office | None) -> tuple[Office | None, list[Officer]]:
        """The office that is called at this rung, and whom. An office without a roster is not called at all; where no
        head is on it, whoever heads the office is."""
        place = self.centre if is_of_centre(rung) else office
        if place is None or getattr(place, "roster", None) is None or (is_of_centre(rung) and place == office):
            return None, []
        rank = rung - OF_CENTRE if is_of_centre(rung) else rung
        if place.pk not in self.asked:
            self.asked[place.pk] = on_duty(place, at=self.at)
        people = [one.officer for one in self.asked[place.pk] if one.rank == rank]
        if not people and rank == HEAD:
            people = heads_of(place, on=localdate(self.at))
        return place, people


def _begin(case: Case, ladder: _Ladder, office: Office | None, *, side: str, last: Line) -> Line:
    """The call-out of one office, where anybody is on duty at all."""
    if not any(ladder.at_rung(rung, office)[1] for rung in RUNGS):
        return last
    callout = CallOut.objects.create(case=case, office=office, side=side, began_at=ladder.at, due_at=ladder.at)
    return _climb(callout, case, ladder, last=last) or last


def _climb(callout: CallOut, case: Case, ladder: _Ladder, *, last: Line | None) -> Line | None:
    """Call whoever is next in the order of calling; those who cannot be reached are passed over, and written down."""
    called = set(callout.calls.values_list("officer", flat=True)) if callout.rung else set()
    for rung in (rung for rung in RUNGS if rung > callout.rung):
        place, people = ladder.at_rung(rung, callout.office)
        fresh = [officer for officer in people if officer.pk not in called]
        if place is None or not fresh:
            continue
        calls = [
            _call(callout, case, rung, place, officer, number, at=ladder.at)
            for number, officer in enumerate(fresh, start=len(called) + 1)
        ]
        called |= {officer.pk for officer in fresh}
        callout.rung = rung
        is_reached = any(call.was_reached for call in calls)
        facts = {"office": place.code, "rung": rung, "reached": is_reached}
        last = write_note(case, "call", side="calendar", office=place, facts=facts, at=ladder.at, last=last)
        if is_reached:
            callout.due_at = ladder.at + wait_of(call_minutes(place))
            callout.save(update_fields=["rung", "due_at"])
            return last
    callout.state, callout.due_at = CallState.UNHEARD, None
    callout.save(update_fields=["rung", "state", "due_at"])
    return last


def _call(
    callout: CallOut, case: Case, rung: int, place: Office, officer: Officer, number: int, *, at: datetime
) -> Call:
    """One person: told by every way there is, and written down."""
    contact = getattr(officer, "duty_contact", None)
    email = contact.email if contact else officer.person.email
    phone = contact.phone if contact else officer.person.phone
    sent = notices.queue(
        verb="call-out",
        about=callout.about,
        language=(contact.language if contact else officer.person.language) or settings.LANGUAGE_CODE,
        at=at,
        email=email,
        phone=phone,
        context={
            "number": case.number,
            "url": f"{settings.SITE_URL}/desk/duty/{callout.pk}/",
            "matter": "" if case.matter is None or is_never_public(case.privacy) else case.matter,
            "area": case.area or "",
            "office": place,
        },
    )
    ways = {notice.channel for notice in sent}
    return Call.objects.create(
        callout=callout,
        number=number,
        rung=rung,
        office=place,
        officer=officer,
        at=at,
        by_sms="sms" in ways,
        by_email="email" in ways,
    )


def _hold(callout: CallOut, *, by: Person, at: datetime) -> CallOut:
    """The call-out, locked, for somebody who may answer it. Two at once meet here: the second is told who has it."""
    held = CallOut.objects.select_for_update(of=("self",)).select_related("case", "office__roster").get(pk=callout.pk)
    if not answers_call(hand_of(by, on=localdate(at)), held):
        raise NotAllowed(_("You were not called to this case, and you hold no post in the office that is."))
    if held.state == CallState.HELD:
        officer = Officer.objects.filter(person=held.held_by_id).first()
        raise Taken(_("Officer %(number)s has it already.") % {"number": officer.number if officer else ""})
    return held
