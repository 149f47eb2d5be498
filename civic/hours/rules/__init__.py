"""How minutes are credited, and by when they are written down. Pure.

Source: Measures for recording voluntary service art. 7 (time actually given, unit hour), 11 (ten working days), 12, 13
(look at one's own record, object, correct), 19 (what does not count). docs/rules.md.
"""

from civic.hours.rules.crediting import RECORD_WORKDAYS, credited, total
from civic.hours.rules.kinds import EntryKind, ObjectionState

__all__ = ["RECORD_WORKDAYS", "EntryKind", "ObjectionState", "credited", "total"]
