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
from civic.following.actions.subjects import Subject, around, of_case, of_cell, of_matter
from civic.following.actions.supporting import Joined, support_and_follow
from civic.following.actions.telling import take_up_withdrawn, tell

__all__ = [
    "Followed",
    "Joined",
    "Subject",
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
    "read_timeline",
    "set_rhythm",
    "spread",
    "stop_all",
    "support_and_follow",
    "take_up_withdrawn",
    "tell",
    "tidy",
    "unfollow",
]
