"""The acts of following: begin, confirm, change the rhythm, stop; read the timeline and tell; forget."""

from civic.following.actions.calendars import drop_calendar, give_calendar
from civic.following.actions.devices import Hand, follow_on, stop_device, tell_on
from civic.following.actions.following import (
    Followed,
    confirm,
    follow,
    follow_public,
    forget,
    forget_browser,
    forget_contacts,
    set_rhythm,
    stop_all,
    tidy,
    unfollow,
)
from civic.following.actions.pushing import HERE, MINE
from civic.following.actions.reading import read_timeline, spread
from civic.following.actions.subjects import Subject, around, of_case, of_cell, of_corner, of_matter, of_promise
from civic.following.actions.supporting import Joined, support_and_follow
from civic.following.actions.telling import take_up_withdrawn, tell
from civic.following.actions.tidings import (
    announce,
    retract,
    spread_tidings,
    take_up_withdrawn_tidings,
    tell_tidings,
    tidy_tidings,
)
from civic.following.rules.subjects import corner_key, promise_key

__all__ = [
    "HERE",
    "MINE",
    "Followed",
    "Hand",
    "Joined",
    "Subject",
    "announce",
    "around",
    "confirm",
    "corner_key",
    "drop_calendar",
    "follow",
    "follow_on",
    "follow_public",
    "forget",
    "forget_browser",
    "forget_contacts",
    "give_calendar",
    "of_case",
    "of_cell",
    "of_corner",
    "of_matter",
    "of_promise",
    "promise_key",
    "read_timeline",
    "retract",
    "set_rhythm",
    "spread",
    "spread_tidings",
    "stop_all",
    "stop_device",
    "support_and_follow",
    "take_up_withdrawn",
    "take_up_withdrawn_tidings",
    "tell",
    "tell_on",
    "tell_tidings",
    "tidy",
    "tidy_tidings",
    "unfollow",
]
