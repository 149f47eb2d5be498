"""Take the step: the state, the part somebody took, the line, the clock."""

from datetime import datetime
from typing import Any

from civic.accounts.models import Person
from civic.cases.actions.clock import Turned, turn
from civic.cases.actions.counting import count_again, mark_of
from civic.cases.actions.marking import mark_followers
from civic.cases.actions.moving.indexing import index, lines_of
from civic.cases.actions.moving.permitting import MODERATORS, Step
from civic.cases.actions.moving.telling import tell_reporter
from civic.cases.actions.veiling import hidden_pieces, show_anew, veiled_words
from civic.cases.models import Case, DraftedAnswer, Line, LineWords, Part
from civic.cases.rules import (
    WITH_THE_OFFICE,
    Move,
    Publication,
    State,
)
from civic.cases.rules.likeness import says
from civic.cases.rules.privacy import hides_reporter, is_never_public, stricter
from civic.journal import actions as journal
from civic.journal.models import Audience
from civic.lib.plain_text import guess_language
from civic.notices import actions as notices
from civic.offices.models import Office
from civic.offices.rules import Side


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
    lines = lines_of(case) if is_indexed_anew else None
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
