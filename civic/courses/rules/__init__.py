"""How courses are passed and how long what was learnt holds. Pure.

Sources: Regulations on voluntary service art. 16 (train first, licences); Measures for recording voluntary service
art. 8 (training recorded apart from service hours). docs/rules.md.
"""

from civic.courses.rules.including import closure, would_circle
from civic.courses.rules.kinds import CourseState, QualificationKind, Way
from civic.courses.rules.testing import is_passed, share_right

__all__ = ["CourseState", "QualificationKind", "Way", "closure", "is_passed", "share_right", "would_circle"]
