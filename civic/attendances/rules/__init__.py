"""When somebody was there, how that is known, and what a no-show means. Pure.

Our own numbers; Measures for recording voluntary service art. 7 (time actually given), 11 (ten working days).
"""

from civic.attendances.rules.absences import (
    APPEAL_DAYS,
    BLOCK_DAYS,
    COUNTED_DAYS,
    UNEXCUSED_MOST,
    blocked_until,
)
from civic.attendances.rules.closing import NOT_OPEN, closing_fault
from civic.attendances.rules.codes import (
    GOOD_STEPS,
    STEP,
    Read,
    drawn_code,
    read_code,
    read_typed,
    shows_code,
    step_of,
    typed_code,
)
from civic.attendances.rules.coming import (
    EARLY,
    INSURER_WITHIN,
    LATE_OUT,
    SLACK,
    SOON,
    hour_fault,
    leaves_early,
    right_time,
    stays_fault,
)
from civic.attendances.rules.kinds import Direction, How, NoShowState, Verdict
from civic.attendances.rules.placing import ACCURACY_MOST, NEAR_M, is_near
from civic.attendances.rules.telling import SAYS, is_kept_only

__all__ = [
    "ACCURACY_MOST",
    "APPEAL_DAYS",
    "BLOCK_DAYS",
    "COUNTED_DAYS",
    "EARLY",
    "GOOD_STEPS",
    "INSURER_WITHIN",
    "LATE_OUT",
    "NEAR_M",
    "NOT_OPEN",
    "SAYS",
    "SLACK",
    "SOON",
    "STEP",
    "UNEXCUSED_MOST",
    "Direction",
    "How",
    "NoShowState",
    "Read",
    "Verdict",
    "blocked_until",
    "closing_fault",
    "drawn_code",
    "hour_fault",
    "is_kept_only",
    "is_near",
    "leaves_early",
    "read_code",
    "read_typed",
    "right_time",
    "shows_code",
    "stays_fault",
    "step_of",
    "typed_code",
]
