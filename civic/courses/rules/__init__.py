"""How courses are passed and how long what was learnt holds. Pure.

Sources: Regulations on voluntary service art. 16 (train first, licences); Measures for recording voluntary service
art. 8 (training recorded apart from service hours). docs/rules.md.
"""

from civic.courses.rules.including import closure, would_circle
from civic.courses.rules.kinds import ClaimState, CourseState, QualificationKind, Way
from civic.courses.rules.lasting import TELL_BEFORE, ends_soon, last_day
from civic.courses.rules.testing import is_passed, share_right
from civic.courses.rules.writing import QuestionTold, as_written, read_test

__all__ = [
    "TELL_BEFORE",
    "ClaimState",
    "CourseState",
    "QualificationKind",
    "QuestionTold",
    "Way",
    "as_written",
    "closure",
    "ends_soon",
    "is_passed",
    "last_day",
    "read_test",
    "share_right",
    "would_circle",
]
