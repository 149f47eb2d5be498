"""What an activity needs before it is public, who may take a place, and why not. Pure.

Sources: Regulations on voluntary service art. 12 (true information and risks), 13 (needs), 15 (fit to age and skill),
16 (train first), 17 (insurance before danger), 22 (tell in time), 25 (nobody is forced); Measures art. 19 (what does
not count); local ordinances on minors. docs/rules.md.
"""

from civic.shifts.rules.kinds import (
    ActivityState,
    NeedState,
    PolicyScope,
    ShiftState,
    SignupState,
    Why,
)
from civic.shifts.rules.resting import DAY_MOST, REST, WEEK_MOST, Busy, day_minutes, rest_fault, week_minutes
from civic.shifts.rules.travelling import clashes, distance_m, travel_minutes

__all__ = [
    "DAY_MOST",
    "REST",
    "WEEK_MOST",
    "ActivityState",
    "Busy",
    "NeedState",
    "PolicyScope",
    "ShiftState",
    "SignupState",
    "Why",
    "clashes",
    "day_minutes",
    "distance_m",
    "rest_fault",
    "travel_minutes",
    "week_minutes",
]
