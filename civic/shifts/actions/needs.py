"""Residents and offices say where help is needed; it is verified, answered, and taken by an organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.codes import code_digest, new_tracking_code
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.quiet import after_quiet
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.lib.sealed import keyed_hash, normal_email, normal_phone
from civic.lib.sweeping import one_by_one
from civic.notices import actions as notices
from civic.offices.models import Office
from civic.offices.queries import by_workdays
from civic.places.models import Area
from civic.shifts.actions.checking import numbered, permit_coordinator, permit_manager, reason_from
from civic.shifts.actions.telling import managers_of, tell_person
from civic.shifts.models import Need
from civic.shifts.rules import NeedState
from civic.volunteers.models import Organisation
from civic.volunteers.rules import OrganisationKind, OrganisationState

ANSWER_WORKDAYS = 5  # our own number
AHEAD_MOST = timedelta(days=180)
PEOPLE_MOST = 200


@dataclass(frozen=True, kw_only=True)
class NeedGiven:
    """What somebody asks for."""

    kind: str
    title: str
    words: str
    wanted_from: date
    wanted_until: date
    people: int = 1
    who: str = ""
    where: str = ""
    contact: str = ""
    area: Area | None = None


@transaction.atomic
def file_need(
    given: NeedGiven, *, at: datetime, by: Person | None = None, office: Office | None = None, language: str
) -> tuple[Need, str]:
    """Somebody asks for volunteers, without an account if she likes; the code she gets opens it again. Who asks and
    where are sealed (Regulations art. 13).

    Raises NotValid beside the field.
    """
    today, wrong = localtime(at).date(), {}
    if not clean_line(given.title):
        wrong["title"] = _("Say in a few words what help is needed.")
    if len(clean_text(given.words)) < 5:
        wrong["words"] = _("Tell a little more: what is to be done, for whom, how often?")
    if given.wanted_from < today:
        wrong["wanted_from"] = _("This day has passed. Choose another.")
    if not given.wanted_from <= given.wanted_until <= today + AHEAD_MOST:
        wrong["wanted_until"] = _("Choose a last day after the first, within half a year.")
    if not 1 <= given.people <= PEOPLE_MOST:
        wrong["people"] = _("Between one and two hundred people can be asked for.")
    contact = normal_email(given.contact) or normal_phone(given.contact) or ""
    if not contact:
        wrong["contact"] = _("Leave an e-mail address or a telephone number: we have to ask back before people come.")
    if wrong:
        raise NotValid(fields=wrong)
    code = new_tracking_code()
    need = numbered(
        lambda number: Need.objects.create(
            number=number,
            kind=given.kind,
            title=clean_line(given.title)[:120],
            words=clean_text(given.words),
            who=clean_line(given.who),
            where=clean_line(given.where),
            contact=contact,
            contact_hash=keyed_hash(contact, purpose="contact"),
            code_digest=code_digest(code),
            language=language,
            area=given.area,
            person=by,
            office=office,
            wanted_from=given.wanted_from,
            wanted_until=given.wanted_until,
            people=given.people,
            filed_at=at,
            answer_due_at=by_workdays(at, ANSWER_WORKDAYS),
        ),
        at=at,
    )
    _tell(need, "need-filed", at=at, due=need.answer_due_at)
    return need, code


@transaction.atomic
def verify_need(need: Need, *, by: Person, at: datetime) -> Need:
    """A coordinator asked back and found it true: organisations can take it on.

    Raises NotAllowed, Conflict where it was looked at before.
    """
    permit_coordinator(by)
    need = _held(need, NeedState.FILED)
    need.state, need.verified_by, need.verified_at = NeedState.VERIFIED, by, at
    need.save(update_fields=["state", "verified_by", "verified_at"])
    return need


@transaction.atomic
def decline_need(need: Need, *, answer: str, by: Person, at: datetime) -> Need:
    """Volunteers cannot help here; whoever asked reads why, and where to turn.

    Raises NotAllowed, NotValid without words, Conflict where it was answered before.
    """
    permit_coordinator(by)
    need = _held(need, NeedState.FILED, NeedState.VERIFIED)
    need.answer = reason_from(answer, ask=_("Say why, and who else could help."), field="answer")
    need.state, need.answered_at = NeedState.DECLINED, at
    need.save(update_fields=["state", "answer", "answered_at"])
    _tell(need, "need-answered", at=at, text=need.answer)
    return need


@transaction.atomic
def take_need(need: Need, *, organisation: Organisation, answer: str, by: Person, at: datetime) -> Need:
    """An organisation sends volunteers and says when and how; its activity names the need.

    Raises NotAllowed for whoever does not manage it, NotValid without words, Conflict unless it is verified and free.
    """
    permit_manager(organisation, by)
    need = _held(need, NeedState.VERIFIED)
    need.answer = reason_from(answer, ask=_("Say who comes, and when."), field="answer")
    need.state, need.taken_by, need.answered_at = NeedState.TAKEN, organisation, at
    need.save(update_fields=["state", "taken_by", "answer", "answered_at"])
    _tell(need, "need-answered", at=at, text=need.answer)
    return need


@transaction.atomic
def say_need_met(need: Need, *, by: Person, at: datetime) -> Need:
    """The volunteers were there and it is done.

    Raises NotAllowed for whoever does not manage the organisation that took it, Conflict where nobody took it.
    """
    need = _held(need, NeedState.TAKEN)
    if need.taken_by is None:
        raise NotAllowed()
    permit_manager(need.taken_by, by)
    need.state = NeedState.MET
    need.save(update_fields=["state"])
    return need


def tell_late_needs(*, at: datetime) -> int:
    """Needs without an answer by their day: the city's coordinators are told, once. How many are late."""
    late = list(Need.objects.waiting().filter(answer_due_at__lte=at, told_late_at__isnull=True))
    if not late:
        return 0
    offices = Organisation.objects.filter(kind=OrganisationKind.OFFICE, state=OrganisationState.ACTIVE)
    people = {person.pk: person for office in offices for person in managers_of(office)}
    return one_by_one(late, lambda need: _tell_late(need, people.values(), at=at))


def _tell_late(need: Need, people: Iterable[Person], *, at: datetime) -> bool:
    if Need.objects.filter(pk=need.pk, told_late_at__isnull=True).update(told_late_at=at) != 1:
        return False  # another hand was quicker
    for person in people:
        context = {"number": need.number, "url": f"{settings.SITE_URL}/desk/volunteers/needs/{need.number}/"}
        tell_person(person, "need-late", need.subject, context, at=at)
    return True


def _held(need: Need, *states: NeedState) -> Need:
    rows = Need.objects.select_for_update(of=("self",)) if connection.features.has_select_for_update else Need.objects
    need = rows.select_related("taken_by").get(pk=need.pk)
    if need.state not in states:
        raise Conflict(_("This need was answered meanwhile. Please look at it again."))
    return need


def _tell(need: Need, verb: str, *, at: datetime, **more: object) -> None:
    url = f"{settings.SITE_URL}/volunteer/need/{need.number}/"
    notices.queue(
        verb=verb,
        about=need.subject,
        language=need.language,
        at=after_quiet(at),
        context={"number": need.number, "title": need.title, "url": url, **more},
        email=need.contact,
        phone=need.contact,
    )
