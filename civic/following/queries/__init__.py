"""What is asked of following: what may be followed, who follows what, what strangers may hear of a case."""

from civic.following.queries.follows import (
    Named,
    follower_by_confirm,
    followers_of,
    follows_of,
    name_of,
    stopped_by,
    subject_names,
    told_about,
)
from civic.following.queries.matching import matching
from civic.following.queries.readable import Heard, may_be_followed, readable, reporters_of

__all__ = [
    "Heard",
    "Named",
    "follower_by_confirm",
    "followers_of",
    "follows_of",
    "matching",
    "may_be_followed",
    "name_of",
    "readable",
    "reporters_of",
    "stopped_by",
    "subject_names",
    "told_about",
]
