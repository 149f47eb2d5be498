"""One open case as an officer sees it: words, timeline, what is near, and the moves that are hers or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import get_language

from civic.cases.models import (
    Answers,
    Case,
    Contact,
    ContactOpening,
    Objection,
    Photo,
    PhotoState,
    Topic,
    Withholding,
)
from civic.cases.queries import (
    Entry,
    Promised,
    Viewer,
    awaited_among,
    contact_denial,
    hand_for,
    moves_denied_to,
    moves_open_to,
    office_photos,
    on_desk_of,
    open_withholding,
    part_of,
    promised,
    tasks_of,
    timeline,
    waiting_objections,
)
from civic.cases.queries.rebounds import PlaceMemory, place_memory
from civic.cases.queries.topics import topic_of
from civic.cases.rules import Denial, Move, Publication, State, denial
from civic.cases.rules.calls import REACHED
from civic.cases.rules.clock import waits_for_answer
from civic.cases.rules.looking import Masked, masked
from civic.desk.queries.bundles import Bundle, bundle_of
from civic.desk.queries.drafts import Waiting, waiting_in
from civic.desk.queries.story import Told, story
from civic.desk.queries.tasks import TaskCard, cards_of
from civic.desk.rules import (
    HASTENED,
    NEWS,
    TO_PUT_RIGHT,
    TOLD_TO,
    Standing,
    desk_rows,
    first_of,
    standing,
    waits_for_screening,
)
from civic.handling.models import AnswerTemplate
from civic.handling.queries import templates_for
from civic.journal.models import Audience
from civic.lib.codes import read_number
from civic.offices.queries import Worded, worded
from civic.offices.rules import Side, answer_words, read_questions, said_in
from civic.places.models import Component

QUIET = frozenset({"call", "acknowledge"})


@dataclass(frozen=True)
class NewWords:
    """What a resident wrote after the report, for a moderator to read before everybody can."""

    seq: int
    title: Any
    text: str
    language: str
    is_held_back: bool
    is_unread: bool  # nobody decided yet that everybody may read it


@dataclass(frozen=True)
class OpenCase:
    """Everything the page of one case shows at the desk."""

    case: Case
    entries: list[Entry]
    open_moves: tuple[Move, ...]
    denied: list[tuple[Move, Denial]]
    first: Move | None
    has_contact: bool
    masked: Masked  # as far as it shows to those who may open it
    contact_closed: Any  # why this officer may not open it; empty when she may
    openings: list[ContactOpening]
    bundle: Bundle
    story: list[Told]
    dues: list[Promised]
    answers: list[tuple[str, str]]  # to the matter's own questions, in words
    component: Component | None
    worded: Worded  # as it was asked
    waiting: Waiting | None  # the drafted answer, for the office that holds the case
    templates: list[AnswerTemplate]  # for an answer, where this officer may give one now
    own_photos: list[Photo]  # of the office, for an answer that is not out yet
    tasks: list[TaskCard]  # beside it
    memory: PlaceMemory | None = None  # of its place
    topic: Topic | None = None  # that looks for the cause
    objections: Sequence[Objection] = ()  # that wait, for a moderator who may decide on them
    withholding: Withholding | None = None  # that a second person may still look at

    @cached_property
    def words(self) -> Entry:
        """The words as handed in, or as the reporter changed them before the report was accepted."""
        return _report(self.case, self.entries)

    @property
    def later(self) -> list[Entry]:
        """What happened since."""
        return self.entries[1:]

    @cached_property
    def photos(self) -> list[Photo]:
        """Every photo of the case."""
        return [photo for entry in self.entries for photo in entry.photos]

    @property
    def ready_photos(self) -> list[Photo]:
        """The photos that can be looked at."""
        return [photo for photo in self.photos if photo.state == PhotoState.READY]

    @property
    def standing(self) -> Standing:
        """How its state is drawn."""
        case = self.case
        return standing(
            state=case.state,
            round_=case.round,
            verdict=case.verdict,
            answered_at=case.answered_at,
            station=case.station,
        )

    @property
    def calls(self) -> tuple[int, int]:
        """How often the resident was called, and how often somebody was reached."""
        results = [entry.facts.get("result") for entry in self.entries if entry.line.verb == "rang"]
        return len(results), len([result for result in results if result in REACHED])

    @property
    def told_upward(self) -> Standing | None:
        """How it is drawn that a level was told of it, while it is unanswered; None where none was."""
        return TOLD_TO.get(self.case.escalated_to) if waits_for_answer(State(self.case.state)) else None

    @property
    def hastened(self) -> Standing:
        """How it is drawn that the checking side demands something."""
        return HASTENED

    @property
    def to_put_right(self) -> Standing:
        """How it is drawn that the office has to put something right after a bad rating."""
        return TO_PUT_RIGHT

    @property
    def news(self) -> Standing:
        """How it is drawn that its resident added or changed something."""
        return NEWS

    @cached_property
    def new_words(self) -> list[NewWords]:
        """What residents wrote after the report that everybody will read once it is screened."""
        return [
            NewWords(
                seq=entry.line.seq,
                title=entry.title,
                text=entry.text,
                language=entry.language,
                is_held_back=not entry.line.words.is_screened and entry.line.seq <= self.case.screened_seq,
                is_unread=not entry.line.words.is_screened,
            )
            for entry in self.later
            if entry.side == "resident" and entry.text and entry.line.words.audience == Audience.PUBLIC
        ]

    @property
    def recent(self) -> list[Told]:
        """What to read before acting: the standing answer and what was said after it, else the last words."""
        said = [told for told in self.story[1:] if told.entry.text or told.entry.line.verb == "answer"]
        answers = [place for place, told in enumerate(said) if told.entry.is_latest_answer]
        return said[answers[-1] :] if answers else said[-2:]

    def since(self, seq: int) -> list[Entry]:
        """What happened after this line; that somebody was called changes nothing for whoever writes."""
        return [entry for entry in self.entries if entry.line.seq > seq and entry.line.verb not in QUIET]


def find_case(viewer: Viewer, number: str) -> Case:
    """The case of this number on this officer's desk. Raises Http404 for all others, as for a number never issued."""
    read = read_number(number)
    case = on_desk_of(viewer).with_names().filter(number=read).first() if read else None
    if case is None:
        raise Http404
    return case


def open_case(viewer: Viewer, case: Case, *, at: datetime) -> OpenCase:
    """The case with everything an officer decides by."""
    entries = timeline(case, "desk")
    part = part_of(case, viewer.person)
    tasks = tasks_of(case)
    hand = hand_for(case, viewer.officer, part, awaits=awaited_among(tasks), at=at)
    moves = moves_open_to(viewer, case, hand=hand)
    answers = any(move.verb == "answer" for move in moves)
    screens = waits_for_screening(
        publication=case.publication,
        state=case.state,
        resident_seq=case.resident_seq,
        screened_seq=case.screened_seq,
        privacy=case.privacy,
    )
    memory = place_memory(case, viewer, at=at, language=get_language() or "en")
    contact, closed = Contact.objects.filter(case=case).first(), contact_denial(case, viewer.officer, part)
    return OpenCase(
        case=case,
        entries=entries,
        open_moves=moves,
        denied=moves_denied_to(viewer, case, hand=hand),
        first=first_of(moves, waits_for_screening=screens),
        has_contact=contact is not None,
        masked=Masked() if closed or contact is None else masked(phone=contact.phone, email=contact.email),
        contact_closed=closed,
        openings=list(_openings_of(case)[:20]),
        bundle=bundle_of(viewer, case, moves, _report(case, entries), at=at),
        story=story(entries),
        dues=promised(case, with_steps=True),
        answers=_answers(case),
        component=Component.objects.select_related("kind").get(pk=case.component_id) if case.component_id else None,
        worded=worded(case.wording),
        waiting=waiting_in(viewer, case, at=at),
        templates=templates_for(viewer.officer, case) if answers and viewer.officer else [],
        own_photos=office_photos(case) if answers else [],
        tasks=cards_of(viewer, tasks),
        memory=memory,
        topic=topic_of(case, viewer) if memory else None,
        objections=waiting_objections(case) if any(move.of_objection for move in moves) else (),
        withholding=_withholding(case, viewer),
    )


def _report(case: Case, entries: list[Entry]) -> Entry:
    """The entry that holds the report as it reads now."""
    return next((entry for entry in entries if entry.line.seq == case.said_seq), entries[0])


def _openings_of(case: Case) -> QuerySet[ContactOpening]:
    return ContactOpening.objects.filter(case=case).select_related("by__officer", "office").order_by("-at")


def _withholding(case: Case, viewer: Viewer) -> Withholding | None:
    """What a second person may still look at, for the checking side."""
    if case.publication != Publication.WITHHELD or viewer.officer is None or viewer.officer.side != Side.CHECK:
        return None
    return open_withholding(case)


def _answers(case: Case) -> list[tuple[str, str]]:
    """What was answered, question by question, in the words it was asked in."""
    kept = Answers.objects.filter(case=case).select_related("wording").first()
    if kept is None:
        return []
    language = get_language() or "en"
    asked = [question for question in read_questions(kept.wording.questions) if question.key in kept.given]
    return [
        (said_in(question.label, language), answer_words(question, kept.given[question.key], language))
        for question in asked
    ]


def refusal_of(viewer: Viewer, case: Case, verb: str) -> Denial | None:
    """Why this officer may not make this move now; None when she may. Raises Http404 for a verb that no desk knows."""
    if verb not in {move.verb for move in desk_rows()}:
        raise Http404
    hand = hand_for(case, viewer.officer, part_of(case, viewer.person))
    return denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand)
