"""The one search: everything public that holds some words, by sort, each with a piece of its text.

What is hidden has left the public index in the transaction that hid it; the rows are asked once more all the same. At
most twelve statements at any size: one finds the cases of every sort, promises, topics and what children propose, by
the marks they are indexed with, and none walks past a hundred and one of a sort.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from civic.cases.models import Case, Line
from civic.cases.rules import Kind, Publication
from civic.communities.models import Topic
from civic.communities.queries import KIND as OF_CORNERS
from civic.communities.queries import MARK as CORNER
from civic.communities.queries import topics_everywhere
from civic.guides.models import Guide
from civic.guides.queries import KIND, shown
from civic.guides.rules import spoken
from civic.insights.rules.finding import (
    ANSWERS,
    CAP,
    CASES,
    CHILDREN,
    FIRST,
    GUIDES,
    LABELS,
    MATTERS,
    PAGE,
    PROMISES,
    SUGGESTIONS,
    TOPICS,
)
from civic.journal.models import Audience
from civic.lib.bigrams import query_parts
from civic.lib.extracts import Piece, extract, marked
from civic.lib.markdown import as_words
from civic.offices.models import Matter
from civic.offices.queries import find_matters, worded
from civic.promises.models import Promise
from civic.promises.queries import KIND as OF_PROMISES
from civic.search.models import Side
from civic.search.queries import Sort, matching, newest_of
from civic.suggestions.rules.states import Standing, standing
from civic.youth.models import Proposal
from civic.youth.queries.public import KIND as OF_CHILDREN
from civic.youth.queries.public import public_proposals

OF_CASES = {
    ANSWERS: Sort("case", having=("answered",), lacking=("suggestion",)),
    SUGGESTIONS: Sort("case", having=("suggestion",)),
    CASES: Sort("case", lacking=("answered", "suggestion")),
}
SORTS = OF_CASES | {
    PROMISES: Sort(OF_PROMISES, having=(OF_PROMISES,)),
    TOPICS: Sort(OF_CORNERS, having=(CORNER,)),
    CHILDREN: Sort(OF_CHILDREN, having=(OF_CHILDREN,)),
}


@dataclass(frozen=True)
class Hit:
    """One thing that was found: where it is read, what it is called, and a piece of it around what was looked for."""

    url: str
    title: list[Piece]
    text: list[Piece]
    language: str = ""
    text_language: str = ""  # of the piece, where it is another one
    told: list[Any] = field(default_factory=list)  # what stands under the title: office, area
    at: date | datetime | None = None
    of: Any = None  # the row itself
    standing: Standing | None = None  # of a suggestion

    @property
    def title_words(self) -> str:
        """The title in one."""
        return "".join(piece.text for piece in self.title)

    @property
    def text_words(self) -> str:
        """The piece of its text in one."""
        return "".join(piece.text for piece in self.text)


@dataclass(frozen=True)
class Group:
    """What was found of one sort: how many, and those that are shown."""

    key: str
    count: int
    has_more: bool  # than the count says
    hits: list[Hit]
    has_next: bool = False

    @property
    def label(self) -> Any:
        """What these things are called."""
        return LABELS[self.key]


def can_be_searched(text: str) -> bool:
    """Does this hold anything an index knows?"""
    return bool(query_parts(text))


def find(text: str, *, on: date, only: str = "", page: int = 1) -> list[Group]:
    """Everything public that holds these words, by sort; of one sort a page of it, of the others only how many."""
    sorted_keys = newest_of(SORTS, side=Side.PUBLIC, text=text, most=CAP + 1)
    keys: dict[str, list[int]] = {
        GUIDES: _guide_keys(text, on),
        MATTERS: list(find_matters(text).values_list("pk", flat=True)[: CAP + 1]),
        **sorted_keys,
    }
    shown_keys = {key: _window(key, keys[key], text, only=only, page=page) for key in LABELS}
    hits = _hits(shown_keys, text, on=on)
    return [
        Group(
            key=key,
            count=min(len(keys[key]), CAP),
            has_more=len(keys[key]) > CAP,
            hits=hits[key],
            has_next=key == only and _has_next(keys[key], shown_keys[key], page),
        )
        for key in LABELS
    ]


def _guide_keys(text: str, on: date) -> list[int]:
    found = matching(Side.PUBLIC, KIND, text, having=(KIND,))
    if found is None:
        return []
    return list(shown(on).filter(pk__in=found).values_list("pk", flat=True)[: CAP + 1])


def _window(key: str, keys: Sequence[int], text: str, *, only: str, page: int) -> list[int]:
    """Which of these the page shows; the far pages of a sort are walked to."""
    if not only:
        return list(keys[:FIRST])
    if key != only:
        return []
    begin = (page - 1) * PAGE
    if begin + PAGE <= CAP or key not in SORTS:
        return list(keys[begin : begin + PAGE])
    return newest_of({key: SORTS[key]}, side=Side.PUBLIC, text=text, most=PAGE, after=begin)[key]


def _has_next(keys: Sequence[int], on_page: Sequence[int], page: int) -> bool:
    return len(keys) > page * PAGE or (len(keys) > CAP and len(on_page) == PAGE)


def _hits(keys: dict[str, list[int]], text: str, *, on: date) -> dict[str, list[Hit]]:
    found = {
        GUIDES: _in_order(keys[GUIDES], _guides(keys[GUIDES], on), lambda one: _of_guide(one, text)),
        MATTERS: _in_order(keys[MATTERS], _matters(keys[MATTERS]), lambda one: _of_matter(one, text)),
        PROMISES: _in_order(keys[PROMISES], _promises(keys[PROMISES], on), lambda one: _of_promise(one, text)),
        TOPICS: _in_order(keys[TOPICS], _topics(keys[TOPICS]), lambda one: _of_topic(one, text)),
    }
    found[CHILDREN] = _in_order(keys[CHILDREN], _proposals(keys[CHILDREN]), lambda one: _of_proposal(one, text))
    wanted = [pk for key in OF_CASES for pk in keys[key]]
    cases = list(Case.objects.public().with_names().filter(pk__in=wanted)) if wanted else []
    answers = _answers(keys[ANSWERS] + keys[SUGGESTIONS])
    for key in OF_CASES:
        found[key] = _in_order(keys[key], cases, lambda one: _of_case(one, answers.get(one.pk, ""), text))
    return found


def _in_order(keys: Iterable[int], rows: Iterable[Any], hit: Callable[[Any], Hit]) -> list[Hit]:
    by_key = {row.pk: row for row in rows}
    return [hit(by_key[key]) for key in keys if key in by_key]


def _guides(keys: list[int], on: date) -> Iterable[Guide]:
    return shown(on).filter(pk__in=keys) if keys else ()


def _matters(keys: list[int]) -> Iterable[Matter]:
    return Matter.objects.filter(pk__in=keys).select_related("wording") if keys else ()


def _promises(keys: list[int], on: date) -> Iterable[Promise]:
    return Promise.objects.public().marked(on).with_names().filter(pk__in=keys) if keys else ()


def _topics(keys: list[int]) -> Iterable[Topic]:
    return topics_everywhere().filter(pk__in=keys) if keys else ()


def _proposals(keys: list[int]) -> Iterable[Proposal]:
    return public_proposals().with_names().filter(pk__in=keys) if keys else ()


def _answers(keys: list[int]) -> dict[int, str]:
    """The last answer of each of these cases that everybody may read; one query."""
    if not keys:
        return {}
    lines = Line.objects.filter(
        case__in=keys, case__publication=Publication.PUBLISHED, verb="answer", words__audience=Audience.PUBLIC
    )
    return {line.case_id: line.words.readable for line in lines.select_related("words").order_by("case", "seq")}


def _of_guide(guide: Guide, text: str) -> Hit:
    """In the reader's language, unless only another one holds what was looked for."""
    assert guide.version is not None
    language, body = spoken(guide.version.bodies, get_language() or "en")
    words = as_words(body)
    for other, told in guide.version.bodies.items():
        if other != language and not _holds(words, text) and _holds(as_words(told), text):
            language, words = other, as_words(told)
    title = guide.version.titles.get(language) or guide.version.title
    told_by = [guide.post.office.name] if guide.post else []
    return Hit(
        url=f"/guides/{guide.slug}/",
        title=marked(title, text),
        text=extract(words, text),
        language=language,
        told=[*told_by, *([guide.area.name] if guide.area else [])],
        at=guide.starts,
        of=guide,
    )


def _holds(words: str, text: str) -> bool:
    return any(piece.is_hit for piece in extract(words, text))


def _of_matter(matter: Matter, text: str) -> Hit:
    words = worded(matter.wording)
    return Hit(
        url=f"/matters/{matter.code}/", title=marked(matter.name, text), text=extract(words.filing, text), of=matter
    )


def _of_promise(promise: Promise, text: str) -> Hit:
    """Its title in the reader's language; the piece is of its words."""
    return Hit(
        url=f"/promises/{promise.number}/",
        title=marked(promise.title, text),
        text=extract(promise.words, text),
        language=promise.title_language,
        text_language=promise.language,
        told=[one.name for one in (promise.owner, promise.area) if one is not None],
        at=promise.published_at,
        of=promise,
    )


def _of_topic(topic: Topic, text: str) -> Hit:
    community = topic.corner.community
    return Hit(
        url=f"/communities/{community.code}/{topic.number}/",
        title=marked(topic.public_title, text),
        text=extract(topic.public_text, text),
        language=topic.language,
        told=[one.name for one in (community, community.parent) if one is not None],
        at=topic.raised_at,
        of=topic,
    )


def _of_proposal(proposal: Proposal, text: str) -> Hit:
    """Under its pseudonym; grade band and district stand beside it on its page."""
    return Hit(
        url=f"/little-mayor/proposals/{proposal.number}/",
        title=marked(proposal.title, text),
        text=extract("\n".join((proposal.saw, proposal.change, proposal.helps)), text),
        language=proposal.language,
        told=[proposal.entry.called, proposal.district.name],
        at=proposal.shown_at,
        of=proposal,
    )


def _of_case(case: Case, answer: str, text: str) -> Hit:
    """The piece is of the answer where it holds what was looked for, else of the report."""
    report = extract(case.public_text, text)
    said = extract(answer, text) if answer else report
    is_of_answer = bool(answer) and (any(one.is_hit for one in said) or not any(one.is_hit for one in report))
    told = [one.name for one in (case.office or case.matter, case.area) if one is not None]
    is_idea = case.kind == Kind.SUGGESTION
    return Hit(
        url=f"/{'suggestions' if is_idea else 'cases'}/{case.number}/",
        title=marked(case.public_title or case.number, text),
        text=said if is_of_answer else report,
        language=case.language,
        told=told,
        at=case.answered_at or case.filed_at,
        of=case,
        standing=standing(case.state, case.outcome) if is_idea else None,
    )
