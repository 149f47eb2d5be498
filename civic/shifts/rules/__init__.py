"""What an activity needs before it is public, who may take a place, and why not. Pure.

Sources: Regulations on voluntary service art. 12 (true information and risks), 13 (needs), 15 (fit to age and skill),
16 (train first), 17 (insurance before danger), 22 (tell in time), 25 (nobody is forced); Measures art. 19 (what does
not count); local ordinances on minors. docs/rules.md.
"""

from civic.shifts.rules.activities import (
    AHEAD_DAYS,
    CHECK_IN_BEFORE,
    CHECK_OUT_AFTER,
    LONGEST_SHIFT_HOURS,
    Insurance,
    days_between,
    digest_of,
    insurance_fault,
    post_faults,
    show_faults,
)
from civic.shifts.rules.kinds import (
    ActivityState,
    NeedState,
    PolicyScope,
    ShiftState,
    SignupState,
    Why,
)
from civic.shifts.rules.offering import HOLDS, offer_ends, places_free
from civic.shifts.rules.patrols import minutes_into
from civic.shifts.rules.resting import DAY_MOST, REST, WEEK_MOST, Busy, day_minutes, rest_fault, week_minutes
from civic.shifts.rules.rotas import LAID_AHEAD, Recurring, monday_of, rota_days
from civic.shifts.rules.travelling import clashes, distance_m, travel_minutes
from civic.shifts.rules.why import LINE_MAY_FORM, Held, Helper, Hindrance, Offer, Post, hindrance, lost, post_for

__all__ = [
    "AHEAD_DAYS",
    "CHECK_IN_BEFORE",
    "CHECK_OUT_AFTER",
    "DAY_MOST",
    "HOLDS",
    "LAID_AHEAD",
    "LINE_MAY_FORM",
    "LONGEST_SHIFT_HOURS",
    "REST",
    "WEEK_MOST",
    "ActivityState",
    "Busy",
    "Held",
    "Helper",
    "Hindrance",
    "Insurance",
    "NeedState",
    "Offer",
    "PolicyScope",
    "Post",
    "Recurring",
    "ShiftState",
    "SignupState",
    "Why",
    "clashes",
    "day_minutes",
    "days_between",
    "digest_of",
    "distance_m",
    "hindrance",
    "insurance_fault",
    "lost",
    "minutes_into",
    "monday_of",
    "offer_ends",
    "places_free",
    "post_faults",
    "post_for",
    "rest_fault",
    "rota_days",
    "show_faults",
    "travel_minutes",
    "week_minutes",
]
