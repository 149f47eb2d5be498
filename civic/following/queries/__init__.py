"""What is asked of following: what may be followed, who follows what, what strangers may hear of a case."""

from civic.following.queries.devices import ShownDevice, devices_for, devices_shown, offer_to, proved_hash
from civic.following.queries.follows import (
    Named,
    feed_of,
    follower_by_calendar,
    follower_by_confirm,
    followers_of,
    follows_of,
    name_of,
    newest_tiding,
    stopped_by,
    subject_names,
    told_about,
)
from civic.following.queries.matching import matching
from civic.following.queries.public import (
    Entry,
    calendar_cases,
    days_of,
    entries_among,
    entries_of_case,
    of_cell,
    of_matter,
    within,
)
from civic.following.queries.readable import Heard, may_be_followed, readable, reporters_of

__all__ = [
    "Entry",
    "Heard",
    "Named",
    "ShownDevice",
    "calendar_cases",
    "days_of",
    "devices_for",
    "devices_shown",
    "entries_among",
    "entries_of_case",
    "feed_of",
    "follower_by_calendar",
    "follower_by_confirm",
    "followers_of",
    "follows_of",
    "matching",
    "may_be_followed",
    "name_of",
    "newest_tiding",
    "of_cell",
    "of_matter",
    "offer_to",
    "proved_hash",
    "readable",
    "reporters_of",
    "stopped_by",
    "subject_names",
    "told_about",
    "within",
]
