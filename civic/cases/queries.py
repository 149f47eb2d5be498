"""Who may read which case, and the timeline as one reader may read it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from civic.accounts.models import Person
from civic.cases.models import (
    Case,
    CaseQuerySet,
    Contact,
    Deadline,
    DeadlineKind,
    Line,
    LineWords,
    Part,
    Photo,
    PhotoState,
)
from civic.cases.rules import MOVES, Denial, Hand, Move, Publication, State, denial, open_moves
from civic.cases.rules.privacy import is_never_public
from civic.journal.models import Audience
from civic.journal.rules import broken_at
from civic.offices.models import Matter
from civic.offices.queries import OfficerHand, tentative_year
from civic.offices.rules import Role, Side, said_in
from civic.places.models import Area, Cell


@dataclass(frozen=True)
class Viewer:
    """Who is asking: a person or nobody, perhaps an officer with posts in force, perhaps known as the reporter of some
    cases."""

    person: Person | None = None
    officer: OfficerHand | None = None
    reporter_of: frozenset[int] = field(default_factory=frozenset)
    contact_hash: str = ""

    @property
    def is_stranger(self) -> bool:
        """Nobody we know anything about."""
        return self.person is None and not self.reporter_of and not self.contact_hash


STRANGER = Viewer()


def _own(viewer: Viewer) -> Q:
    own = Q(pk__in=viewer.reporter_of) if viewer.reporter_of else Q(pk__in=[])
    if viewer.person is not None:
        own |= Q(reporter=viewer.person)
    if viewer.contact_hash:
        reached = Contact.objects.filter(Q(email_hash=viewer.contact_hash) | Q(phone_hash=viewer.contact_hash))
        own |= Q(pk__in=reached.values("case"))
    return own


_EVERYTHING = ~Q(pk__in=[])  # an empty Q() would vanish when it is or-ed with something narrower


def _in_areas(officer: OfficerHand) -> Q:
    if not officer.area_paths:
        return _EVERYTHING
    inside = Q(area__isnull=True)
    for path in officer.area_paths:
        inside |= Q(area__path__startswith=path)
    return inside


def _at_desk(viewer: Viewer) -> Q:
    """What an officer's posts open: the checking side its areas, a dispatcher what was accepted there, an office what
    it holds, a reviewer what is appealed."""
    officer = viewer.officer
    if officer is None:
        return Q(pk__in=[])
    took_part = Q(pk__in=Part.objects.filter(person=officer.person_id).values("case"))
    if officer.side == Side.CHECK:
        return _in_areas(officer) | took_part
    if officer.side == Side.ACT:
        scope = Q()
        if officer.roles & {Role.HANDLER.value, Role.HEAD.value}:
            scope |= Q(office__in=officer.office_ids)
        if Role.DISPATCHER.value in officer.roles:
            scope |= _in_areas(officer) & ~Q(
                state__in=[State.FILED, State.ASKED_AT_DESK, State.DECLINED, State.WITHDRAWN, State.DECLINE_APPEALED]
            )
        return scope | took_part  # last: the databases look it up only for what the rest leaves out
    if officer.side == Side.DECIDE:
        return Q(state__in=[State.DECLINE_APPEALED, State.CLOSE_APPEALED]) | took_part
    return took_part


def on_desk_of(viewer: Viewer) -> CaseQuerySet:
    """The cases an officer works with; nobody else has a desk."""
    return Case.objects.filter(_at_desk(viewer))


def own_cases(viewer: Viewer) -> CaseQuerySet:
    """The cases somebody handed in, by account, by tracking code or by a link to the contact."""
    return Case.objects.filter(_own(viewer))


def visible_to(viewer: Viewer) -> CaseQuerySet:
    """Every case this viewer may read whole: public ones, one's own, and what a post opens."""
    if viewer.is_stranger:
        return Case.objects.public()
    return Case.objects.filter(Q(publication=Publication.PUBLISHED) | _own(viewer) | _at_desk(viewer))


def glimpsed() -> CaseQuerySet:
    """Cases of which a stranger sees matter, cell and hour only, because nobody has screened them yet; of a private
    matter not even those."""
    return Case.objects.filter(publication=Publication.UNSCREENED, is_confidential=False).exclude(state=State.WITHDRAWN)


@dataclass(frozen=True)
class Glimpse:
    """What a stranger may know of a case that nobody has screened. Of a private matter: the place and the day."""

    case: Case
    matter: Matter | None
    kind: str
    area: Area | None
    cell: Cell | None
    day: date
    hour: datetime | None  # the beginning of it
    state: str


def glimpse_of(case: Case) -> Glimpse:
    """The little that shows of an unscreened case."""
    filed = localtime(case.filed_at).replace(minute=0, second=0, microsecond=0)
    if case.matter is not None and is_never_public(case.matter.privacy):
        return Glimpse(case, None, "", case.area, case.cell, filed.date(), None, "")
    return Glimpse(case, case.matter, case.kind, case.area, case.cell, filed.date(), filed, case.state)


def glimpses(most: int) -> list[Glimpse]:
    """The newest unscreened cases; one of a private matter stands last in its day, so that its place tells no hour."""
    newest = glimpsed().with_names().select_related("cell").defer("cell__polygon").newest()[:most]
    return sorted((glimpse_of(case) for case in newest), key=lambda one: (one.day, one.hour is not None), reverse=True)


def is_reporter(case: Case, viewer: Viewer) -> bool:
    """Did this viewer hand the case in?"""
    if case.pk in viewer.reporter_of or (viewer.person is not None and case.reporter_id == viewer.person.pk):
        return True
    if not viewer.contact_hash:
        return False
    return Contact.objects.filter(
        Q(email_hash=viewer.contact_hash) | Q(phone_hash=viewer.contact_hash), case=case
    ).exists()


def reads_as(case: Case, viewer: Viewer) -> str:
    """How much of a case this viewer reads: desk, party (the reporter) or public. Call it only for a case found through
    visible_to."""
    if is_reporter(case, viewer):
        return "party"
    if viewer.officer is not None and on_desk_of(viewer).filter(pk=case.pk).exists():
        return "desk"
    return "public"


# --- the timeline ---


@dataclass(frozen=True)
class Entry:
    """One line of the timeline as one reader may read it. `text` is empty where the words are not for this reader;
    `note` says why."""

    line: Line
    title: Any
    side: str
    office: str
    text: str
    language: str
    note: Any
    is_latest_answer: bool
    photos: tuple[Photo, ...]
    is_current_round: bool

    @property
    def facts(self) -> dict[str, Any]:
        """What the line states besides its words."""
        return self.line.facts


_DONE: dict[tuple[str, str], Any] = {}
for _move in MOVES:
    _DONE.setdefault((_move.verb, _move.hand), _move.done)


def _title(line: Line, answers: int, *, seen_before: bool) -> Any:
    if line.verb == "file":
        return _("Reported")
    if line.verb == "answer" and answers > 1:
        return _("Answer number %(count)d") % {"count": answers}
    if line.verb == "publish" and seen_before:
        return _("Screened what the resident wrote since")
    if line.verb == "reach" and line.facts.get("names"):
        return _("Reached: %(stage)s") % {"stage": said_in(line.facts["names"], get_language() or "en")}
    if line.verb == "rate" and line.facts.get("reopens"):
        return _("Rated, and reopened for round %(round)d") % {"round": line.facts["round"]}
    hand = {
        "resident": ("feedback", "cases"),
        "check": ("supervision",),
        "act": ("handling",),
        "decide": ("feedback",),
        "source": ("handling",),
        "calendar": ("cases",),
    }
    for app in hand.get(line.side, ()):
        if (line.verb, app) in _DONE:
            return _DONE[line.verb, app]
    return line.verb


def _words_for(case: Case, line: Line, reader: str) -> tuple[str, str, Any]:
    """Text, language and note of a line for a reader. Words of residents are public only once screened; those of the
    desk once the case is public."""
    words: LineWords | None = getattr(line, "words", None)
    if words is None:
        return "", "", ""
    if words.erased_at is not None:
        kept = case.public_text if line.verb == "file" and reader != "desk" else ""
        return (
            (kept, words.language, "")
            if kept
            else ("", "", _("These words were erased at the wish of whoever wrote them."))
        )
    if reader == "desk" or (reader == "party" and words.audience != Audience.DESK):
        return words.text, words.language, ""
    if words.audience != Audience.PUBLIC or not case.is_public:
        return "", "", ""
    if line.verb == "file":
        return case.public_text, words.language, ""
    if line.side == "resident" and not words.is_screened:
        return "", "", _("The resident also wrote something. It is shown once it has been screened.")
    return words.text, words.language, ""


def timeline(case: Case, reader: str) -> list[Entry]:
    """The case as its timeline, for a reader (public, party, desk); two queries."""
    shown = Photo.objects.filter(
        state__in=[PhotoState.READY, PhotoState.RECEIVED, PhotoState.DEVELOPING, PhotoState.FAILED]
    )
    if reader == "public":
        shown = shown.filter(is_public=True)
    lines = list(
        case.lines.select_related("words", "office")
        .prefetch_related(Prefetch("photos", queryset=shown))
        .order_by("seq")
    )
    answered = Counter(line.verb for line in lines)["answer"]
    entries: list[Entry] = []
    answers = 0
    seen: set[str] = set()
    for line in lines:
        answers += line.verb == "answer"
        text, language, note = _words_for(case, line, reader)
        entries.append(
            Entry(
                line=line,
                title=_title(line, answers, seen_before=line.verb in seen),
                side=line.side,
                office=line.office.name if line.office else "",
                text=text,
                language=language,
                note=note,
                is_latest_answer=line.verb == "answer" and answers == answered,
                photos=tuple(line.photos.all()),
                is_current_round=line.facts.get("round", 1) == case.round,
            )
        )
        seen.add(line.verb)
    return entries


def first_broken_line(case: Case) -> int | None:
    """The first line of a case whose seal does not hold, or None when the whole timeline proves itself."""
    lines = list(case.lines.select_related("words").order_by("seq"))
    said = {
        line.seq: (line.words.text, line.words.salt)
        for line in lines
        if hasattr(line, "words") and line.words.erased_at is None
    }
    return broken_at(case.subject, lines, said)


# --- what is due ---


@dataclass(frozen=True)
class Promised:
    """One thing due in the round a case is in. `note` says that its day may move."""

    row: Deadline
    label: Any
    note: Any

    @property
    def is_stage(self) -> bool:
        """One of the stages on the way to the answer?"""
        return self.row.kind == DeadlineKind.STAGE


def promised(case: Case, *, with_steps: bool = False) -> list[Promised]:
    """The stages and the answer of this round, in their order; with the step that is open now for the desk. One
    query."""
    rows = Deadline.objects.filter(case=case, round=case.round)
    steps = Q(kind=DeadlineKind.STEP)
    rows = rows.exclude(steps & Q(done_at__isnull=False)) if with_steps else rows.exclude(steps)
    return sorted((_promised(row) for row in rows), key=lambda one: (_ORDER[one.row.kind], one.row.number, one.row.pk))


_ORDER = {DeadlineKind.STEP.value: 0, DeadlineKind.STAGE.value: 1, DeadlineKind.ANSWER.value: 2}
_LABELS = {DeadlineKind.STEP: gettext_lazy("Next step"), DeadlineKind.ANSWER: gettext_lazy("Answer")}


def _promised(row: Deadline) -> Promised:
    note = ""
    if row.is_tentative and row.done_at is None:
        year = tentative_year(row.starts_at, row.due_at) or localtime(row.due_at).year
        note = _("The working days of %(year)s are not announced yet; this day may move.") % {"year": year}
    return Promised(row, _LABELS.get(DeadlineKind(row.kind)) or row.name, note)


# --- what somebody may do ---


def part_words(part: Part) -> str:
    """ "you answered it on 9 November 2026", for a refusal."""
    day = date_format(localtime(part.at), "DATE_FORMAT")
    done = {
        "accept": _("you accepted this case on %(day)s"),
        "decline": _("you declined this case on %(day)s"),
        "verify": _("you checked this case on %(day)s"),
        "send-back": _("you sent this case back on %(day)s"),
        "publish": _("you screened this case on %(day)s"),
        "withhold": _("you screened this case on %(day)s"),
        "dispatch": _("you dispatched this case on %(day)s"),
        "take": _("you handled this case from %(day)s"),
        "reach": _("you handled this case from %(day)s"),
        "answer": _("you answered this case on %(day)s"),
        "return": _("you returned this case on %(day)s"),
        "file": _("you handed this case in on %(day)s"),
    }
    return done.get(part.verb, _("you took part in this case on %(day)s")) % {"day": day}


def hand_for(case: Case, officer: OfficerHand | None, part: Part | None) -> Hand:
    """The hand an officer has on a case: side and roles from the posts, the part once taken, whether the office and
    area are hers."""
    if officer is None:
        return Hand(
            side=part.side if part else "", part=part.side if part else "", part_words=part_words(part) if part else ""
        )
    path = case.area.path if case.area else ""
    return Hand(
        side=officer.side,
        roles=officer.roles,
        part=part.side if part else "",
        part_words=part_words(part) if part else "",
        is_own_office=case.office_id in officer.office_ids,
        is_in_area=not officer.area_paths
        or not path
        or any(path.startswith(own) for own in officer.area_paths)
        or case.office_id in officer.office_ids,
        has_stages=officer.side == Side.ACT and case.office_id in officer.office_ids and has_stages(case),
        privacy=case.matter.privacy if case.matter else "",
    )


def has_stages(case: Case) -> bool:
    """Are stages of the limit still to come?"""
    return open_stages(case).exists()


def open_stages(case: Case) -> QuerySet[Deadline]:
    """The stages still to come, in their order."""
    return Deadline.objects.filter(case=case, kind=DeadlineKind.STAGE, done_at__isnull=True).order_by("number")


def part_of(case: Case, person: Person | None) -> Part | None:
    """The side somebody once took in a case."""
    return Part.objects.filter(case=case, person=person).first() if person is not None else None


_OPENS_CONTACTS = {Role.SUPERVISOR.value, Role.HANDLER.value, Role.REVIEWER.value}


def contact_denial(case: Case, officer: OfficerHand | None, part: Part | None) -> Any:
    """Why this officer may not open the contact left with a case, as a sentence; "" when a purpose is all it takes."""
    if officer is None or not officer.roles & _OPENS_CONTACTS:
        return _("Your post does not need the contact. Ask the resident through the case instead.")
    if officer.side == Side.ACT and case.is_confidential:
        return _("The reporter asked to stay unknown to the handling office. Ask through the case instead.")
    if officer.side == Side.ACT and case.office_id not in officer.office_ids:
        return _("Another office holds this case.")
    if part is not None and part.side != officer.side:
        return _("You took another side in this case.")
    return ""


def moves_open_to(viewer: Viewer, case: Case) -> tuple[Move, ...]:
    """The moves this officer may make on this case now; pages and API loop over them."""
    if viewer.officer is None:
        return ()
    hand = hand_for(case, viewer.officer, part_of(case, viewer.person))
    return open_moves(kind=case.kind, state=case.state, publication=case.publication, hand=hand)


def moves_denied_to(viewer: Viewer, case: Case) -> list[tuple[Move, Denial]]:
    """The moves possible from here that belong to somebody else, each with the reason; so that nobody has to guess."""
    if viewer.officer is None:
        return []
    hand = hand_for(case, viewer.officer, part_of(case, viewer.person))
    denied = []
    for move in MOVES:
        if (
            move.branch
            or move.side in ("resident", "source", "calendar")
            or case.kind not in move.kinds
            or case.state not in move.before
            or case.publication not in move.publication
        ):
            continue
        reason = denial(move.verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand)
        if reason is not None and reason.family != "stage":  # most limits have none: nothing to tell
            denied.append((move, reason))
    return denied


# --- what lists print ---


def rating_words(cases: Iterable[Case]) -> dict[int, LineWords]:
    """What residents wrote beside their newest rating, as far as everybody may read it, by case; one query."""
    newest = {
        line.case_id: line
        for line in Line.objects.filter(case__in=[case.pk for case in cases], verb="rate")
        .select_related("words")
        .order_by("seq")
    }
    said = {pk: line.words for pk, line in newest.items() if hasattr(line, "words")}
    return {
        pk: words
        for pk, words in said.items()
        if words.is_screened and words.erased_at is None and words.audience == Audience.PUBLIC
    }


def waiting_since(at: datetime) -> datetime | None:
    """When the oldest photo that still waits to be prepared came in; for /readyz."""
    oldest = (
        Photo.objects.filter(state__in=[PhotoState.RECEIVED, PhotoState.DEVELOPING], received_at__lte=at)
        .order_by("received_at")
        .first()
    )
    return oldest.received_at if oldest else None
