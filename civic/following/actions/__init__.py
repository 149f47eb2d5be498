"""The acts of following: begin, confirm, change the rhythm, stop; read the timeline and tell; forget."""

from civic.following.actions.calendars import drop_calendar, give_calendar
from civic.following.actions.following import (
    Followed,
    confirm,
    follow,
    follow_public,
    forget,
    forget_contacts,
    set_rhythm,
    stop_all,
    tidy,
    unfollow,
)
from civic.following.actions.reading import read_timeline, spread
from civic.following.actions.subjects import Subject, around, of_case, of_cell, of_matter, of_promise
from civic.following.actions.supporting import Joined, support_and_follow
from civic.following.actions.telling import take_up_withdrawn, tell
from civic.following.actions.tidings import (
    announce,
    spread_tidings,
    take_up_withdrawn_tidings,
    tell_tidings,
    tidy_tidings,
)
from civic.following.rules.subjects import promise_key

__all__ = [
    "Followed",
    "Joined",
    "Subject",
    "announce",
    "around",
    "confirm",
    "drop_calendar",
    "follow",
    "follow_public",
    "forget",
    "forget_contacts",
    "give_calendar",
    "of_case",
    "of_cell",
    "of_matter",
    "of_promise",
    "promise_key",
    "read_timeline",
    "set_rhythm",
    "spread",
    "spread_tidings",
    "stop_all",
    "support_and_follow",
    "take_up_withdrawn",
    "take_up_withdrawn_tidings",
    "tell",
    "tell_tidings",
    "tidy",
    "tidy_tidings",
    "unfollow",
]
