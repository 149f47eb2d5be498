"""Root-cause topics at the desk: which ones an officer finds, and what she may do with one."""

from dataclasses import dataclass

from django.http import Http404

from civic.cases.models import Case, Topic
from civic.cases.queries import Viewer
from civic.cases.queries.topics import TopicStep, cases_of, covers, public_topics, story_of, topics_of
from civic.cases.rules.topics import MOVES, TopicState, is_hers
from civic.desk.rules import READS_TOPICS
from civic.lib.keyset import Page, page_from

LISTED = 100
PAGE = 30
NEWEST = ("-opened_at", "-pk")


@dataclass(frozen=True)
class OpenTopic:
    """One topic as an officer sees it."""

    topic: Topic
    steps: list[TopicStep]
    cases: list[Case]  # those she may read
    count: int
    older: str
    is_public: bool
    may: frozenset[str]  # the steps that are hers now


def reads_topics(viewer: Viewer) -> bool:
    """Does this officer's post have to do with topics at all?"""
    return viewer.officer is not None and bool(viewer.officer.roles & READS_TOPICS)


def live_topics(viewer: Viewer) -> list[Topic]:
    """The topics on her desk that are not closed, whose day comes first first; one query."""
    assert viewer.officer is not None
    return list(topics_of(viewer.officer).live().with_names().order_by("due_at", "pk")[:LISTED])


def closed_topics(viewer: Viewer, *, older: str = "") -> Page[Topic]:
    """A page of those that were closed, the newest first; one query."""
    assert viewer.officer is not None
    rows = topics_of(viewer.officer).filter(state=TopicState.CLOSED).with_names()
    return page_from(rows, keys=NEWEST, size=PAGE, cursor=older)


def find_topic(viewer: Viewer, key: int) -> Topic:
    """The topic of this key on this officer's desk. Raises Http404 for all others."""
    assert viewer.officer is not None
    topic = topics_of(viewer.officer).with_names().select_related("component").filter(pk=key).first()
    if topic is None:
        raise Http404
    return topic


def open_topic_page(viewer: Viewer, topic: Topic, *, older: str = "") -> OpenTopic:
    """One topic with its story, its cases as far as she may read them, and the steps that are hers."""
    officer = viewer.officer
    assert officer is not None
    rows = cases_of(topic, viewer)
    keys = ("-filed_at", "-pk")
    page = page_from(rows.with_names(), keys=keys, size=PAGE, cursor=older)
    is_remover = topic.remover_id in officer.office_ids
    may = {
        move.verb
        for move in MOVES
        if topic.state in move.before
        and is_hers(move, roles=officer.roles, is_remover=is_remover)
        and (move.whose != "committee" or covers(officer, topic))
    }
    return OpenTopic(
        topic=topic,
        steps=story_of(topic),
        cases=page.rows,
        count=rows.count(),
        older=page.next,
        is_public=public_topics().filter(pk=topic.pk).exists(),
        may=frozenset(may),
    )
