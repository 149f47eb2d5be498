"""Reads of the corners: what everybody may see, what waits at the desk, the figures, what somebody raised herself."""

from civic.communities.queries.desk import communities_of, has_ended_case, raised_words, to_look_at
from civic.communities.queries.figures import Row, Tally, figures, summed
from civic.communities.queries.finding import Listed, communities_below, liveliest
from civic.communities.queries.own import raised_by, told_about
from civic.communities.queries.reading import (
    KIND,
    MARK,
    Step,
    community_by_code,
    corner_at,
    meetings_in,
    open_tasks,
    outcome_said,
    public_case,
    sheet_by_key,
    story_of,
    texts_of,
    topic_by_number,
    topic_of_case,
    topics_everywhere,
    topics_in,
    with_sheets,
)

__all__ = [
    "KIND",
    "MARK",
    "Listed",
    "Row",
    "Step",
    "Tally",
    "communities_below",
    "communities_of",
    "community_by_code",
    "corner_at",
    "figures",
    "has_ended_case",
    "liveliest",
    "meetings_in",
    "open_tasks",
    "outcome_said",
    "public_case",
    "raised_by",
    "raised_words",
    "sheet_by_key",
    "story_of",
    "summed",
    "texts_of",
    "to_look_at",
    "told_about",
    "topic_by_number",
    "topic_of_case",
    "topics_everywhere",
    "topics_in",
    "with_sheets",
]
