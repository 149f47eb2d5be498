"""A promise is written down and published: never without an owner and a day."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import advance, permit_calendar
from civic.cases.actions import hold as hold_case
from civic.cases.models import Case
from civic.lib.plain_text import clean_line, guess_language
from civic.lib.refusals import NotAllowed, NotValid, Sentence
from civic.offices.models import NEVER_ANSWERING, Matter, Office
from civic.offices.queries import OfficerHand, hand_of
from civic.places.models import Area
from civic.places.queries import is_inside, locate
from civic.promises.actions.holding import Permit, hold, permit, said, write
from civic.promises.models import Promise, PromiseLine, Stage
from civic.promises.queries.desk import WRITES, may_draft_of
from civic.promises.rules import (
    FEN_MOST,
    POST_LONGEST,
    POST_NAMES,
    STAGES_MOST,
    STALE,
    TITLE_LONGEST,
    WORDS_LONGEST,
    Source,
    find,
)

DRAWS = 8
LINE_LONGEST = 200
BUDGET_LONGEST = 2000
OF_A_CASE = frozenset({Source.SUGGESTION.value, Source.CASE.value})
NO_OWNER = _("A promise without an owner is nobody's. Name the office that keeps it.")
NO_DAY = _("A promise without a day is none. Say by which day it will be kept.")
PAST = _("This day is not to come. Name a later one.")


@dataclass(frozen=True)
class PromiseGiven:
    """What a promise is to say, as an officer hands it in; `stages` are words and day."""

    titles: dict[str, str]
    words: str
    source: str = Source.PLAN
    source_words: str = ""
    owner: Office | None = None
    post: str = ""
    post_zh_hant: str = ""
    post_en: str = ""
    matter: Matter | None = None
    area: Area | None = None
    point: tuple[float, float] | None = None
    place: str = ""
    due_on: date | None = None
    budget_fen: int | None = None
    budget_source: str = ""
    budget_words: str = ""
    stages: Sequence[tuple[str, date]] = field(default_factory=tuple)


@transaction.atomic
def draft(given: PromiseGiven, *, by: Person, case: Case | None = None, at: datetime) -> Promise:
    """An office writes down what it will do, for its head to publish. Raises NotAllowed, also for a case of another
    office or one whose answer promises nothing; NotValid by field."""
    hand = hand_of(by, on=localdate(at))
    if hand is None or not hand.roles & WRITES:
        raise NotAllowed(_("Promises are written by the offices that keep them."))
    if given.source in OF_A_CASE and case is None:
        raise NotValid(fields={"source": _("Open the case and make the promise of its answer there.")})
    if case is not None and not may_draft_of(hand, case):
        raise NotAllowed(_("A promise is made of an answer of your own office that says it is planned or adopted."))
    facts = _checked(given, hand=hand, case=case)
    promise = _create(case=case, made_by=by, made_at=at, moved_at=at, source=given.source, **facts)
    _lay_stages(promise, given.stages)
    write(promise, Permit(find("draft"), hand, promise.owner_id or min(hand.office_ids)), by=by, at=at)
    return promise


@transaction.atomic
def revise(promise: Promise, *, by: Person, given: PromiseGiven, at: datetime) -> PromiseLine:
    """The draft says something else. Raises NotAllowed, Conflict once it is public, NotValid by field."""
    promise = hold(promise)
    allowed = permit(promise, "revise", by=by, at=at)
    assert allowed.hand is not None
    for name, value in _checked(given, hand=allowed.hand, case=promise.case).items():
        setattr(promise, name, value)
    promise.stages.all().delete()
    _lay_stages(promise, given.stages)
    return write(promise, allowed, by=by, at=at)


@transaction.atomic
def publish(promise: Promise, *, by: Person, at: datetime) -> PromiseLine:
    """The head of the office makes the promise: from now on everybody reads it, and the case it comes from says so.
    Raises NotAllowed, Conflict; NotValid without an owner, without a day, or with a day or stage that has passed."""
    promise = hold(promise)
    if promise.state == "draft" and promise.owner_id is None:
        raise NotValid(fields={"owner": NO_OWNER})
    allowed = permit(promise, "publish", by=by, at=at)
    today = localdate(at)
    if promise.due_on is None:
        raise NotValid(fields={"due_on": NO_DAY})
    stages = list(promise.stages.all())
    if promise.due_on <= today or any(stage.due_on <= today for stage in stages):
        raise NotValid(fields={"due_on": PAST})
    promise.published_at, promise.heard_on = at, today
    promise.next_report_on = min(today + STALE, promise.due_on)
    facts: dict[str, Any] = {"due": promise.due_on.isoformat(), "budget": promise.budget_fen}
    line = write(promise, allowed, by=by, at=at, words=promise.words, facts=facts)
    if promise.case is not None:
        _tell_the_case(promise, promise.case, at=at)
    return line


def _tell_the_case(promise: Promise, case: Case, *, at: datetime) -> None:
    """A line on the case, so that its reporter, its supporters and followers read what came of it."""
    case = hold_case(case)
    step = replace(permit_calendar(case, "promise"), office_id=promise.owner_id)
    told = {"promise": promise.number, "promise_url": f"/promises/{promise.number}/"}
    advance(case, step, at=at, facts={"promise": promise.number}, told=told)


def _create(**facts: Any) -> Promise:
    for attempt in range(DRAWS):
        number = f"P{localdate(facts['made_at']).year % 100:02d}-{secrets.randbelow(100_000):05d}"
        try:
            with transaction.atomic():
                return Promise.objects.create(number=number, **facts)
        except IntegrityError:
            if attempt == DRAWS - 1 or not Promise.objects.filter(number=number).exists():
                raise
    raise AssertionError("unreachable")


def _lay_stages(promise: Promise, stages: Sequence[tuple[str, date]]) -> None:
    Stage.objects.bulk_create(
        [
            Stage(promise=promise, place=place, words=clean_line(words).strip(), due_on=day)
            for place, (words, day) in enumerate(stages, start=1)
        ]
    )


# --- what may be said ---


def _checked(given: PromiseGiven, *, hand: OfficerHand, case: Case | None) -> dict[str, Any]:
    """The columns of what was handed in. Raises NotValid with every fault beside its field."""
    wrong: dict[str, Sentence] = {}
    titles = {language: clean_line(title).strip() for language, title in given.titles.items()}
    if not any(titles.values()):
        wrong["title_zh_hans"] = _("Give it a title in one language at least.")
    if any(len(title) > TITLE_LONGEST for title in titles.values()):
        wrong["title_zh_hans"] = _("Keep the title under 120 characters.")
    if given.owner is not None and given.owner.pk not in hand.office_ids:
        wrong["owner"] = _("An office promises for itself only.")
    if given.owner is not None and given.owner.kind in NEVER_ANSWERING:
        wrong["owner"] = _("This office does not answer cases. Choose one that does the work.")
    wrong |= faults_of_budget(given.budget_fen, given.budget_source) | faults_of_stages(given.stages, given.due_on)
    if given.point is not None and not is_inside(*given.point):
        wrong["point"] = _("This point lies outside the city. Choose one inside it.")
    words = ""
    try:
        words = said(given.words, name="words", longest=WORDS_LONGEST)
    except NotValid as refused:
        wrong |= {name: told[0] for name, told in refused.fields.items()}
    if wrong:
        raise NotValid(fields=wrong)
    return _place(given, case) | {
        "title_zh_hans": titles.get("zh-hans", ""),
        "title_zh_hant": titles.get("zh-hant", ""),
        "title_en": titles.get("en", ""),
        "words": words,
        "language": guess_language(words),
        "source_words": clean_line(given.source_words).strip()[:LINE_LONGEST],
        "owner": given.owner,
        **{name: clean_line(getattr(given, name)).strip()[:POST_LONGEST] for name in POST_NAMES},
        "matter": given.matter or (case.matter if case else None),
        "due_on": given.due_on,
        "budget_fen": given.budget_fen,
        "budget_source": clean_line(given.budget_source).strip()[:LINE_LONGEST] if given.budget_fen is not None else "",
        "budget_words": said(given.budget_words, name="budget_words", longest=BUDGET_LONGEST, is_required=False),
    }


def _place(given: PromiseGiven, case: Case | None) -> dict[str, Any]:
    """Where it is: the point that was given, else the area. The point of a case is not taken over: it may show where
    somebody lives."""
    place: dict[str, Any] = {"place": clean_line(given.place).strip()[:LINE_LONGEST], "lat": None, "lon": None}
    if given.point is None:
        return place | {"area": given.area or (case.area if case else None), "cell": case.cell if case else None}
    lat, lon = given.point
    spot = locate(lat, lon)
    cell = spot.cells.get("management")
    return place | {"lat": lat, "lon": lon, "area": spot.area or given.area, "cell": cell}


def faults_of_budget(fen: int | None, source: str) -> dict[str, Sentence]:
    """Why an amount cannot stand as a budget."""
    if fen is None:
        return {}
    if not 0 <= fen <= FEN_MOST:
        return {"budget": _("Write an amount in yuan, like 120000 or 99.50.")}
    return {} if clean_line(source).strip() else {"budget_source": _("Say where the money comes from.")}


def faults_of_stages(stages: Sequence[tuple[str, date]], due_on: date | None) -> dict[str, Sentence]:
    """Why these stages cannot stand: each has words and a day, none after the day of the promise, in their order."""
    if len(stages) > STAGES_MOST:
        return {"stages": _("A promise has twenty stages at most.")}
    days = [day for _words, day in stages]
    if any(not clean_line(words).strip() or len(words) > LINE_LONGEST for words, _day in stages):
        return {"stages": _("Write each stage in a line of its own: the day, a space, and what is done by then.")}
    if days != sorted(days):
        return {"stages": _("Put the stages in the order of their days.")}
    if due_on is not None and days and days[-1] > due_on:
        return {"stages": _("No stage ends after the day of the promise.")}
    return {}
