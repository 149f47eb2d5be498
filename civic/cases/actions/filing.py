"""Hand a case in: the only way one comes to be, for page, API, phone desk, import and seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions.calling import call_filed
from civic.cases.actions.clock import start_clock
from civic.cases.actions.gathering import join_filed, mark_filed
from civic.cases.actions.moving import index_filed, tell_contact
from civic.cases.actions.photos import keep_photos
from civic.cases.actions.rebounding import link_returns
from civic.cases.models import Answers, Case, Contact, Draft, Invitation, Line, LineWords, Part, Photo, Replay
from civic.cases.queries import Answered, condition_fault, read_answers
from civic.cases.rules import Kind, Report, Source, check_contact, check_report
from civic.cases.rules.privacy import hides_reporter
from civic.cases.rules.report import invitation_fault
from civic.journal import actions as journal
from civic.lib.codes import code_digest, new_number, new_tracking_code, tracking_code_from
from civic.lib.limits import is_within
from civic.lib.plain_text import clean_line, clean_text, first_sentence, guess_language
from civic.lib.refusals import Conflict, NotValid
from civic.lib.sealed import keyed_hash, normal_email, normal_phone
from civic.offices.models import Matter, Office
from civic.offices.rules import Privacy
from civic.places.models import Area, Component
from civic.places.queries import is_inside, locate
from civic.places.rules import hexagon

NO_INVITATION = _("There is no such round. Leave it out, or take its name from its page.")
HANDS = {Source.PHONE.value: "intake", Source.IMPORT.value: "source", Source.CITY.value: "check"}  # else the resident's
DRAWS = 8  # attempts at a free number; with three million cases a year one in three is taken


@dataclass(frozen=True)
class ReportGiven:
    """A report as somebody handed it in, not yet checked. lat, lon: degrees, WGS84. `answers` are those to the extra
    questions of the matter, by key."""

    kind: str
    text: str
    title: str = ""
    matter: Matter | None = None
    matter_is_known: bool = True
    about_office: Office | None = None  # whom it is about; a complaint that names an office is one of misconduct
    office_is_known: bool = True
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    area: Area | None = None  # the district somebody chose, where no point tells it
    language: str = ""
    noticed_on: date | None = None
    email: str = ""
    phone: str = ""
    contact_language: str = "zh-hans"
    is_confidential: bool | None = None  # None: nothing was said, so the matter says it
    component: Component | None = None  # the lamp, the cover it is about
    answers: Mapping[str, Any] = field(default_factory=dict)
    condition: str = ""
    invitation: Invitation | None = None  # what the city asked for
    invitation_is_known: bool = True
    spoken: str = ""  # of a caller: the language in which it was said


@dataclass(frozen=True)
class Filed:
    """The receipt: the case, and the code that opens it, which is shown once and kept only as a digest."""

    case: Case
    tracking_code: str
    is_replay: bool = False


def file_case(
    given: ReportGiven,
    *,
    by: Person | None = None,
    source: str = Source.WEB,
    source_ref: str = "",
    at: datetime,
    replay_key: str = "",
    request_digest: str = "",
    draft: Draft | None = None,
    photos: Sequence[UploadedFile] = (),
    longest: int = 0,
) -> Filed:
    """Take a report into the record and give its receipt. Raises NotValid by field (answers.<key> for an extra
    question), Conflict when an idempotency key comes back with another report. A key or draft seen before gives the
    first receipt again. Photos are kept with the report or the report is not taken; a draft brings its own. A report
    about a component without a point lies where the component does. A contact that was named often today gets no
    message about this one, but keeps it."""
    given = _about_us(given)
    answered = read_answers(given.matter, given.answers)
    given = _at_component(given if given.component else replace(given, component=answered.picked))
    for attempt in range(DRAWS):
        try:
            with transaction.atomic():
                known = _known(replay_key, request_digest, draft)
                return known or _file(
                    given,
                    answered,
                    number=draw_number(at, looks_first=attempt > 0),
                    by=by,
                    source=source,
                    source_ref=source_ref,
                    at=at,
                    replay_key=replay_key,
                    request_digest=request_digest,
                    draft=draft,
                    photos=photos,
                    longest=longest,
                )
        except IntegrityError:  # two hands drew one number, or sent one key at the same instant: look again
            if attempt == DRAWS - 1:
                raise
    raise AssertionError("unreachable")


def _known(replay_key: str, request_digest: str, draft: Draft | None) -> Filed | None:
    if draft is not None:
        # no join: PostgreSQL checks a row it waited for against the joined rows of before, and would find no case
        held = Draft.objects.select_for_update().get(pk=draft.pk)
        if held.case is None:
            return None
        return Filed(held.case, "" if held.case.reissues else code_of_draft(held, held.case.number), is_replay=True)
    if not replay_key:
        return None
    replay = Replay.objects.select_related("case").filter(key_digest=keyed_hash(replay_key, purpose="replay")).first()
    if replay is None:
        return None
    if replay.request_digest != request_digest:
        raise Conflict(code="key-reused")
    code = "" if replay.case.reissues else tracking_code_from(settings.SECRET_KEY, replay_key, replay.case.number)
    return Filed(replay.case, code, is_replay=True)


def code_of_draft(draft: Draft, number: str) -> str:
    """The tracking code of the case a draft became; it can be made again as long as the draft is kept."""
    return tracking_code_from(settings.SECRET_KEY, f"draft:{draft.token_digest}", number)


def _file(
    given: ReportGiven,
    answered: Answered,
    *,
    number: str,
    by: Person | None,
    source: str,
    source_ref: str,
    at: datetime,
    replay_key: str,
    request_digest: str,
    draft: Draft | None,
    photos: Sequence[UploadedFile],
    longest: int,
) -> Filed:
    text = clean_text(given.text).strip()
    title = clean_line(given.title).strip()
    address = clean_line(given.address).strip()
    email, phone = normal_email(given.email) if given.email else "", normal_phone(given.phone) if given.phone else ""
    has_point = given.lat is not None and given.lon is not None
    report = Report(
        kind=given.kind,
        text=text,
        title=title,
        matter_is_known=given.matter_is_known,
        names_office=given.about_office is not None,
        office_is_known=given.office_is_known,
        lat=given.lat,
        lon=given.lon,
        is_inside=is_inside(given.lat, given.lon) if given.lat is not None and given.lon is not None else True,
        address=address,
        language=given.language,
        noticed_on=given.noticed_on,
        **({"longest": longest} if longest else {}),
    )
    wrong = check_report(report, today=localtime(at).date())
    wrong |= check_contact(
        email=given.email, phone=given.phone, email_is_good=email is not None, phone_is_good=phone is not None
    )
    wrong |= _unanswered(given, answered, source=source) | _uninvited(given, at=at)
    if wrong:
        raise NotValid(fields=wrong)
    kind, privacy = _sort(given)
    is_told = source not in (Source.WEB, Source.API) or may_tell(email or "", phone or "")
    spot = locate(given.lat, given.lon) if has_point and given.lat is not None and given.lon is not None else None
    code = _code(number, replay_key=replay_key, draft=draft)
    case = Case(
        number=number,
        tracking_digest=code_digest(code),
        kind=kind,
        matter=given.matter,
        about_office=given.about_office,
        title=title or first_sentence(text),
        language=given.language or guess_language(text),
        noticed_on=given.noticed_on,
        privacy=privacy,
        is_confidential=_is_confidential(given),
        wording_id=given.matter.wording_id if given.matter else None,
        condition=given.condition,
        invitation=given.invitation,
        component=given.component,
        lat=given.lat,
        lon=given.lon,
        h3=hexagon(given.lat, given.lon) if given.lat is not None and given.lon is not None else None,
        address=address,
        area=spot.area if spot else given.area or (given.invitation.area if given.invitation else None),
        cell=spot.cell if spot else None,
        reporter=by if source in (Source.WEB, Source.API, Source.VOLUNTEER) else None,
        source=source,
        source_ref=source_ref,
        filed_at=at,
        moved_at=at,
        last_seq=1,
        resident_seq=1,
    )
    incident = mark_filed(case, at=at)
    step = start_clock(case, at=at)
    case.save(force_insert=True)
    step.save(force_insert=True)
    link_returns(case)
    if answered.kept and case.wording_id is not None:  # only a worded matter asks questions
        Answers.objects.create(case=case, wording_id=case.wording_id, given=answered.kept)
    words = LineWords(text=text, language=case.language)
    side, actor_id = HANDS.get(source, "resident"), by.pk if by else None
    line = journal.record(
        Line(case=case),
        words=words,
        subject=case.subject,
        last=None,
        verb="file",
        side=side,
        actor_id=actor_id,
        at=at,
        facts={"round": 1, "source": source, "kind": case.kind, **({"spoken": given.spoken} if given.spoken else {})},
    )
    words.line = line
    words.save(force_insert=True)
    if by is not None:
        Part.objects.create(
            case=case, person=by, side="resident" if source == Source.IMPORT else side, verb="file", at=at
        )
    if email or phone:
        contact = _keep_contact(case, email or "", phone or "", given.contact_language)
        if is_told:
            tell_contact(contact, case, verb="filed", at=at)
    if draft is not None:
        Photo.objects.filter(draft=draft).update(case=case, line=line)
        draft.case, draft.answers, draft.updated_at = case, "", at
        draft.save(update_fields=["case", "answers", "updated_at"])
    if replay_key:
        Replay.objects.create(
            key_digest=keyed_hash(replay_key, purpose="replay"), request_digest=request_digest, case=case, created_at=at
        )
    if photos:  # last of the rows that may be refused, so that no file is left behind by a key that came twice
        keep_photos(photos, case=case, line=line, at=at)
    index_filed(case, text)
    last = join_filed(case, incident, last=line, at=at) if incident else line
    call_filed(case, last=last, at=at)
    return Filed(case, code)


def _about_us(given: ReportGiven) -> ReportGiven:
    """What is about an office or somebody in one has no matter of the catalogue: no office answers for it."""
    if given.kind != Kind.MISCONDUCT and not (given.about_office and given.kind == Kind.COMPLAINT):
        return given
    return replace(given, matter=None, answers={}, condition="", component=None)


def _sort(given: ReportGiven) -> tuple[Kind, str]:
    """The kind a report is kept as, and who may read it: a complaint that names an office goes around that office."""
    if given.kind == Kind.MISCONDUCT or given.about_office is not None:
        return Kind.MISCONDUCT, Privacy.PRIVATE
    return Kind(given.kind), given.matter.privacy if given.matter else Privacy.PUBLIC


def _at_component(given: ReportGiven) -> ReportGiven:
    """What is told about a component lies where that lies, unless another point was set."""
    component = given.component
    if component is None or given.lat is not None or given.lon is not None:
        return given
    return replace(given, lat=component.lat, lon=component.lon)


def _unanswered(given: ReportGiven, answered: Answered, *, source: str) -> dict[str, list[Any]]:
    """What is wrong with the answers to the matter's own questions. An earlier system never asked them, so an import is
    not held to them; nor is a call, which is never turned away for a question left open, nor what a community or the
    city itself hands in."""
    wrong: dict[str, list[Any]] = {}
    if source not in (Source.IMPORT, Source.PHONE, Source.CORNER, Source.CITY, Source.VOLUNTEER):
        wrong = {f"answers.{key}": [fault] for key, fault in answered.wrong.items()}
    if fault := condition_fault(given.matter, given.condition):
        wrong["condition"] = [fault]
    return wrong


def _uninvited(given: ReportGiven, *, at: datetime) -> dict[str, list[Any]]:
    """Why it cannot be handed in for what the city asked; for an earlier day, by the days of then."""
    asked = given.invitation
    if asked is None:
        return {} if given.invitation_is_known else {"invitation": [NO_INVITATION]}
    fault = invitation_fault(kind=given.kind, asks_for=asked.kind, opens=asked.opens_at, closes=asked.closes_at, at=at)
    return {"invitation": [fault]} if fault else {}


def _is_confidential(given: ReportGiven) -> bool:
    if given.is_confidential is not None:
        return given.is_confidential
    return given.matter is not None and hides_reporter(given.matter.privacy)


def draw_number(at: datetime, *, looks_first: bool) -> str:
    """A number, at first blindly: the table refuses one that is taken, and only the next draw looks before."""
    year = localtime(at).year % 100
    number = new_number(year)
    while looks_first and Case.objects.filter(number=number).exists():
        number = new_number(year)
    return number


def _code(number: str, *, replay_key: str, draft: Draft | None) -> str:
    if draft is not None:
        return code_of_draft(draft, number)
    return tracking_code_from(settings.SECRET_KEY, replay_key, number) if replay_key else new_tracking_code()


def contact_hashes(email: str, phone: str) -> list[str]:
    """The keyed hashes under which a contact is found; the same for limits, my cases and the outbox."""
    return [keyed_hash(address, purpose="contact") for address in (email, phone) if address]


def may_tell(email: str, phone: str) -> bool:
    """Is there a message left today for whoever was named? A report is taken either way: an address may be named by
    somebody else, who would keep its owner from reporting by it, or have the city flood her."""
    most, seconds = settings.LIMITS["report-contact"]
    return all(is_within("report-contact", one, most=most, seconds=seconds) for one in contact_hashes(email, phone))


def _keep_contact(case: Case, email: str, phone: str, language: str) -> Contact:
    return Contact.objects.create(
        case=case,
        email=email,
        email_hash=keyed_hash(email, purpose="contact") if email else "",
        phone=phone,
        phone_hash=keyed_hash(phone, purpose="contact") if phone else "",
        language=language,
    )
