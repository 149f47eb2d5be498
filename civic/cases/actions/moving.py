"""How any hand moves a case: hold it, ask the rule, change it, write the line, queue what follows. Nobody else writes a
state."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions.clock import Turned, turn
from civic.cases.actions.counting import count_again, mark_of
from civic.cases.actions.marking import mark_followers
from civic.cases.actions.pushing import push_of
from civic.cases.actions.veiling import hidden_pieces, show_anew, veiled_words
from civic.cases.guards import Reporter
from civic.cases.models import Case, Contact, DraftedAnswer, Line, LineWords, Part
from civic.cases.queries import hand_for, letter_of, part_of, part_words
from civic.cases.rules import (
    WITH_THE_OFFICE,
    Denial,
    Hand,
    Kind,
    Move,
    Publication,
    State,
    denial,
    find_move,
    moves_of,
)
from civic.cases.rules.denials import OF_THE_CASE, denial_on_the_phone
from civic.cases.rules.likeness import says
from civic.cases.rules.moves import SAMPLE
from civic.cases.rules.privacy import hides_reporter, is_never_public, stricter
from civic.journal import actions as journal
from civic.journal.models import Audience
from civic.lib.bigrams import mark
from civic.lib.plain_text import clean_text, guess_language
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices import actions as notices
from civic.notices.queries import reaches
from civic.offices.models import NEVER_ANSWERING, Office
from civic.offices.queries import OfficerHand, hand_of, office_ids_of
from civic.offices.rules import Role, Side
from civic.search import actions as search

Hands = Person | Reporter
MODERATORS = frozenset({Role.MODERATOR.value})


@dataclass(frozen=True)
class Step:
    """A move that was permitted: its row, whose hand makes it, and for which office."""

    move: Move
    person_id: int | None
    side: str
    office_id: int | None
    officer: OfficerHand | None = None
    has_part: bool = False  # the person's side in this case is written down already
    operator_id: int | None = None  # who writes it down at the phone desk


def hold(case: Case) -> Case:
    """The case, locked until the act ends, as it stands now."""
    if connection.features.has_select_for_update:  # elsewhere the transaction holds the whole database from its start
        # two statements: PostgreSQL checks a row it waited for against the joined rows of before, and would find none
        Case.objects.select_for_update().values_list("pk", flat=True).get(pk=case.pk)
    beside = ("matter", "area", "office__reviewed_by", "cell", "contact")  # one statement for what most acts ask next
    return Case.objects.select_related(*beside).defer("cell__polygon").get(pk=case.pk)


def permit(
    case: Case, verb: str, *, by: Hands, at: datetime, branch: str = "", drafted: DraftedAnswer | None = None
) -> Step:
    """Ask the table of moves; the answer that waits is looked for unless it is known. Raises NotAllowed with the reason
    when the hand is wrong, Conflict when the case has moved on."""
    if isinstance(by, Reporter):
        return _permit_reporter(case, verb, by=by, at=at, branch=branch)
    officer = hand_of(by, on=localdate(at))
    part = part_of(case, by)
    if officer is None:
        raise NotAllowed(_("You hold no post today that can do this."))
    hand = hand_for(
        case,
        officer,
        part,
        asks_stages=any(row.of_stages for row in moves_of(verb)),
        asks_tasks=any(row.not_before_tasks for row in moves_of(verb)),
        drafted=drafted,
        at=at,
    )
    refuse(denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand))
    move = find_move(
        verb, kind=case.kind, state=case.state, publication=case.publication, side=officer.side, branch=branch
    )
    if move is None:
        raise Conflict()
    return Step(
        move=move,
        person_id=by.pk,
        side=move.side,
        office_id=_acting_office(case, officer, move),
        officer=officer,
        has_part=part is not None,
    )


def permit_at(case: Case, verb: str, *, by: Person, office_id: int, at: datetime) -> Step:
    """Somebody of an office that was asked for something about a case, wherever it lies and whoever holds it. Raises
    NotAllowed with the reason, Conflict when the case has moved on."""
    officer, part = hand_of(by, on=localdate(at)), part_of(case, by)
    if officer is None:
        raise NotAllowed(_("You hold no post today that can do this."))
    hand = replace(hand_for(case, officer, part, asks_stages=False, asks_tasks=False), is_in_area=True)
    refuse(denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand))
    if office_id not in office_ids_of(officer, Role.HANDLER) | office_ids_of(officer, Role.HEAD):
        raise NotAllowed(_("Another office was asked for this."), code="office")
    move = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side=officer.side)
    if move is None:
        raise Conflict()
    return Step(move, by.pk, move.side, office_id, officer, has_part=part is not None)


def _permit_reporter(case: Case, verb: str, *, by: Reporter, at: datetime, branch: str) -> Step:
    if by.case_id != case.pk:
        raise NotAllowed()
    part = part_of(case, by.operator or by.person)
    if by.operator is not None:
        refuse(_denial_on_the_phone(case, verb, by.operator, part, at=at))
    # whether she was asked again, the act looks up
    hand = Hand(side="resident", is_portion=case.whole_id is not None, is_asked_again=verb == "say-again")
    refuse(denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand))
    move = find_move(
        verb, kind=case.kind, state=case.state, publication=case.publication, side="resident", branch=branch
    )
    if move is None:
        raise Conflict()
    return Step(
        move=move,
        person_id=by.person.pk if by.person else None,
        side="resident",
        office_id=None,
        has_part=part is not None,
        operator_id=by.operator.pk if by.operator else None,
    )


def _denial_on_the_phone(case: Case, verb: str, operator: Person, part: Part | None, *, at: datetime) -> Denial | None:
    officer = hand_of(operator, on=localdate(at))
    return denial_on_the_phone(
        verb,
        is_operator=officer is not None and Role.OPERATOR.value in officer.roles,
        is_own_office=officer is not None and case.office_id in officer.office_ids,
        part=part.side if part else "",
        part_words=part_words(part) if part else "",
    )


def permit_source(case: Case, verb: str) -> Step:
    """The import's own row: a source's history, by nobody's hand here. Raises Conflict when the case has moved on."""
    move = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side="source")
    if move is None:
        raise Conflict()
    return Step(move=move, person_id=None, side="source", office_id=case.office_id)


def permit_sample(case: Case, verb: str, *, by: Person, at: datetime) -> Step:
    """Whoever was drawn to check a case again: a supervisor of its area who took no part in it whatever, not even on
    the checking side. Raises NotAllowed with the reason, Conflict when the case has moved on."""
    officer, part = hand_of(by, on=localdate(at)), part_of(case, by)
    if officer is None or officer.side != Side.CHECK or Role.SUPERVISOR.value not in officer.roles:
        raise NotAllowed(_("Only supervisors check a case again. You hold no such post today."))
    if part is not None:
        raise NotAllowed(_("You took part in this case, so somebody else checks it again."), code="part")
    if not hand_for(case, officer, part, asks_stages=False).is_in_area:
        raise NotAllowed(_("This case lies outside the area of your post."), code="area")
    move = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side=SAMPLE)
    if move is None:
        raise Conflict()
    return Step(move=move, person_id=by.pk, side=Side.CHECK, office_id=_acting_office(case, officer, move))


def permit_calendar(case: Case, verb: str, *, branch: str = "") -> Step:
    """The calendar's own row: nobody's hand. Raises Conflict for a case that waits for no day."""
    move = find_move(
        verb, kind=case.kind, state=case.state, publication=case.publication, side="calendar", branch=branch
    )
    if move is None:
        raise Conflict()
    return Step(move=move, person_id=None, side="calendar", office_id=None)


def permit_concerned(case: Case, verb: str) -> Step:
    """The row of whoever is named or shown: a stranger's hand. Raises Conflict for a case that is not public."""
    move = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side="concerned")
    if move is None:
        raise Conflict()
    return Step(move=move, person_id=None, side="concerned", office_id=None)


def refuse(reason: Denial | None) -> None:
    """Refuse with the reason: Conflict where no other hand would get around it, else NotAllowed."""
    if reason is None:
        return
    if reason.family in OF_THE_CASE:
        raise Conflict(reason.sentence, code=reason.family)
    raise NotAllowed(reason.sentence, code=reason.family)


def _acting_office(case: Case, officer: OfficerHand, move: Move) -> int | None:
    if move.at_own_office and case.office_id in officer.office_ids:
        return case.office_id
    return min(officer.office_ids, default=None)


def demand_words(step: Step, given: dict[str, str]) -> dict[str, str]:
    """The texts a move demands, cleaned. Raises NotValid naming each field that is missing or too long."""
    wrong: dict[str, Any] = {}
    kept: dict[str, str] = {}
    for demand in step.move.demands:
        if demand.kind not in ("text", "line") or demand.name not in given:
            continue
        kept[demand.name] = clean_text(given[demand.name]).strip()
        if demand.is_required and not kept[demand.name]:
            wrong[demand.name] = _("Write something here: others will rely on it.")
        elif len(kept[demand.name]) > demand.longest:
            wrong[demand.name] = _("This is too long. Keep it under %(count)d characters.") % {"count": demand.longest}
    if wrong:
        raise NotValid(fields=wrong)
    return kept


def demand_answering(office: Office) -> Office:
    """The office that shall answer. Raises NotValid for one that checks, commands, reviews or decides."""
    if not office.is_active or office.is_reviewing or office.kind in NEVER_ANSWERING:
        raise NotValid(fields={"office": _("This office does not answer cases. Choose one that does the work.")})
    return office


def advance(
    case: Case,
    step: Step,
    *,
    at: datetime,
    words: str = "",
    language: str = "",
    facts: dict[str, Any] | None = None,
    told: dict[str, Any] | None = None,
    **changes: Any,
) -> Line:
    """Change the case as its row says, write the line, mend the index, tell the resident. The caller holds the case and
    has asked the rule."""
    move, was, before, turned = step.move, mark_of(case), State(case.state), Turned()
    had_draft = bool(case.station)
    for name, value in changes.items():
        setattr(case, name, value)
    if case.veiled and "public_text" in changes:
        show_anew(case, at=at)
    _promise_privacy(case)
    if move.after is not None and move.after != case.state:
        case.state = move.after
        turned = turn(case, before=before, at=at)
    shown = case.publication
    _publish(case, move, at=at)
    _take_part(case, step, at=at)
    is_indexed_anew = bool(words) or move.publishes is not None or case.publication != shown
    lines = _lines_of(case) if is_indexed_anew else None
    facts = turned.facts | (facts or {})
    last = lines[-1] if lines else None
    line = write_line(case, step, at=at, words=words, language=language, facts=facts, last=last)
    if not move.waits_on:
        case.moved_at = at
    if case.news_since is not None and _is_heard(case, step):
        case.news_since = None
    if had_draft and not case.station and "station" not in changes:  # whoever gives the answer ends it with its line
        DraftedAnswer.objects.filter(case=case, ended_at__isnull=True).update(ended_at=at)
    mark_followers(case, before=before, at=at)
    case.says = says(case.public_text) if case.is_public else None
    case.save()
    count_again(was, mark_of(case))
    if lines is not None:
        index(case, [*lines, line] if words else lines, is_shown_anew=case.publication != shown)
    if move.tells:
        tell_reporter(
            case,
            verb=move.letter or move.verb,
            at=at,
            text=line.words.readable if words and move.audience != Audience.DESK else "",
            more=turned.told | (told or {}),
        )
    return line


def _is_heard(case: Case, step: Step) -> bool:
    """Has whoever holds the case acted on it, so that what its resident wrote is no news any more? A moderator only
    decides who may read it."""
    if step.officer is None or step.side == Side.INTAKE or step.move.roles == MODERATORS:
        return False
    return case.state not in WITH_THE_OFFICE or step.office_id == case.office_id


def _promise_privacy(case: Case) -> None:
    """Another matter may promise more privacy, never less: whoever may not know the reporter by it, does not from now
    on, for she was not asked under it."""
    if case.matter is None:
        return
    case.is_confidential = case.is_confidential or (
        hides_reporter(case.matter.privacy) and not hides_reporter(case.privacy)
    )
    case.privacy = stricter(case.privacy, case.matter.privacy)


def _publish(case: Case, move: Move, *, at: datetime) -> None:
    """What strangers may read from now on. A case that is private is never published, and leaves them again when it
    becomes so later."""
    wanted = move.publishes or case.publication
    if wanted == Publication.PUBLISHED and is_never_public(case.privacy):
        wanted = Publication.UNSCREENED
        case.photos.filter(is_public=True).update(is_public=False)
    if wanted == Publication.PUBLISHED and case.published_at is None:
        case.published_at = at
    if case.publication != wanted != Publication.PUBLISHED:
        notices.withdraw_mentioning(case.public_subject, at=at)
    case.publication = wanted


def _take_part(case: Case, step: Step, *, at: datetime) -> None:
    """The first act of a person writes her side down, for good; the unique row refuses a second one whatever the code
    thinks."""
    person_id, side = (step.operator_id, Part.Side.INTAKE) if step.operator_id else (step.person_id, step.side)
    if person_id is not None and not step.has_part:
        verb = step.move.line or step.move.verb
        Part.objects.create(case=case, person_id=person_id, side=side, verb=verb, at=at)


def write_line(
    case: Case,
    step: Step,
    *,
    at: datetime,
    words: str,
    language: str,
    facts: dict[str, Any],
    last: Line | None = None,
) -> Line:
    """The act as a line of the timeline, its words beside it; `last` is the line before, where it is known."""
    last = last or case.lines.order_by("-seq").first()
    said = (
        LineWords(text=words, language=language or guess_language(words), audience=step.move.audience)
        if words
        else None
    )
    if said is not None and case.veiled and said.audience == Audience.PUBLIC:  # hidden stays hidden in what comes later
        said.veiled_text = veiled_words(words, hidden_pieces(case), language=said.language or case.language)
    line = journal.record(
        Line(case=case, office_id=step.office_id),
        words=said,
        subject=case.subject,
        last=last,
        verb=step.move.line or step.move.verb,
        side=step.side,
        actor_id=step.operator_id or step.person_id,
        at=at,
        facts={"round": case.round, **({"by": "phone"} if step.operator_id else {}), **facts},
    )
    case.last_seq = line.seq
    if said is not None:
        said.line = line
        said.save(force_insert=True)
        if step.side == "resident" and step.move.audience == Audience.PUBLIC:
            case.resident_seq = line.seq
    return line


def write_note(
    case: Case,
    verb: str,
    *,
    side: str,
    at: datetime,
    facts: dict[str, Any],
    by: Person | None = None,
    office: Office | None = None,
    last: Line | None = None,
) -> Line:
    """A line about something that moves no case, without words: a call, an incident. The caller holds the case and
    saves its last number."""
    line = journal.record(
        Line(case=case, office=office),
        words=None,
        subject=case.subject,
        last=last or case.lines.order_by("-seq").first(),
        verb=verb,
        side=side,
        actor_id=by.pk if by else None,
        at=at,
        facts={"round": case.round, **facts},
    )
    case.last_seq = line.seq
    return line


def _lines_of(case: Case) -> list[Line]:
    return list(case.lines.select_related("words").order_by("seq"))


def index(case: Case, lines: list[Line] | None = None, *, is_shown_anew: bool = False) -> None:
    """Put the case into the index of the desk, and into the public one exactly while it is public. `lines` are those of
    the timeline, where they have been read."""
    names = _matter_names(case)
    lines = _lines_of(case) if lines is None else lines
    said = [line.words for line in lines if hasattr(line, "words") and line.words.text and _reads_now(case, line)]
    desk = [case.number, case.title, case.address, *names, *(words.text for words in said)]
    if not case.is_public:
        search.put("desk", "case", case.pk, desk)
        search.drop("public", "case", case.pk)
        return
    readable = [
        line.words.readable
        for line in lines
        if hasattr(line, "words")
        and line.words.audience == Audience.PUBLIC
        and (line.side != "resident" or line.words.is_screened)
        and line.verb != "file"
    ]
    public = [*marks_of(case), case.number, case.public_title, case.public_text, case.public_address, *names, *readable]
    search.put_both("case", case.pk, desk=desk, public=public, is_new=is_shown_anew)


def marks_of(case: Case) -> list[str]:
    """By what the one search tells public cases apart: suggestions, and what has an answer."""
    sorts = [Kind.SUGGESTION.value] if case.kind == Kind.SUGGESTION else []
    return [mark(name) for name in (*sorts, *(["answered"] if case.answered_at else []))]


def _reads_now(case: Case, line: Line) -> bool:
    """Is it no report that its reporter has put other words in the place of?"""
    return line.verb not in ("file", "edit") or line.seq == case.said_seq


def index_filed(case: Case, text: str) -> None:
    """Put a case that has just come in into the index of the desk; in the public one it cannot be yet."""
    search.put(
        "desk", "case", case.pk, [case.number, case.title, case.address, *_matter_names(case), text], is_new=True
    )


def _matter_names(case: Case) -> list[str]:
    return [case.matter.name_zh_hans, case.matter.name_zh_hant, case.matter.name_en] if case.matter else []


def tell_reporter(case: Case, *, verb: str, at: datetime, text: str = "", more: dict[str, Any] | None = None) -> None:
    """Queue a message to whoever left a contact, or has a device that is told; most have neither."""
    contact: Contact | None = getattr(case, "contact", None)
    if contact is not None:
        tell_contact(contact, case, verb=verb, at=at, text=text, more=more)
    elif case.reporter is not None and reaches("push"):
        nobody = Contact(language=case.reporter.language or case.language)
        tell_contact(nobody, case, verb=verb, at=at, text=text, more=more)


def tell_contact(
    contact: Contact, case: Case, *, verb: str, at: datetime, text: str = "", more: dict[str, Any] | None = None
) -> None:
    """Queue a message to this contact of the case."""
    letter = notices.Letter(
        verb=verb,
        about=case.subject,
        language=contact.language,
        context=letter_of(case, text=text, more=more),
        email=contact.email,
        phone=contact.phone,
        push=push_of(case, verb),
        person=case.reporter_id,
    )
    notices.queue_all([letter], at=at)
