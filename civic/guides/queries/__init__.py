"""Reads of the guides: what everybody may read, what a writer works on, and how a text came to be."""

from civic.guides.queries.reading import (
    KIND,
    Changed,
    Revision,
    history_of,
    mark_of,
    on_matter,
    shown,
    shown_of_kind,
    texts_of,
)
from civic.guides.queries.writing import is_keeper, may_publish, may_write, post_for, posts_of_writer, written_by

__all__ = [
    "KIND",
    "Changed",
    "Revision",
    "history_of",
    "is_keeper",
    "mark_of",
    "may_publish",
    "may_write",
    "on_matter",
    "post_for",
    "posts_of_writer",
    "shown",
    "shown_of_kind",
    "texts_of",
    "written_by",
]
